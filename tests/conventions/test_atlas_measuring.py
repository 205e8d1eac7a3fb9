"""How the atlas measures: in bounded time, in processes of their own, and never passing what is absent or fails."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from flipconv.conventions.atlas import command, freshness, measuring
from flipconv.conventions.atlas.drifting import drift, recorded_rows
from flipconv.conventions.atlas.libraries import library
from flipconv.conventions.atlas.siblings import Unexplained, measured_derivative, measured_lag, measured_shift
from tests.conventions.measured import ROW, python


def test_one_library_is_measured_again_as_recorded():
    """Pillow, from its own process: a kernel that is flipped along one axis alone, also by hand."""
    import PIL.Image
    import PIL.ImageFilter

    rows = measuring.measured_library(library("pillow"))
    assert drift([row for row in recorded_rows() if row["library"] == "pillow"], rows) == []
    x = np.zeros((7, 7), np.uint8)
    x[3, 3] = 1
    h = np.arange(1, 10)
    y = np.asarray(PIL.Image.fromarray(x).filter(PIL.ImageFilter.Kernel((3, 3), h.tolist(), scale=1)))[2:5, 2:5]
    # an impulse shows the kernel reversed along each axis of sign +1
    assert rows[0]["sign"] == [-1, 1]
    assert y.tolist() == h.reshape(3, 3)[:, ::-1].tolist()


WORKER = """
    import json, subprocess, sys, time
    first = int(sys.argv[1])
    print(json.dumps({"versions": {}}), flush=True)
    for k in range(first, 11):
        if k == 2:
            child = subprocess.Popen(["sleep", "300"])
            open(sys.argv[2], "w").write(str(child.pid))
            time.sleep(300)
        if k == 4:
            sys.exit("lost its way")
        print(json.dumps({"call": k, "status": "measured"}), flush=True)
"""


def planted(monkeypatch, code, *arguments):
    def start(one, first):
        return [sys.executable, "-c", textwrap.dedent(code), str(first), *arguments]

    monkeypatch.setattr(measuring, "worker_command", start)


def test_a_worker_that_hangs_is_ended_and_the_next_row_measured(monkeypatch, tmp_path):
    planted(monkeypatch, WORKER, str(tmp_path / "pid"))
    start = time.monotonic()
    rows = measuring.measured_library(library("numpy"), row=1.0)
    assert time.monotonic() - start < 20
    assert [row["status"] for row in rows] == ["measured"] * 2 + ["failed", "measured", "failed"] + ["measured"] * 6
    assert rows[2]["note"] == "its process gave no answer for 1 s and was ended"
    assert rows[4]["note"] == "its process ended with status 1: lost its way"
    # what the worker had started ended with it; a zombie waits for its parent and runs no more
    pid = (tmp_path / "pid").read_text()
    state = Path(f"/proc/{pid}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_library_as_a_whole_has_a_limit(monkeypatch, tmp_path):
    planted(monkeypatch, WORKER.replace("k == 2", "k < 99"), str(tmp_path / "pid"))
    start = time.monotonic()
    rows = measuring.measured_library(library("numpy"), row=0.8, whole=2.0)
    assert time.monotonic() - start < 15
    assert {row["status"] for row in rows} == {"failed"}
    assert len(rows) == len(library("numpy").rows)


def test_what_a_library_prints_is_no_answer():
    code = """
        import os, sys
        from flipconv.conventions.atlas import worker
        def loud(*given, **named):
            print("hello"); os.write(1, b"hello from C\\n")
            raise ValueError("no more")
        worker.identify = loud
        worker.main("pillow")
    """
    done = python(code)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.get("status") for line in lines] == [None, "failed", "failed"]
    assert lines[1]["note"] == "ValueError: no more"
    assert "hello from C" in done.stderr


def test_an_absent_library_is_skipped_with_the_reason_and_never_passed(monkeypatch, capsys):
    code = """
        from dataclasses import replace
        from flipconv.conventions.atlas import worker
        known = worker.library
        worker.library = lambda name: replace(known(name), imported="no_such_module", name="no-such-package")
        worker.main("pillow")
    """
    (answer,) = python(code).stdout.splitlines()
    assert json.loads(answer) == {"skipped": "no-such-package is not installed; pip install no-such-package"}
    planted(monkeypatch, f"print({answer!r})")
    rows = measuring.measured_library(library("pillow"))
    assert [row["status"] for row in rows] == ["skipped", "skipped"]
    assert {row["kind"] for row in rows} == {None}
    assert drift(recorded_rows(), rows) == []
    assert "2 calls of 1 libraries: 2 skipped" in command.as_text(rows, 1.0)
    assert "skipped: no-such-package is not installed" in command.as_text(rows, 1.0)


def test_a_rejection_that_no_one_expected_is_a_failure():
    code = """
        from flipconv.conventions import Rejected
        from flipconv.conventions.atlas import worker
        def reject(*given, **named):
            raise Rejected("nonlinear", "it bends")
        worker.identify = reject
        worker.main("skimage")
    """
    rows = {row["call"]: row for row in map(json.loads, python(code).stdout.splitlines()) if "call" in row}
    expected = rows["skimage.feature.match_template(x, h)"]
    assert (expected["status"], expected["kind"], expected["rejected"]) == ("measured", "rejected", "nonlinear")
    assert expected["note"].startswith("No convention describes it (nonlinear): it bends.")
    plain = rows["skimage.filters.correlate_sparse(x, h, mode='valid')"]
    assert (plain["status"], plain["note"]) == ("failed", "it was rejected as 'nonlinear': it bends")


def test_a_view_with_negative_steps_is_tried():
    from flipconv.conventions.atlas.worker import reads_views

    class Call:
        sizes, ndim, dtype = (2, 5), 1, None

        def __init__(self, run):
            self.run = run

        def __call__(self, x, h):
            return self.run(x, h)

    def from_memory(x, h):
        """Read on from the first number, whatever the steps."""
        first = (
            h.__array_interface__["data"][0] - (base := h if h.base is None else h.base).__array_interface__["data"][0]
        ) // 8
        return np.convolve(x, base.ravel()[first : first + h.size])

    def strict(x, h):
        if h.strides[0] < 0:
            raise ValueError("no views")
        return np.convolve(x, h)

    assert [reads_views(Call(run)) for run in (np.convolve, from_memory, strict)] == ["taken", "misread", "refused"]


def test_tier_1_is_measured_again_exactly_when_something_changed(monkeypatch, tmp_path):
    measured = []
    monkeypatch.setattr(freshness, "measure", lambda several: measured.append(1) or [ROW])
    assert freshness.measured_rows(tmp_path) == freshness.measured_rows(tmp_path) == [ROW]
    assert len(measured) == 1
    true_version = freshness._version
    monkeypatch.setattr(freshness, "_version", lambda name: "0" if name == "mahotas" else true_version(name))
    assert freshness.measured_rows(tmp_path) == [ROW]
    assert len(measured) == 2


def test_the_fingerprint_knows_the_sources_and_not_the_record(monkeypatch, tmp_path):
    room = tmp_path / "conventions" / "atlas"
    room.mkdir(parents=True)
    monkeypatch.setattr(freshness, "__file__", str(room / "freshness.py"))
    seen = []
    for name, text in (("a.py", "1"), ("a.py", "2"), ("record.json", "3")):
        _ = (room / name).write_text(text)
        seen.append(freshness.fingerprint())
    assert seen[0] != seen[1] == seen[2]


def test_what_could_not_be_measured_is_not_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(freshness, "measure", lambda several: [ROW | {"status": "failed", "note": "it burst"}])
    with pytest.raises(freshness.NotMeasured, match="it burst"):
        _ = freshness.measured_rows(tmp_path)
    assert list(tmp_path.iterdir()) == []


def lagged(x, y, turn=1, conjugate=True):
    second = np.conj(y) if conjugate else y
    lags = np.arange(1 - len(y), len(x))
    return turn * lags, np.array(
        [sum(x[n + k] * second[n] for n in range(len(y)) if 0 <= n + k < len(x)) for k in lags]
    )


def test_which_way_lags_are_counted():
    assert measured_lag(lagged)["sign"] == [-1]
    assert measured_lag(lagged)["conjugates"] == "kernel"
    assert measured_lag(lambda x, y: lagged(x, y, -1))["sign"] == [1]
    assert measured_lag(lambda x, y: lagged(x, y, conjugate=False))["conjugates"] == "none"
    with pytest.raises(Unexplained, match="neither"):
        _ = measured_lag(lambda x, y: (lagged(x, y)[0] + 1, lagged(x, y)[1]))


def test_which_way_shifts_are_counted():
    def found(x, y):
        """Try all shifts."""
        every = [(i, j) for i in range(-8, 9) for j in range(-8, 9)]
        return np.array(max(every, key=lambda d: float((np.roll(x, d, (0, 1)) * y).sum())))

    assert measured_shift(found)["sign"] == [1, 1]
    assert measured_shift(lambda x, y: -found(x, y))["sign"] == [-1, -1]
    assert "axis 1 and axis 0" in measured_shift(lambda x, y: found(x, y)[::-1])["note"]
    with pytest.raises(Unexplained, match=r"displaced by \(3, -5\) gives \(4, -5\)"):
        _ = measured_shift(lambda x, y: found(x, y) + np.array([1, 0]))


def test_the_sign_of_a_derivative():
    assert measured_derivative(lambda x: np.gradient(x, axis=0))["sign"] == [1, 0]
    assert measured_derivative(lambda x: np.gradient(x, axis=0) - 2 * np.gradient(x, axis=1))["sign"] == [1, -1]
    with pytest.raises(Unexplained, match="twice as steep"):
        _ = measured_derivative(lambda x: np.gradient(x, axis=0) ** 2)
    with pytest.raises(Unexplained, match="gives 0"):
        _ = measured_derivative(np.zeros_like)
