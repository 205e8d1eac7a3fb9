"""Weights of layers between frameworks: checked recipes, a trained network moved and moved back, and refusals."""

from __future__ import annotations

import importlib.util
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from flipconv import layers
from flipconv.conventions import Convention
from flipconv.conventions.porting import CannotPort, Ported, port, port_dense
from flipconv.conventions.porting.executing import installed
from flipconv.conventions.porting.frameworks import FRAMEWORKS
from flipconv.conventions.porting.naming import written

RNG = np.random.default_rng(7)
TRANSPOSED = RNG.normal(size=(3, 5, 4, 2))  # torch: 3 inputs, 5 outputs, 4 x 2 taps


def needs(*packages):
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


# what is said of each target was measured by others, and is written here without the library


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("keras.layers.Conv2DTranspose", TRANSPOSED.transpose(2, 3, 1, 0)),
        ("flax.linen.ConvTranspose", TRANSPOSED.transpose(2, 3, 0, 1)[::-1, ::-1]),
        ("flax.linen.ConvTranspose(transpose_kernel=True)", TRANSPOSED.transpose(2, 3, 1, 0)),
        ("equinox.nn.ConvTranspose2d", TRANSPOSED.swapaxes(0, 1)[:, :, ::-1, ::-1]),
        ("onnx.ConvTranspose", TRANSPOSED),
        ("flipconv.layers.transposed_convolution_layer", TRANSPOSED[:, :, ::-1, ::-1]),
    ],
)
def test_transposed_weights_go_where_the_checked_recipes_put_them(target, expected):
    ported = port(TRANSPOSED, source="torch.nn.ConvTranspose2d", target=target, stride=2)
    assert np.array_equal(ported.weights, expected)


def test_depthwise_weights_of_torch_and_of_keras_are_each_others_reshape():
    c, m = 5, 2
    w = RNG.normal(size=(c * m, 1, 2, 3))
    there = port(w, source="torch.nn.Conv2d", target="keras.layers.DepthwiseConv2D", groups=c)
    assert np.array_equal(there.weights, w.reshape(c, m, 2, 3).transpose(2, 3, 0, 1))
    assert there.arguments["depth_multiplier"] == m
    back = port(there.weights, source="keras.layers.DepthwiseConv2D", target="torch.nn.Conv2d")
    assert np.array_equal(back.weights, w)
    assert (back.arguments["groups"], back.arguments["in_channels"], back.arguments["out_channels"]) == (c, c, c * m)


@pytest.mark.slow
def test_grouped_transposed_weights_carry_their_groups_to_the_other_axis():
    g, i, o = 2, 3, 4
    w = RNG.normal(size=(g * i, o, 2, 3))
    ported = port(w, source="torch.nn.ConvTranspose2d", target="equinox.nn.ConvTranspose2d", groups=g, stride=2)
    expected = np.concatenate([block.swapaxes(0, 1) for block in np.split(w, g)])[:, :, ::-1, ::-1]
    assert ported.weights.shape == (g * o, i, 2, 3)
    assert np.array_equal(ported.weights, expected)


@needs("flax", "torch")
@pytest.mark.parametrize(("n", "rest"), [(6, ((0, 1), (0, 1))), (7, None)])
def test_same_with_a_stride_pads_by_the_length_of_the_signal(n, rest):
    w = RNG.normal(size=(3, 3, 2, 5))
    given: dict[str, Any] = {"source": "flax.linen.Conv", "target": "torch.nn.Conv2d", "stride": 2, "padding": "SAME"}
    ported = port(w, **given, input_shape=(n, n))
    assert ported.pads == rest
    assert ported.arguments["padding"] == ((0, 0) if rest else (1, 1))
    with pytest.raises(CannotPort, match="input_shape"):
        _ = port(w, **given)


@needs("torch")
def test_zeros_in_the_kernel_stand_for_a_padding_that_the_target_cannot_say():
    w, x = RNG.normal(size=(5, 3, 2, 3)), RNG.normal(size=(2, 3, 8, 9))
    given: dict[str, Any] = {"source": "flipconv.layers.correlation_layer", "stride": 2, "padding": [(0, 1), (3, 1)]}
    ported = port(w, target="torch.nn.functional.conv2d", embed=True, **given)
    assert ported.weights.shape == (5, 3, 3, 5)
    assert ported.pads is None
    expected = layers.correlation_layer(x, w, stride=2, padding=[(0, 1), (3, 1)])
    import torch

    got = torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(ported.weights), **ported.arguments).numpy()
    # 18 products each of numbers near 1, in doubles
    assert np.abs(got - expected).max() < 1e-13


@needs("jax")
def test_a_declared_layout_is_read_and_passed_on():
    w = RNG.normal(size=(2, 3, 4, 6))
    given: dict[str, Any] = {"source": "jax.lax.conv_general_dilated", "target": "jax.lax.conv_general_dilated"}
    ported = port(w, **given, layout="HWIO", target_layout="IHWO", padding="VALID")
    assert np.array_equal(ported.weights, w.transpose(2, 0, 1, 3))
    assert ported.arguments["dimension_numbers"] == ("NCHW", "IHWO", "NCHW")


def test_complex_weights_are_conjugated_between_layers_of_which_one_conjugates():
    w = RNG.normal(size=(2, 3, 2, 4)) + 1j * RNG.normal(size=(2, 3, 2, 4))
    ported = port(w, source="flipconv.layers.correlation_layer", target="flipconv.layers.convolution_layer")
    assert np.array_equal(ported.weights, np.conj(w)[:, :, ::-1, ::-1])
    assert any("conjugated" in step for step in ported.steps)


def _names(transposed):
    for name, found in FRAMEWORKS.items():
        for one in found:
            if one.transposed == transposed and one.ndim in (None, 2) and not one.depthwise:
                yield (f"{name}(transpose_kernel=True)" if one.more else name), one


@pytest.mark.slow
@pytest.mark.parametrize("transposed", [False, True])
def test_every_layer_goes_to_every_other_and_back(transposed):
    """The certificate runs both; the round trip must give the very weights back."""
    table = dict(_names(transposed))
    run = 0
    for source, one in table.items():
        w = written(RNG.normal(size=(1, 4, 3, 2, 3)), one)
        for target, other in table.items():
            # pads of zero, which all can say
            ported = port(w, source=source, target=target, stride=2, padding=_nothing(one))
            back = port(ported.weights, source=target, target=source, stride=2, padding=_nothing(other))
            assert np.array_equal(back.weights, w), (source, target)
            run += ported.certificate.is_run
    assert run >= sum(installed(one.library) for one in table.values())


def _nothing(one):
    zero = [(0, 0), (0, 0)] if one.pads == "pairs alone" else 0
    if one.transposed and one.crops == "jax":
        # its numbers pad the spread signal: all of span - 1 is what crops nothing
        return [(1, 1), (2, 2)]
    return next((word for word, rule in one.rules.items() if rule in ("valid", "whole")), zero)


# a small network, trained where it is at home, and moved


@pytest.fixture(scope="module")
def trained():
    torch = pytest.importorskip("torch", reason="torch not installed")
    torch.manual_seed(3)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(2, 6, (2, 4), stride=2, padding=1),
        torch.nn.Conv2d(6, 9, (3, 2), groups=3, stride=(1, 2), dilation=(1, 2), padding=(1, 0)),
        torch.nn.Conv2d(9, 18, (2, 3), groups=9, padding=(1, 1)),
        torch.nn.ConvTranspose2d(18, 5, (4, 3), stride=2, padding=1, output_padding=(0, 1)),
        torch.nn.Flatten(),
    )
    rng = np.random.default_rng(11)
    x = torch.from_numpy(rng.normal(size=(16, 2, 9, 12)).astype(np.float32))
    # the brighter half: a target that a flipped network misses
    y = (x[:, 0, :, :6].sum((1, 2)) > x[:, 0, :, 6:].sum((1, 2))).long()
    head = torch.nn.Linear(net(x).shape[1], 2)
    whole = torch.nn.Sequential(*[m for one in net for m in (one, torch.nn.ReLU())], head)
    optimiser = torch.optim.Adam(whole.parameters(), 0.01)
    losses = []
    for _ in range(30):
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(whole(x), y)
        loss.backward()
        _ = optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 2
    with torch.no_grad():
        out, middle = whole.double()(x.double()).numpy(), net[:4]
    shape = tuple(whole[:8](x.double()).shape[1:])
    return SimpleNamespace(x=x.numpy(), out=out, convolutions=middle, head=head, shape=shape)


def _said(module):
    given = {"stride": module.stride, "padding": module.padding, "dilation": module.dilation, "groups": module.groups}
    if module.transposed:
        given["output_padding"] = module.output_padding
    return given


def _moved(trained, plain, transposed) -> list[Ported]:
    found = []
    for module in trained.convolutions:
        w, b = module.weight.detach().numpy(), module.bias.detach().numpy()
        name = f"torch.nn.{type(module).__name__}"
        target = transposed if module.transposed else plain
        found.append(port(w, bias=b, source=name, target=target, **_said(module)))
        assert found[-1].certificate.is_run
    return found


def _head(trained, target):
    w, b = (p.detach().numpy() for p in (trained.head.weight, trained.head.bias))
    return port_dense(w, bias=b, shape=trained.shape, source="torch.nn.Linear", target=target)


def _close(got, want):
    # five layers of at most 216 products each, whose roundings in single precision have random signs; room of 16
    return np.abs(got - want).max() < 16 * 5 * np.sqrt(216) * np.finfo(np.float32).eps * np.abs(want).max()


def test_the_network_runs_in_the_librarys_own_layers(trained):
    y = trained.x.astype(float)
    names = ("flipconv.layers.convolution_layer", "flipconv.layers.transposed_convolution_layer")
    for module, ported in zip(trained.convolutions, _moved(trained, *names), strict=True):
        run = layers.transposed_convolution_layer if module.transposed else layers.convolution_layer
        y = np.maximum(run(y, ported.weights, ported.bias, **ported.arguments), 0)
    head = _head(trained, "onnx.Gemm")
    assert _close(y.reshape(len(y), -1) @ head.weights + head.bias, trained.out)


@needs("flax")
def test_the_network_runs_in_flax_and_its_dense_layer_must_be_permuted(trained):
    import flax.linen

    y = trained.x.transpose(0, 2, 3, 1)
    for ported in _moved(trained, "flax.linen.Conv", "flax.linen.ConvTranspose"):
        kind = getattr(flax.linen, ported.call.split("(")[0].rsplit(".", 1)[1])
        params = {"kernel": ported.weights, "bias": ported.bias}
        layer = kind(**ported.arguments, precision="highest")
        y = flax.linen.relu(layer.apply({"params": params}, y))
    head = _head(trained, "flax.linen.Dense")
    flat = np.asarray(y).reshape(len(y), -1)
    assert _close(flat @ head.weights + head.bias, trained.out)
    # what everybody does first: the same weights, transposed, behind the other flatten
    naive = flat @ trained.head.weight.detach().numpy().T + head.bias
    assert not _close(naive, trained.out)


@needs("onnx", "onnxruntime")
def test_the_network_runs_in_onnx_runtime(trained):
    import onnx
    import onnxruntime
    from onnx import helper

    nodes, stored, last = [], [], "x"
    for k, ported in enumerate(_moved(trained, "onnx.Conv", "onnx.ConvTranspose")):
        kind = ported.call.split("(")[0].rsplit(".", 1)[1]
        nodes.append(helper.make_node(kind, [last, f"w{k}", f"b{k}"], [f"c{k}"], **ported.arguments))
        nodes.append(helper.make_node("Relu", [f"c{k}"], [f"r{k}"]))
        stored += [(f"w{k}", ported.weights), (f"b{k}", ported.bias)]
        last = f"r{k}"
    head = _head(trained, "onnx.Gemm")
    nodes += [helper.make_node("Flatten", [last], ["f"]), helper.make_node("Gemm", ["f", "w", "b"], ["y"])]
    stored += [("w", head.weights), ("b", head.bias)]
    ends = [
        helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, s) for n, s in (("x", trained.x.shape), ("y", None))
    ]
    tensors = [onnx.numpy_helper.from_array(array.astype(np.float32), name) for name, array in stored]
    graph = helper.make_graph(nodes, "net", ends[:1], ends[1:], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    assert _close(session.run(None, {"x": trained.x})[0], trained.out)


@pytest.mark.parametrize(
    ("plain", "transposed"),
    [
        ("flax.linen.Conv", "flax.linen.ConvTranspose"),
        ("onnx.Conv", "onnx.ConvTranspose"),
        ("flipconv.layers.convolution_layer", "flipconv.layers.transposed_convolution_layer"),
    ],
)
def test_the_network_comes_back_as_it_went(trained, plain, transposed):
    if not installed(plain.split(".")[0]):
        pytest.skip(f"{plain.split('.')[0]} not installed")
    for module, there in zip(trained.convolutions, _moved(trained, plain, transposed), strict=True):
        names = FRAMEWORKS[transposed if module.transposed else plain][0].names
        said = {name: there.arguments[own] for name, own in names.items() if name in _said(module)}
        said["groups"] = module.groups
        name = f"torch.nn.{type(module).__name__}"
        back = port(
            there.weights, bias=there.bias, source=transposed if module.transposed else plain, target=name, **said
        )
        assert np.array_equal(back.weights, module.weight.detach().numpy())
        assert back.bias is not None
        assert np.array_equal(back.bias, module.bias.detach().numpy())
        # one axis of the transposed layer is padded unevenly there; all else is said as it was
        assert back.pads is None
        assert back.arguments["stride"] == module.stride
        assert back.arguments["padding"] == module.padding


# refusals


@pytest.mark.parametrize(
    ("shape", "given", "reason"),
    [
        ((6, 1, 2, 3), {"source": "torch.nn.Conv2d", "target": "torch.nn.ConvTranspose2d"}, "is transposed"),
        ((6, 4, 2, 3), {"source": "torch.nn.Conv2d", "target": "keras.layers.DepthwiseConv2D"}, "one channel to see"),
        ((6, 1, 2, 3), {"source": "torch.nn.Conv2d", "target": "flax.linen.Conv", "groups": 4}, "groups must divide"),
        ((2, 3, 4, 5), {"source": "keras.layers.DepthwiseConv2D", "target": "onnx.Conv", "groups": 2}, "each a group"),
        ((6, 2, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv"}, "takes 4: OIHW"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Konv"}, "'onnx.Konv' is no known layer"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "layout": "OIH"}, "letters of OIHW"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "padding": "SAME"}, "takes 'same'"),
        (
            (6, 2, 3, 3),
            {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "padding": [(0, 1), (0, 1)]},
            "takes 'same'",
        ),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "padding": "same", "stride": 2}, "refuses"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "output_padding": 1}, "takes none"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "boundary": "wrap"}, "zeros around"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "stride": 0}, "from 1 up"),
        (
            (4, 6, 3, 3),
            {"source": "torch.nn.ConvTranspose2d", "target": "flax.linen.ConvTranspose", "groups": 2},
            "no gr",
        ),
        (
            (3, 4, 2, 2),
            {"source": "keras.layers.Conv2DTranspose", "target": "onnx.ConvTranspose", "groups": 2},
            "no gr",
        ),
    ],
)
def test_refusals_say_why(shape, given, reason):
    with pytest.raises(CannotPort, match=reason):
        _ = port(RNG.normal(size=shape), **given)


def test_a_bias_must_fit():
    with pytest.raises(CannotPort, match="one number for each of 6 outputs"):
        _ = port(RNG.normal(size=(6, 2, 3, 3)), source="torch.nn.Conv2d", target="onnx.Conv", bias=np.zeros(2))


def test_a_framework_that_is_not_installed_is_named_as_modelled():
    ported = port(RNG.normal(size=(6, 2, 3, 4)), source="theano.tensor.nnet.conv2d", target="keras.layers.Conv2D")
    assert not ported.certificate.is_run
    assert "was not run" in ported.certificate.source
    assert "keras.io" in ported.certificate.target


@needs("torch")
def test_the_certificate_says_what_was_run_and_on_uneven_layers_too():
    certificate = port(np.ones((4, 4, 3, 3)), source="torch.nn.Conv2d", target="onnx.Conv").certificate
    assert certificate.source.startswith("torch.nn.Conv2d, torch 2")
    what = [case.what for case in certificate.cases]
    assert "marked weights of an uneven layer, stride 2" in what
    assert "tolerance" in str(certificate)


def test_a_wrong_port_is_caught_by_its_certificate(monkeypatch):
    """Weights that are symmetric in all there is cannot hide it: marked ones are run as well."""
    from flipconv.conventions.porting import certifying

    right = certifying.moved
    monkeypatch.setattr(certifying, "moved", lambda *given: _spoiled(right(*given)))
    with pytest.raises(CannotPort, match="was run and its outputs differ"):
        _ = port(np.ones((4, 4, 3, 3)), source="torch.nn.Conv2d", target="flipconv.layers.correlation_layer")


def _spoiled(spelled):
    from dataclasses import replace

    return replace(spelled, weights=spelled.weights[:, :, ::-1])


# the dense layer


@pytest.mark.parametrize(
    ("source", "target"), [("torch.nn.Linear", "keras.layers.Dense"), ("flax.linen.Dense", "onnx.Gemm")]
)
def test_a_dense_layer_sees_each_entry_where_it_now_stands(source, target):
    shape = (2, 3, 4)
    w = RNG.normal(size=(5, 24) if source == "torch.nn.Linear" else (24, 5))
    ported = port_dense(w, shape=shape, source=source, target=target)
    x = RNG.normal(size=shape)
    first, last = x.ravel(), x.transpose(1, 2, 0).ravel()
    expected = w @ first if source == "torch.nn.Linear" else last @ w
    got = (last if target == "keras.layers.Dense" else first) @ ported.weights
    # 24 products of numbers near 1
    assert np.abs(got - expected).max() < 1e-13


def test_a_dense_layer_of_another_shape_is_refused():
    with pytest.raises(CannotPort, match="one input for each of the 24 entries of 2x3x4"):
        _ = port_dense(np.ones((24, 5)), shape=(2, 3, 4), source="torch.nn.Linear", target="keras.layers.Dense")
    with pytest.raises(CannotPort, match="known dense layers"):
        _ = port_dense(np.ones((5, 24)), shape=(2, 3, 4), source="torch.nn.Linea", target="keras.layers.Dense")


# layers that are known by their convention alone


def _said_layer(**given: Any) -> Convention:
    return Convention(**given)


def test_a_layer_by_its_convention_is_read_by_its_layout_and_flipped_per_axis():
    source = _said_layer(sign=(-1, 1), output="padded", pads=((1, 0), (2, 2)), stride=2, layout="NHWC,HWIO")
    w = RNG.normal(size=(2, 3, 4, 5))
    ported = port(w, source=source, target="onnx.Conv")
    assert np.array_equal(ported.weights, w[::-1].transpose(3, 2, 0, 1))
    assert ported.arguments["pads"] == [1, 2, 0, 2]
    assert ported.arguments["strides"] == (2, 2)
    assert ported.steps[0] == "flipped axis h"
    back = port(ported.weights, source="onnx.Conv", target=source, padding=[1, 2, 0, 2], stride=2)
    assert np.array_equal(back.weights, w)
    with pytest.raises(CannotPort, match=r"the padding of the source is .*, and that of the target"):
        _ = port(ported.weights, source="onnx.Conv", target=source, stride=2)
    with pytest.raises(CannotPort, match="said by the convention"):
        _ = port(w, source=source, target="onnx.Conv", stride=3)
    with pytest.raises(CannotPort, match="without a layout"):
        _ = port(w, source=_said_layer(sign=(1, 1)), target="onnx.Conv")


@pytest.mark.parametrize("groups", [1, 2])
def test_a_layer_that_is_a_function_is_identified(groups):
    """A transposed layer, stamped in reverse, whose groups stand in the axis of its outputs."""

    def theirs(x, w):
        w = np.flip(w, axis=(2, 3))
        return layers.transposed_correlation_layer(x, w, stride=2, padding=1, output_padding=1, groups=groups)

    w = RNG.normal(size=(6, 5, 4, 3))
    ported = port(w, source=theirs, target="onnx.ConvTranspose", layer=True, groups=groups)
    assert np.array_equal(ported.weights, w[:, :, ::-1, ::-1])
    assert ported.arguments["strides"] == (2, 2)
    assert ported.arguments["group"] == groups
    assert ported.arguments["pads"][:2] == [1, 1]
    assert "layer itself was not run" in ported.certificate.source


def test_a_transposed_layer_with_fewer_taps_than_its_stride_keeps_its_length():
    w = RNG.normal(size=(2, 2, 5, 3))
    ported = port(w, source="keras.layers.Conv2DTranspose", target="torch.nn.ConvTranspose2d", stride=3)
    assert ported.arguments["output_padding"] == (1, 1)
    same: dict[str, Any] = {"source": "keras.layers.Conv2DTranspose", "padding": "same", "stride": 2}
    kept = port(RNG.normal(size=(3, 4, 5, 3)), target="torch.nn.ConvTranspose2d", **same)
    # 3 and 4 taps on a stride of 2: one sample too many along the one axis, at its end, and two along the other
    assert kept.arguments["padding"] == (0, 1)
    assert kept.crops == ((0, 1), (0, 0))
