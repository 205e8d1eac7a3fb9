"""
The road through the frequencies: spectra are multiplied instead of signals being summed.

No line here calls the defining sums, the operators or a matrix. That all of them give the same
numbers is a theorem about independent pieces of code.
"""

from flipconv.spectra.circular import circular_convolve, circular_correlate, wrapped
from flipconv.spectra.linear import autocorrelation, error_bound, spectral_convolve, spectral_correlate
from flipconv.spectra.phases import phase_correlation
from flipconv.spectra.transforms import fast_length, spectrum

__all__ = [
    "autocorrelation",
    "circular_convolve",
    "circular_correlate",
    "error_bound",
    "fast_length",
    "phase_correlation",
    "spectral_convolve",
    "spectral_correlate",
    "spectrum",
    "wrapped",
]
