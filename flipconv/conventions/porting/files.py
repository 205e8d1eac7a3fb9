"""Weights in files: read, ported by name, written to another file. Nothing is ever unpickled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import numpy as np

from flipconv.conventions.porting.frameworks import framework, kind_of
from flipconv.conventions.porting.porting import port
from flipconv.conventions.porting.results import CannotPort, Ported

Arrays = dict[str, np.ndarray]

PICKLED = (".pt", ".pth", ".pkl", ".pickle", ".bin", ".ckpt", ".joblib")
SINGLE = "array"


def port_file(
    source_path: str | Path,
    target_path: str | Path,
    *,
    source: str,
    target: str,
    names: str = "*",
    **settings: Any,
) -> dict[str, Ported | None]:
    """
    Port the weights in a file into another file.

    Parameters
    ----------
    source_path, target_path : path
        ``.npy``, ``.npz`` or ``.safetensors``, by their endings, each to each. From ``.onnx`` to these, the weights
        of Conv and ConvTranspose nodes are taken, with the nodes' own attributes; from ``.onnx`` to ``.onnx`` a copy
        of the model is written, in which such weights, stored as `source` stores them, are stored as ONNX does.
    source, target : str
        As for `port`. Of an ONNX model that is right as it is, `source` is ``"onnx.Conv"`` or
        ``"onnx.ConvTranspose"``.
    names : str, optional
        Which arrays: a pattern such as ``"features.*.weight"``. Of those, arrays with as many axes as the source's
        weights have are ported; all others are copied as they are.
    **settings
        The other arguments of `port`.

    Returns
    -------
    dict of str to Ported or None
        For each array of the file what was done; None for those copied as they are.

    Raises
    ------
    CannotPort
        If an array cannot be ported, or no array was to be. Nothing is written then.
    ValueError
        If a file has an ending that is not known, or would have to be unpickled, or both paths are one.

    See Also
    --------
    port : One array.

    Notes
    -----
    ``.safetensors`` needs the package safetensors and ``.onnx`` the package onnx: extra ``port``. Metadata of
    safetensors files are kept. Biases need no port, but those of ``equinox.nn`` layers, which have more axes.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> np.savez(folder / "in.npz", kernel=np.arange(6).reshape(1, 1, 2, 3), bias=np.zeros(1))
    >>> done = port_file(folder / "in.npz", folder / "out.npz", source="torch.nn.Conv2d", target="flax.linen.Conv")
    >>> np.load(folder / "out.npz")["kernel"].shape, done["bias"] is None
    ((2, 3, 1, 1), True)
    """
    given, wanted = Path(source_path), Path(target_path)
    _check_paths(given, wanted)
    if given.suffix == ".onnx":
        from flipconv.conventions.porting.models import port_model

        return port_model(given, wanted, source=source, target=target, names=names, settings=settings)
    if wanted.suffix == ".onnx":
        raise ValueError(
            f"{wanted} would need a whole model; port from an .onnx model to .onnx, or to .npz or .safetensors"
        )
    arrays, metadata = READERS[given.suffix](given)
    done: dict[str, Ported | None] = {}
    for name, array in arrays.items():
        done[name] = None
        if fnmatchcase(name, names) and _serves(array, source, settings):
            done[name] = _named(name, array, source, target, settings)
    write(wanted, ported_arrays(arrays, done, given, names), metadata)
    return done


def ported_arrays(
    arrays: Mapping[str, np.ndarray], done: Mapping[str, Ported | None], path: Path, names: str
) -> Arrays:
    """Return what is to be written; raise if nothing was ported."""
    if not any(done.values()):
        had = ", ".join(f"{name} {array.shape}" for name, array in list(arrays.items())[:6]) or "none"
        raise CannotPort(
            f"{path} has no array that matches {names!r} and has the axes of the source's weights; it has {had}"
        )
    return {name: array if (port := done.get(name)) is None else port.weights for name, array in arrays.items()}


def _named(name: str, array: np.ndarray, source: str, target: str, settings: Mapping[str, Any]) -> Ported:
    try:
        return port(array, source=source, target=target, **settings)
    except CannotPort as refusal:
        raise CannotPort(f"{name}: {refusal.reason}") from refusal


def _serves(array: np.ndarray, source: str, settings: Mapping[str, Any]) -> bool:
    """Return whether an array has the axes of what is ported."""
    if array.dtype.kind not in "iufc":
        return False
    if not kind_of(source):
        return array.ndim > 0
    try:
        one = framework(source, "source", array.ndim - 2, None)
    except CannotPort:
        return False
    return array.ndim >= len(one.layout) and one.ndim in (None, array.ndim - 2)


def _check_paths(given: Path, wanted: Path) -> None:
    for path in (given, wanted):
        if path.suffix in PICKLED:
            raise ValueError(
                f"{path} is a pickle, or may be one, and reading it can run any code: save the weights with "
                "safetensors.torch.save_file(model.state_dict(), 'weights.safetensors') where you trust them, and port "
                "that file"
            )
        if path.suffix not in (*READERS, ".onnx"):
            raise ValueError(f"{path} ends in {path.suffix!r}; it must be one of {', '.join(READERS)} and .onnx")
    if given.resolve() == wanted.resolve():
        raise ValueError(f"{given} would be overwritten; name another file")


def _read_npy(path: Path) -> tuple[Arrays, dict[str, str] | None]:
    return {SINGLE: np.load(path, allow_pickle=False)}, None


def _read_npz(path: Path) -> tuple[Arrays, dict[str, str] | None]:
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}, None


def _read_safetensors(path: Path) -> tuple[Arrays, dict[str, str] | None]:
    import safetensors

    arrays: Arrays = {}
    with safetensors.safe_open(path, framework="np") as stored:
        for name in stored.keys():  # noqa: SIM118 - safe_open is no mapping: it has keys, and cannot be gone through
            try:
                arrays[name] = stored.get_tensor(name)
            except (TypeError, AttributeError) as error:
                raise ValueError(
                    f"{path}: {name} has a dtype that NumPy lacks ({error}); save it as float32"
                ) from error
        return arrays, stored.metadata()


def write(path: Path, arrays: Arrays, metadata: dict[str, str] | None) -> None:
    """Write arrays as a file's ending says; whole or not at all."""
    part = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        if path.suffix == ".npy":
            if len(arrays) != 1:
                raise ValueError(f"{path} holds one array, and there are {len(arrays)}; write to .npz")
            np.save(part, next(iter(arrays.values())), allow_pickle=False)
        elif path.suffix == ".npz":
            np.savez(part, allow_pickle=False, **arrays)
        else:
            from safetensors.numpy import save_file

            save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, part, metadata)
        _ = part.replace(path)
    finally:
        part.unlink(missing_ok=True)


READERS: dict[str, Callable[[Path], tuple[Arrays, dict[str, str] | None]]] = {
    ".npy": _read_npy,
    ".npz": _read_npz,
    ".safetensors": _read_safetensors,
}
