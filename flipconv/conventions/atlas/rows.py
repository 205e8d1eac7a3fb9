"""A row of the atlas: what a call was seen to do, as JSON can hold it, and the remarks that follow from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flipconv.conventions.atlas.adapting import Adapter
from flipconv.conventions.model import Convention

Row = dict[str, Any]
EMPTY: Row = {"kind": None, "sign": [], "anchor_rule": [], "boundary": [], "conjugates": None, "note": ""}


def begun(adapter: Adapter, tier: int, versions: dict[str, str]) -> Row:
    """Return a row that says what is called, and nothing yet of what it does."""
    version = versions.get(adapter.library, "")
    partners = {name: one for name, one in versions.items() if name != adapter.library}
    return {
        "library": adapter.library,
        "version": version,
        "partners": partners,
        "call": adapter.call,
        "probe": adapter.probe,
        "ndim": adapter.ndim,
        "dtype": adapter.dtype,
        "tier": tier,
        "code": adapter.code,
        **EMPTY,
        "convention": None,
        "rejected": None,
        "views": None,
    }


def measured(row: Row, facts: Row, note: str) -> Row:
    """Return a row with what was measured, today."""
    notes = " ".join(filter(None, (facts.get("note", ""), note)))
    today = dt.date.today().isoformat()
    return {**row, **facts, "note": notes, "status": "measured", "measured_on": today}


def described(adapter: Adapter, convention: Convention) -> Row:
    """
    Return the facts of a row out of a convention.

    Parameters
    ----------
    adapter : Adapter
        The call.
    convention : Convention
        What was identified.

    Returns
    -------
    dict
        The fields of a row; `note` says what its columns do not.
    """
    return {
        "kind": convention.kind,
        "sign": list(convention.sign),
        "anchor_rule": [str(rule) for rule in convention.anchor_rule] if convention.output == "same" else [],
        "boundary": [list(edges) for edges in convention.boundary],
        "conjugates": convention.conjugates,
        "note": " ".join(_remarks(adapter, convention)),
        "convention": convention.as_dict(),
    }


def _remarks(adapter: Adapter, one: Convention) -> list[str]:
    """Return what a reader should know beyond the columns, a sentence each."""
    name = adapter.path.rsplit(".", maxsplit=1)[-1].lower()
    outputs = {
        "full": "Returns every place where signal and kernel overlap.",
        "valid": "Returns the places where the kernel lies inside the signal.",
        "padded": ("Crops" if one.transposed else "Pads") + f" by {_pairs(one.pads)}, whatever the size of the kernel.",
        "same": "",
    }
    said = [
        _name_says(name, one.kind),
        outputs[one.output],
        f"Layout {one.layout}." if one.layout else "",
        "" if one.argument_order == "x, h" else "The kernel comes first.",
        f"Divides the kernel by its {one.normalises}." if one.normalises != "none" else "",
        f"Multiplies by {one.gain:g}." if one.gain != 1 else "",
        f"Adds {one.bias:g}." if one.bias else "",
        f"Stride {_each(one.stride)}." if max(one.stride) > 1 else "",
        f"Dilation {_each(one.dilation)}." if max(one.dilation) > 1 else "",
        _aligned(one),
        f"Clips to {one.clips[0]:g} .. {one.clips[1]:g}." if one.clips else "",
        "Rounds to integers." if one.rounds else "",
        f"The border is {one.cval:g}." if one.cval else "",
        "Exchanges signal and kernel where the kernel is the longer one." if one.longer_kernel == "swaps" else "",
        "Refuses a kernel longer than the signal." if one.longer_kernel == "refused" else "",
        *(f"It {remark}." if remark.split()[0].endswith("s") else f"{remark}." for remark in one.evidence.remarks),
        *(f"Cannot be told: {untold}." for untold in one.ambiguous),
    ]
    return [sentence[0].upper() + sentence[1:] for sentence in said if sentence]


def _name_says(name: str, kind: str) -> str:
    if "conv" in name and kind == "correlation":
        return "Its name says convolution; it is a correlation."
    if "corr" in name and kind == "convolution":
        return "Its name says correlation; it is a convolution."
    return "One axis is flipped and another is not." if kind == "mixed" else ""


def _aligned(one: Convention) -> str:
    if one.alignment == "anchor" or one.output != "same":
        return ""
    last = "after" if one.alignment == "upper" else "before"
    return f"Windows lie in the middle of the signal, an odd sample of padding {last} it: padding hangs on its length."


def _pairs(pads: tuple[tuple[int, int], ...]) -> str:
    return " and ".join(f"({before}, {after})" for before, after in pads)


def _each(steps: tuple[int, ...]) -> str:
    return str(steps[0]) if len(set(steps)) == 1 else " and ".join(map(str, steps))
