"""Making the moves of a chain: by the rules, each at the first place where it can be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flipconv.proofs.certificates import digest
from flipconv.proofs.chains import Chain, Move
from flipconv.proofs.instances import instance_of
from flipconv.proofs.judging import Judge
from flipconv.proofs.language import HOMS, SYMBOLS, Applied, Symbol, function
from flipconv.proofs.paths import replaced, subterm, walk
from flipconv.proofs.rewriting import guessed, rebound, tidy
from flipconv.proofs.rules import RULES, follows
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
    At,
    Index,
    RefusedError,
    Sum,
    Term,
    factors_of,
    free_variables,
)


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
        return replaced(self.line, self.at, self.into)


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
            yield self.assuming(move, part)
        elif move.rule == "use":
            yield self.using(move, part)
        else:
            yield given

    def assuming(self, move: Move, part: Term) -> dict[str, Any]:
        """Return how a hypothesis is used on a term: what is not said is read off the term."""
        entry = move.given["hypothesis"]
        everything = dict(entry.every)
        guess = guessed(entry.right if move.backwards else entry.left, part, everything)
        put = self.filled(everything, guess | move.given["with"])
        return {**move.given, "hypothesis": self.hypotheses.index(entry), "with": put}

    def using(self, move: Move, part: Term) -> dict[str, Any]:
        """Return how a theorem is used on a term: what is not said is read off the term, or stays."""
        used, given = move.given["theorem"], move.given
        everything = {**used.variables, **used.symbols}
        guess = guessed(used.right if move.backwards else used.left, part, everything)
        return {
            **given,
            "theorem": used.name,
            "sorts": {sort: given["sorts"].get(sort, sort) for sort in used.sorts},
            "homs": {hom: given["homs"].get(hom, hom) for hom in used.homs},
            "with": self.filled(everything, guess | given["with"]),
        }

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
