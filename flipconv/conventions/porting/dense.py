"""The dense layer after a flatten: its inputs stand in the order in which the signal was flattened."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.conventions.porting.layers import per_axis
from flipconv.conventions.porting.results import CannotPort, Case, Certificate, Ported, apart, sized


@dataclass(frozen=True)
class Dense:
    """
    A dense layer of a framework.

    Parameters
    ----------
    axes : {"OI", "IO"}
        How its weights are laid out.
    channels : {"first", "last"}
        How signals of the framework stand when they are flattened.
    outputs, inputs : str
        Its names of the numbers of both; empty where it takes none.
    """

    axes: str
    channels: str
    outputs: str = ""
    inputs: str = ""


DENSE = {
    "torch.nn.Linear": Dense("OI", "first", "out_features", "in_features"),
    "equinox.nn.Linear": Dense("OI", "first", "out_features", "in_features"),
    "flax.linen.Dense": Dense("IO", "last", "features"),
    "keras.layers.Dense": Dense("IO", "last", "units"),
    "mlx.nn.Linear": Dense("OI", "last", "output_dims", "input_dims"),
    "onnx.Gemm": Dense("IO", "first"),
    "onnx.MatMul": Dense("IO", "first"),
}

DERIVATION = "4 eps K max|x| max_o sum|w_o| for sums of K products, with eps that of the coarser dtype"


def port_dense(
    weights: ArrayLike, *, shape: Sequence[int], source: str, target: str, bias: ArrayLike | None = None
) -> Ported:
    """
    Move the weights of the dense layer that follows a flatten.

    Parameters
    ----------
    weights : array_like, shape (outputs, inputs) or (inputs, outputs)
        As the source stores them.
    shape : sequence of int
        What is flattened: channels first, then the spatial axes, whatever the frameworks' own order.
    source, target : str
        Dense layers by their dotted paths, as in ``"torch.nn.Linear"`` and ``"flax.linen.Dense"``.
    bias : array_like, shape (outputs,), optional
        The bias, which stays as it is.

    Returns
    -------
    Ported
        Weights, arguments and certificate.

    Raises
    ------
    CannotPort
        If a layer is unknown, or the weights do not have as many inputs as the shape has entries.

    See Also
    --------
    port : The layers before.

    Notes
    -----
    Frameworks that keep channels first flatten (C, H, W), those that keep them last (H, W, C). Weights of a dense layer
    that was trained behind one flatten are garbage behind the other, although their shape fits.

    Examples
    --------
    >>> ported = port_dense([[1, 2, 3, 4, 5, 6]], shape=(2, 1, 3), source="torch.nn.Linear", target="flax.linen.Dense")
    >>> ported.weights.tolist(), ported.steps
    ([[1], [4], [2], [5], [3], [6]], ('permuted inputs: channels first -> channels last', 'transposed OI -> IO'))
    """
    w = as_array("weights", weights)
    mine, theirs = _known("source", source), _known("target", target)
    flat = per_axis("shape", shape, len(shape), 1)
    if w.ndim != 2 or w.shape[mine.axes.index("I")] != np.prod(flat):
        raise CannotPort(
            f"weights have shape {w.shape}; {source} takes {mine.axes}, with one input for each of the {np.prod(flat)} "
            f"entries of {sized(flat)}"
        )
    moved = _moved(w, flat, mine, theirs)
    b = None if bias is None else as_array("bias", bias)
    if b is not None and b.shape != (w.shape[mine.axes.index("O")],):
        raise CannotPort(f"bias has shape {b.shape}; it must be ({w.shape[mine.axes.index('O')]},)")
    cases = tuple(_cases(w, flat, source, target))
    for case in cases:
        if not case.holds:
            raise CannotPort(f"the ported layer was run and its outputs differ: {case}")
    certificate = Certificate(_side(source), _side(target), cases, DERIVATION)
    outputs, inputs = (moved.shape[theirs.axes.index(axis)] for axis in "OI")
    arguments = {name: size for name, size in ((theirs.outputs, outputs), (theirs.inputs, inputs)) if name}
    call = f"{target}({', '.join(f'{name}={size}' for name, size in arguments.items())})"
    return Ported(moved, arguments, call, certificate, bias=b, steps=tuple(_steps(mine, theirs)))


def _known(role: str, name: str) -> Dense:
    if name not in DENSE:
        raise CannotPort(f"{role} is {name!r}; known dense layers are {', '.join(DENSE)}")
    return DENSE[name]


def _steps(mine: Dense, theirs: Dense) -> Iterator[str]:
    if mine.channels != theirs.channels:
        yield f"permuted inputs: channels {mine.channels} -> channels {theirs.channels}"
    if mine.axes != theirs.axes:
        yield f"transposed {mine.axes} -> {theirs.axes}"


def _moved(w: np.ndarray, flat: tuple[int, ...], mine: Dense, theirs: Dense) -> np.ndarray:
    """Return the weights with their inputs in the order of another flatten."""
    rows = w if mine.axes == "OI" else w.T
    if mine.channels != theirs.channels:
        stood = flat if mine.channels == "first" else (*flat[1:], flat[0])
        spread = rows.reshape(-1, *stood)
        turned = np.moveaxis(spread, 1, -1) if mine.channels == "first" else np.moveaxis(spread, -1, 1)
        rows = turned.reshape(rows.shape)
    return np.array(rows if theirs.axes == "OI" else rows.T, order="C")


def _cases(w: np.ndarray, flat: tuple[int, ...], source: str, target: str) -> Iterator[Case]:
    """Run both layers behind their own flattens."""
    rng = np.random.default_rng(20240229)
    mine, theirs = DENSE[source], DENSE[target]
    x = rng.integers(-4, 5, (3, *flat)).astype(float)
    own = rng.integers(-9, 10, w.shape).astype(float)
    for what, weights in (("given weights", w), ("marked weights", own)):
        moved = _moved(weights, flat, mine, theirs)
        want, got = _run(source, x, weights), _run(target, x, moved)
        eps = max(np.finfo(np.float32 if _installed(name) else np.float64).eps for name in (source, target))
        weight = float(np.abs(weights).sum(axis=mine.axes.index("I")).max())
        tolerance = 4 * float(eps) * x[0].size * float(np.abs(x).max()) * weight
        yield Case(what, x.shape, weights.shape, moved.shape, apart(got, want), tolerance)


def _run(name: str, x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Flatten as the framework does, and run its layer, or a product of matrices."""
    one = DENSE[name]
    flattened = (x if one.channels == "first" else np.moveaxis(x, 1, -1)).reshape(len(x), -1)
    if _installed(name):
        return RUNS[name](flattened.astype(np.float32), w.astype(np.float32))
    return flattened @ (w.T if one.axes == "OI" else w)


def _installed(name: str) -> bool:
    return name in RUNS and importlib.util.find_spec(name.split(".", maxsplit=1)[0]) is not None


def _side(name: str) -> str:
    if not _installed(name):
        return f"model of {name}: a product of matrices, the layer itself was not run"
    library = name.split(".", maxsplit=1)[0]
    return f"{name}, {library} {importlib.metadata.version(library)}, run"


def _torch(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    import torch

    return torch.nn.functional.linear(torch.from_numpy(x), torch.from_numpy(np.array(w))).numpy()


def _flax(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    import flax.linen

    layer = flax.linen.Dense(w.shape[1], use_bias=False, precision="highest")
    return np.asarray(layer.apply({"params": {"kernel": w}}, x))


RUNS: dict[str, Any] = {"torch.nn.Linear": _torch, "flax.linen.Dense": _flax}
