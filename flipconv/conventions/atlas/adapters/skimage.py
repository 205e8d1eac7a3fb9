"""scikit-image: derivatives, a filter that takes a kernel, template matching and registration."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "scikit-image",
    "skimage.filters.correlate_sparse",
    settings=[{"mode": "reflect"}, {"mode": "valid"}],
    form="skimage.filters.correlate_sparse(x, h{})",
    sizes=(3, 5),
)
def correlate_sparse(x: Any, h: Any, **settings: Any) -> Any:
    """Call `skimage.filters.correlate_sparse`."""
    import skimage.filters

    return skimage.filters.correlate_sparse(x, h, **settings)


@adapter(
    "scikit-image",
    "skimage.feature.match_template",
    settings=[{}],
    rejected=("nonlinear",),
    note="It subtracts means and divides by norms; the number at an output says how well the template fits with its "
    "first sample there.",
)
def match_template(x: Any, h: Any, **settings: Any) -> Any:
    """Call `skimage.feature.match_template`."""
    import skimage.feature

    return skimage.feature.match_template(x, h, **settings)


@adapter("scikit-image", "skimage.filters.sobel_h", probe="derivative")
def sobel_h(x: Any) -> Any:
    """Call `skimage.filters.sobel_h`."""
    import skimage.filters

    return skimage.filters.sobel_h(x)


@adapter("scikit-image", "skimage.filters.sobel_v", probe="derivative")
def sobel_v(x: Any) -> Any:
    """Call `skimage.filters.sobel_v`."""
    import skimage.filters

    return skimage.filters.sobel_v(x)


@adapter("scikit-image", "skimage.filters.sobel", settings=[{"axis": 0}, {"axis": 1}], probe="derivative")
def sobel(x: Any, **settings: Any) -> Any:
    """Call `skimage.filters.sobel`."""
    import skimage.filters

    return skimage.filters.sobel(x, **settings)


@adapter("scikit-image", "skimage.filters.prewitt_h", probe="derivative")
def prewitt_h(x: Any) -> Any:
    """Call `skimage.filters.prewitt_h`."""
    import skimage.filters

    return skimage.filters.prewitt_h(x)


@adapter("scikit-image", "skimage.filters.scharr_h", probe="derivative")
def scharr_h(x: Any) -> Any:
    """Call `skimage.filters.scharr_h`."""
    import skimage.filters

    return skimage.filters.scharr_h(x)


@adapter("scikit-image", "skimage.filters.farid_h", probe="derivative")
def farid_h(x: Any) -> Any:
    """Call `skimage.filters.farid_h`."""
    import skimage.filters

    return skimage.filters.farid_h(x)


@adapter("scikit-image", "skimage.filters.farid_v", probe="derivative")
def farid_v(x: Any) -> Any:
    """Call `skimage.filters.farid_v`."""
    import skimage.filters

    return skimage.filters.farid_v(x)


@adapter("scikit-image", "skimage.registration.phase_cross_correlation", probe="shift")
def phase_cross_correlation(x: Any, y: Any) -> Any:
    """Call `skimage.registration.phase_cross_correlation`."""
    import skimage.registration

    return skimage.registration.phase_cross_correlation(x, y)[0]
