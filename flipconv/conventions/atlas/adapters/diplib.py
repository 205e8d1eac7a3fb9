"""DIPlib: convolutions in space and by transforms, and the shift between two images."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "diplib",
    "diplib.GeneralConvolution",
    settings=[{"boundaryCondition": [name]} for name in ("mirror", "periodic", "add zeros", "zero order")],
)
def general_convolution(x: Any, h: Any, **settings: Any) -> Any:
    """Call `diplib.GeneralConvolution`."""
    import diplib
    import numpy as np

    return np.asarray(diplib.GeneralConvolution(diplib.Image(x), diplib.Image(h), **settings))


@adapter(
    "diplib",
    "diplib.GeneralConvolution",
    settings=[{"boundaryCondition": ["asym mirror"]}],
    rejected=("borders",),
    note="Its border is the mirror image of the signal with its sign reversed.",
)
def odd_mirror(x: Any, h: Any, **settings: Any) -> Any:
    """Call `diplib.GeneralConvolution`."""
    import diplib
    import numpy as np

    return np.asarray(diplib.GeneralConvolution(diplib.Image(x), diplib.Image(h), **settings))


@adapter(
    "diplib",
    "diplib.ConvolveFT",
    rejected=("taps", "no fit"),
    note="A single 1 does not return the taps of a small kernel unchanged.",
)
def convolve_ft(x: Any, h: Any) -> Any:
    """Call `diplib.ConvolveFT`."""
    import diplib
    import numpy as np

    return np.asarray(diplib.ConvolveFT(diplib.Image(x), diplib.Image(h)))


@adapter("diplib", "diplib.FindShift", settings=[{}, {"method": "CC"}], probe="shift")
def find_shift(x: Any, y: Any, **settings: Any) -> Any:
    """Call `diplib.FindShift`."""
    import diplib

    return diplib.FindShift(diplib.Image(x), diplib.Image(y), **settings)


@adapter(
    "diplib",
    "diplib.FiniteDifference",
    settings=[{"derivativeOrder": [1, 0]}, {"derivativeOrder": [0, 1]}],
    probe="derivative",
    note="DIPlib counts axes from the last of the array.",
)
def finite_difference(x: Any, **settings: Any) -> Any:
    """Call `diplib.FiniteDifference`."""
    import diplib
    import numpy as np

    return np.asarray(diplib.FiniteDifference(diplib.Image(x), **settings))
