"""Why a convolution flips its kernel, when it matters, and what the call in front of you does."""

from flipconv.flips import conjugate_flip, even_part, flip, odd_part
from flipconv.operators import convolve, correlate

__all__ = ["conjugate_flip", "convolve", "correlate", "even_part", "flip", "odd_part"]

__version__ = "0.1.0"
