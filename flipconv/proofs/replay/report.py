"""Many certificates: each theorem after those that it uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flipconv.proofs.replay.reading import Refused, read_json, show
from flipconv.proofs.replay.theorems import Replayed, check_certificate, title, uses


@dataclass
class Report:
    """
    What became of some certificates.

    Parameters
    ----------
    established : dict
        By name, the theorems whose proofs were replayed, each after those that it uses.
    refused : dict
        By name, or as "certificate 3" where no name can be read, why the others were not.
    """

    established: dict[str, Replayed] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def replay(texts: Iterable[str | bytes]) -> Report:
    """
    Check certificates, in any order; a theorem may use only theorems among them.

    Parameters
    ----------
    texts : iterable of str or bytes
        The certificates, as JSON; bytes are UTF-8.

    Returns
    -------
    Report
        The theorems established, and for every other certificate a sentence that says why not. No text, however
        hostile, raises an exception.

    Raises
    ------
    TypeError
        If `texts` is one text and not several.
    """
    if isinstance(texts, (str, bytes)):
        raise TypeError("texts is one certificate; replay takes several: put it in a list")
    report = Report()
    waiting, needs = _read(texts, report)
    open_needs = {name: sum(used in waiting for used in needs[name]) for name in waiting}
    users: dict[str, list[str]] = {}
    for name in waiting:
        for used in needs[name]:
            users.setdefault(used, []).append(name)
    ready = [name for name in waiting if not open_needs[name]]
    for name in ready:
        _judge(name, waiting.pop(name), needs[name], report)
        for user in users.get(name, []):
            open_needs[user] -= 1
            if not open_needs[user]:
                ready.append(user)
    # a theorem that uses itself, by whatever detour, was never ready
    report.refused.update(dict.fromkeys(waiting, "it uses itself, or a theorem that does"))
    return report


def _read(texts: Iterable[str | bytes], report: Report) -> tuple[dict[str, str | bytes], dict[str, dict[str, str]]]:
    """Return the texts by name, and what each uses; refuse those of which not even that can be read."""
    waiting: dict[str, str | bytes] = {}
    needs: dict[str, dict[str, str]] = {}
    seen: set[str] = set()
    for count, text in enumerate(texts, 1):
        name = f"certificate {count}"
        try:
            certificate = _guarded(read_json, text)
            name = title(certificate)
            if name in seen:
                _ = waiting.pop(name, None)
                raise Refused("two certificates have this name")
            seen.add(name)
            needs[name] = uses(certificate)
            # the text again, not what it says: many large certificates at once would fill the memory
            waiting[name] = text
        except Refused as refusal:
            report.refused[name] = str(refusal)
    return waiting, needs


def _judge(name: str, text: str | bytes, needs: dict[str, str], report: Report) -> None:
    """Enter one certificate in the report; all that it uses has been judged."""
    try:
        for used in needs:
            if used not in report.established:
                raise Refused(f"it uses {show(used)}, which is {'refused' if used in report.refused else 'missing'}")
        report.established[name] = _guarded(check_certificate, _guarded(read_json, text), report.established)
    except Refused as refusal:
        report.refused[name] = str(refusal)


def _guarded(check: Any, *arguments: Any) -> Any:
    """Run a check; whatever goes wrong in it is a refusal, never an answer."""
    try:
        return check(*arguments)
    except Refused:
        raise
    except (RecursionError, MemoryError):
        raise Refused("it is too large to check") from None
    # a mistake in this program must not establish anything, nor stop it
    except Exception as error:
        raise Refused(f"this program failed on it: {type(error).__name__}") from None
