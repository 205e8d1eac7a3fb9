"""What no convention describes is rejected, with the reason; nothing is guessed, and nothing goes on for ever."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
import scipy.ndimage

from flipconv.conventions import Rejected, identify
from flipconv.conventions.calling import Caller


def plain(x, h):
    return scipy.ndimage.correlate(x, h, mode="constant")


def next_row(x, h):
    """Read on in memory where a window leaves a row, as a missing check of the index does."""
    flat = np.concatenate([np.zeros(500), x.ravel(), np.zeros(500)])
    y = np.zeros(x.size, flat.dtype)
    for (i, j), tap in np.ndenumerate(h):
        first = 500 + (i - h.shape[0] // 2) * x.shape[1] + j - h.shape[1] // 2
        y += tap * flat[first : first + x.size]
    return y.reshape(x.shape)


def changed(place, value):
    def fn(x, h):
        y = plain(x, h)
        y[place] = value if value is not None else y[place] + x[place]
        return y

    return fn


def now_and_then(x, h, count=[0]):  # noqa: B006 - the count is to live on
    count[0] += 1
    return plain(x, h) + (0.5 if count[0] % 7 == 0 else 0)


PERTURBED = {
    "reads out of bounds": (next_row, "borders"),
    "loses the last row": (changed(-1, 0), "borders"),
    "adds to one corner": (changed((0, 0), None), None),
    "returns one NaN": (changed((5, 5), np.nan), "no fit"),
    "grows brighter": (lambda x, h: plain(x, h) * (1 + 1e-8 * np.arange(x.size).reshape(x.shape) / x.size), "no fit"),
    "clips": (lambda x, h: np.clip(plain(x, h), 0, 255), "nonlinear"),
    "clips far out": (lambda x, h: np.clip(plain(x, h), -1e6, 1e6), "nonlinear"),
    "rounds": (lambda x, h: np.rint(plain(x, h)), "nonlinear"),
    "drops what is small": (lambda x, h: np.where(np.abs(plain(x, h)) < 1e-4, 0, plain(x, h)), "nonlinear"),
    "takes magnitudes": (lambda x, h: np.abs(plain(x, h)), "nonlinear"),
    "is a median": (lambda x, h: scipy.ndimage.median_filter(x, size=h.shape), "nonlinear"),
    "filters twice": (lambda x, h: plain(plain(x, h), h), "nonlinear"),
    "adds both operations": (lambda x, h: plain(x, h) + plain(x, h[::-1, ::-1]), "taps"),
    "switches on large signals": (lambda x, h: plain(x, h if x.size < 20000 else h[::-1, ::-1]), "no fit"),
    "switches on even lengths": (lambda x, h: plain(x, h if x.shape[0] % 2 else h[::-1, ::-1]), "taps"),
    "switches on large kernels": (lambda x, h: plain(x, h if h.shape[0] < 8 else h[::-1, ::-1]), "no fit"),
    "is random": (lambda x, h: plain(x, h) + np.random.default_rng().random(x.shape), "random"),
    "is random now and then": (now_and_then, None),
    "returns a number": (lambda x, h: 3.0, "shape"),
    "returns nothing": (lambda x, h: None, "shape"),
    "returns text": (lambda x, h: "abc", "raises"),
    "returns the signal": (lambda x, h: x, "taps"),
    "returns ones": (lambda x, h: np.ones(x.shape), "taps"),
    "returns NaN": (lambda x, h: plain(x, h) * np.nan, "nan"),
    "returns infinities": (lambda x, h: plain(x, h) + np.inf, "nan"),
    "loses a row of large signals": (lambda x, h: plain(x, h)[: 130 if len(x) > 130 else None], "no fit"),
    "computes in half precision": (lambda x, h: plain(x, h).astype(np.float16), "no fit"),
    "raises": (lambda x, h: 1 / 0, "raises"),
    "leaves": (lambda x, h: exit(3), "raises"),  # noqa: PLR1722
    "raises now and then": (lambda x, h: plain(x, h) if x.shape[0] != 44 else 1 / 0, "raises"),
}


@pytest.mark.parametrize("name", PERTURBED)
def test_perturbed_calls_are_rejected(name):
    fn, kind = PERTURBED[name]
    with pytest.raises(Rejected) as caught:
        _ = identify(fn, ndim=2)
    assert kind is None or caught.value.kind == kind
    assert caught.value.reason in str(caught.value)


def test_the_call_they_perturb_is_not_rejected():
    assert identify(plain, ndim=2).kind == "correlation"


def test_a_call_that_hangs_is_left_behind():
    waiting = threading.Event()
    start = time.monotonic()
    with pytest.raises(Rejected, match=r"hangs: .* the call took more than 0\.2 s"):
        _ = identify(lambda x, h: waiting.wait(), timeout=0.2)
    waiting.set()
    assert time.monotonic() - start < 5


def test_calls_that_are_slow_all_together_come_to_an_end():
    caller = Caller(lambda x: x, arrays=None, timeout=1e-4)

    def ask_for_ever():
        while True:
            _ = caller(np.ones(3))

    with pytest.raises(Rejected, match="hangs"):
        ask_for_ever()
    caller.close()


def test_standard_output_is_given_back(capsys):
    with pytest.raises(Rejected):
        _ = identify(lambda x, h: threading.Event().wait(1), timeout=0.1)
    print("still here")  # noqa: T201 - to see where it goes
    assert capsys.readouterr().out == "still here\n"


def test_the_numbers_that_do_not_fit_are_kept():
    with pytest.raises(Rejected) as caught:
        _ = identify(changed((5, 5), np.nan), ndim=2)
    found = caught.value.findings
    assert np.isnan(found["got"][5, 5])
    assert np.isfinite(found["predicted"]).all()
    assert found["convention"].kind == "correlation"
