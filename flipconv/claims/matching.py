"""Claims: what the scores of a template say, and what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Sampled, Search
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.kernels import LETTER_F
from flipconv.matching import (
    centred_products,
    match_normalised,
    match_squared_differences,
    match_template,
    peak,
)
from flipconv.operators import convolve
from flipconv.windows import windows

LEWIS = "J. P. Lewis, Fast Template Matching, Vision Interface 95, 1995, section 2"


def _picture_and_template(rng: np.random.Generator) -> Case:
    d = int(rng.integers(1, 3))
    m = tuple(int(length) for length in rng.integers(1, 4, d))
    n = tuple(taps + int(more) for taps, more in zip(m, rng.integers(0, 4, d), strict=True))
    return Case((rng.integers(-9, 10, n), rng.integers(-9, 10, m)))


def _differences(x: np.ndarray, template: np.ndarray) -> np.ndarray:
    gaps = windows(x, template.shape) - template
    return (gaps * gaps).sum(axis=tuple(range(x.ndim, 2 * x.ndim)))


def differences_with_one_correlation(x, template):
    """The correlation subtracted once instead of twice."""
    return match_squared_differences(x, template) + match_template(x, template), _differences(x, template)


def differences_without_the_template(x, template):
    """The energy of the template, which is the same everywhere, left out."""
    return match_squared_differences(x, template) - (template * template).sum(), _differences(x, template)


def differences_by_convolution(x, template):
    """The template flipped."""
    return match_squared_differences(x, flip(template)), _differences(x, template)


@claim(
    label="squared-differences-through-correlation",
    title="The squared differences of all windows from a template are two energies less twice a correlation.",
    statement=r"\sum_j (x[k+j] - t[j])^2 = \sum_j x[k+j]^2 - 2\,(t \star x)[k] + \sum_j t[j]^2",
    evidence=Sampled(80, 2026, _picture_and_template, "integers in 1 and 2 dimensions"),
    counterfeits=(
        differences_with_one_correlation,
        differences_without_the_template,
        differences_by_convolution,
    ),
    source=LEWIS,
)
def squared_differences_through_correlation(x, template):
    """The square of a difference has three terms, and only the middle one needs both."""
    return match_squared_differences(x, template), _differences(x, template)


def _windows_and_templates() -> Iterator[Case]:
    for window, template in product(product((0, 1, 3), repeat=3), ((0, 1, 2), (2, 0, 1), (1, 1, 0))):
        yield Case((np.array(window), np.array(template)))


WINDOWS = Exhausted("windows of three entries from {0, 1, 3}, and three templates that vary", _windows_and_templates)


def _shortfall(x: np.ndarray, template: np.ndarray) -> int:
    """Return how much the square of the product falls short of the product of the energies."""
    products, energies, energy = centred_products(x, template)
    return energies.item() * energy - products.item() ** 2


def _parallelograms(x: np.ndarray, template: np.ndarray, sign: int = -1) -> Fraction:
    """Return m² times the sum of the squares of all 2 by 2 determinants of window and template, less their means."""
    m = x.size
    w, t = ([Fraction(int(entry)) - Fraction(int(a.sum()), m) for entry in a] for a in (x, template))
    pairs = combinations(range(m), 2)
    return m**2 * sum(((w[i] * t[j] + sign * w[j] * t[i]) ** 2 for i, j in pairs), Fraction(0))


def shortfall_with_the_sign_changed(x, template):
    """Sums in the place of determinants."""
    return _shortfall(x, template), _parallelograms(x, template, +1)


def shortfall_of_scores_with_means(x, template):
    """The means left in."""
    product_of_both = int((x * template).sum())
    return int((x * x).sum() * (template * template).sum()) - product_of_both**2, _parallelograms(x, template)


@claim(
    label="the-normalised-score-is-at-most-one",
    title="A normalised score lies between -1 and 1: what its square lacks to 1 is a sum of squares.",
    statement=r"E_w E_t - P^2 = \sum_{i < j} (w_i t_j - w_j t_i)^2 \ge 0, \qquad \rho^2 = \frac{P^2}{E_w E_t} \le 1",
    given="window $w$ and template $t$ without their means, $P$ their product, $E$ their energies; in exact integers",
    evidence=WINDOWS,
    counterfeits=(shortfall_with_the_sign_changed, shortfall_of_scores_with_means),
    source="Lagrange's identity; G. H. Hardy, J. E. Littlewood, G. Pólya, Inequalities, 2nd ed., 1952, section 2.4",
)
def the_normalised_score_is_at_most_one(x, template):
    """Multiplied out, the two energies hold every square twice over, and the product takes the rest away."""
    return _shortfall(x, template), _parallelograms(x, template)


def _scores_one(x: np.ndarray, template: np.ndarray) -> bool:
    products, energies, energy = centred_products(x, template)
    return bool(products.item() > 0 and products.item() ** 2 == energies.item() * energy)


def _is_multiple_plus_constant(x: np.ndarray, template: np.ndarray) -> tuple[bool, Fraction, Fraction]:
    """Return whether some a and b give window = a template + b, and which."""
    w, t = ([Fraction(int(entry)) for entry in array] for array in (x, template))
    other = next(i for i, entry in enumerate(t) if entry != t[0])
    a = (w[other] - w[0]) / (t[other] - t[0])
    b = w[0] - a * t[0]
    return all(left == a * right + b for left, right in zip(w, t, strict=True)), a, b


def one_for_negative_multiples_too(x, template):
    """The sign of the multiple forgotten."""
    multiple, a, _ = _is_multiple_plus_constant(x, template)
    return _scores_one(x, template), multiple and a != 0


def one_for_multiples_alone(x, template):
    """The constant forgotten."""
    multiple, a, b = _is_multiple_plus_constant(x, template)
    return _scores_one(x, template), multiple and a > 0 and b == 0


def one_for_constants_too(x, template):
    """The flat window let in: a multiple of 0."""
    multiple, a, _ = _is_multiple_plus_constant(x, template)
    return _scores_one(x, template), multiple and a >= 0


@claim(
    label="the-score-is-one-for-brighter-copies-alone",
    title="The normalised score is 1 exactly where the window is a positive multiple of the template plus a constant.",
    statement=r"\rho[k] = 1 \iff x[k + j] = a\, t[j] + b \text{ for all } j, \text{ some } a > 0 \text{ and } b",
    given="squares compared exactly, in integers",
    evidence=WINDOWS,
    counterfeits=(one_for_negative_multiples_too, one_for_multiples_alone, one_for_constants_too),
    rests_on=("the-normalised-score-is-at-most-one",),
    source="the equality case of Cauchy's inequality; Hardy, Littlewood, Pólya, Inequalities, 1952, section 2.4",
)
def the_score_is_one_for_brighter_copies_alone(x, template):
    """All determinants vanish exactly if one of the two, less its mean, is a multiple of the other."""
    multiple, a, _ = _is_multiple_plus_constant(x, template)
    return _scores_one(x, template), multiple and a > 0


def _bright_pictures() -> Iterator[Case]:
    for template in ((1, 2), (2, 1)):
        for entry, place in product(range(1, 6), (0, 2)):
            x = np.array([0, 0, 0, 0])
            x[place : place + 2] = template
            x[3 if place == 0 else 0] = entry
            yield Case((x, np.array(template), place))


@claim(
    label="a-bright-place-outscores-the-template",
    title="Plain correlation can score a bright place above the template's own.",
    refutes="The largest correlation is where the template is.",
    statement=r"\operatorname{arg\,max}_k (t \star x)[k] \ne p \quad\text{for some } x \text{ with } t \text{ at } p",
    evidence=Search("pictures of four samples that hold a template of two, and a brighter sample", _bright_pictures),
    source=LEWIS,
)
def a_bright_place_outscores_the_template(x, template, place):
    """A correlation grows with the brightness of the window; only its angle to the template tells them apart."""
    return peak(match_template(x, template))[0], place


def _with_a_letter() -> Iterator[Case]:
    taps = LETTER_F.taps
    for corner in product(range(4), range(3)):
        x = np.zeros(tuple(m + k for m, k in zip(taps.shape, (3, 2), strict=True)), int)
        inside = tuple(slice(k, k + m) for k, m in zip(corner, taps.shape, strict=True))
        x[inside] = flip(taps)
        yield Case((x, taps, corner))


def found_by_correlation(x, template, corner):
    """Correlation, which looks for the letter upright."""
    return _best_window(match_template(x, template), x, template), flip(template)


def an_upright_letter_expected(x, template, corner):
    """The letter as it stands in the kernel."""
    return _best_window(convolve(x, template, mode="valid"), x, template), template


def _best_window(scores: np.ndarray, x: np.ndarray, template: np.ndarray) -> np.ndarray:
    return windows(x, template.shape)[peak(scores)]


@claim(
    label="convolution-finds-the-template-upside-down",
    title="Convolving with a template finds it upside down: the best window holds the flipped template.",
    statement=r"\operatorname{arg\,max}_k (x * t)[k] = p \quad\text{where } x \text{ holds } \flip t \text{ at } p",
    given="the letter F, upside down on an empty picture",
    evidence=Exhausted("each of the 12 places of the letter on a picture 3 by 2 samples larger", _with_a_letter),
    counterfeits=(found_by_correlation, an_upright_letter_expected),
    rests_on=("convolution-is-flipped-correlation",),
    source="the flip law",
)
def convolution_finds_the_template_upside_down(x, template, corner):
    """Convolving with a template is correlating with its flip, and a signal fits itself best."""
    return _best_window(convolve(x, template, mode="valid"), x, template), flip(template)


def _empty_pictures() -> Iterator[Case]:
    for m in (1, 2, 3):
        for taps in sorted(product((0, 1), repeat=m), key=sum):
            for place in range(3):
                x = np.zeros(m + 2, int)
                x[place : place + m] = taps
                if any(taps):
                    yield Case((x, np.array(taps), place))


@claim(
    label="convolution-misses-the-template",
    title="Convolving with a template need not find it.",
    refutes="To find a template, convolve the picture with it.",
    statement=r"\operatorname{arg\,max}_k (x * t)[k] \ne p \quad\text{for some } x \text{ with } t \text{ at } p",
    evidence=Search("templates of zeros and ones on a line of zeros, the shortest first", _empty_pictures),
    source="the flip law",
)
def convolution_misses_the_template(x, template, place):
    """It looks for the flip of the template, which lies elsewhere, or nowhere."""
    return peak(convolve(x, template, mode="valid"))[0], place


def _brightened() -> Iterator[Case]:
    x, template = np.array([[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]]), np.array([[1, 4], [9, 2]])
    for a, b in product((1, 2, 7), (0, 5, -30)):
        yield Case((x, template, a, b))


def plain_scores_brightened(x, template, a, b):
    """The plain score."""
    return match_template(a * x + b, template), match_template(x, template)


@claim(
    label="brightness-and-contrast-change-no-score",
    title="Brightness and contrast of the picture change no normalised score.",
    statement=r"\rho_{a x + b} = \rho_x \quad (a > 0)",
    given="scores rounded to 12 decimals",
    evidence=Exhausted("one picture with 3 contrasts and 3 brightnesses", _brightened),
    counterfeits=(plain_scores_brightened,),
    source=LEWIS,
)
def brightness_and_contrast_change_no_score(x, template, a, b):
    """The mean takes the constant with it, and the root of the energy the factor."""
    return match_normalised(a * x + b, template).round(12), match_normalised(x, template).round(12)
