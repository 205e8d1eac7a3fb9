"""How to get one call's result with another: NumPy around the other's own code, written for kernels of any size."""

from __future__ import annotations

from dataclasses import dataclass

from flipconv.conventions.atlas.reaches import NoRule
from flipconv.conventions.atlas.roads import fit
from flipconv.conventions.atlas.rows import Row
from flipconv.conventions.atlas.writing import Untranslatable, Work, kernel_size, lines_before, places_text, tuple_text
from flipconv.conventions.model import Convention


@dataclass
class Translation:
    """
    Code that gives the result of one call with another.

    Parameters
    ----------
    source, target : dict
        Rows of the atlas: whose result, and with what.
    code : str
        Takes ``x`` and ``h``, leaves ``y``.
    for_real : bool
        Whether it is right for real numbers alone.
    """

    source: Row
    target: Row
    code: str
    for_real: bool


def translation(source: Row, target: Row) -> Translation:
    """
    Return code that gives the source's result with the target.

    Parameters
    ----------
    source, target : dict
        Measured rows with as many axes.

    Returns
    -------
    Translation
        The shortest code known: flips and transposes alone where that is enough, else zeros beside the kernel, else
        the source's border put around the signal and cut off again.

    Raises
    ------
    Untranslatable
        If there is none, with the reason.

    See Also
    --------
    flipconv.conventions.atlas.trying.tried : The same, run on data that it was not made from.
    """
    x, y = _conventions(source, target)
    work = Work(x, y, target, _is_complex(source, x) and _is_complex(target, y))
    try:
        _operands(work)
        fit(work)
    except NoRule as problem:
        raise Untranslatable(str(problem)) from None
    _finished(work)
    imports, call = _own(target)
    body = [*lines_before(work), *call, *work.after]
    numpy = ["import numpy as np"] if any("np." in line for line in body) else []
    imports = list(dict.fromkeys([*numpy, *imports]))
    code = "\n".join([*imports, "", *body] if imports else body)
    return Translation(source, target, code, not (_is_complex(source, x) and _is_complex(target, y)))


def _is_complex(row: Row, one: Convention) -> bool:
    return row["dtype"] is None and one.conjugates in ("none", "kernel", "signal", "both")


def _conventions(source: Row, target: Row) -> tuple[Convention, Convention]:
    """Return both conventions, or say why there can be no translation whatever the code."""
    for row in (source, target):
        if row["status"] != "measured" or row["probe"] not in ("kernel", "layer"):
            raise Untranslatable(f"{row['call']} was not measured with a signal and a kernel.")
        if row["convention"] is None:
            raise Untranslatable(f"No convention describes {row['call']}.")
    x, y = (Convention.from_dict(row["convention"]) for row in (source, target))
    if x.ndim != y.ndim:
        raise Untranslatable(f"{source['call']} filters {x.ndim} axes, and {target['call']} {y.ndim}.")
    for row, one in ((source, x), (target, y)):
        if "/" in (one.layout or ""):
            raise Untranslatable(f"{row['call']} keeps channels in groups; ask for the call without them.")
        if 0 in one.sign:
            raise Untranslatable(f"The sign of {row['call']} cannot be told.")
    if y.clips or y.rounds:
        raise Untranslatable(f"{target['call']} takes 8-bit images, and clips and rounds what it returns.")
    if y.bias or y.gain == 0:
        raise Untranslatable(f"{target['call']} adds {y.bias:g} to its outputs.")
    return x, y


def _operands(work: Work) -> None:
    """Make of x and h what lies on the axes of the target, conjugated and scaled as the source does."""
    x, y = work.x, work.y
    if x.argument_order != y.argument_order:
        work.before.append("x, h = h, x")
    if x.clips:
        # sums of 8-bit integers leave their range
        work.before.append("x = x.astype(float)")
    if x.normalises != "none" and (x.normalises != y.normalises or x.normalises == "count"):
        work.before.append(f"h = h / {kernel_size(x.normalises)}")
    order = [x.kernel_axes[y.kernel_axes.index(axis)] for axis in work.axes]
    if order != list(work.axes):
        work.before.append(f"h = h.transpose({tuple_text(order)})")
    if work.is_complex:
        for name, operand in (("x", "signal"), ("h", "kernel")):
            if (x.conjugates in (operand, "both")) != (y.conjugates in (operand, "both")):
                work.before.append(f"{name} = np.conj({name})")


def _finished(work: Work) -> None:
    """Write the target's own shape of arrays, and what the source does to its outputs."""
    x, y = work.x, work.y
    head = _shaped(work)
    order = [y.output_axes.index(axis) for axis in work.axes]
    if order != list(work.axes):
        head.append(f"y = y.transpose({tuple_text(order)})")
    # what is put around or into the outputs comes last
    cut = [line for line in work.after if line.startswith("y = y[")]
    rest = [line for line in work.after if line not in cut]
    back = [f"y = y.transpose({tuple_text(x.output_axes)})"] if tuple(x.output_axes) != tuple(work.axes) else []
    work.after = [*head, *cut, *_scaled(x, y), *rest, *back]


def _shaped(work: Work) -> list[str]:
    """Give the arrays the axes and the dtype that the target takes, and return what takes its axes off again."""
    y, dtype = work.y, work.target["dtype"]
    head: list[str] = []
    if y.layout:
        signal, weights = y.layout.split(",")
        work.before.append(f"x = np.expand_dims(x, {places_text(signal, 'NC')})")
        work.before.append(f"w = np.expand_dims(h, {places_text(weights, 'OI')})")
        inside = "".join("0" if letter in "NC" else ":" for letter in signal).rstrip(":")
        head.append(f"y = y[{', '.join(inside)}]")
    if dtype:
        name = "w" if y.layout else "h"
        work.before.append(f'x, {name} = x.astype("{dtype}"), {name}.astype("{dtype}")')
    return head


def _scaled(x: Convention, y: Convention) -> list[str]:
    """Return what the source does to each output, and undoes what the target does."""
    lines: list[str] = []
    if y.normalises != "none" and (x.normalises != y.normalises or y.normalises == "count"):
        lines.append(f"y = y * {kernel_size(y.normalises)}")
    if x.gain != y.gain:
        lines.append(f"y = y * {x.gain / y.gain:.12g}")
    if x.bias:
        lines.append(f"y = y + {x.bias:.12g}")
    if x.rounds:
        lines.append("y = np.sign(y) * np.floor(np.abs(y) + 0.5)")
    if x.clips:
        lines.append(f"y = np.clip(y, {x.clips[0]:g}, {x.clips[1]:g})")
    return lines


def _own(target: Row) -> tuple[list[str], list[str]]:
    """Return the imports and the lines of the target's own code."""
    lines = target["code"].split("\n")
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    return imports, [line for line in lines if line not in imports and line]
