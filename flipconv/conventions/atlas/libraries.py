"""Which libraries the atlas has, and in which tier: known without importing any of them."""

from __future__ import annotations

from dataclasses import dataclass

from flipconv.conventions.atlas.adapting import Adapter, adapters_of


@dataclass(frozen=True)
class Library:
    """
    A library of the atlas.

    Parameters
    ----------
    module : str
        The file of its adapters.
    name : str
        Its name on PyPI.
    tier : int
        1: cheap, measured again by every build that sees a change; 2: large, in a job of its own; 3: on demand.
    imported : str
        The module whose import says whether it is installed.
    partners : tuple of str, optional
        Packages on PyPI with its compiled code, whose versions count as much as its own.
    """

    module: str
    name: str
    tier: int
    imported: str
    partners: tuple[str, ...] = ()

    @property
    def rows(self) -> list[Adapter]:
        """Its calls."""
        return adapters_of(self.module)


# those that take longest first, so that two processes end together
LIBRARIES = (
    Library("scipy", "scipy", 1, "scipy"),
    Library("onnx", "onnx", 1, "onnx"),
    Library("pylops", "pylops", 1, "pylops", ("scipy",)),
    Library("dask_image", "dask-image", 1, "dask_image", ("dask", "scipy")),
    Library("sigpy", "sigpy", 1, "sigpy", ("scipy",)),
    Library("onnxruntime", "onnxruntime", 1, "onnxruntime"),
    Library("opencv", "opencv-python-headless", 1, "cv2"),
    Library("mlx", "mlx", 1, "mlx", ("mlx-cpu",)),
    Library("pytensor", "pytensor", 1, "pytensor", ("scipy",)),
    Library("numpy", "numpy", 1, "numpy"),
    Library("mahotas", "mahotas", 1, "mahotas"),
    Library("astropy", "astropy", 1, "astropy"),
    Library("diplib", "diplib", 1, "diplib"),
    Library("skimage", "scikit-image", 1, "skimage", ("scipy",)),
    Library("pywavelets", "PyWavelets", 1, "pywt"),
    Library("autograd", "autograd", 1, "autograd", ("scipy",)),
    Library("pillow", "pillow", 1, "PIL"),
    Library("pyvips", "pyvips", 1, "pyvips", ("pyvips-binary",)),
    Library("matplotlib", "matplotlib", 1, "matplotlib"),
    # tier 2
    Library("torch", "torch", 2, "torch"),
    Library("jax", "jax", 2, "jax", ("jaxlib",)),
    Library("flax", "flax", 2, "flax", ("jax", "jaxlib")),
    Library("equinox", "equinox", 2, "equinox", ("jax", "jaxlib")),
    Library("kornia", "kornia", 2, "kornia", ("torch",)),
    Library("simpleitk", "SimpleITK", 2, "SimpleITK"),
    Library("openvino", "openvino", 2, "openvino"),
    Library("xarray_spatial", "xarray-spatial", 2, "xrspatial", ("numba",)),
    Library("tinygrad", "tinygrad", 3, "tinygrad"),
)


def libraries(*tiers: int) -> list[Library]:
    """
    Return the libraries of some tiers.

    Examples
    --------
    >>> [one.name for one in libraries(2)][:2]
    ['torch', 'jax']
    """
    return [one for one in LIBRARIES if one.tier in tiers]


def library(name: str) -> Library:
    """
    Return the library of a name: that of its file, or that on PyPI.

    Raises
    ------
    ValueError
        If the atlas has none of that name.
    """
    for one in LIBRARIES:
        if name in (one.module, one.name):
            return one
    raise ValueError(f"the atlas has no library {name!r}; it has {', '.join(one.name for one in LIBRARIES)}")
