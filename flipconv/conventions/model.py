"""What a convolution-like call does, as data: sign and anchor per axis, borders, conjugates, layout, evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from flipconv.boundaries import BOUNDARIES
from flipconv.conventions.anchors import AnchorRule, anchor_rule

OUTPUTS = ("same", "full", "valid", "padded")
ALIGNMENTS = ("anchor", "upper", "lower")
# complex arrays are taken, and of some of them, or of the result, the real parts alone are kept
DROPS = (
    "drops imaginary",
    "drops imaginary of h",
    "drops imaginary of x",
    "drops imaginary of y",
    "kernel, drops imaginary of y",
)
CONJUGATES = ("none", "kernel", "signal", "both", "real only", *DROPS)
NORMALISERS = ("none", "sum", "absolute sum", "norm", "largest", "count")
ORDERS = ("x, h", "h, x")
# what an output becomes whose window leaves the signal, where it is not a sum over a continued signal
INCOMPLETE = ("copied", "nan", "zeroed", "renormalised")
BORDERS = (*BOUNDARIES, *INCOMPLETE, "none")

Edges = tuple[str, str]


@dataclass(frozen=True)
class Evidence:
    """
    What a convention rests on.

    Parameters
    ----------
    calls : int
        How often the call was run.
    residuals : mapping of str to float
        For each step the largest difference between the call and the model, in units of the tolerance.
    held_out : int
        How many fresh signals and kernels, never used in fitting, were predicted.
    versions : mapping of str to str
        Packages and their versions.
    remarks : tuple of str
        What else was seen: that it prints, that it changes its input.
    """

    calls: int = 0
    residuals: Mapping[str, float] = field(default_factory=dict)
    held_out: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Convention:
    r"""
    What a call ``f(x, h)`` does, for signals and kernels of a number of axes.

    Parameters
    ----------
    sign : sequence of int
        For each axis of the signal +1 (correlation) or -1 (convolution). For transposed calls -1 says that the kernel
        is stamped as stored, +1 that it is stamped in reverse.
    anchor_rule : str, mapping of int to int, or sequence of these, optional
        For each axis, which tap meets ``x[n]``; see `flipconv.conventions.anchors.AnchorRule`. For output
        ``"same"`` alone.
    sizes : sequence of sequences of int, optional
        For each axis of the kernel the sizes at which this was seen. None: it was declared, for all sizes.
    output : {"same", "full", "valid", "padded"}, optional
        Which outputs: for each sample one, all where signal and kernel overlap, those where the kernel lies inside the
        signal, or those where it lies inside the signal and `pads`.
    pads : sequence of pairs of int, optional
        How far outputs of kind ``"padded"`` reach before and after each axis, and by how much those of kind
        ``"full"`` are cropped. For transposed calls: how much is
        cropped; and of kind ``"valid"``, how far they reach beyond the outputs that every tap reaches.
    alignment : {"anchor", "upper", "lower"}, optional
        With a stride, whether the first window lies at the anchor, or all windows in the middle of the signal, with
        what is odd after (upper) or before it (lower).
    boundary : str, pair of str, or sequence of these, optional
        For each axis what lies before and after the signal: a name of `numpy.pad`, or what becomes of an output whose
        window leaves the signal: ``"copied"``, ``"nan"``, ``"zeroed"``, ``"renormalised"``; or ``"none"``, never read.
    cval : float, optional
        The value of ``"constant"`` borders.
    conjugates : str, optional
        Which operand is conjugated: ``"none"``, ``"kernel"``, ``"signal"`` or ``"both"``; or ``"real only"`` (complex
        ones are refused), ``"drops imaginary"``, ``"drops imaginary of h"``, ``"drops imaginary of x"`` or, of the
        result, ``"drops imaginary of y"`` or, with the kernel conjugated, ``"kernel, drops imaginary of y"``.
    kernel_axes : sequence of int, optional
        Which axis of the kernel filters each axis of the signal.
    output_axes : sequence of int, optional
        Which axis of the signal each axis of the output belongs to.
    argument_order : {"x, h", "h, x"}, optional
        Whether the signal or the kernel is passed first.
    normalises : str, optional
        What the kernel is divided by.
    gain, bias : float, optional
        What outputs are multiplied by, and what is then added.
    stride, dilation : int or sequence of int, optional
        From output to output and from tap to tap so many samples. For transposed calls the stride is from stamp
        to stamp.
    transposed : bool, optional
        Whether samples are stamped apart by the stride.
    dtypes : mapping of str to str, optional
        The dtype of the result for each dtype of the input that was tried.
    clips : pair of float, optional
        The range to which outputs are clipped.
    rounds : bool, optional
        Whether outputs are rounded to integers.
    longer_kernel : str, optional
        What happens to a kernel longer than the signal: ``"as ruled"``, ``"swaps"``, ``"refused"``, ``"differs"`` or
        ``"not tried"``.
    layout : str, optional
        For layers, the axes of signal and weights, as in ``"NCHW,OIHW"``.
    linear : bool, optional
        Whether it is linear in the signal, for borders and biases of zero.
    ambiguous : tuple of str, optional
        What cannot be told from outside, or was not.
    evidence : Evidence, optional
        What it rests on.

    Raises
    ------
    ValueError
        If a field is none of what it may be, or has not one entry per axis.

    See Also
    --------
    flipconv.predict : What the call would return.

    Notes
    -----
    With :math:`\epsilon` the extension of the signal, :math:`s` the sign, :math:`t` the stride, :math:`d` the dilation
    and :math:`a` the anchor along each axis,

    .. math:: y[n] = \text{gain} \sum_j h[j]\, \epsilon(x)[t n + s d (j - a)] + \text{bias}

    Examples
    --------
    >>> convention = Convention(sign=(1, -1), anchor_rule=("m//2", "0"), boundary="wrap")
    >>> convention.kind, convention.boundary
    ('mixed', (('wrap', 'wrap'), ('wrap', 'wrap')))
    """

    sign: tuple[int, ...]
    anchor_rule: tuple[AnchorRule, ...] = ("m//2",)  # pyright: ignore[reportAssignmentType]
    sizes: tuple[tuple[int, ...], ...] | None = None
    output: str = "same"
    pads: tuple[tuple[int, int], ...] = ((0, 0),)
    alignment: str = "anchor"
    boundary: tuple[Edges, ...] = ("constant",)  # pyright: ignore[reportAssignmentType]
    cval: float = 0.0
    conjugates: str = "none"
    kernel_axes: tuple[int, ...] = ()
    output_axes: tuple[int, ...] = ()
    argument_order: str = "x, h"
    normalises: str = "none"
    gain: float = 1.0
    bias: float = 0.0
    stride: tuple[int, ...] = (1,)
    dilation: tuple[int, ...] = (1,)
    transposed: bool = False
    dtypes: Mapping[str, str] = field(default_factory=dict)
    clips: tuple[float, float] | None = None
    rounds: bool = False
    longer_kernel: str = "not tried"
    layout: str | None = None
    linear: bool = True
    ambiguous: tuple[str, ...] = ()
    evidence: Evidence = field(default_factory=Evidence, compare=False)

    if TYPE_CHECKING:
        # one entry stands for all axes, and lists and mappings do as well as what the fields hold
        def __init__(self, *, sign: int | Sequence[int], **others: Any) -> None: ...

    def __post_init__(self) -> None:
        """Give every field one entry per axis, and refuse what is none of what it may be."""
        given = {known.name: getattr(self, known.name) for known in fields(self)}
        for name, value in _per_axis(given).items():
            object.__setattr__(self, name, value)
        _check(self)

    @property
    def ndim(self) -> int:
        """How many axes are filtered."""
        return len(self.sign)

    @property
    def kind(self) -> str:
        """The name of the operation: convolution, correlation, mixed, or its transposed."""
        signs = set(self.sign) - {0}
        name = (
            {-1: "convolution", 1: "correlation"}[signs.pop()] if len(signs) == 1 else "mixed" if signs else "unknown"
        )
        if self.transposed:
            # the transposed of a correlation stamps its kernel as stored
            name = {"convolution": "transposed correlation", "correlation": "transposed convolution"}.get(name, name)
        return name

    def as_dict(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        known = {"kind": self.kind} | asdict(replace(self, evidence=Evidence()))
        known["anchor_rule"] = [str(rule) for rule in self.anchor_rule]
        known["anchors"] = [dict(rule.seen) for rule in self.anchor_rule]
        known["evidence"] = asdict(self.evidence)
        return json.loads(json.dumps(known))

    @classmethod
    def from_dict(cls, known: Mapping[str, Any]) -> Convention:
        """Return what `as_dict` wrote."""
        given = {one.name: known[one.name] for one in fields(cls) if one.name in known}
        seen = known.get("anchors") or [{} for _ in given["sign"]]
        given["anchor_rule"] = [
            AnchorRule(text.split(",")[0].split()[0] if text.startswith(("table", "(m-1)/2")) else text, _pairs(pairs))
            for text, pairs in zip(given["anchor_rule"], seen, strict=True)
        ]
        given["evidence"] = Evidence(**{**known.get("evidence", {}), "remarks": tuple(known["evidence"]["remarks"])})
        return cls(**given)


def _pairs(seen: Mapping[Any, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(m), int(anchor)) for m, anchor in seen.items()))


def _per_axis(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that have an entry for each axis, with one for each."""
    sign = given["sign"]
    signs = tuple(int(one) for one in (sign if isinstance(sign, Sequence) else (sign,)))
    d = len(signs)
    rules = given["anchor_rule"]
    rules = (rules,) if isinstance(rules, str | Mapping | AnchorRule) else tuple(rules)
    edges = given["boundary"]
    edges = (edges,) if isinstance(edges, str) else tuple(edges)
    pads = tuple((int(before), int(after)) for before, after in given["pads"])
    found: dict[str, Any] = {
        "sign": signs,
        "anchor_rule": _repeated("anchor_rule", tuple(map(anchor_rule, rules)), d),
        "boundary": _repeated(
            "boundary", tuple((one, one) if isinstance(one, str) else tuple(one) for one in edges), d
        ),
        "pads": _repeated("pads", pads, d),
        "kernel_axes": tuple(given["kernel_axes"]) or tuple(range(d)),
        "output_axes": tuple(given["output_axes"]) or tuple(range(d)),
        "ambiguous": tuple(given["ambiguous"]),
        "clips": None if given["clips"] is None else tuple(map(float, given["clips"])),
        "sizes": None if given["sizes"] is None else tuple(tuple(map(int, axis)) for axis in given["sizes"]),
    }
    for name in ("stride", "dilation"):
        steps = given[name]
        found[name] = _repeated(name, tuple(steps) if isinstance(steps, Sequence) else (steps,), d)
    return found


def _repeated(name: str, entries: tuple[Any, ...], d: int) -> tuple[Any, ...]:
    if len(entries) not in (1, d):
        raise ValueError(
            f"{name} has {len(entries)} entries; it must have 1 for all axes, or {d}: one for each of sign"
        )
    return entries * d if len(entries) == 1 else entries


def _check(one: Convention) -> None:
    """Raise unless every field is one of what it may be."""
    for name, accepted in (
        ("output", OUTPUTS),
        ("alignment", ALIGNMENTS),
        ("conjugates", CONJUGATES),
        ("normalises", NORMALISERS),
        ("argument_order", ORDERS),
    ):
        if getattr(one, name) not in accepted:
            raise ValueError(f"{name} is {getattr(one, name)!r}; it must be one of {', '.join(map(repr, accepted))}")
    for edge in (edge for edges in one.boundary for edge in edges):
        if edge not in BORDERS:
            raise ValueError(f"boundary holds {edge!r}; it must be one of {', '.join(map(repr, BORDERS))}")
    if one.output != "same" and any("copied" in edges for edges in one.boundary):
        raise ValueError(
            f"boundary holds 'copied' with output {one.output!r}; samples are copied to outputs 'same' alone"
        )
    if not one.sign or set(one.sign) - {-1, 0, 1}:
        raise ValueError(f"sign is {one.sign}; it must hold +1 or -1 for each axis, or 0 where it cannot be told")
    for name in ("kernel_axes", "output_axes"):
        if sorted(getattr(one, name)) != list(range(one.ndim)):
            raise ValueError(f"{name} is {getattr(one, name)}; it must name each of the {one.ndim} axes once")
    for name in ("stride", "dilation"):
        if min(getattr(one, name)) < 1:
            raise ValueError(f"{name} is {getattr(one, name)}; every entry must be an integer from 1 up")
