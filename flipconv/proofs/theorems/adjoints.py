"""Theorems on inner products: the adjoints, the trace, and the bound of normalised correlation."""

from __future__ import annotations

from flipconv.proofs.derivations import Chain, theorem
from flipconv.proofs.language import (
    conj,
    conv,
    corr,
    finite,
    frobenius,
    inner,
    product,
    summable,
    total,
    trace,
    transpose,
)
from flipconv.proofs.theorems.algebra import commutes
from flipconv.proofs.theorems.vocabulary import A, B, c, d, e, f, g, h, i, i1, x, y

in_signal = theorem(
    "adjoint-in-the-signal",
    Chain(inner(conv(h, f), g)()).unfold("inner").unfold("conv").pull().put_both((x, x + y), (y, y)),
    Chain(inner(f, corr(h, g))()).unfold("inner").unfold("corr").conjugate().pull(),
    given=[summable((x, y), h(y) * f(x - y) * conj(g(x)))],
)

in_kernel = theorem(
    "adjoint-in-the-kernel",
    Chain(inner(conv(h, f), g)()).use(commutes, f=h, g=f).use(in_signal, h=f, f=h),
    Chain(inner(h, corr(f, g))()),
    given=[summable((x, y), f(y) * h(x - y) * conj(g(x)))],
)

of_correlation = theorem(
    "adjoint-of-correlation",
    Chain(inner(corr(h, f), g)()).unfold("inner").unfold("corr").pull().put_both((x, x - y), (y, y)),
    Chain(inner(f, conv(h, g))()).unfold("inner").unfold("conv").conjugate().pull(),
    given=[summable((x, y), conj(h(y)) * f(x + y) * conj(g(x)))],
)

frobenius_is_trace = theorem(
    "frobenius-product-is-a-trace",
    Chain(frobenius(A, B)()).unfold("frobenius").swap(),
    Chain(trace(product(transpose(A), B))()).unfold("trace", c).unfold("product", i).unfold("transpose"),
    given=finite("I", "J"),
)

_difference = e(i) * d(i1) - e(i1) * d(i)
_squared = _difference * conj(_difference)
_square = total(i, total(i1, _squared))
_energies = inner(e, e)() * inner(d, d)()
_overlaps = inner(e, d)() * conj(inner(e, d)())
_first = e(i) * conj(e(i))
_second = d(i1) * conj(d(i1))
_third = e(i) * conj(d(i))
_fourth = conj(e(i1)) * d(i1)

# each product of inner products as one double sum, in the order in which the square multiplies out
energies = theorem(
    "product-of-energies",
    Chain(_energies).unfold("inner", i).unfold("inner", i1).pull().pull(),
    Chain(total(i, total(i1, _first * _second))),
)

energies_swapped = theorem(
    "product-of-energies-with-the-sums-swapped",
    Chain(_energies).use(energies).swap(),
    Chain(total(i, total(i1, e(i1) * conj(e(i1)) * d(i) * conj(d(i))))),
    given=finite("I"),
)

overlap = theorem(
    "overlap-times-its-conjugate",
    Chain(_overlaps).unfold("inner", i).unfold("inner", i1).conjugate().pull().pull(),
    Chain(total(i, total(i1, _third * _fourth))),
)

overlap_swapped = theorem(
    "overlap-times-its-conjugate-with-the-sums-swapped",
    Chain(_overlaps).use(overlap).swap(),
    Chain(total(i, total(i1, e(i1) * conj(d(i1)) * conj(e(i)) * d(i)))),
    given=finite("I"),
)

_crossed = e(i1) * conj(d(i1)) * conj(e(i)) * d(i)
_swapped = e(i1) * conj(e(i1)) * d(i) * conj(d(i))

# both sides become one double sum; nothing is subtracted outside of the square, which keeps the lines short
lagrange = theorem(
    "lagrange-identity",
    Chain(2 * _energies)
    .ring(_energies + _energies)
    .use(energies)
    .use(energies_swapped)
    .join(total(i, total(i1, _first * _second) + total(i1, _swapped)))
    .join(total(i1, _first * _second + _swapped)),
    Chain(_square + 2 * _overlaps)
    .ring(_square + _overlaps + _overlaps)
    .use(overlap)
    .use(overlap_swapped)
    .join(total(i, total(i1, _squared) + total(i1, _third * _fourth) + total(i1, _crossed)))
    .join(total(i1, _squared + _third * _fourth + _crossed)),
    given=finite("I"),
)
