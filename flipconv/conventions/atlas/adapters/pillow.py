"""Pillow: its only filter that takes a kernel, on images of 8 bits."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "pillow",
    "PIL.ImageFilter.Kernel",
    settings=[{"scale": 1}, {}],
    form="PIL.ImageFilter.Kernel(h.shape[::-1], h{})",
    dtype="uint8",
    sizes=(3, 5),
)
def kernel(x: Any, h: Any, **settings: Any) -> Any:
    """Call `PIL.ImageFilter.Kernel`."""
    import numpy as np
    import PIL.Image
    import PIL.ImageFilter

    image = PIL.Image.fromarray(x)
    return np.asarray(image.filter(PIL.ImageFilter.Kernel(h.shape[::-1], h.ravel().tolist(), **settings)))
