"""Why a convolution flips its kernel, when it matters, and what the call in front of you does."""

import typing

from flipconv.flips import conjugate_flip, even_part, flip, odd_part
from flipconv.operators import convolve, correlate

if typing.TYPE_CHECKING:
    from flipconv.conventions import identify, port, predict

__all__ = ["conjugate_flip", "convolve", "correlate", "even_part", "flip", "identify", "odd_part", "port", "predict"]

__version__ = "0.1.0"


def __getattr__(name: str) -> typing.Any:
    """Load what is about other people's calls when it is asked for."""
    if name in ("identify", "port", "predict"):
        from flipconv import conventions

        return getattr(conventions, name)
    raise AttributeError(f"module 'flipconv' has no attribute {name!r}")
