"""`identify` on calls whose convention is known, because it was drawn: right in every field, or honest about it."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv.conventions import Convention, identify, predict
from flipconv.conventions.prediction import reach
from tests.conventions.drawing import convention

# where two of these are named, the windows reach one sample beyond the edge, and both mean the same sample
ALIKE = {"edge", "symmetric"}
EXACT = (
    "sign", "transposed", "stride", "dilation", "conjugates", "kernel_axes", "output_axes", "argument_order",
    "normalises", "gain", "bias",
)  # fmt: skip


def reads(truth: Convention, axis: int, side: int) -> int:
    """Return how far kernels of the sizes asked with reach beyond an edge at most."""
    if truth.transposed:
        return 0
    found: list[int] = []
    for m in (2, 3, 4, 5):
        for n in range(20, 20 + truth.stride[axis] * 2):
            found.append(reach(truth, n, m, axis)[0][side])
    return max(found)


def check(truth: Convention, found: Convention) -> None:
    """Raise unless what was found is what was drawn, as far as anybody could tell from outside."""
    commutes = [words for words in found.ambiguous if words.startswith("the order of the arguments")]
    if commutes:
        # the one taken for the other: not the same fields, and the same numbers
        assert {truth.output, found.output} <= {"full", "padded"}
        assert set(truth.sign) == {-1}
        check_numbers(truth, found)
        return
    for name in EXACT:
        assert getattr(found, name) == getattr(truth, name), name
    # padding by nothing is no padding
    nothing = truth.output == "padded" and not np.any(truth.pads)
    assert found.output == (("full" if truth.transposed else "valid") if nothing else truth.output)
    for axis in range(truth.ndim):
        rule, seen = truth.anchor_rule[axis], found.anchor_rule[axis]
        if found.output == "same" and not truth.transposed:
            assert [rule(m) for m in (2, 3, 4, 5)] == [seen(m) for m in (2, 3, 4, 5)]
        for side in (0, 1):
            drawn, named = truth.boundary[axis][side], found.boundary[axis][side]
            far = reads(truth, axis, side)
            if named == "none":
                assert far <= 0 or truth.output == "valid"
            elif named != drawn:
                assert {named, drawn} == ALIKE
                assert far <= 1
                assert any(f"axis {axis}" in words for words in found.ambiguous)
    if any("constant" in edges for edges in found.boundary):
        assert found.cval == truth.cval
    assert all("its windows reach 1 beyond" in words for words in found.ambiguous)


def check_numbers(truth: Convention, found: Convention) -> None:
    """Raise unless two conventions predict the same."""
    rng = np.random.default_rng(4)
    for first, second in (((20, 21, 22), (3, 2, 4)), ((15, 17, 16), (4, 5, 2))):
        a, b = (rng.integers(1, 9, shape[: truth.ndim]).astype(float) for shape in (first, second))
        a, b = (a, b) if truth.conjugates == "real only" else (a + 2j * rng.permuted(a), b - 1j * rng.permuted(b))
        want, got = predict(truth, a, b), predict(found, a, b, extrapolate=True)
        assert np.abs(want - got).max() <= 1e-9 * np.abs(want).max()


def asked(seed: int) -> None:
    truth = convention(seed)
    check(truth, identify(lambda a, b: predict(truth, a, b), ndim=truth.ndim, seed=seed + 1))


@pytest.mark.parametrize("block", range(3))
def test_drawn_conventions_are_identified(block):
    for seed in range(8 * block, 8 * block + 8):
        asked(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(12))
def test_six_hundred_drawn_conventions_are_identified(block):
    for seed in range(1000 + 50 * block, 1050 + 50 * block):
        asked(seed)


@pytest.mark.parametrize("seed", range(6))
def test_the_number_of_axes_is_found_out(seed):
    truth = convention(seed)
    found = identify(lambda a, b: predict(truth, a, b))
    assert found.ndim == truth.ndim
