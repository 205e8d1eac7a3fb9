"""
The two operations as matrices: Toeplitz, circulant, and the exchange matrix that is the flip.

Each matrix is written down from the sum it stands for, by index arrays: which output, which sample,
which tap. Nothing here convolves, so the products of these matrices are a road of their own to the
numbers of `flipconv.convolve` and `flipconv.correlate`.
"""

from flipconv.matrices.bands import correlation_toeplitz, toeplitz
from flipconv.matrices.circles import circulant, correlation_circulant
from flipconv.matrices.forms import exchange, frobenius, trace_form

__all__ = [
    "circulant",
    "correlation_circulant",
    "correlation_toeplitz",
    "exchange",
    "frobenius",
    "toeplitz",
    "trace_form",
]
