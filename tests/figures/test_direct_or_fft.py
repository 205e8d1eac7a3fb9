"""Direct or FFT: the curves of a record, what is said of them, and that the benchmark makes such a record."""

from __future__ import annotations

import json
import runpy

import pytest

from flipconv.figures import LIGHT, curves
from flipconv.figures.drawings.direct_or_fft import cover_direct_or_fft, draw_direct_or_fft
from tests.scripts import ROOT, drawn, presented

TAPS = [2, 8, 32, 128]
TIMES = {"direct": [90, 300, 1300, 5000], "spectral": [700, 710, 800, 790]}


def picture(**times):
    return draw_direct_or_fft(TAPS, {**TIMES, **times}, 5000, ["Measured then,", "there"], LIGHT)


def words(figure):
    return [text.get_text() for text in figure.texts]


def test_curves_are_the_record():
    found = curves(picture(), "times")
    assert {road: (across.tolist(), up.tolist()) for road, (across, up) in found.items()} == {
        road: (TAPS, times) for road, times in TIMES.items()
    }


def test_both_axes_are_logarithmic_and_hold_all_points():
    (axes,) = (axes for axes in picture().axes if axes.get_label() == "times")
    assert axes.get_xscale() == axes.get_yscale() == "log"
    for (low, high), least, most in ((axes.get_xlim(), 2, 128), (axes.get_ylim(), 90, 5000)):
        assert low < least < most < high
    ticks = dict(zip(axes.get_yticks(), (label.get_text() for label in axes.get_yticklabels()), strict=True))
    assert ticks[1000] == "1 ms"


def test_curves_differ_by_more_than_colour():
    (axes,) = picture().axes
    assert [line.get_linestyle() for line in axes.lines] == ["-", "--"]


def test_a_name_stands_beside_its_own_curve():
    figure = picture()
    (axes,) = figure.axes
    names = {text.get_text(): text for text in figure.texts if text.get_text() in ("the sums", "the FFT")}
    for name, line in zip(("the sums", "the FFT"), axes.lines, strict=True):
        assert names[name].get_color() == line.get_color()


@pytest.mark.parametrize(
    ("spectral", "told"),
    [
        ([700, 710, 800, 790], "up to 8 taps the sums are faster, from 32 on the FFT"),
        ([700, 710, 1400, 790], "up to 32 taps the sums are faster, from 128 on the FFT"),
        ([700, 200, 1400, 790], "the faster road changes 3 times"),
        ([7000, 7000, 7000, 7000], "the faster road changes 0 times"),
    ],
)
def test_what_is_said_of_the_crossing_is_read_from_the_record(spectral, told):
    figure = picture(spectral=spectral)
    assert told in words(figure)
    assert told in str(figure.get_label())


def test_the_cover_draws_the_same_record():
    found = curves(cover_direct_or_fft(TAPS, TIMES, LIGHT), "times")
    assert found["direct"][1].tolist() == TIMES["direct"]


def test_the_record_says_where_and_when():
    told = " ".join(words(drawn("direct_or_fft", LIGHT)))
    assert "Measured on 20" in told
    assert "cores" in told
    # what is multiplied: every sample with every tap
    assert "16384 × 1024 = 16777216" in presented("direct_or_fft").caption


def test_the_benchmark_makes_such_a_record(capsys, monkeypatch):
    made = runpy.run_path(str(ROOT / "benchmarks" / "crossover.py"))
    for name, small in {"SAMPLES": 64, "TAPS": [1, 4], "RUNS": 3}.items():
        monkeypatch.setitem(made["main"].__globals__, name, small)
    assert made["main"]() == 0
    record = json.loads(capsys.readouterr().out)
    assert record["taps"] == [1, 4]
    assert {road: len(times) for road, times in record["microseconds"].items()} == {"direct": 2, "spectral": 2}
    assert {"date", "processor", "cores", "samples", "runs"} <= record.keys()
