"""Tests of the derivations and proofs."""
