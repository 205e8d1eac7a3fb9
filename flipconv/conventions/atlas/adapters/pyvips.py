"""libvips by pyvips: a filter that copies the edge of the image."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter("pyvips", "pyvips.Image.conv", settings=[{"precision": "float"}], form="pyvips.Image.conv(x, h{})")
def conv(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pyvips.Image.conv`."""
    import pyvips

    image, kernel = pyvips.Image.new_from_array(x), pyvips.Image.new_from_array(h.tolist())
    return image.conv(kernel, **settings).numpy()
