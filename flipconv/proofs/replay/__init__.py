"""The replayer: it checks certificates of proofs and shares no code with the program that writes them."""

from flipconv.proofs.replay.reading import Refused
from flipconv.proofs.replay.report import Report, replay
from flipconv.proofs.replay.theorems import Replayed

__all__ = ["Refused", "Replayed", "Report", "replay"]
