"""Tests of the replayer."""
