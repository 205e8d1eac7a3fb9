"""Theorems with their proofs, read from certificates: their form is checked here, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from flipconv.proofs.certificates import FORMAT, VERSION, digest_of
from flipconv.proofs.limits import DECLARED, HYPOTHESES, NAMES, NODES, STEPS
from flipconv.proofs.notation import (
    argument_from,
    fields_from,
    index_from,
    integer_from,
    list_from,
    name_from,
    pairs_from,
    signature_from,
    whole_term_from,
)
from flipconv.proofs.statements import (
    Commutative,
    Equation,
    Finite,
    Hypothesis,
    Induction,
    Put,
    Step,
    Summable,
    Support,
    Theorem,
)
from flipconv.proofs.terms import (
    Fun,
    Index,
    RefusedError,
    size,
)

THEOREM_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def hypothesis_from(data: Any) -> Hypothesis:
    """Return the hypothesis that is written."""
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise RefusedError(f"a hypothesis is an object with a kind, not {data!r:.60}")
    says = data.get("says", "")
    if not isinstance(says, str):
        raise RefusedError("what a hypothesis says is a text")
    rest = {key: value for key, value in data.items() if key not in ("kind", "says")}
    match data["kind"]:
        case "commutative":
            _ = fields_from(rest, "this hypothesis")
            return Commutative(says)
        case "finite":
            return Finite(name_from(*fields_from(rest, "this hypothesis", "sort")), says)
        case "support":
            return Support(name_from(*fields_from(rest, "this hypothesis", "symbol")), says)
        case "summable":
            every, over, term = fields_from(rest, "this hypothesis", "all", "over", "term")
            return Summable(pairs_from(every), pairs_from(over), whole_term_from(term), says)
        case "equation":
            every, left, right = fields_from(rest, "this hypothesis", "all", "left", "right")
            return Equation(_quantified_from(every), whole_term_from(left), whole_term_from(right), says)
    raise RefusedError(f"there is no kind of hypothesis {data['kind']!r:.40}")


def _quantified_from(data: Any) -> tuple[Any, ...]:
    pairs = [list_from(pair, "a variable or a symbol") for pair in list_from(data, "what an equation is about")]
    if (
        any(len(pair) != 2 for pair in pairs)
        or len({str(pair[0]) for pair in pairs}) < len(pairs)
        or len(pairs) > NAMES
    ):
        raise RefusedError("each variable of an equation comes with its sort, each symbol with its signature, once")
    return tuple(
        (name_from(name), name_from(kind) if isinstance(kind, str) else signature_from(kind)) for name, kind in pairs
    )


STEP_FIELDS = {"rule", "at", "into", "gives"}
NEEDS: dict[str, set[str]] = {
    "ring": set(),
    "commute": set(),
    "unfold": set(),
    "reindex": {"put", "new"},
    "swap": set(),
    "pull": {"factor"},
    "split": set(),
    "sift": {"factor"},
    "replace": {"factor", "variable"},
    "window": {"adds", "by"},
    "point": {"factors"},
    "assume": {"hypothesis", "with"},
    "use": {"theorem", "sorts", "homs", "with"},
}
"""What each rule must be given."""


def step_from(data: Any) -> Step:
    """Return the step that is written."""
    optional = {"with", "backwards", "because"}
    if not isinstance(data, dict) or not STEP_FIELDS <= set(data) <= STEP_FIELDS | optional:
        raise RefusedError(f"a step has the fields {sorted(STEP_FIELDS)} and may have {sorted(optional)}")
    rule, backwards, because = data["rule"], data.get("backwards", False), data.get("because", "")
    if not isinstance(rule, str) or rule not in NEEDS:
        raise RefusedError(f"there is no rule {rule!r:.40}")
    if not isinstance(backwards, bool) or not isinstance(because, str):
        raise RefusedError("backwards is true or false, because is a text")
    given = data.get("with", {})
    if not isinstance(given, dict) or set(given) != NEEDS[rule]:
        raise RefusedError(f"the rule {rule} is given {sorted(NEEDS[rule])} and nothing else")
    at = tuple(integer_from(place) for place in list_from(data["at"], "a path"))
    parsed = {key: _given_from(key, value) for key, value in given.items()}
    return Step(rule, at, whole_term_from(data["into"]), whole_term_from(data["gives"]), parsed, backwards, because)


def _given_from(key: str, value: Any) -> Any:
    match key:
        case "put":
            pairs = [list_from(pair, "a variable with its index") for pair in list_from(value, "put")]
            if any(len(pair) != 2 for pair in pairs):
                raise RefusedError("put holds pairs of a variable and an index")
            if len({str(name) for name, _ in pairs}) < len(pairs) or len(pairs) > NAMES:
                raise RefusedError(f"a variable is put twice, or more than {NAMES} are")
            return [(name_from(name), index_from(index)) for name, index in pairs]
        case "new":
            return list(pairs_from(value))
        case "adds":
            return index_from(value)
        case "by":
            return [_combination_from(entry) for entry in list_from(value, "by")]
        case "factor" | "hypothesis":
            return integer_from(value)
        case "factors":
            if len(list_from(value, "factors")) != 2:
                raise RefusedError("factors are two numbers of operands")
            return [integer_from(number) for number in value]
        case "with":
            return _put_from(value)
        case "sorts" | "homs":
            if not isinstance(value, dict):
                raise RefusedError(f"{key} names one for each")
            return {name_from(name): name_from(other) for name, other in value.items()}
    return name_from(value) if key == "variable" else theorem_name_from(value)


def _combination_from(entry: Any) -> tuple[int, list[Any]]:
    pair = list_from(entry, "a combination")
    if len(pair) != 2:
        raise RefusedError("by holds pairs of a coefficient and a list")
    numbers = [number if number == "not" else integer_from(number) for number in list_from(pair[1], "by")]
    return integer_from(pair[0]), numbers


def _put_from(data: Any) -> dict[str, Put]:
    if not isinstance(data, dict):
        raise RefusedError("with names what is put in for each variable and symbol")
    found: dict[str, Put] = {}
    for name, value in data.items():
        if isinstance(value, dict) and "symbol" in value:
            found[name_from(name)] = name_from(*fields_from(value, "a symbol put in", "symbol"))
            continue
        argument = argument_from(value)
        if not isinstance(argument, (Index, Fun)):
            raise RefusedError(f"an index or a function is put in for {name}")
        if isinstance(argument, Fun) and size(argument) > NODES:
            raise RefusedError(f"what is put in for {name} has more than {NODES} nodes")
        found[name_from(name)] = argument
    return found


def theorem_name_from(data: Any) -> str:
    """Return a theorem's name; raise if it is none."""
    if not isinstance(data, str) or len(data) > 100 or not THEOREM_NAME.fullmatch(data):
        raise RefusedError(f"a theorem's name is words joined by hyphens, not {data!r:.60}")
    return data


def theorem_from(data: Any) -> Theorem:
    """
    Return the theorem of a certificate, with nothing checked but its form and its digest.

    Parameters
    ----------
    data : object
        What `json.loads` returns.

    Returns
    -------
    Theorem
        As it is written.

    Raises
    ------
    RefusedError
        If it is no certificate.
    """
    names = ["format", "version", "name", "sorts", "homs", "symbols", "variables"]
    names += ["hypotheses", "left", "right", "proof", "uses", "digest"]
    form, version, name, sorts, homs, symbols, variables, hypotheses, left, right, proof, uses, digest = fields_from(
        data, "a certificate", *names
    )
    if form != FORMAT or type(version) is not int or version != VERSION:
        raise RefusedError(f"this is no {FORMAT} of version {VERSION}")
    if digest != digest_of({key: value for key, value in data.items() if key != "digest"}):
        raise RefusedError("the digest is not that of the rest")
    _check_tables(sorts=sorts, homs=homs, symbols=symbols, variables=variables, uses=uses)
    if len(list_from(hypotheses, "the hypotheses")) > HYPOTHESES:
        raise RefusedError(f"there are more than {HYPOTHESES} hypotheses")
    return Theorem(
        name=theorem_name_from(name),
        sorts={name_from(sort): kind for sort, kind in sorts.items()},
        homs={name_from(hom): _ends_from(ends) for hom, ends in homs.items()},
        symbols={name_from(symbol): signature_from(signature) for symbol, signature in symbols.items()},
        variables={name_from(variable): name_from(sort) for variable, sort in variables.items()},
        hypotheses=tuple(hypothesis_from(entry) for entry in hypotheses),
        left=whole_term_from(left),
        right=whole_term_from(right),
        proof=_proof_from(proof),
        uses={theorem_name_from(used): _digest_from(value) for used, value in uses.items()},
        read_from=digest,
    )


def _check_tables(**tables: Any) -> None:
    for field, value in tables.items():
        if not isinstance(value, dict):
            raise RefusedError(f"{field} names one for each")
    if sum(len(value) for field, value in tables.items() if field != "uses") > DECLARED:
        raise RefusedError(f"more than {DECLARED} names are declared")


def _digest_from(data: Any) -> str:
    if not isinstance(data, str):
        raise RefusedError(f"a digest is a text, not {data!r:.60}")
    return data


def _ends_from(data: Any) -> tuple[str, str]:
    ends = [name_from(end) for end in list_from(data, "the ends of a homomorphism")]
    if len(ends) != 2:
        raise RefusedError("a homomorphism leads from one sort to one")
    return ends[0], ends[1]


def _proof_from(data: Any) -> tuple[Step, ...] | Induction:
    if isinstance(data, dict) and set(data) == {"induction"}:
        over, base, step = fields_from(data["induction"], "an induction", "over", "base", "step")
        return Induction(name_from(over), theorem_name_from(base), theorem_name_from(step))
    (steps,) = fields_from(data, "a proof", "steps")
    if not 1 <= len(list_from(steps, "the steps")) <= STEPS:
        raise RefusedError(f"a proof has 1 to {STEPS} steps")
    return tuple(step_from(step) for step in steps)
