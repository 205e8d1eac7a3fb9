"""What a convolution-like call really does: the model of a convention, how it is found out, and how to move weights."""

from typing import TYPE_CHECKING, Any

from flipconv.conventions.calling import Rejected
from flipconv.conventions.identifying import identify
from flipconv.conventions.model import Convention, Evidence
from flipconv.conventions.prediction import predict

if TYPE_CHECKING:
    from flipconv.conventions.porting import CannotPort, Certificate, Ported, port, port_dense, port_file

__all__ = [
    "CannotPort",
    "Certificate",
    "Convention",
    "Evidence",
    "Ported",
    "Rejected",
    "identify",
    "port",
    "port_dense",
    "port_file",
    "predict",
]


def __getattr__(name: str) -> Any:
    """Load what moves weights when it is asked for: it knows the atlas, which imports this."""
    if name in ("CannotPort", "Certificate", "Ported", "port", "port_dense", "port_file"):
        from flipconv.conventions import porting

        return getattr(porting, name)
    raise AttributeError(f"module 'flipconv.conventions' has no attribute {name!r}")
