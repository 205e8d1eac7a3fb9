"""A small network, trained where it is at home: moved to other frameworks, run there, and moved back."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from flipconv import layers
from flipconv.conventions.porting import Ported, port, port_dense
from flipconv.conventions.porting.executing import installed
from flipconv.conventions.porting.frameworks import FRAMEWORKS
from tests.conventions.needing import needs


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
