"""Theorems on supports, on homomorphisms, and on when a circular convolution is a linear one."""

from __future__ import annotations

from collections.abc import Callable

from flipconv.proofs.derivations import Chain, theorem
from flipconv.proofs.language import conv, delta, equation, finitely_supported, push, summable, total, window
from flipconv.proofs.statements import Equation
from flipconv.proofs.terms import Index, Term
from flipconv.proofs.theorems.vocabulary import ONE, L, M, P, f, g, j, n, pi, q, r, rho, s, supported, u, v, x, y

starts_u = supported(u, L, "u is zero outside 0 to L - 1")
starts_v = supported(v, M, "v is zero outside 0 to M - 1")

support = theorem(
    "support-of-a-convolution",
    Chain(conv(u, v)(n))
    .unfold("conv", q)
    .assume(starts_u)
    .assume(starts_v)
    .imply(n, (1, ["not"]), (1, [1]), (1, [4]))
    .imply(L + M - 2 - n, (1, ["not"]), (1, [2]), (1, [5])),
    Chain(conv(u, v)(n) * window(n) * window(L + M - 2 - n)).unfold("conv", q).assume(starts_u).assume(starts_v).pull(),
    given=[starts_u, starts_v],
)

push_forward = theorem(
    "push-forward-of-a-convolution",
    Chain(push(pi, conv(f, g))(r)).unfold("push", x).unfold("conv", y).pull().swap().put(x, x + y, x),
    Chain(conv(push(pi, f), push(pi, g))(r))
    .unfold("conv", s)
    .unfold("push", y)
    .unfold("push", x)
    .pull()
    .swap()
    .sift_at(s)
    .pull(),
    given=finitely_supported(f, g),
)

is_period = equation(
    (n,),
    delta(rho(n)),
    total(j, delta(n - P * j)),
    "rho(n) is zero exactly at the multiples of P, each being the multiple by one number",
)

wraps = theorem(
    "wrap-around",
    Chain(push(rho, u)(rho(n))).unfold("push", q).assume(is_period, n=n - q).pull().swap().sift_at(q),
    Chain(total(j, u(n - P * j))),
    given=[is_period, summable((q, j), u(q) * delta(n - q - P * j))],
)

is_long = equation((), window(P - L), ONE, "P is at least L")
is_long_for_both = equation((), window(P - L - M + 1), ONE, "P is at least L + M - 1")

# 1 exactly at the places of the first period
_in_period = window(n) * window(P - 1 - n)


def _unwrapped(chain: Chain, function: Term, last: Index, shown: Callable[[Chain], Chain], is_long: Equation) -> Chain:
    """
    Follow a push-forward inside one period: of all places that are alike modulo P, one is left.

    `function` is the function at n - P j, `last` its last place that may differ from 0, and `shown`
    multiplies it by the windows that say so.
    """
    place = n - P * j
    windows = window(place) * window(last - place)
    return (
        shown(chain.unfold("push", q).assume(is_period, n=n - q).pull(at=()).pull().replace(q))
        .ring(total(q, total(j, ONE * _in_period * function * windows * delta(place - q))))
        .assume(is_long, back=True, at=(0, 0, 0))
        .imply(j, (1, ["not", 2]), (1, ["not", 1]), (1, ["not"]), (1, [5]), (1, [1]), (1, [0]))
        .imply(-j, (1, ["not", 2]), (1, ["not", 1]), (1, ["not"]), (1, [4]), (1, [2]))
        .point()
        .sift_at(j)
        .sift_at(q)
        .assume(is_long)
    )


does_not_wrap = theorem(
    "nothing-wraps-in-a-long-period",
    _unwrapped(
        Chain(_in_period * push(rho, u)(rho(n))),
        u(n - P * j),
        L - 1,
        lambda chain: chain.assume(starts_u),
        is_long,
    ),
    Chain(_in_period * u(n)).assume(starts_u),
    given=[starts_u, is_period, is_long],
)

circular_is_linear = theorem(
    "circular-equals-linear-in-a-long-period",
    _unwrapped(
        Chain(_in_period * conv(push(rho, u), push(rho, v))(rho(n))).use(
            push_forward, back=True, f=u, g=v, sorts={"G": "Z"}, homs={"pi": "rho"}
        ),
        conv(u, v)(n - P * j),
        L + M - 2,
        lambda chain: chain.use(support),
        is_long_for_both,
    ),
    Chain(_in_period * conv(u, v)(n)).use(support),
    given=[starts_u, starts_v, is_period, is_long_for_both, *finitely_supported(u, v)],
)
