"""
Real images as exact grey integers.

The portrait of Grace Hopper travels in Matplotlib's own wheel, and some scenes in that of
scikit-image. Nothing is fetched.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
from matplotlib import cbook
from matplotlib.image import imread


def portrait(side: int = 172) -> np.ndarray:
    """
    Return Grace Hopper's face in grey.

    Parameters
    ----------
    side : int, optional
        Rows and columns of the result, at most 344.

    Returns
    -------
    numpy.ndarray, shape (side, side)
        Integers from 0 to 255.
    """
    image = grey(Path(str(cbook.get_sample_data("grace_hopper.jpg", asfileobj=False))))
    return shrunk(image[14:358, 92:436], side)


def scene(name: str, side: int = 172) -> np.ndarray:
    """
    Return a picture that scikit-image carries in its wheel, or the portrait where scikit-image is not installed.

    Parameters
    ----------
    name : {"camera", "coins", "moon", "page", "chelsea"}
        The file, without its suffix.
    side : int, optional
        Rows and columns of the result.

    Returns
    -------
    numpy.ndarray, shape (side, side)
        Integers from 0 to 255.

    Notes
    -----
    What a script asserts of a picture must therefore hold for any picture, as it must for one of the reader's own.
    """
    installed = find_spec("skimage")
    if installed is None or installed.origin is None:
        return portrait(side)
    # the file alone: to import the package takes longer than to draw the figure
    return shrunk(grey(Path(installed.origin).parent / "data" / f"{name}.png"), side)


def grey(path: str | Path) -> np.ndarray:
    """
    Return an image file as integers from 0 (black) to 255 (white).

    Parameters
    ----------
    path : str or pathlib.Path
        Any picture that Matplotlib can open.

    Returns
    -------
    numpy.ndarray, shape (rows, columns)
        64-bit integers.

    Notes
    -----
    The weights of red, green and blue are those of ITU-R BT.601, in thousandths, rounded down.
    """
    image = imread(str(path))
    if image.dtype.kind == "f":
        # PNG files come as floats in 0..1
        image = np.rint(image * 255)
    image = image.astype(np.int64)
    return image if image.ndim == 2 else image[..., :3] @ np.array([299, 587, 114]) // 1000


def shrunk(image: np.ndarray, side: int) -> np.ndarray:
    """
    Return the middle square of an image, shrunk by averaging whole blocks.

    Parameters
    ----------
    image : numpy.ndarray, shape (rows, columns)
        Integers.
    side : int
        Rows and columns of the result, or fewer if the image has no more.

    Returns
    -------
    numpy.ndarray
        Square; means rounded down.

    Examples
    --------
    >>> shrunk(np.arange(16).reshape(4, 4), 2).tolist()
    [[2, 4], [10, 12]]
    """
    side = min(side, *image.shape)
    block = min(image.shape) // side
    top, left = ((length - side * block) // 2 for length in image.shape)
    square = image[top : top + side * block, left : left + side * block]
    return square.reshape(side, block, side, block).sum(axis=(1, 3)) // block**2
