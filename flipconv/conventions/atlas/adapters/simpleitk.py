"""SimpleITK: convolution of images, whose axes are those of NumPy in reverse."""

from __future__ import annotations

import pkgutil
from typing import Any

from flipconv.conventions.atlas.adapting import Named, adapter

FILTER = "SimpleITK.ConvolutionImageFilter"


class Inner(Named):
    """A constant in a class of a module."""

    @property
    def value(self) -> Any:
        """What it stands for."""
        return pkgutil.resolve_name(self.path)


SETTINGS = [
    {},
    {"boundaryCondition": Inner(f"{FILTER}.ZERO_PAD")},
    {"boundaryCondition": Inner(f"{FILTER}.PERIODIC_PAD")},
    {"outputRegionMode": Inner(f"{FILTER}.VALID")},
    {"normalize": True},
]
NOTE = "By default the edge is repeated (ZERO_FLUX_NEUMANN_PAD). Complex images are refused."
CUT = "Of images of integers, fractions are cut off: 5 that came out of the transforms as 4.999 becomes 4."


@adapter("SimpleITK", "SimpleITK.Convolution", settings=SETTINGS, form="SimpleITK.Convolution(x, h{})", note=NOTE)
def convolution(x: Any, h: Any, **settings: Any) -> Any:
    """Convolve an image with a kernel image."""
    import SimpleITK

    image, kernel = SimpleITK.GetImageFromArray(x), SimpleITK.GetImageFromArray(h)
    return SimpleITK.GetArrayFromImage(SimpleITK.Convolution(image, kernel, **settings))


@adapter(
    "SimpleITK",
    "SimpleITK.FFTConvolution",
    settings=SETTINGS,
    form="SimpleITK.FFTConvolution(x, h{})",
    note=f"{NOTE} {CUT}",
)
def fft_convolution(x: Any, h: Any, **settings: Any) -> Any:
    """Convolve an image with a kernel image by Fourier transforms."""
    import SimpleITK

    image, kernel = SimpleITK.GetImageFromArray(x), SimpleITK.GetImageFromArray(h)
    return SimpleITK.GetArrayFromImage(SimpleITK.FFTConvolution(image, kernel, **settings))


@adapter(
    "SimpleITK",
    "SimpleITK.Derivative",
    settings=[{"direction": 0}, {"direction": 1}],
    probe="derivative",
    form="SimpleITK.Derivative(x{})",
    note="direction counts the axes of the image: 0 is the last of the array.",
)
def derivative(x: Any, **settings: Any) -> Any:
    """Take the derivative along one axis of an image."""
    import SimpleITK

    return SimpleITK.GetArrayFromImage(SimpleITK.Derivative(SimpleITK.GetImageFromArray(x), **settings))


@adapter(
    "SimpleITK",
    "SimpleITK.DiscreteGaussianDerivative",
    settings=[{"order": (1, 0)}, {"order": (0, 1)}],
    probe="derivative",
    form="SimpleITK.DiscreteGaussianDerivative(x{})",
    note="order counts the axes of the image: the first is the last of the array.",
)
def gaussian_derivative(x: Any, **settings: Any) -> Any:
    """Take the derivative of a smoothed image along one axis."""
    import SimpleITK

    image = SimpleITK.GetImageFromArray(x)
    return SimpleITK.GetArrayFromImage(SimpleITK.DiscreteGaussianDerivative(image, **settings))
