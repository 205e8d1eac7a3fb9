"""Figures: the pieces, each drawing, and all scripts of the gallery."""
