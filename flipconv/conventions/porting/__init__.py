"""Kernels and weights for another call: moved, with the runs that show it, or refused with the reason."""

from flipconv.conventions.porting.dense import port_dense
from flipconv.conventions.porting.files import port_file
from flipconv.conventions.porting.porting import port
from flipconv.conventions.porting.results import CannotPort, Case, Certificate, Ported

__all__ = ["CannotPort", "Case", "Certificate", "Ported", "port", "port_dense", "port_file"]
