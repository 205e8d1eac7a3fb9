"""OpenCV: filters of images, their derivatives, template matching and phase correlation."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import Named, adapter

BORDERS = [
    {},
    *(
        {"borderType": Named(f"cv2.BORDER_{name}")}
        for name in ("CONSTANT", "REPLICATE", "REFLECT", "REFLECT_101", "ISOLATED")
    ),
]


@adapter("opencv-python-headless", "cv2.filter2D", settings=BORDERS)
def filter2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `cv2.filter2D`."""
    import cv2

    return cv2.filter2D(x, -1, h, **settings)


@adapter(
    "opencv-python-headless",
    "cv2.filter2D",
    settings=[{"anchor": (0, 0), "borderType": Named("cv2.BORDER_CONSTANT")}],
)
def anchored(x: Any, h: Any, **settings: Any) -> Any:
    """Call `cv2.filter2D`."""
    import cv2

    return cv2.filter2D(x, -1, h, **settings)


@adapter(
    "opencv-python-headless",
    "cv2.sepFilter2D",
    settings=[{}, {"borderType": Named("cv2.BORDER_CONSTANT")}],
    form="cv2.sepFilter2D(x, -1, h, [1]{})",
    ndim=1,
    note="Along the rows of an image; the columns are filtered with [1].",
)
def sep_filter2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `cv2.sepFilter2D`."""
    import cv2
    import numpy as np

    return cv2.sepFilter2D(x[np.newaxis], -1, h, np.ones(1), **settings)[0]


@adapter(
    "opencv-python-headless",
    "cv2.matchTemplate",
    settings=[{"method": Named("cv2.TM_CCORR")}],
    dtype="float32",
)
def match_template(x: Any, h: Any, **settings: Any) -> Any:
    """Call `cv2.matchTemplate`."""
    import cv2

    return cv2.matchTemplate(x, h, **settings)


@adapter(
    "opencv-python-headless",
    "cv2.matchTemplate",
    settings=[{"method": Named("cv2.TM_CCORR_NORMED")}, {"method": Named("cv2.TM_SQDIFF")}],
    dtype="float32",
    rejected=("nonlinear",),
    note="The number at an output says how well the template fits with its first sample there.",
)
def match_template_scores(x: Any, h: Any, **settings: Any) -> Any:
    """Call `cv2.matchTemplate`."""
    import cv2

    return cv2.matchTemplate(x, h, **settings)


@adapter(
    "opencv-python-headless",
    "cv2.Sobel",
    settings=[{"dx": 1, "dy": 0}, {"dx": 0, "dy": 1}],
    probe="derivative",
    note="dx counts columns: it is axis 1 of the array.",
)
def sobel(x: Any, **settings: Any) -> Any:
    """Call `cv2.Sobel`."""
    import cv2

    return cv2.Sobel(x, -1, **settings)


@adapter(
    "opencv-python-headless",
    "cv2.Scharr",
    settings=[{"dx": 1, "dy": 0}, {"dx": 0, "dy": 1}],
    probe="derivative",
    note="dx counts columns: it is axis 1 of the array.",
)
def scharr(x: Any, **settings: Any) -> Any:
    """Call `cv2.Scharr`."""
    import cv2

    return cv2.Scharr(x, -1, **settings)


@adapter("opencv-python-headless", "cv2.phaseCorrelate", probe="shift")
def phase_correlate(x: Any, y: Any) -> Any:
    """Call `cv2.phaseCorrelate`."""
    import cv2

    return cv2.phaseCorrelate(x, y)[0]
