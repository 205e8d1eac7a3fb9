"""What other projects' tests use: kernels that can feel a flip, and the assertion."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
import scipy.ndimage

from flipconv.conventions import Convention, identify
from flipconv.testing import assert_convention, telling_kernel


@pytest.mark.parametrize("shape", [(2,), (4,), (2, 2), (3, 3), (2, 3, 3)])
def test_no_symmetry_leaves_a_telling_kernel_as_it_is(shape):
    h = telling_kernel(shape)
    images = []
    for order in permutations(range(h.ndim)):
        for flips in np.ndindex((2,) * h.ndim):
            images.append(np.flip(h.transpose(order), tuple(axis for axis, flip in enumerate(flips) if flip)))
    assert sum(image.shape == h.shape and np.array_equal(image, h) for image in images) == 1


def test_a_complex_kernel_feels_its_conjugate_too():
    h = telling_kernel((2, 3), is_complex=True)
    assert (np.imag(h) != 0).all()
    assert not np.array_equal(np.flip(h).conj(), h)


def test_right_expectations_pass():
    assert assert_convention(scipy.ndimage.convolve, "convolution").kind == "convolution"
    wanted = {"sign": 1, "anchor_rule": "m//2", "boundary": "symmetric", "conjugates": "kernel"}
    assert assert_convention(scipy.ndimage.correlate, wanted).sign == (1, 1)
    whole = Convention(sign=(-1, -1), anchor_rule="m//2", boundary="wrap")
    _ = assert_convention(lambda x, h: scipy.ndimage.convolve(x, h, mode="wrap"), whole)
    _ = assert_convention(scipy.ndimage.convolve, identify(scipy.ndimage.convolve))


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ("correlation", "kind is convolution, expected correlation"),
        ({"sign": 1}, r"sign is \(-1, -1\), expected 1"),
        ({"sign": (-1, 1)}, "sign is"),
        ({"anchor_rule": "(m-1)//2"}, "anchor_rule is"),
        ({"anchor_rule": ["m//2", "(m-1)//2"]}, "anchor_rule is"),
        ({"boundary": "reflect"}, "boundary is"),
        ({"conjugates": "kernel"}, "conjugates is none, expected kernel"),
        ({"gain": 2.0}, "gain is 1.0, expected 2.0"),
        (Convention(sign=(-1, -1), boundary="symmetric", stride=2), "stride is"),
        (Convention(sign=(-1,), boundary="symmetric"), "expected"),
    ],
)
def test_wrong_expectations_fail_and_say_why(expected, message):
    how = {"ndim": 2} if not isinstance(expected, Convention) else {}
    with pytest.raises(AssertionError, match=message):
        _ = assert_convention(lambda x, h: scipy.ndimage.convolve(x, h) if x.ndim == 2 else None, expected, **how)


def test_what_no_convention_describes_fails():
    with pytest.raises(
        AssertionError, match="expected kind convolution, and no convention describes the call: nonlinear"
    ):
        _ = assert_convention(lambda x, h: np.abs(scipy.ndimage.convolve(x, h)), "convolution")


@pytest.mark.parametrize(
    ("expected", "message"),
    [("convolve", "expected is 'convolve'"), ({"signs": 1}, "expected has 'signs'")],
)
def test_what_is_no_expectation(expected, message):
    with pytest.raises(ValueError, match=message):
        _ = assert_convention(np.convolve, expected)


def test_sizes_of_kernels():
    with pytest.raises(ValueError, match="shape is 0"):
        _ = telling_kernel(0)
