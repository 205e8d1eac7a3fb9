"""The places in a term: what a path leads to, what is bound on the way, and what stands there instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flipconv.proofs.terms import (
    Add,
    At,
    Conj,
    Fun,
    Mul,
    RefusedError,
    Sum,
    Term,
)


def children(term: Term) -> tuple[Term | None, ...]:
    """Return the subterms that a path can lead to, by number; None where an argument is no term."""
    match term:
        case Add(parts) | Mul(parts):
            return parts
        case Conj(inner):
            return (inner,)
        case Sum(_, _, body):
            return (body,)
        case At(_, arguments):
            return tuple(
                argument.body if isinstance(argument, Fun) else argument if isinstance(argument, Term) else None
                for argument in arguments
            )
    return ()


def with_child(term: Term, place: int, child: Term) -> Term:
    """Return a term with one of its subterms replaced; binders stay as they are."""
    match term:
        case Add(parts):
            return Add((*parts[:place], child, *parts[place + 1 :]))
        case Mul(parts):
            return Mul((*parts[:place], child, *parts[place + 1 :]))
        case Conj():
            return Conj(child)
        case Sum(variable, sort, _):
            return Sum(variable, sort, child)
        case At(name, arguments):
            old = arguments[place]
            new = Fun(old.variables, child) if isinstance(old, Fun) else child
            return At(name, (*arguments[:place], new, *arguments[place + 1 :]))
    raise RefusedError(f"a path leads into {type(term).__name__}, which has no subterm {place}")


def binders(term: Term, place: int) -> tuple[tuple[str, str], ...]:
    """Return the variables, with their sorts, that are bound on the way into a subterm."""
    if isinstance(term, Sum):
        return ((term.variable, term.sort),)
    if isinstance(term, At) and isinstance(argument := term.arguments[place], Fun):
        return argument.variables
    return ()


def subterm(term: Term, path: Iterable[int]) -> tuple[Term, dict[str, str]]:
    """
    Follow a path.

    Parameters
    ----------
    term : Term
        Where it begins.
    path : iterable of int
        At each turn the number of the subterm.

    Returns
    -------
    tuple of Term and dict
        The subterm, and the sorts of the variables bound on the way.

    Raises
    ------
    RefusedError
        If there is no such subterm.
    """
    scope: dict[str, str] = {}
    for place in path:
        inside = children(term)
        if not 0 <= place < len(inside) or (child := inside[place]) is None:
            raise RefusedError(f"a path leads to subterm {place} of {type(term).__name__}, and there is none")
        scope.update(binders(term, place))
        term = child
    return term, scope


def replaced(term: Term, path: tuple[int, ...], new: Term) -> Term:
    """Return a term with the subterm at the end of a path replaced."""
    if not path:
        return new
    child = children(term)[path[0]]
    assert child is not None, "the path was followed before"
    return with_child(term, path[0], replaced(child, path[1:], new))


def walk(term: Term) -> Iterator[tuple[tuple[int, ...], Term]]:
    """Yield every subterm with its path, the outer before the inner and the left before the right."""
    yield (), term
    for place, child in enumerate(children(term)):
        if child is not None:
            for path, inner in walk(child):
                yield (place, *path), inner
