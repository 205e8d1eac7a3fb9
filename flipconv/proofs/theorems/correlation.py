"""Theorems on correlation: the flip law, the composition law, and what fails to associate."""

from __future__ import annotations

from flipconv.proofs.derivations import Chain, theorem
from flipconv.proofs.language import (
    conj,
    conjflip,
    conv,
    corr,
    delta,
    equation,
    finite,
    finitely_supported,
    of,
    shift,
    summable,
    total,
    unit,
)
from flipconv.proofs.theorems.algebra import commutes, unit_left
from flipconv.proofs.theorems.vocabulary import a, alpha, f, g, h, x, y, z

flip_law = theorem(
    "flip-law",
    Chain(conv(f, h)(x)).use(commutes, g=h).unfold("conv").put(y, -y, y),
    Chain(corr(conjflip(h), f)(x)).unfold("corr").unfold("conjflip"),
)

flip_law_back = theorem(
    "flip-law-read-backwards",
    Chain(corr(h, f)(x)).unfold("corr").put(y, -y, y),
    Chain(conv(f, conjflip(h))(x)).use(commutes, g=conjflip(h)).unfold("conv").unfold("conjflip"),
)

conjflip_twice = theorem(
    "conjugate-flip-is-an-involution",
    Chain(conjflip(conjflip(h))(x)).unfold("conjflip").unfold("conjflip"),
    Chain(h(x)),
)

swapped = theorem(
    "correlation-with-operands-swapped",
    Chain(corr(f, g)(x)).unfold("corr").put(y, y - x, y),
    Chain(conjflip(corr(g, f))(x)).unfold("conjflip").unfold("corr").conjugate(),
)

autocorrelation = theorem(
    "autocorrelation-equals-its-conjugate-flip",
    Chain(corr(f, f)(x)).use(swapped, g=f),
    Chain(conjflip(corr(f, f))(x)),
)

shift_signal = theorem(
    "correlation-shifts-with-its-signal",
    Chain(corr(h, shift(a, f))(x)).unfold("corr").unfold("shift"),
    Chain(shift(a, corr(h, f))(x)).unfold("shift").unfold("corr"),
)

shift_kernel = theorem(
    "correlation-shifts-against-its-kernel",
    Chain(corr(shift(a, h), f)(x)).unfold("corr").unfold("shift").put(y, y + a, y),
    Chain(shift(-a, corr(h, f))(x)).unfold("shift").unfold("corr"),
)

scales_kernel = theorem(
    "correlation-conjugates-a-factor-of-its-kernel",
    Chain(corr(of(y, alpha() * h(y)), f)(x)).unfold("corr").conjugate(),
    Chain(conj(alpha()) * corr(h, f)(x)).unfold("corr").pull(),
)

composition = theorem(
    "composition-law",
    Chain(corr(f, corr(g, h))(x)).unfold("corr", z).unfold("corr", y).pull().put(y, y - z, y),
    Chain(corr(conv(f, g), h)(x)).unfold("corr").unfold("conv", z).conjugate().pull().swap(),
    given=[summable((y, z), conj(g(y - z)) * conj(f(z)) * h(x + y))],
)

composition_twin = theorem(
    "composition-law-twin",
    Chain(corr(corr(f, g), h)(x)).unfold("corr").unfold("corr", z).conjugate().pull().swap().put(y, y - z, y),
    Chain(conv(f, corr(g, h))(x)).unfold("conv", z).unfold("corr", y).pull(),
    given=[summable((y, z), conj(g(y + z)) * f(z) * h(x + y))],
)

kernel_is_symmetric = equation((x,), conjflip(h)(x), h(x), "h equals its conjugate flip")

reassociates_if = theorem(
    "correlation-by-a-symmetric-kernel-associates",
    Chain(corr(h, corr(f, g))(x)).unfold("corr").put(y, -y, y).fold(conjflip(h)(y)).assume(kernel_is_symmetric),
    Chain(corr(corr(h, f), g)(x)).use(composition_twin, f=h, g=f, h=g).unfold("conv"),
    given=[kernel_is_symmetric, *finite("G")],
)

two_units_first = theorem(
    "correlation-with-two-units-from-the-right",
    Chain(corr(h, corr(unit("G"), unit("G")))(x)).unfold("corr").unfold("corr", z).conjugate().sift().sift(),
    Chain(conjflip(h)(x)).unfold("conjflip"),
)

two_units_second = theorem(
    "correlation-with-two-units-from-the-left",
    Chain(corr(corr(h, unit("G")), unit("G"))(x)).unfold("corr").unfold("corr", z).conjugate().sift().sift(),
    Chain(h(x)),
)

correlation_associates = equation(
    (f, g, x),
    corr(h, corr(f, g))(x),
    corr(corr(h, f), g)(x),
    "correlation by h re-associates",
)

reassociates_only_if = theorem(
    "only-a-symmetric-kernel-lets-correlation-associate",
    Chain(conjflip(h)(x))
    .use(two_units_first, back=True)
    .assume(correlation_associates, f=unit("G"), g=unit("G"))
    .use(two_units_second),
    Chain(h(x)),
    given=[correlation_associates],
)

operations_agree = equation((f, x), conv(f, h)(x), corr(h, f)(x), "both operations with h agree on every signal")

agree_if = theorem(
    "the-operations-agree-for-a-symmetric-kernel",
    Chain(corr(h, f)(x)).unfold("corr").put(y, -y, y).fold(conjflip(h)(y)).assume(kernel_is_symmetric),
    Chain(conv(f, h)(x)).use(commutes, g=h).unfold("conv"),
    given=[kernel_is_symmetric],
)

agree_only_if = theorem(
    "the-operations-agree-only-for-a-symmetric-kernel",
    Chain(conjflip(h)(x))
    .unfold("conjflip")
    .fold_sum(total(y, conj(h(y)) * delta(x + y)))
    .fold(corr(h, unit("G"))(x))
    .assume(operations_agree, f=unit("G"), back=True)
    .use(unit_left, f=h),
    Chain(h(x)),
    given=[operations_agree],
)

difference = theorem(
    "convolution-minus-correlation",
    Chain(conv(f, h)(x) - corr(h, f)(x)).use(flip_law_back).unfold("conv").unfold("conv").unfold("conjflip").pull(),
    Chain(conv(f, of(y, h(y) - conjflip(h)(y)))(x))
    .unfold("conv")
    .unfold("conjflip")
    .ring(total(y, f(y) * h(x - y) + -1 * f(y) * conj(h(y - x))))
    .split(),
    given=finitely_supported(f),
)
