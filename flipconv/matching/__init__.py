"""Finding things: where a template lies in a picture, and how far one picture lies from another."""

from flipconv.matching.normalised import centred_products, match_normalised
from flipconv.matching.shifts import shift_between
from flipconv.matching.templates import match_squared_differences, match_template, peak

__all__ = [
    "centred_products",
    "match_normalised",
    "match_squared_differences",
    "match_template",
    "peak",
    "shift_between",
]
