"""Kernels between same-size calls: every pair that is installed, and what each step of a port must do."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import pytest

from flipconv.boundaries import BOUNDARIES
from flipconv.conventions import Convention, identify, predict
from flipconv.conventions.porting import CannotPort, port
from flipconv.conventions.porting.calls import Call, named
from flipconv.conventions.porting.table import NAMES, SHAPES, by_pair, outcomes, refusals, same_size_calls, summary


def declared(**given: Any) -> Convention:
    return Convention(**given)


H = np.array([[1, 2, 3], [4, 5, 7]])


@pytest.fixture(scope="module")
def calls():
    here = [name for name in NAMES[:-2] if importlib.util.find_spec(name.split(".")[0])]
    if len(here) < 12:
        pytest.skip(f"of {len(NAMES) - 2} calls {len(here)} are installed; the atlas's packages have them all")
    calls = same_size_calls(here)
    # what is installed must be found: an empty table would agree with everything
    assert list(calls) == here
    return calls


@pytest.fixture(scope="module")
def found(calls):
    return outcomes(calls, SHAPES[1::5])


def test_every_pair_is_ported_right_or_refused(calls, found):
    assert len(found) == sum(map(len, calls.values())) * (len(calls) - 1) * 3
    assert not [one for one in found if not one.reason and not one.equal]
    assert len([one for one in found if not one.reason]) > len(found) / 3


@pytest.mark.slow
def test_every_pair_at_every_size():
    counts = summary(outcomes(same_size_calls()))
    assert counts["equal"] == counts["ported"] > 3000
    assert counts["naive equal"] < 0.8 * counts["ported"]


def test_a_flip_alone_is_often_wrong(found):
    counts = summary(found)
    assert counts["equal"] == counts["ported"]
    # of these sizes one has two even axes, and two have one
    assert counts["naive equal"] < 0.8 * counts["ported"]


def test_the_table_adds_up(calls, found):
    pairs = by_pair(found)
    assert len(pairs) == len(calls) * (len(calls) - 1)
    assert sum(sum(one[key] for key in ("ported", "refused")) for one in pairs.values()) == len(found)
    assert sum(refusals(found).values()) == summary(found)["refused"]


def test_only_what_the_target_lacks_is_refused(calls, found):
    """Told again without the library: of what is refused, the target has no setting with the source's border."""
    kinds = {name: {_kind(call) for call in some} for name, some in calls.items()}
    edges = {str(call): _kind(call) for some in calls.values() for call in some}
    refused = [one for one in found if one.reason]
    assert refused
    for one in refused:
        name = next(name for name in calls if one.target.split("(")[0] == name)
        if edges[one.source] in kinds[name]:
            # then it is the size: some take odd kernels alone, small ones alone, or hang theirs up by a corner
            sizes = ("the source takes no kernel of", "another extent", "at no size", "no anchor is known", "was run")
            assert any(reason in one.reason for reason in sizes), one


def _kind(call):
    one = call.convention
    return (*(edge for edges in one.boundary for edge in edges), one.clips, one.rounds)


# what each step must do, with expectations written by hand


def test_a_flip_moves_the_anchor_and_zeros_bring_it_back():
    source, target = declared(sign=(-1,), anchor_rule="m//2"), declared(sign=(1,), anchor_rule="m//2")
    ported = port([1, 10], source=source, target=target)
    assert ported.weights.tolist() == [0, 10, 1]
    assert ported.steps == ("flipped axis w", "embedded 2 in 3 with zeros, so that each tap meets its sample")
    assert any("NaN" in remark for remark in ported.remarks)


def test_only_the_axes_whose_signs_differ_are_flipped():
    source = declared(sign=(1, -1), anchor_rule="m//2")
    target = declared(sign=(1, 1), anchor_rule=("m//2", "(m-1)//2"))
    ported = port(H, source=source, target=target)
    assert ported.weights.tolist() == [[3, 2, 1], [7, 5, 4]]
    assert ported.steps == ("flipped axis w",)


def test_axes_are_exchanged_where_the_target_takes_them_exchanged():
    target = declared(sign=(1, 1), anchor_rule="m//2", kernel_axes=(1, 0))
    ported = port(H, source=declared(sign=(1, 1), anchor_rule="m//2"), target=target)
    assert np.array_equal(ported.weights, H.T)
    x = np.random.default_rng(0).integers(-9, 9, (6, 7))
    assert np.array_equal(predict(target, x, ported.weights), predict(declared(sign=(1, 1), anchor_rule="m//2"), x, H))


def test_complex_kernels_are_conjugated_where_one_call_conjugates():
    h = [1 + 2j, 3 - 1j, 5]
    ported = port(h, source=declared(sign=(-1,)), target=declared(sign=(1,), conjugates="kernel"))
    assert ported.weights.tolist() == [5, 3 + 1j, 1 - 2j]
    with pytest.raises(CannotPort, match="weights are complex"):
        _ = port(h, source=declared(sign=(-1,)), target=declared(sign=(1,), conjugates="real only"))
    with pytest.raises(CannotPort, match="conjugates the signal"):
        _ = port(h, source=declared(sign=(-1,)), target=declared(sign=(1,), conjugates="signal"))


def test_odd_sizes_and_squares_are_used_where_nothing_else_is_taken():
    source = declared(sign=(-1, -1), anchor_rule="(m-1)//2")
    odd = declared(sign=(-1, -1), anchor_rule="(m-1)/2", sizes=((3, 5, 7), (3, 5, 7)))
    assert port(H, source=source, target=odd).weights.tolist() == [[0, 0, 0], [1, 2, 3], [4, 5, 7]]

    def square(x, h):
        if h.shape[0] != h.shape[1]:
            raise TypeError("squares, please")
        return predict(source, x, h)

    call = identify(square, ndim=2)
    ported = port(H, source=declared(sign=(1, 1), anchor_rule="m//2"), target=square)
    assert call.sign == (-1, -1)
    assert ported.weights.shape == (3, 3)
    assert sorted(ported.weights[ported.weights > 0]) == sorted(H.ravel())


def test_a_dilated_kernel_is_spread():
    source = declared(sign=(-1,), anchor_rule="0", dilation=2)
    ported = port([1, 2, 3], source=source, target=declared(sign=(-1,), anchor_rule="0"))
    assert ported.weights.tolist() == [1, 0, 2, 0, 3]


def test_a_target_that_normalises_is_scaled_back_and_one_without_a_sum_refused():
    source, target = declared(sign=(1,)), declared(sign=(1,), normalises="sum")
    ported = port([1, 2, 4], source=source, target=target)
    assert ported.scale == 7
    assert any("multiply its outputs by 7" in step for step in ported.steps)
    with pytest.raises(CannotPort, match="its sum, and that of this one is zero"):
        _ = port([1, 2, -3], source=source, target=target)
    assert port([1, 2, -3], source=source, target=declared(sign=(1,), normalises="count")).weights.tolist() == [
        3,
        6,
        -9,
    ]
    back = port([1, 2, 5], source=target, target=source)
    assert back.weights.tolist() == [0.125, 0.25, 0.625]


@pytest.mark.parametrize("border", ["copied", "nan", "zeroed"])
def test_outputs_that_are_no_sums_need_a_kernel_of_the_same_extent(border):
    source = declared(sign=(-1,), anchor_rule="m//2", boundary=border)
    wide = declared(sign=(1,), anchor_rule="m//2", boundary=border)
    with pytest.raises(CannotPort, match="another extent"):
        _ = port([1, 2], source=source, target=wide)
    same = declared(sign=(1,), anchor_rule="(m-1)//2", boundary=border)
    assert port([1, 2], source=source, target=same).weights.tolist() == [2, 1]
    with pytest.raises(CannotPort, match=f"'constant', and that of the target '{border}'"):
        _ = port([1, 2], source=declared(sign=(1,)), target=same)


def test_borders_that_no_output_reads_do_not_matter():
    one = port([[2]], source=declared(sign=(1, 1), boundary="wrap"), target=declared(sign=(1, 1), boundary="edge"))
    assert one.weights.tolist() == [[2]]
    near, far = declared(sign=(1,), boundary="symmetric"), declared(sign=(1,), boundary="edge")
    # one sample beyond the edge both repeat it; two beyond they differ
    assert port([1, 2, 3], source=near, target=far).weights.tolist() == [1, 2, 3]
    with pytest.raises(CannotPort, match="'symmetric', and that of the target 'edge'"):
        _ = port([1, 2, 3, 4, 5], source=near, target=far)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ({"sign": (1,)}, {"sign": (1, 1)}, "filters 1 axes, and the target 2"),
        ({"sign": (1,)}, {"sign": (1,), "output": "full"}, "as many outputs as there are samples"),
        ({"sign": (1,)}, {"sign": (1,), "stride": 2}, "stride of the source"),
        ({"sign": (1,)}, {"sign": (1,), "rounds": True}, "rounding of the source"),
        ({"sign": (1,), "cval": 2.0}, {"sign": (1,)}, "with values 2 and 0"),
        ({"sign": (1,)}, {"sign": (1,), "anchor_rule": "m-1"}, "samples before and"),
        ({"sign": (1,)}, {"sign": (1,), "transposed": True}, "ported as a layer"),
        ({"sign": (1,)}, {"sign": (0,)}, "could not be told"),
        ({"sign": (1,), "bias": 1.0}, {"sign": (1,)}, "bias of the source"),
    ],
)
def test_refusals_say_why(source, target, reason):
    with pytest.raises(CannotPort, match=reason):
        _ = port([1, 2, 4], source=declared(**source), target=declared(**target))


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_three_axes_and_every_border(boundary):
    h = np.arange(1, 25).reshape(2, 3, 4)
    source = declared(sign=(-1, -1, -1), anchor_rule="m//2", boundary=boundary)
    target = declared(sign=(1, -1, 1), anchor_rule="m//2", boundary=boundary)
    ported = port(h, source=source, target=target)
    x = np.random.default_rng(1).integers(-9, 9, (5, 6, 7))
    assert ported.weights.shape == (3, 3, 5)
    assert np.array_equal(predict(target, x, ported.weights), predict(source, x, h))


def test_a_function_is_identified_and_then_run():
    import scipy.ndimage

    def theirs(x, h):
        return scipy.ndimage.convolve(x, h, mode="mirror")

    ported = port(H, source=theirs, target=declared(sign=(1, 1), anchor_rule="m//2", boundary="reflect"))
    assert "run" in ported.certificate.source
    assert "was not run" in ported.certificate.target
    assert not ported.certificate.is_run
    x = np.random.default_rng(2).normal(size=(9, 8))
    got = scipy.ndimage.correlate(x, ported.weights.astype(float), mode="mirror")
    # 6 products of numbers up to 30
    assert np.abs(got - theirs(x, H.astype(float))).max() < 1e-12


def test_a_call_that_is_not_what_its_record_says_is_caught_although_the_kernel_is_symmetric():
    from flipconv.conventions.porting.kernels import planned

    truth = declared(sign=(1, 1))
    said = Call("their.call", declared(sign=(-1, -1)), run=lambda x, h: predict(truth, x, h))
    with pytest.raises(CannotPort, match="was run and its outputs differ: marked weights"):
        _ = planned(np.ones((3, 3)), Call("a convention", truth), [said])


def test_calls_are_parsed_and_never_evaluated():
    assert named("cv2.filter2D(x, -1, h, delta=3)", "source") == ("cv2.filter2D", {"delta": 3})
    with pytest.raises(CannotPort, match="dotted path"):
        _ = named("f(x, mode=open('/etc/passwd'))", "source")
    with pytest.raises(CannotPort, match="dotted path"):
        _ = named("no path at all", "source")


def test_what_is_no_side_or_no_kernel_is_refused():
    one = declared(sign=(1,))
    with pytest.raises(TypeError, match="target is 3"):
        _ = port([1, 2], source=one, target=3)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="is empty"):
        _ = port(np.ones((0,)), source=one, target=one)
    with pytest.raises(CannotPort, match="stride is given, which belongs to layers"):
        _ = port([1, 2], source=one, target=one, stride=2)
    for weights in (["a"], np.array([1, 2], object)):
        with pytest.raises(TypeError, match="weights"):
            _ = port(weights, source=one, target=one)
