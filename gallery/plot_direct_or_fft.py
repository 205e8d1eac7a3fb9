"""
Direct or FFT?
==============

The sums of a convolution take one multiplication for each tap and each sample. The road through the spectra,
by fast Fourier transform, takes about as long for a short kernel as for a long one. **So the two curves
cross, and once: here the sums are faster up to 64 taps, and the FFT from 128 on.** Where they cross depends on the
machine, on the code and on the signal.

Both roads give the same numbers up to rounding, so where that does no harm, time decides.
"""

import numpy as np

from flipconv import convolve
from flipconv.figures import LIGHT, curves, present, spelled
from flipconv.figures.drawings.direct_or_fft import cover_direct_or_fft, draw_direct_or_fft
from flipconv.spectra import error_bound, spectral_convolve

# %%
# This page measures nothing. What follows is a record of ``benchmarks/crossover.py``, run once: medians in
# microseconds of 201 runs in which both roads took turns. Run it on your machine for a record of your own.

SAMPLES = 16384
TAPS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
TIMES = {
    "direct": [101, 84, 98, 140, 222, 377, 704, 1379, 2684, 5368, 10585],
    "spectral": [1197, 1238, 1194, 1205, 1198, 1194, 1209, 1237, 1276, 1354, 1492],
}
MEASURED = [
    "Measured on 2026-11-25: medians of 201 runs, AMD EPYC,",
    "2 cores, Python 3.11.7, NumPy 2.4.6, 64-bit floats",
]


def draw(ink):
    return draw_direct_or_fft(TAPS, TIMES, SAMPLES, MEASURED, ink)


def cover(ink):
    return cover_direct_or_fft(TAPS, TIMES, ink)


# %%
# The two roads, on a signal short enough to read:
#
# >>> import numpy as np
# >>> from flipconv import convolve
# >>> from flipconv.spectra import spectral_convolve
# >>> convolve([1, 2, 3], [1, 10]).tolist()
# [1, 12, 23, 30]
# >>> np.rint(spectral_convolve([1, 2, 3], [1, 10])).astype(int).tolist()
# [1, 12, 23, 30]

rng = np.random.default_rng(16)
x, h = rng.integers(-99, 100, 999), rng.integers(-99, 100, 128)
apart = np.abs(spectral_convolve(x, h) - np.convolve(x, h)).max()
assert apart <= error_bound(x, h) < 1 / 2, f"the road through the spectra is {apart} off"
assert (convolve(x, h) == np.convolve(x, h)).all(), "the road through the sums leads elsewhere"

# %%
# The sentences from the top, on the points that are drawn.

drawn = curves(draw(LIGHT), "times")
assert list(drawn) == ["direct", "spectral"], f"the curves are called {list(drawn)}"
for road, (across, up) in drawn.items():
    assert across.tolist() == TAPS and up.tolist() == TIMES[road], f"{road}: another record was drawn"
direct, spectral = drawn["direct"][1], drawn["spectral"][1]
crossings = np.flatnonzero(np.diff(direct < spectral)).tolist()
assert [TAPS[i : i + 2] for i in crossings] == [[64, 128]], f"the curves cross {len(crossings)} times"
assert direct[0] < spectral[0], "the sums are slower for a short kernel"
assert 7 <= direct[-1] / direct[-4] <= 9, "eight times as many taps do not take about eight times as long"
assert spectral.max() / spectral.min() < 4 / 3, "the spectra take longer for long kernels"
CAPTION = f"With 1024 taps the sums are {spelled([(SAMPLES, TAPS[-1])], 16777216)} multiplications."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
