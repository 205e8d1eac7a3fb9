"""The atlas: what is listed, what is measured in bounded time, what counts as drift, and what is never passed."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest
import scipy.ndimage

from flipconv.conventions.atlas import command, freshness, measuring
from flipconv.conventions.atlas.adapting import Named, adapter, adapters_of
from flipconv.conventions.atlas.documented import STRENGTHS, documented_rows
from flipconv.conventions.atlas.drifting import drift, recorded_rows
from flipconv.conventions.atlas.libraries import LIBRARIES, libraries, library
from flipconv.conventions.atlas.siblings import Unexplained, measured_derivative, measured_lag, measured_shift

ADAPTERS = Path(measuring.__file__).parent / "adapters"
ROW = {
    "library": "numpy",
    "version": "2.0",
    "partners": {"blas": "1"},
    "call": "numpy.f(x, h)",
    "status": "measured",
    "kind": "correlation",
    "sign": [1, -1],
    "anchor_rule": ["m//2", "0"],
    "boundary": [["edge", "edge"], ["wrap", "none"]],
    "conjugates": "kernel",
    "views": "taken",
    "convention": {"output": "same", "gain": 1.0, "pads": [[0, 0], [0, 0]]},
}


def python(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


def test_listing_the_atlas_imports_none_of_its_libraries():
    code = """
        import json, sys
        from flipconv.conventions.atlas.libraries import LIBRARIES
        calls = [(row.call, row.code) for one in LIBRARIES for row in one.rows]
        print(len(calls), *[one.imported for one in LIBRARIES if one.imported in sys.modules])
    """
    count, *imported = python(code).stdout.split()
    assert int(count) > 200
    assert imported == ["numpy"]


def test_every_file_of_adapters_is_listed_once():
    files = {path.stem for path in ADAPTERS.glob("*.py")} - {"__init__"}
    assert sorted(one.module for one in LIBRARIES) == sorted(files)


def test_tier_1_has_the_calls_it_should_have():
    rows = [(one.name, row) for one in libraries(1) for row in one.rows]
    kernels = [(name, row) for name, row in rows if row.probe in ("kernel", "layer")]
    assert len(kernels) >= 75
    assert len({name for name, _ in kernels}) >= 16
    assert {row.probe for _, row in rows} == {"kernel", "layer", "lag", "shift", "derivative"}
    assert len({row.call for _, row in rows}) == len(rows)


def test_calls_begin_with_the_dotted_path_of_their_library():
    for one in LIBRARIES:
        for row in one.rows:
            assert row.library == one.name
            assert row.call.startswith(f"{one.imported}."), row.call


def test_the_code_shown_has_the_settings_and_the_conversions():
    rows = {row.call: row.code for row in adapters_of("opencv")}
    assert rows["cv2.filter2D(x, -1, h, borderType=cv2.BORDER_REFLECT)"] == (
        "import cv2\n\ny = cv2.filter2D(x, -1, h, borderType=cv2.BORDER_REFLECT)"
    )
    (shown,) = [row.code for row in adapters_of("numpy") if row.call == "numpy.correlate(x, h, mode='same')"]
    assert shown == "import numpy as np\n\ny = np.correlate(x, h, mode='same')"


def test_an_adapter_of_another_probe_is_refused():
    with pytest.raises(ValueError, match="probe is 'guess'; it must be one of 'kernel'"):
        _ = adapter("numpy", "numpy.convolve", probe="guess")


def test_a_setting_that_is_named_in_the_function_is_filled_in():
    @adapter("numpy", "numpy.roll", settings=[{"by": Named("math.inf")}, {}], form="numpy.roll(x{})")
    def rolled(x, h, by=3):
        return x, h, by

    rows = [row for row in adapters_of_this_file() if row.path == "numpy.roll"]
    assert [row.code for row in rows] == ["y = (x, h, math.inf)", "y = (x, h, 3)"]
    assert rows[0](1, 2) == (1, 2, np.inf)


def adapters_of_this_file():
    from flipconv.conventions.atlas import adapting

    return list(adapting._ADAPTERS[__name__].values())


@pytest.mark.parametrize(
    ("call", "kind", "sign", "anchor"),
    [
        # scipy/scipy#1968: correlate2d's output does not agree with correlate's, by one sample for even sizes
        ("scipy.signal.correlate(x, h, mode='same')", "correlation", [1, 1], "m//2"),
        ("scipy.signal.correlate2d(x, h, mode='same')", "correlation", [1, 1], "(m-1)//2"),
        ("numpy.convolve(x, h, mode='same')", "convolution", [-1], "(m-1)//2"),
        ("scipy.ndimage.convolve(x, h, mode='wrap')", "convolution", [-1, -1], "m//2"),
        # named one thing and doing the other
        ("mahotas.convolve(x, h, mode='reflect')", "correlation", [1, 1], "m//2"),
        # Pillow PR#7204 documents the vertical flip
        ("PIL.ImageFilter.Kernel(h.shape[::-1], h, scale=1)", "mixed", [-1, 1], "(m-1)/2, odd sizes alone"),
        ("onnxruntime.InferenceSession(Conv, auto_pad='SAME_UPPER')", "correlation", [1, 1], "(m-1)//2"),
        ("onnxruntime.InferenceSession(Conv, auto_pad='SAME_LOWER')", "correlation", [1, 1], "m//2"),
    ],
)
def test_the_record_says_what_is_known_of_these_calls(call, kind, sign, anchor):
    (row,) = [row for row in recorded_rows() if row["call"] == call]
    assert (row["status"], row["kind"], row["sign"], row["anchor_rule"]) == (
        "measured",
        kind,
        sign,
        [anchor] * len(sign),
    )


def test_the_record_has_a_version_and_a_date_in_every_row():
    rows = recorded_rows()
    assert {row["status"] for row in rows} == {"measured"}
    assert all(row["version"][:1].isdigit() and len(row["measured_on"]) == 10 for row in rows)
    assert {row["call"] for row in rows if row["tier"] == 1} == {row.call for one in libraries(1) for row in one.rows}


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


def test_another_version_alone_is_no_drift():
    assert drift([ROW], [ROW | {"version": "3.0", "partners": {"blas": "2"}, "note": "x", "measured_on": "now"}]) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sign": [1, 1]}, "sign was [1, -1] and is [1, 1]"),
        ({"kind": "mixed"}, "kind was correlation and is mixed"),
        ({"anchor_rule": ["m//2", "m-1"]}, 'anchor_rule was ["m//2", "0"] and is ["m//2", "m-1"]'),
        (
            {"boundary": [["edge", "edge"], ["wrap", "wrap"]]},
            '["wrap", "none"]] and is [["edge", "edge"], ["wrap", "wrap"]]',
        ),
        ({"conjugates": "none"}, "conjugates was kernel and is none"),
        ({"views": "misread"}, "views was taken and is misread"),
        (
            {"convention": ROW["convention"] | {"pads": [[0, 0], [0, 1]]}},
            "pads was [[0, 0], [0, 0]] and is [[0, 0], [0, 1]]",
        ),
        ({"convention": ROW["convention"] | {"gain": 1.01}}, "gain was 1.0 and is 1.01"),
    ],
)
def test_drift_says_what_changed_and_with_which_versions(change, sentence):
    (said,) = drift([ROW], [ROW | change | {"version": "3.0", "partners": {"blas": "2"}}])
    assert said.startswith("numpy.f(x, h): ")
    assert sentence in said
    assert said.endswith("(numpy 2.0 -> 3.0, blas 1 -> 2)")


def test_a_call_that_is_gone_or_new_is_drift_and_a_rounding_is_none():
    other = ROW | {"call": "numpy.g(x, h)"}
    assert drift([ROW, other], [ROW]) == ["numpy.g(x, h): was measured with numpy 2.0, and is not any more"]
    assert drift([ROW], [ROW, other]) == ["numpy.g(x, h): is new, and not in the record"]
    assert drift([ROW], [ROW | {"convention": ROW["convention"] | {"gain": 1.0 + 1e-7}}]) == []
    # nothing is said of a library that was not measured, as where it is not installed
    assert drift([ROW], [ROW | {"status": "skipped"}]) == []


def run(monkeypatch, old, new, tmp_path, **flags):
    monkeypatch.setattr(command, "measure", lambda several, told: new)
    monkeypatch.setattr(command, "recorded_rows", lambda: old)
    given = {"tier": None, "json": str(tmp_path / "atlas.json"), "record": False} | flags
    return command.run(argparse.Namespace(**{"source": None, "target": None, **given}))


def test_the_command_fails_on_drift_and_on_failures_alone(monkeypatch, capsys, tmp_path):
    row = recorded_rows()[0]
    assert run(monkeypatch, [row], [row], tmp_path) == 0
    written = json.loads((tmp_path / "atlas.json").read_text(encoding="utf-8"))["rows"]
    assert written == [row, *documented_rows()]
    assert run(monkeypatch, [row], [row | {"sign": [0, 0]}], tmp_path) == 1
    assert "sign was [-1, -1] and is [0, 0]" in capsys.readouterr().err
    assert run(monkeypatch, [], [row | {"status": "failed", "note": "it burst"}], tmp_path) == 1
    assert "it burst" in capsys.readouterr().err
    assert run(monkeypatch, [row], [row | {"status": "skipped"}], tmp_path) == 0
    assert run(monkeypatch, [row], [row], tmp_path, json=str(tmp_path / "no" / "such")) == 2


def test_rows_have_the_fields_of_the_issue(monkeypatch, capsys, tmp_path):
    wanted = {"library", "version", "call", "status", "kind", "sign", "anchor_rule", "boundary", "conjugates", "note"}
    assert all(wanted <= row.keys() for row in (*recorded_rows(), *documented_rows()))


def test_documented_rows_have_a_source_and_are_never_measured():
    rows = documented_rows()
    assert len(rows) > 30
    assert {row["status"] for row in rows} == {"documented"}
    assert {row["strength"] for row in rows} == set(STRENGTHS)
    assert all(row["source"] and row["measured_on"] is None and row["convention"] is None for row in rows)


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


def test_the_code_of_a_pair_is_printed_and_right(capsys):
    source, target = "scipy.ndimage.convolve(x, h, mode='wrap')", "scipy.signal.correlate2d(x, h, mode='same')"
    assert command.translated(source, target) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("# run here")
    x, h = np.arange(20.0).reshape(4, 5) ** 2, np.array([[1.0, 2, 3, 4]])
    given = {"x": x, "h": h}
    exec(shown, given)
    assert given["y"].tolist() == scipy.ndimage.convolve(x, h, mode="wrap").tolist()


def test_a_pair_without_code_or_without_a_row_says_so(capsys):
    strided = "sigpy.convolve(x, h, mode='valid', strides=(2, 2))"
    assert command.translated("scipy.ndimage.convolve(x, h, mode='wrap')", strided) == 1
    assert "one output in 2 alone" in capsys.readouterr().err
    assert command.translated("nowhere.f", strided) == 2
    assert "--from is 'nowhere.f'" in capsys.readouterr().err
