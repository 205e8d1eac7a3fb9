"""The palette as it is seen by who sees fewer colours."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from flipconv.figures.style import INKS, WEIGHT_COLOURS, contrast, ink_on

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A physiologically-based model for simulation of color vision
# deficiency, IEEE TVCG 15(6), 2009, table of matrices for severity 1.0; they act on linear light
MACHADO = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# linear light to CIE XYZ, divided by the white point: IEC 61966-2-1
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour) -> np.ndarray:
    shown = np.array(to_rgb(colour))
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)


def seen(colour, deficiency: str) -> np.ndarray:
    """Return linear light as somebody with a deficiency would name it."""
    return np.clip(np.array(MACHADO[deficiency]) @ linear(colour), 0, 1)


def displayed(light: np.ndarray) -> tuple[float, ...]:
    return tuple(np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055))


def lab(light: np.ndarray) -> np.ndarray:
    """Return the coordinates of CIELAB, in which 2.3 is a just noticeable difference."""
    x, y, z = (XYZ @ light) / XYZ.sum(axis=1)
    fx, fy, fz = (np.cbrt(v) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def test_the_simulation_keeps_greys_and_merges_what_it_must():
    for deficiency in MACHADO:
        assert np.allclose(seen("#808080", deficiency), linear("#808080"), atol=2e-3)
    # a red and a green of the same brightness for a deuteranope
    red, green = (lab(seen(colour, "deuteranopia")) for colour in ("#c03030", "#7a6a10"))
    full = np.linalg.norm(lab(linear("#c03030")) - lab(linear("#7a6a10")))
    assert np.linalg.norm(red - green) < full / 2
    assert lab(np.ones(3)).tolist() == pytest.approx([100, 0, 0], abs=1e-9)


@pytest.mark.parametrize("deficiency", MACHADO)
def test_weights_can_be_told_apart(deficiency):
    """Four just noticeable differences at least between any two; every cell has its number besides."""
    pairs = itertools.combinations(WEIGHT_COLOURS, 2)
    apart = {pair: np.linalg.norm(np.subtract(*(lab(seen(colour, deficiency)) for colour in pair))) for pair in pairs}
    assert min(apart.values()) > 4 * 2.3, min(apart, key=lambda pair: apart[pair])


@pytest.mark.parametrize("deficiency", MACHADO)
@pytest.mark.parametrize("colour", WEIGHT_COLOURS)
def test_numbers_read_on_every_weight(colour, deficiency):
    assert contrast(ink_on(colour), displayed(seen(colour, deficiency))) >= 4.5


@pytest.mark.parametrize("deficiency", MACHADO)
@pytest.mark.parametrize("ink", INKS, ids=lambda ink: ink.name)
def test_both_ends_of_the_signed_map_are_told_apart(ink, deficiency):
    low, high = (lab(seen(ink.signed(end), deficiency)) for end in (0.17, 0.83))
    assert np.linalg.norm(low - high) > 20
