"""PyWavelets: one step of a wavelet transform with filters of one's own."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "PyWavelets",
    "pywt.dwt",
    settings=[{"mode": mode} for mode in ("zero", "symmetric", "reflect", "periodic", "constant")],
    form="pywt.dwt(x, pywt.Wavelet(filter_bank=(h, h, h, h)){})[0]",
    sizes=(2, 4),
    ndim=1,
)
def dwt(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pywt.dwt`."""
    import pywt

    return pywt.dwt(x, pywt.Wavelet("h", filter_bank=(h, h, h, h)), **settings)[0]


@adapter(
    "PyWavelets",
    "pywt.idwt",
    settings=[{"mode": "zero"}],
    form="pywt.idwt(x, None, pywt.Wavelet(filter_bank=(h, h, h, h)){})",
    sizes=(2, 4),
    ndim=1,
)
def idwt(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pywt.idwt`."""
    import pywt

    return pywt.idwt(x, None, pywt.Wavelet("h", filter_bank=(h, h, h, h)), **settings)
