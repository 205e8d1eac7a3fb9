"""
A theorem on training: a layer that flips and one that does not learn mirror images of each other.

The optimiser is any rule that works tap by tap: the new state of a tap is a function of the step,
of the tap's old state and of the gradient at that tap. Plain descent, momentum, Adam and weight
decay are of this kind.
"""

from __future__ import annotations

from flipconv.proofs.derivations import Chain, induction, theorem
from flipconv.proofs.language import equation, flip, of, symbols
from flipconv.proofs.terms import Index, Term
from flipconv.proofs.theorems.vocabulary import b, b1, t, x, y

# the states of two trainings: at step t, part b (weight, momentum, ...), tap x
plain, mirror = symbols("plain mirror", "N", "C", "G")
# the gradients of their losses, for a kernel, at a tap
grad, grad1 = symbols("grad grad1", ("G",), "G")
# what an optimiser makes of a tap: step, part, the parts of the tap's state, gradient there
rule = symbols("rule", "N", "C", ("C",), "value")[0]
(kernel,) = symbols("kernel", "G")

_ZERO = Index()


def _flipped(step: Index) -> Term:
    """Return the plain training's state at a step, at the negative tap."""
    return flip(of(x, plain(step, b, x)))(x)


# b1 is the part of the state that is the kernel itself
plain_learns = equation(
    (t, b, x),
    plain(t + 1, b, x),
    rule(t, b, of(b, plain(t, b, x)), grad(of(y, plain(t, b1, y)), x)),
    "one training follows an optimiser that works tap by tap",
)
mirror_learns = equation(
    (t, b, x),
    mirror(t + 1, b, x),
    rule(t, b, of(b, mirror(t, b, x)), grad1(of(y, mirror(t, b1, y)), x)),
    "the other follows the same optimiser",
)
gradients_mirror = equation(
    (kernel, x),
    grad1(kernel, x),
    grad(flip(kernel), -x),
    "the second loss is the first at the flipped kernel, so its gradient is the flipped gradient there",
)
start_mirrored = equation((b, x), mirror(0, b, x), plain(0, b, -x), "they start as mirror images")
stay_mirrored = equation((b, x), mirror(t, b, x), _flipped(t), "at step t they are mirror images")

base = theorem(
    "mirrored-at-the-start",
    Chain(mirror(0, b, x)).assume(start_mirrored),
    Chain(_flipped(_ZERO)).unfold("flip"),
    given=[start_mirrored],
)

step = theorem(
    "mirrored-one-step-on",
    Chain(mirror(t + 1, b, x))
    .assume(mirror_learns)
    .assume(gradients_mirror, kernel=of(y, mirror(t, b1, y)))
    .unfold("flip")
    .assume(stay_mirrored)
    .unfold("flip")
    .assume(stay_mirrored)
    .unfold("flip"),
    Chain(_flipped(t + 1)).unfold("flip").assume(plain_learns),
    given=[plain_learns, mirror_learns, gradients_mirror, stay_mirrored],
)

stay = induction("mirrored-starts-stay-mirrored", t, base, step, mirror(t, b, x), _flipped(t))
