"""
Theorems on operators: a linear one that moves with every shift has no choice but to be a convolution.

That it may be applied impulse by impulse is all that is asked of linearity. On a finite group it follows from
sums and factors; on an infinite one it says more, and every convolution satisfies it.
"""

from __future__ import annotations

from flipconv.proofs.derivations import Chain, theorem
from flipconv.proofs.language import conjflip, conv, corr, delta, equation, of, symbols, total, unit
from flipconv.proofs.theorems.correlation import flip_law
from flipconv.proofs.theorems.vocabulary import a, f, x, y

(response,) = symbols("response", ("G",), "G")
weights, signal = symbols("weights signal", "G")

is_linear = equation(
    (weights, x),
    response(of(a, total(y, weights(y) * delta(a - y))), x),
    total(y, weights(y) * response(of(a, delta(a - y)), x)),
    "T may be applied impulse by impulse",
)
is_equivariant = equation(
    (signal, a, x),
    response(of(y, signal(y - a)), x),
    response(signal, x - a),
    "T moves with every shift",
)

is_convolution = theorem(
    "linear-and-equivariant-is-a-convolution",
    Chain(response(of(a, f(a)), x))
    .fold_sum(total(y, f(y) * delta(a - y)))
    .assume(is_linear, weights=f)
    .assume(is_equivariant, signal=unit("G"), a=y),
    Chain(conv(f, of(y, response(unit("G"), y)))(x)).unfold("conv"),
    given=[is_linear, is_equivariant],
)

is_correlation = theorem(
    "linear-and-equivariant-is-a-correlation",
    Chain(response(f, x)).use(is_convolution),
    Chain(corr(conjflip(of(y, response(unit("G"), y))), f)(x)).use(
        flip_law, back=True, h=of(y, response(unit("G"), y))
    ),
    given=[is_linear, is_equivariant],
)
