"""Theorems on convolution alone: it commutes, associates, is linear, has a unit, and moves with a shift."""

from __future__ import annotations

from flipconv.proofs.derivations import Chain, theorem
from flipconv.proofs.language import (
    conjugate,
    conv,
    finitely_supported,
    flip,
    of,
    shift,
    summable,
    total,
    unit,
)
from flipconv.proofs.theorems.vocabulary import X, a, alpha, f, g, h, p, r, s, x, y, z

commutes = theorem(
    "convolution-commutes",
    Chain(conv(f, g)(x)).unfold("conv").put(y, x - y, y),
    Chain(conv(g, f)(x)).unfold("conv"),
)

associates = theorem(
    "convolution-associates",
    Chain(conv(conv(f, g), h)(x)).unfold("conv").unfold("conv", z).pull().swap().put(y, y + z, y),
    Chain(conv(f, conv(g, h))(x)).unfold("conv", z).unfold("conv", y).pull(),
    given=[summable((y, z), f(z) * g(y - z) * h(x - y))],
)

associates_finitely = theorem(
    "convolution-of-finite-kernels-associates",
    Chain(conv(conv(f, g), h)(x)).use(associates),
    Chain(conv(f, conv(g, h))(x)),
    given=finitely_supported(f, g),
)

distributes = theorem(
    "convolution-distributes",
    Chain(conv(f, of(y, g(y) + h(y)))(x)).unfold("conv").ring(total(y, f(y) * g(x - y) + f(y) * h(x - y))).split(),
    Chain(conv(f, g)(x) + conv(f, h)(x)).unfold("conv").unfold("conv"),
    given=[
        summable((y,), f(y) * g(x - y)),
        summable((y,), f(y) * h(x - y)),
    ],
)

scales_first = theorem(
    "convolution-scales-in-the-first",
    Chain(conv(of(y, alpha() * f(y)), g)(x)).unfold("conv"),
    Chain(alpha() * conv(f, g)(x)).unfold("conv").pull(),
)

scales_second = theorem(
    "convolution-scales-in-the-second",
    Chain(conv(f, of(y, alpha() * g(y)))(x)).unfold("conv"),
    Chain(alpha() * conv(f, g)(x)).unfold("conv").pull(),
)

unit_left = theorem(
    "unit-from-the-left",
    Chain(conv(unit("G"), f)(x)).unfold("conv").sift(),
    Chain(f(x)),
)

unit_right = theorem(
    "unit-from-the-right",
    Chain(conv(f, unit("G"))(x)).unfold("conv").sift(),
    Chain(f(x)),
)

flip_twice = theorem(
    "flip-is-an-involution",
    Chain(flip(flip(f))(x)).unfold("flip").unfold("flip"),
    Chain(f(x)),
)

flip_distributes = theorem(
    "flip-of-a-convolution",
    Chain(flip(conv(f, g))(x)).unfold("flip").unfold("conv").put(y, -y, y),
    Chain(conv(flip(f), flip(g))(x)).unfold("conv").unfold("flip").unfold("flip"),
)

conjugate_distributes = theorem(
    "conjugate-of-a-convolution",
    Chain(conjugate(conv(f, g))(x)).unfold("conjugate").unfold("conv").conjugate(),
    Chain(conv(conjugate(f), conjugate(g))(x)).unfold("conv").unfold("conjugate").unfold("conjugate"),
)

shift_first = theorem(
    "convolution-shifts-with-its-first",
    Chain(conv(shift(a, f), g)(x)).unfold("conv").unfold("shift").put(y, y + a, y),
    Chain(shift(a, conv(f, g))(x)).unfold("shift").unfold("conv"),
)

shift_second = theorem(
    "convolution-shifts-with-its-second",
    Chain(conv(f, shift(a, g))(x)).unfold("conv").unfold("shift"),
    Chain(shift(a, conv(f, g))(x)).unfold("shift").unfold("conv"),
)

separates = theorem(
    "separable-kernel-in-two-passes",
    Chain(total(y, total(s, f(y) * p(s) * X(x - y, r - s)))),
    Chain(conv(f, of(y, conv(p, of(s, X(y, s)))(r)))(x)).unfold("conv").unfold("conv", s).pull(),
)
