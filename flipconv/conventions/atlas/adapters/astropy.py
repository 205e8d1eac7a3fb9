"""Astropy: convolutions that divide by the sum of the kernel unless told not to."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

BORDERS = ("fill", "wrap", "extend", None)


@adapter(
    "astropy",
    "astropy.convolution.convolve",
    settings=[{"boundary": boundary, "normalize_kernel": False} for boundary in BORDERS] + [{"boundary": "fill"}],
    sizes=(3, 5),
)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `astropy.convolution.convolve`."""
    import astropy.convolution

    return astropy.convolution.convolve(x, h, **settings)


@adapter(
    "astropy",
    "astropy.convolution.convolve_fft",
    settings=[
        {"boundary": "fill", "normalize_kernel": False},
        {"boundary": "wrap", "normalize_kernel": False},
        {"boundary": "fill"},
    ],
)
def convolve_fft(x: Any, h: Any, **settings: Any) -> Any:
    """Call `astropy.convolution.convolve_fft`."""
    import astropy.convolution

    return astropy.convolution.convolve_fft(x, h, **settings)
