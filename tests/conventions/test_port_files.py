"""Weights in files: what is ported, what is copied, what is never read."""

from __future__ import annotations

import argparse
import json
import pickle

import numpy as np
import pytest

from flipconv.conventions.porting import CannotPort, Ported, command, port_file
from tests.conventions.needing import needs

W = np.arange(1, 121, dtype=np.float32).reshape(5, 4, 2, 3)
TORCH_TO_FLAX = {"source": "torch.nn.Conv2d", "target": "flax.linen.Conv"}


def of(done: dict[str, Ported | None], name: str) -> Ported:
    ported = done[name]
    assert ported is not None
    return ported


def test_one_array(tmp_path):
    np.save(tmp_path / "in.npy", W)
    done = port_file(tmp_path / "in.npy", tmp_path / "out.npy", stride=2, **TORCH_TO_FLAX)
    out = np.load(tmp_path / "out.npy")
    assert out.dtype == np.float32
    assert np.array_equal(out, W.transpose(2, 3, 1, 0))
    assert of(done, "array").arguments["strides"] == (2, 2)


def test_a_file_without_such_an_array_is_refused_and_nothing_written(tmp_path):
    np.save(tmp_path / "in.npy", W[0, 0])
    with pytest.raises(CannotPort, match=r"no array that matches '\*' and has the axes .* it has array \(2, 3\)"):
        _ = port_file(tmp_path / "in.npy", tmp_path / "out.npz", **TORCH_TO_FLAX)
    assert not (tmp_path / "out.npz").exists()


def test_of_many_arrays_those_are_ported_that_are_named_and_have_the_axes(tmp_path):
    arrays = {"first.weight": W, "first.bias": np.ones(5), "second.weight": W[:3], "names": np.array(["a", "b"])}
    np.savez(tmp_path / "in.npz", **arrays)
    done = port_file(tmp_path / "in.npz", tmp_path / "out.npz", names="first.*", **TORCH_TO_FLAX)
    assert {name: ported is not None for name, ported in done.items()} == {
        "first.weight": True,
        "first.bias": False,
        "second.weight": False,
        "names": False,
    }
    with np.load(tmp_path / "out.npz") as out:
        assert np.array_equal(out["first.weight"], W.transpose(2, 3, 1, 0))
        assert np.array_equal(out["second.weight"], W[:3])
        assert out["names"].tolist() == ["a", "b"]


@needs("safetensors")
def test_safetensors_keep_their_metadata_and_other_tensors(tmp_path):
    from safetensors import safe_open
    from safetensors.numpy import load_file, save_file

    save_file({"w": W, "b": np.arange(5.0)}, tmp_path / "in.safetensors", {"made": "by hand"})
    _ = port_file(tmp_path / "in.safetensors", tmp_path / "out.safetensors", **TORCH_TO_FLAX)
    out = load_file(tmp_path / "out.safetensors")
    assert np.array_equal(out["w"], W.transpose(2, 3, 1, 0))
    assert np.array_equal(out["b"], np.arange(5.0))
    with safe_open(tmp_path / "out.safetensors", framework="np") as stored:
        assert stored.metadata() == {"made": "by hand"}


def test_nothing_is_unpickled(tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "went off"), "w"))

    (tmp_path / "in.pt").write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ValueError, match=r"can run any code: save the weights with"):
        _ = port_file(tmp_path / "in.pt", tmp_path / "out.npz", **TORCH_TO_FLAX)
    np.save(tmp_path / "in.npy", np.array([Bomb()], object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle"):
        _ = port_file(tmp_path / "in.npy", tmp_path / "out.npz", **TORCH_TO_FLAX)
    np.savez(tmp_path / "in.npz", w=np.array([Bomb()], object))
    with pytest.raises(ValueError, match="allow_pickle"):
        _ = port_file(tmp_path / "in.npz", tmp_path / "out.npz", **TORCH_TO_FLAX)
    assert not (tmp_path / "went off").exists()


def test_files_that_cannot_be(tmp_path):
    np.savez(tmp_path / "in.npz", a=W, b=W)
    with pytest.raises(ValueError, match=r"ends in '\.h5'"):
        _ = port_file(tmp_path / "in.npz", tmp_path / "out.h5", **TORCH_TO_FLAX)
    with pytest.raises(ValueError, match="would be overwritten"):
        _ = port_file(tmp_path / "in.npz", tmp_path / "in.npz", **TORCH_TO_FLAX)
    with pytest.raises(ValueError, match=r"write to \.npz"):
        _ = port_file(tmp_path / "in.npz", tmp_path / "out.npy", **TORCH_TO_FLAX)
    with pytest.raises(ValueError, match="whole model"):
        _ = port_file(tmp_path / "in.npz", tmp_path / "out.onnx", **TORCH_TO_FLAX)
    with pytest.raises(CannotPort, match=r"^a: groups is 3"):
        _ = port_file(tmp_path / "in.npz", tmp_path / "out.npz", groups=3, **TORCH_TO_FLAX)
    assert [path.name for path in tmp_path.iterdir()] == ["in.npz"]


def _model(path, w, transposed, **attributes):
    import onnx
    from onnx import helper

    nodes = [
        helper.make_node("Conv", ["x", "first"], ["c"], pads=[1, 0, 0, 2], strides=[2, 1]),
        helper.make_node("ConvTranspose", ["c", "second"], ["y"], **attributes),
    ]
    ends = [helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, s) for n, s in (("x", [1, 4, 7, 8]), ("y", None))]
    stored = [onnx.numpy_helper.from_array(array, name) for name, array in (("first", w), ("second", transposed))]
    graph = helper.make_graph(nodes, "two", ends[:1], ends[1:], stored)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), path)


def _outputs(path, x):
    import onnxruntime

    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"x": x})[0])


@needs("onnx", "onnxruntime")
def test_weights_of_an_onnx_model_leave_it_with_what_their_nodes_say(tmp_path):
    transposed = np.arange(30, dtype=np.float32).reshape(5, 3, 2, 1)
    _model(tmp_path / "in.onnx", W, transposed, strides=[2, 2], output_padding=[1, 0])
    done = port_file(tmp_path / "in.onnx", tmp_path / "out.npz", source="onnx.Conv", target="flax.linen.Conv")
    assert of(done, "first").arguments["padding"] == [(1, 0), (0, 2)]
    assert of(done, "first").arguments["strides"] == (2, 1)
    assert done["second"] is None
    with np.load(tmp_path / "out.npz") as out:
        assert np.array_equal(out["first"], W.transpose(2, 3, 1, 0))
    more = port_file(
        tmp_path / "in.onnx", tmp_path / "more.npz", source="onnx.ConvTranspose", target="torch.nn.ConvTranspose2d"
    )
    assert of(more, "second").arguments["output_padding"] == (1, 0)


@needs("onnx", "onnxruntime")
def test_a_model_whose_weights_were_stored_flipped_is_set_right_in_a_copy(tmp_path):
    transposed = np.arange(30, dtype=np.float32).reshape(5, 3, 2, 1)
    _model(tmp_path / "right.onnx", W, transposed)
    _model(tmp_path / "flipped.onnx", np.ascontiguousarray(W[:, :, ::-1, ::-1]), transposed)
    before = (tmp_path / "flipped.onnx").read_bytes()
    _ = port_file(
        tmp_path / "flipped.onnx", tmp_path / "out.onnx", source="theano.tensor.nnet.conv2d", target="onnx.Conv"
    )
    x = np.random.default_rng(5).integers(-4, 5, (1, 4, 7, 8)).astype(np.float32)
    want = _outputs(tmp_path / "right.onnx", x)
    assert not np.array_equal(_outputs(tmp_path / "flipped.onnx", x), want)
    # whole numbers below 2**24 all along
    assert np.array_equal(_outputs(tmp_path / "out.onnx", x), want)
    assert (tmp_path / "flipped.onnx").read_bytes() == before


def _asked(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(word) for word in words]))


def test_the_command_says_what_it_did(tmp_path, capsys):
    np.save(tmp_path / "in.npy", W)
    names = ("--source", "torch.nn.Conv2d", "--target", "keras.layers.Conv2D")
    assert _asked(tmp_path / "in.npy", tmp_path / "out.npy", *names, "--stride", "2,1", "--padding", "1") == 0
    said = capsys.readouterr().out
    assert "transposed OIHW -> HWIO" in said
    assert "zeros to add to the signal before the call, along each spatial axis: ((1, 1), (1, 1))" in said
    assert "was not run" in said
    assert _asked(tmp_path / "in.npy", tmp_path / "out.npy", *names, "--json") == 0
    answer = json.loads(capsys.readouterr().out)["array"]
    assert answer["shape"] == [2, 3, 4, 5]
    assert answer["certificate"]["cases"][0]["difference"] == 0


def test_the_command_fails_with_a_reason(tmp_path, capsys):
    np.save(tmp_path / "in.npy", W)
    names = ("--source", "torch.nn.Conv2d", "--target", "flax.linen.Conv")
    assert _asked(tmp_path / "in.npy", tmp_path / "out.npy", *names, "--groups", "3") == 1
    assert "groups must divide" in capsys.readouterr().err
    assert _asked(tmp_path / "none.npy", tmp_path / "out.npy", *names) == 2
    assert "none.npy" in capsys.readouterr().err
    assert _asked(tmp_path / "in.pkl", tmp_path / "out.npy", *names) == 2
    assert "pickle" in capsys.readouterr().err
