"""Derivations and proofs, which stand apart from the numbers they are about."""
