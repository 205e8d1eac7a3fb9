"""
Derivations: chains of steps from the two sides of an equation until they meet.

A chain only records what is to be done. `theorem` does it, by the rules and nothing else, and
returns the statement with every line of its proof. The lines of the right chain are read backwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flipconv.proofs.language import HOMS, SYMBOLS, Applied, Symbol, function, name_of
from flipconv.proofs.normal import alike
from flipconv.proofs.notation import definitions
from flipconv.proofs.rules import RULES, Judge, follows
from flipconv.proofs.sorts import Sorting
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
    Add,
    Argument,
    At,
    Conj,
    Delta,
    Fun,
    Index,
    Mul,
    Num,
    RefusedError,
    Sum,
    Term,
    Window,
    factors_of,
    subterm,
    walk,
)
from flipconv.proofs.terms import replaced as replaced_in


@dataclass(frozen=True)
class Move:
    """What to do next: a rule, where if that is not the first place it applies to, and what it needs."""

    rule: str
    because: str
    given: Mapping[str, Any] = field(default_factory=dict)
    at: tuple[int, ...] | None = None
    into: Term | None = None
    backwards: bool = False
    name: str = ""
    binder: str = ""
    write: Callable[[Term], Term] | None = None


@dataclass(frozen=True)
class Chain:
    """
    A term and the moves to make from it.

    Parameters
    ----------
    start : Term
        Where it begins.
    moves : tuple of Move
        What to do, in order.
    """

    start: Term
    moves: tuple[Move, ...] = ()

    def by(self, rule: str, because: str, **how: Any) -> Chain:
        """Add a move."""
        return Chain(self.start, (*self.moves, Move(rule, because, **how)))

    def unfold(self, name: str, binder: Index | None = None, *, at: tuple[int, ...] | None = None) -> Chain:
        """Replace a definition by its body, its sum over a variable of your choice."""
        chosen = name_of(binder) if binder else ""
        return self.by("unfold", f"definition:{name}", name=name, binder=chosen, at=at)

    def fold(self, into: Term, because: str = "") -> Chain:
        """Replace the body of a definition by the definition."""
        name = into.name if isinstance(into, At) else ""
        return self.by("unfold", because or f"definition:{name}", into=into, backwards=True)

    def put(self, old: Index, index: Index, new: Index, because: str = "") -> Chain:
        """Sum over a new variable: put an index for the old one."""
        pairs = [(name_of(old), index)]
        return self.by("reindex", because, given={"put": pairs, "new": [(name_of(new), "")]})

    def put_both(self, *pairs: tuple[Index, Index]) -> Chain:
        """Put an index for each of several old variables at once; the new ones bear the old names."""
        put = [(name_of(old), index) for old, index in pairs]
        return self.by("reindex", "", given={"put": put, "new": [(name, "") for name, _ in put]})

    def swap(self, *, at: tuple[int, ...] | None = None, **given: Any) -> Chain:
        """Exchange two sums."""
        return self.by("swap", "", at=at, given=given)

    def pull(self, *, at: tuple[int, ...] | None = None) -> Chain:
        """Take factors into the sum beside them."""
        return self.by("pull", "", at=at)

    def take_out(self, into: Term) -> Chain:
        """Take factors out of a sum; `into` is the product with the sum."""
        return self.by("pull", "", into=into, backwards=True)

    def split(self) -> Chain:
        """Sum the terms of a sum apart."""
        return self.by("split", "")

    def join(self, into: Term) -> Chain:
        """Sum terms together; `into` is the one sum."""
        return self.by("split", "", into=into, backwards=True)

    def sift(self) -> Chain:
        """Keep of a sum the one place where its delta is not zero."""
        return self.by("sift", "")

    def sift_at(self, variable: Index) -> Chain:
        """Keep of the sum over a variable the one place where its delta is not zero."""
        return self.by("sift", "", binder=name_of(variable))

    def fold_sum(self, into: Term) -> Chain:
        """Write a term as the one place that a delta keeps of a sum."""
        return self.by("sift", "", into=into, backwards=True)

    def replace(self, variable: Index, *, at: tuple[int, ...] | None = None) -> Chain:
        """Beside a delta, put for a variable the place where the delta is not zero."""
        return self.by("replace", "", at=at, given={"variable": name_of(variable)})

    def ring(self, into: Term, because: str = "", *, at: tuple[int, ...] = ()) -> Chain:
        """Write a term differently."""
        return self.by("ring", because, into=into, at=at)

    def conjugate(self) -> Chain:
        """Take every conjugate inward, as far as it goes."""
        return self.by("ring", "conjugate", write=conjugated)

    def commute(self, into: Term, *, at: tuple[int, ...] = ()) -> Chain:
        """Write products in another order."""
        return self.by("commute", "", into=into, at=at)

    def imply(self, adds: Index, *by: tuple[int, list[Any]]) -> Chain:
        """Multiply by a window that others imply."""
        return self.by("window", "", given={"adds": adds, "by": list(by)})

    def point(self) -> Chain:
        """Turn two opposite windows into a delta."""
        return self.by("point", "")

    def assume(
        self, hypothesis: Equation, *, back: bool = False, at: tuple[int, ...] | None = None, **put: Any
    ) -> Chain:
        """Use a hypothesis, with something put in for its variables; those not named are read off the term."""
        given = {"hypothesis": hypothesis, "with": put}
        return self.by("assume", hypothesis.says, given=given, backwards=back, at=at)

    def use(self, known: Theorem, *, back: bool = False, sorts: Any = None, homs: Any = None, **put: Any) -> Chain:
        """Use a theorem, with something put in for its variables and symbols; those not named stay."""
        given = {"theorem": known, "with": put, "sorts": sorts or {}, "homs": homs or {}}
        return self.by("use", f"theorem:{known.name}", given=given, backwards=back)


@dataclass(frozen=True)
class Raw:
    """One step as it was made: the line before, where, what it became, and with which given."""

    line: Term
    at: tuple[int, ...]
    into: Term
    move: Move

    @property
    def raw(self) -> Term:
        """The next line, exactly as the rule leaves it."""
        return replaced_in(self.line, self.at, self.into)


def theorem(
    name: str,
    left: Chain,
    right: Chain,
    *,
    given: Iterable[Hypothesis] = (),
) -> Theorem:
    """
    Derive a theorem by the rules.

    Parameters
    ----------
    name : str
        Its name.
    left, right : Chain
        From either side to where they meet.
    given : iterable of Hypothesis
        What is assumed; that values commute is added where it is used.

    Returns
    -------
    Theorem
        With the lines of its proof; its digests are those of its certificate.

    Raises
    ------
    RefusedError
        If a step is refused or the two chains do not meet.
    """
    hypotheses = tuple(given)
    known = [move.given["theorem"] for move in left.moves + right.moves if move.rule == "use"]
    maker = Maker(left.start, right.start, hypotheses, {entry.name: entry for entry in known})
    forth, end = maker.run(left)
    back, other = maker.run(right)
    if not alike(end, other):
        if not alike(end, other, commuting=True):
            raise RefusedError(f"{name}: the two chains do not meet:\n{end}\n{other}")
        forth.append(Raw(end, (), other, Move("commute", "")))
    # with nothing done from the left, the left side is written as the last step backwards leaves it
    start = left.start if forth or not back else back[-1].raw
    steps = maker.steps(forth, back)
    if any(step.rule == "commute" for step in steps) or maker.inherits_commuting(steps):
        maker.hypotheses = (*hypotheses, Commutative())
    return maker.theorem(name, start, right.start, steps)


def induction(
    name: str, over: Index, base: Theorem, step: Theorem, left: Term, right: Term
) -> Theorem:
    """Derive a theorem from its base and its step, each a theorem."""
    assumed = [entry for entry in step.hypotheses if not _is_induction_hypothesis(entry, left, right)]
    hypotheses = [*base.hypotheses, *(entry for entry in assumed if entry not in base.hypotheses)]
    maker = Maker(left, right, tuple(hypotheses), {base.name: base, step.name: step})
    return maker.theorem(name, left, right, Induction(name_of(over), base.name, step.name))


def _is_induction_hypothesis(entry: Hypothesis, left: Term, right: Term) -> bool:
    return isinstance(entry, Equation) and alike(entry.left, left) and alike(entry.right, right)


class Maker:
    """Makes the moves of the chains of one theorem."""

    def __init__(self, left: Term, right: Term, hypotheses: tuple[Hypothesis, ...], library: Mapping[str, Theorem]):
        self.hypotheses, self.library = hypotheses, library
        self.sorting = Sorting(None, HOMS, SYMBOLS)
        for term in (left, right):
            self.sorting.term(term, {})
        for entry in hypotheses:
            self.declare(entry)

    def declare(self, entry: Hypothesis) -> None:
        """Note what a hypothesis needs."""
        match entry:
            case Finite(sort):
                self.sorting.need(sort, 0)
            case Support(symbol):
                self.sorting.used.add(symbol)
            case Summable(every, over, term):
                self.sorting.term(term, dict(every + over))
            case Equation(every, left, right):
                scope = {name: kind for name, kind in every if isinstance(kind, str)}
                bound = {name: kind for name, kind in every if not isinstance(kind, str)}
                before = set(self.sorting.used)
                for side in (left, right):
                    self.sorting.term(side, scope)
                # what the hypothesis quantifies is not what the theorem declares
                self.sorting.used -= (set(bound) | set(scope)) - before
            case _:
                pass

    def judge(self) -> Judge:
        """Return what the rules may rely on."""
        commuting = any(isinstance(entry, Commutative) for entry in self.hypotheses)
        hypotheses = self.hypotheses if commuting else (*self.hypotheses, Commutative())
        return Judge(self.sorting, self.sorting.found, hypotheses, self.library)

    def run(self, chain: Chain) -> tuple[list[Raw], Term]:
        """Make the moves of a chain; return the steps and the last line."""
        done: list[Raw] = []
        line = chain.start
        for move in chain.moves:
            done.append(self.made(line, move))
            line = tidy(done[-1].raw)
            self.sorting.term(line, {})
        return done, line

    def made(self, line: Term, move: Move) -> Raw:
        """Make one move at the first place where it can be made."""
        refusals: list[str] = []
        places = [(move.at, subterm(line, move.at)[0])] if move.at is not None else list(walk(line))
        for path, part in places:
            if move.rule == "sift" and move.binder and not (isinstance(part, Sum) and part.variable == move.binder):
                continue
            if move.name and not (isinstance(part, At) and part.name == move.name):
                continue
            scope = subterm(line, path)[1]
            for given in self.choices(move, part, scope):
                try:
                    into = self.result(move, given, part, scope)
                except RefusedError as refusal:
                    refusals.append(str(refusal))
                    continue
                return Raw(line, path, into, replace(move, given=given))
        raise RefusedError(f"{move.rule} can be applied nowhere in {line}: {'; '.join(dict.fromkeys(refusals))}")

    def choices(self, move: Move, part: Term, scope: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Yield what may be given to the rule: each factor, each pair of factors, each sort."""
        given = dict(move.given)
        seen = move.into if move.backwards and move.into is not None else part
        if move.rule in ("pull", "replace"):
            yield from ({**given, "factor": place} for place in range(len(factors_of(seen))))
        elif move.rule == "sift":
            inner = seen.body if isinstance(seen, Sum) else seen
            yield from ({**given, "factor": place} for place in range(len(factors_of(inner))))
        elif move.rule == "point":
            count = len(factors_of(part))
            yield from ({**given, "factors": [a, b]} for a in range(count) for b in range(count) if a != b)
        elif move.rule == "reindex":
            sort = part.sort if isinstance(part, Sum) else ""
            yield {**given, "new": [(name, sort) for name, _ in given["new"]]}
        elif move.rule == "assume":
            number = self.hypotheses.index(given["hypothesis"])
            everything = dict(given["hypothesis"].every)
            entry = given["hypothesis"]
            guess = guessed(entry.right if move.backwards else entry.left, part, everything)
            yield {**given, "hypothesis": number, "with": self.filled(everything, guess | given["with"])}
        elif move.rule == "use":
            used = given["theorem"]
            everything = {**used.variables, **used.symbols}
            sorts = {sort: given["sorts"].get(sort, sort) for sort in used.sorts}
            homs = {hom: given["homs"].get(hom, hom) for hom in used.homs}
            guess = guessed(used.right if move.backwards else used.left, part, everything)
            yield {**given, "theorem": used.name, "sorts": sorts, "homs": homs, "with": self.filled(everything, guess | given["with"])}
        else:
            yield given

    def filled(self, everything: Mapping[str, Any], put: Mapping[str, Any]) -> dict[str, Put]:
        """Return what is put in, where what is not named stays as it is."""
        found: dict[str, Put] = {}
        for name, kind in everything.items():
            value = put.get(name)
            if isinstance(kind, str):
                found[name] = Index(((("", (name,)), 1),)) if value is None else value
            elif value is None or isinstance(value, Symbol):
                found[name] = name if value is None else value.name
            else:
                found[name] = function(value) if isinstance(value, Applied) else value
        return found

    def result(self, move: Move, given: Mapping[str, Any], part: Term, scope: Mapping[str, str]) -> Term:
        """Return what a subterm becomes; raise if the rule refuses."""
        judge = self.judge()
        if not move.backwards:
            into = move.into if move.into is not None else RULES[move.rule](part, given, judge, scope)
            into = move.write(into) if move.write else into
            into = rebound(into, move.binder if move.rule == "unfold" else "")
            follows(move.rule, part, into, given, judge, scope)
            return into
        into = move.into if move.into is not None else self.origin(move, given, judge, scope)
        follows(move.rule, into, part, given, judge, scope)
        return into

    def origin(self, move: Move, given: Mapping[str, Any], judge: Judge, scope: Mapping[str, str]) -> Term:
        """Return the left side of the equation that is used backwards."""
        from flipconv.proofs.instances import instance_of

        within = {**judge.variables, **scope}
        if move.rule == "assume":
            entry = judge.hypotheses[given["hypothesis"]]
            assert isinstance(entry, Equation)
            return instance_of(dict(entry.every), given["with"], judge.sorting, within).term(entry.left)
        used = self.library[given["theorem"]]
        everything = {**used.variables, **used.symbols}
        put = instance_of(everything, given["with"], judge.sorting, within, used, given["sorts"], given["homs"])
        return put.term(used.left)

    def steps(self, forth: list[Raw], back: list[Raw]) -> tuple[Step, ...]:
        """Return the steps from the left side to the right one, those of the right chain backwards."""
        found: list[Step] = []
        for made in forth:
            found.append(_step(made, made.at, made.into, tidy(made.raw), made.move.backwards))
        for made in reversed(back):
            if found:
                # alike to what was there, but with the structure that the path below counts on
                found[-1] = replace(found[-1], gives=made.raw)
            part = subterm(made.line, made.at)[0]
            found.append(_step(made, made.at, part, made.line, not made.move.backwards))
        return tuple(found)

    def inherits_commuting(self, steps: tuple[Step, ...]) -> bool:
        """Return whether a theorem that is used assumes that values commute."""
        used = [self.library[step.given["theorem"]] for step in steps if step.rule == "use"]
        return any(isinstance(entry, Commutative) for theorem in used for entry in theorem.hypotheses)

    def theorem(self, name: str, left: Term, right: Term, proof: tuple[Step, ...] | Induction) -> Theorem:
        """Return the theorem with all that its certificate declares."""
        from flipconv.proofs.certificates import digest

        used = {step.given["theorem"] for step in proof if step.rule == "use"} if isinstance(proof, tuple) else set()
        if isinstance(proof, Induction):
            used = {proof.base, proof.step}
        named = self.sorting.used
        homs = {hom: ends for hom, ends in HOMS.items() if hom in named}
        return Theorem(
            name=name,
            sorts={sort: self.kind(sort, level) for sort, level in sorted(self.sorting.needs.items())},
            homs=homs,
            symbols={symbol: SYMBOLS[symbol] for symbol in sorted(named & set(SYMBOLS))},
            variables=dict(sorted((v, s) for v, s in self.sorting.found.items() if v in free_in(left, right, self))),
            hypotheses=self.hypotheses,
            left=left,
            right=right,
            proof=proof,
            uses={base: digest(self.library[base]) for base in sorted(used)},
        )

    @staticmethod
    def kind(sort: str, level: int) -> str:
        """Return the widest kind that will do."""
        if sort == "N" and level:
            return "steps"
        return ("set", "group", "integers")[level]


def free_in(left: Term, right: Term, maker: Maker) -> frozenset[str]:
    """Return the free variables of a statement and of its hypotheses."""
    from flipconv.proofs.terms import free_variables

    found = free_variables(left) | free_variables(right)
    for entry in maker.hypotheses:
        if isinstance(entry, Equation):
            own = {name for name, _ in entry.every}
            found |= (free_variables(entry.left) | free_variables(entry.right)) - own
        if isinstance(entry, Summable):
            found |= free_variables(entry.term) - {name for name, _ in entry.every + entry.over}
    return found


def _step(made: Raw, at: tuple[int, ...], into: Term, gives: Term, backwards: bool) -> Step:
    return Step(made.move.rule, at, into, gives, made.move.given, backwards, made.move.because)


def rebound(term: Term, name: str) -> Term:
    """Return a sum over a variable of another name, if one is given."""
    if not name or not isinstance(term, Sum):
        return term
    from flipconv.proofs.terms import free_variables, substituted

    if name in free_variables(term):
        raise RefusedError(f"{name} is free in the term; choose another name for the sum's variable")
    return Sum(name, term.sort, substituted(term.body, {term.variable: Index(((("", (name,)), 1),))}))


def guessed(pattern: Argument, found: Argument, everything: Mapping[str, Any]) -> dict[str, Any]:
    """Return the indices that stand in a term where a pattern has a variable of its own by itself."""
    match pattern, found:
        case Index(((("", (name,)), 1),)), Index() if isinstance(everything.get(name), str):
            return {name: found}
        case Fun(own, body), Fun(theirs, other) if len(own) == len(theirs):
            hidden = {name for name, _ in own}
            inner = {name: kind for name, kind in everything.items() if name not in hidden}
            return guessed(body, other, inner)
        case Sum(variable, _, body), Sum(_, _, other):
            return guessed(body, other, {name: kind for name, kind in everything.items() if name != variable})
        case At(name, ours), At(other, theirs) if name == other:
            pairs = zip(ours, theirs, strict=False)
        case (Mul(ours), Mul(theirs)) | (Add(ours), Add(theirs)):
            pairs = zip(ours, theirs, strict=False)
        case Conj(ours), Conj(theirs):
            return guessed(ours, theirs, everything)
        case Delta(_, ours), Delta(_, theirs):
            return guessed(ours, theirs, everything)
        case _:
            return {}
    result: dict[str, Any] = {}
    for ours, theirs in pairs:
        result = guessed(ours, theirs, everything) | result
    return result


def tidy(term: Term) -> Term:
    """Return a term with sums in sums and products in products made flat, ."""
    match term:
        case Add(parts):
            flat = [inner for part in map(tidy, parts) for inner in (part.terms if isinstance(part, Add) else (part,))]
            return Add(tuple(flat))
        case Mul(parts):
            flat = [i for part in map(tidy, parts) for i in (part.factors if isinstance(part, Mul) else (part,))]
            return Mul(tuple(flat))
        case Conj(inner):
            return Conj(tidy(inner))
        case Sum(variable, sort, body):
            return Sum(variable, sort, tidy(body))
        case At(name, arguments):
            return At(name, tuple(map(_tidy_argument, arguments)))
    return term


def conjugated(term: Term) -> Term:
    """Return a term with every conjugate taken inward."""
    match term:
        case Conj(inner):
            return _conjugate_of(conjugated(inner))
        case Add(parts):
            return Add(tuple(map(conjugated, parts)))
        case Mul(parts):
            return Mul(tuple(map(conjugated, parts)))
        case Sum(variable, sort, body):
            return Sum(variable, sort, conjugated(body))
    return term


def _conjugate_of(term: Term) -> Term:
    match term:
        case Num() | Delta() | Window():
            return term
        case Conj(inner):
            return inner
        case Add(parts):
            return Add(tuple(map(_conjugate_of, parts)))
        case Mul(parts):
            return Mul(tuple(map(_conjugate_of, reversed(parts))))
        case Sum(variable, sort, body):
            return Sum(variable, sort, _conjugate_of(body))
    return Conj(term)


def _tidy_argument(argument: Argument) -> Argument:
    if isinstance(argument, Fun):
        return Fun(argument.variables, tidy(argument.body))
    return tidy(argument) if isinstance(argument, Term) else argument


__all__ = ["Chain", "Maker", "definitions", "induction", "theorem", "tidy"]
