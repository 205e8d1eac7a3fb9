"""What a convolution-like call really does: the model of a convention, how it is found out, and what it predicts."""

from flipconv.conventions.calling import Rejected
from flipconv.conventions.identifying import identify
from flipconv.conventions.model import Convention, Evidence
from flipconv.conventions.prediction import predict

__all__ = ["Convention", "Evidence", "Rejected", "identify", "predict"]
