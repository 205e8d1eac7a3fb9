"""What counts as drift between the record and the day's atlas, and what the command says and returns."""

from __future__ import annotations

import argparse
import json

import numpy as np
import pytest
import scipy.ndimage

from flipconv.conventions.atlas import command
from flipconv.conventions.atlas.documented import documented_rows
from flipconv.conventions.atlas.drifting import drift, recorded_rows
from tests.conventions.measured import ROW


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
