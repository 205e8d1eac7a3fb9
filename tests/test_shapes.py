"""Integers of one axis, each against counting: every case of a small box."""

from __future__ import annotations

from itertools import product

import pytest

from flipconv import shapes
from tests import reference

LENGTHS = range(1, 8)


@pytest.mark.parametrize("m", range(1, 12))
def test_the_default_anchors_are_the_two_middle_taps(m):
    assert (shapes.convolution_anchor(m), shapes.correlation_anchor(m)) == reference.middle_taps(m)


@pytest.mark.parametrize("m", LENGTHS)
def test_a_mirrored_anchor_is_where_the_flipped_list_holds_the_tap(m):
    flipped = list(reversed(range(m)))
    assert [shapes.mirrored_anchor(a, m) for a in range(m)] == [flipped.index(a) for a in range(m)]


def test_the_modes():
    assert shapes.MODES == ("full", "same", "valid")


@pytest.mark.parametrize("mode", shapes.MODES)
@pytest.mark.parametrize(("n", "m"), [*product(LENGTHS, LENGTHS)])
def test_outputs_are_those_counted_one_by_one(n, m, mode):
    for anchor in range(m):
        wanted = shapes.convolution_outputs(n, m, mode, anchor)
        assert list(wanted) == list(reference.outputs(n, m, mode, -1, anchor))
        assert list(shapes.lags(n, m, mode, anchor)) == list(reference.outputs(n, m, mode, +1, anchor))
        assert shapes.output_length(n, m, mode) == len(wanted)


@pytest.mark.parametrize(("n", "m"), [*product(LENGTHS, LENGTHS)])
def test_lags_without_an_anchor_put_the_right_middle_tap_on_each_sample(n, m):
    _, right = reference.middle_taps(m)
    assert list(shapes.lags(n, m, "same")) == list(reference.outputs(n, m, "same", +1, right))
    assert list(shapes.lags(n, m)) == list(reference.outputs(n, m, "full", +1, 0))


def test_a_kernel_longer_than_the_signal_has_no_valid_outputs():
    assert shapes.output_length(2, 3, "valid") == shapes.output_length(2, 5, "valid") == 0
    assert len(shapes.lags(2, 3, "valid")) == len(shapes.lags(2, 5, "valid")) == 0


@pytest.mark.parametrize(("n", "length"), [*product(range(1, 5), range(5))])
def test_overlap_pairs_every_output_with_the_sample_it_reads(n, length):
    samples = list(range(n))
    for start, shift in product(range(-7, 8), range(-7, 8)):
        wanted = range(start, start + length)
        into, source = shapes.overlap(wanted, shift, n)
        met = [(i, i + shift) for i in wanted if i + shift in samples]
        assert list(zip(wanted[into], samples[source], strict=True)) == met
        # read by other languages too: no slice counts from the end
        assert min(into.start, into.stop, source.start, source.stop) >= 0


@pytest.mark.parametrize("boundary", reference.BORDERS)
@pytest.mark.parametrize("n", range(1, 6))
def test_a_border_shows_the_sample_that_a_walk_arrives_at(n, boundary):
    indices = range(-4 * n - 3, 5 * n + 3)
    assert [shapes.folded(i, n, boundary) for i in indices] == [reference.walked(i, n, boundary) for i in indices]


@pytest.mark.parametrize("boundary", ["mirror", "", "zeros", None])
def test_an_unknown_border_is_refused(boundary):
    accepted = "'constant', 'edge', 'reflect', 'symmetric' or 'wrap'"
    with pytest.raises(ValueError, match=f"^boundary is {boundary!r}; it must be {accepted}$"):
        _ = shapes.folded(-1, 3, boundary)


def test_walks_by_hand():
    """The reference itself, on the samples abc."""
    shown = {
        boundary: "".join("-" if (i := reference.walked(k, 3, boundary)) is None else "abc"[i] for k in range(-5, 8))
        for boundary in reference.BORDERS
    }
    assert shown == {
        "constant": "-----abc-----",
        "edge": "aaaaaabcccccc",
        "reflect": "babcbabcbabcb",
        "symmetric": "bccbaabccbaab",
        "wrap": "bcabcabcabcab",
    }
