"""The atlas: what is listed without importing it, what the record says, and what was only read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from flipconv.conventions.atlas import measuring
from flipconv.conventions.atlas.adapting import Named, adapter, adapters_of
from flipconv.conventions.atlas.documented import STRENGTHS, documented_rows
from flipconv.conventions.atlas.drifting import recorded_rows
from flipconv.conventions.atlas.libraries import LIBRARIES, libraries
from tests.conventions.measured import python

ADAPTERS = Path(measuring.__file__).parent / "adapters"


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


def test_rows_have_the_fields_of_the_issue(monkeypatch, capsys, tmp_path):
    wanted = {"library", "version", "call", "status", "kind", "sign", "anchor_rule", "boundary", "conjugates", "note"}
    assert all(wanted <= row.keys() for row in (*recorded_rows(), *documented_rows()))


def test_documented_rows_have_a_source_and_are_never_measured():
    rows = documented_rows()
    assert len(rows) > 30
    assert {row["status"] for row in rows} == {"documented"}
    assert {row["strength"] for row in rows} == set(STRENGTHS)
    assert all(row["source"] and row["measured_on"] is None and row["convention"] is None for row in rows)
