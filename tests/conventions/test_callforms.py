"""Import paths and call forms: parsed, refused where they are something else, never evaluated."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv.conventions.callforms import call_form, imported


def seen(*args, **kwargs):
    return args, kwargs


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("f(x, h)", ((1, 2), {})),
        ("f(h, x)", ((2, 1), {})),
        ("f(x, -1, h, borderType=0)", ((1, -1, 2), {"borderType": 0})),
        ("f(kernel=h, signal=x, mode='same')", ((), {"kernel": 2, "signal": 1, "mode": "same"})),
        ("f([x], (h, None), {'a': 1.5})", (([1], (2, None), {"a": 1.5}), {})),
    ],
)
def test_forms(text, want):
    assert call_form(text)(seen)(1, 2) == want


def test_an_index_of_the_result():
    assert call_form("f(x, h)[0][1]")(seen)(1, 2) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("f(x)", "must name x and h once each"),
        ("f(x, h, h)", "must name x and h once each"),
        ("g(x, h)", "must be a call of f"),
        ("f(x, h, open('a'))", "must name x and h once each, and nothing else"),
        ("f(x, h, (lambda: 0)())", "neither x, h nor a literal"),
        ("f(x, h, [1 for _ in 'ab'])", "must name x and h once each"),
        ("f(x.T, h)", "neither x, h nor a literal"),
        ("f(x, h, **{'a': 1})", r"without \*\*"),
        ("f(*x, h)", "neither x, h nor a literal"),
        ("f(x, h, f'{1}')", "neither x, h nor a literal"),
        ("f(x, h", "no Python expression"),
        ("f(x, h); f(x, h)", "no Python expression"),
    ],
)
def test_what_is_no_form(text, message):
    with pytest.raises(ValueError, match=message):
        _ = call_form(text)


def test_paths():
    assert imported("numpy:convolve") is np.convolve
    assert imported("numpy:linalg.norm") is np.linalg.norm


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("numpy.convolve", "must be 'package.module:attribute'"),
        ("numpy:", "must be 'package.module:attribute'"),
        ("numpy:convolve()", "must be 'package.module:attribute'"),
        ("numpy:nowhere", "numpy has no 'nowhere'"),
        ("numpy:pi", "cannot be called"),
    ],
)
def test_what_is_no_path(path, message):
    with pytest.raises(ValueError, match=message):
        _ = imported(path)
