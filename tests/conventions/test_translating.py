"""One call's result with another: the code shown is run, and compared with the call whose result it promises."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from flipconv.conventions.atlas import trying
from flipconv.conventions.atlas.drifting import recorded_rows
from flipconv.conventions.atlas.translating import translation
from flipconv.conventions.atlas.trying import WrongTranslation, tried
from flipconv.conventions.atlas.writing import Untranslatable

ROWS = {row["call"]: row for row in recorded_rows()}
SAME = [
    "scipy.signal.convolve(x, h, mode='same')",
    "scipy.signal.correlate(x, h, mode='same')",
    "scipy.signal.correlate2d(x, h, mode='same')",
    "scipy.signal.correlate2d(x, h, mode='same', boundary='symm')",
    "scipy.signal.convolve2d(x, h, mode='same', boundary='wrap')",
    "scipy.ndimage.convolve(x, h, mode='nearest')",
    "scipy.ndimage.convolve(x, h, mode='constant', origin=-1)",
    "scipy.ndimage.correlate(x, h, mode='mirror')",
    "cv2.filter2D(x, -1, h)",
    "cv2.filter2D(x, -1, h, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)",
    "mahotas.convolve(x, h, mode='reflect')",
    "skimage.filters.correlate_sparse(x, h, mode='reflect')",
    "scipy.signal.convolve(x, h, mode='full')",
    "scipy.signal.correlate(x, h, mode='valid')",
]


def called(code, x, h):
    given = {"x": x.copy(), "h": h.copy()}
    exec(compile(code, "shown", "exec"), given)
    return np.asarray(given["y"])


@pytest.mark.parametrize("target", SAME)
def test_the_code_gives_what_the_source_itself_returns(target):
    """Not what is predicted of the source: its own call is run beside the translation, kernels of 2 to 5 squared."""
    rng = np.random.default_rng(3)
    for source in SAME:
        if source == target:
            continue
        code = translation(ROWS[source], ROWS[target]).code
        sizes = (3, 5) if "correlate_sparse" in source else (2, 3, 4, 5)
        for shape in ((m, k) for m in sizes for k in sizes):
            x, h = rng.integers(-9, 10, (12, 15)).astype(float), rng.integers(1, 20, shape).astype(float)
            got, want = called(code, x, h), called(ROWS[source]["code"], x, h)
            assert got.shape == want.shape
            # of integers this small sums are exact, but for those that went through a transform
            np.testing.assert_allclose(got, want, atol=1e-9, err_msg=f"{source}, kernel of shape {shape}:\n{code}")


def test_a_flip_alone_is_not_always_enough():
    source, target = (
        ROWS["scipy.signal.correlate2d(x, h, mode='same')"],
        ROWS["scipy.signal.convolve(x, h, mode='same')"],
    )
    x, h = np.arange(42.0).reshape(6, 7) ** 2, np.arange(1.0, 9).reshape(2, 4)
    want = called(source["code"], x, h)
    assert not np.allclose(called(target["code"], x, np.flip(h)), want)
    assert np.allclose(called(translation(source, target).code, x, h), want)


def test_the_shortest_road_is_taken():
    def body(source, target):
        return translation(ROWS[source], ROWS[target]).code.partition("\n\n")[2].splitlines()

    assert body("scipy.ndimage.convolve(x, h, mode='mirror')", "cv2.filter2D(x, -1, h)") == [
        "h = np.flip(h)",
        "m0, m1 = h.shape",
        "h = np.pad(h, [(1 - m0 % 2, 0), (1 - m1 % 2, 0)])",
        "y = cv2.filter2D(x, -1, h)",
    ]
    assert body("scipy.signal.convolve(x, h, mode='valid')", "scipy.signal.correlate(x, h, mode='valid')") == [
        "h = np.conj(h)",
        "h = np.flip(h)",
        "y = scipy.signal.correlate(x, h, mode='valid')",
    ]
    assert body("scipy.signal.convolve(x, h, mode='same')", "scipy.signal.convolve(x, h, mode='full')") == [
        "m0, m1 = h.shape",
        "y = scipy.signal.convolve(x, h, mode='full')",
        "y = y[(m0 - 1) // 2:y.shape[0] - m0 // 2, (m1 - 1) // 2:y.shape[1] - m1 // 2]",
    ]


def test_stamps_that_wind_around_are_no_others():
    stamps = ROWS["mlx.core.conv_transpose2d(x, w, stride=2, padding=1)"]
    winding = {**stamps, "convention": {**stamps["convention"], "boundary": [["wrap", "wrap"]] * 2}}
    assert translation(winding, winding).code
    for source, target in ((winding, stamps), (stamps, winding), (winding, ROWS[SAME[0]])):
        with pytest.raises(Untranslatable, match=r"wind around its ends|lays its stamps 2 samples apart"):
            _ = translation(source, target)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("skimage.feature.match_template(x, h)", SAME[0], "No convention describes skimage.feature.match_template"),
        ("numpy.convolve(x, h, mode='same')", SAME[0], "filters 1 axes, and scipy.signal.convolve"),
        (SAME[0], "skimage.filters.sobel_h(x)", "was not measured with a signal and a kernel"),
        (
            SAME[0],
            "sigpy.convolve(x, h, mode='valid', strides=(2, 2))",
            "returns one output in 2 alone; the others are lost",
        ),
        (SAME[0], "PIL.ImageFilter.Kernel(h.shape[::-1], h)", "takes 8-bit images, and clips and rounds"),
        (SAME[0], "mlx.core.conv2d(x, w, groups=2)", "keeps channels in groups"),
        (SAME[0], "mlx.core.conv2d(x, w, dilation=2)", "spreads its taps 2 samples apart"),
        (SAME[0], "mlx.core.conv_transpose2d(x, w, stride=2, padding=1)", "lays its stamps 2 samples apart"),
    ],
)
def test_where_there_is_no_code_there_is_a_reason(source, target, reason):
    with pytest.raises(Untranslatable, match=reason.replace("(", r"\(")):
        _ = translation(ROWS[source], ROWS[target])


def test_complex_kernels_are_conjugated_where_one_side_does():
    trial = tried(
        ROWS["scipy.ndimage.correlate(x, h, mode='mirror')"], ROWS["scipy.signal.convolve(x, h, mode='valid')"]
    )
    assert "np.conj(h)" in trial.translation.code
    assert not trial.translation.for_real
    assert translation(ROWS["cv2.filter2D(x, -1, h)"], ROWS[SAME[0]]).for_real


def test_a_library_that_misreads_views_is_given_a_copy():
    source, target = ROWS["numpy.convolve(x, h, mode='same')"], ROWS["mahotas.convolve1d(x, h, 1, mode='constant')"]
    assert target["views"] == "misread"
    assert "np.flip(h).copy()" in tried(source, target).translation.code


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("h = np.flip(h)", "h = h"),
        ("(1 - m0 % 2, 0)", "(0, 1 - m0 % 2)"),
        ('mode="symmetric"', 'mode="edge"'),
        ("m0 //", "1 + m0 //"),
    ],
)
def test_a_wrong_translation_is_noticed(monkeypatch, right, wrong):
    """Each of these is in one of the translations, and each falsification of it is found by running it."""
    sources = [ROWS[call] for call in SAME[:4]]
    pairs = [(source, ROWS[SAME[1]]) for source in sources if source["call"] != SAME[1]]
    pairs.append((ROWS[SAME[3]], ROWS["scipy.ndimage.convolve(x, h, mode='nearest')"]))
    falsified = 0
    for source, target in pairs:
        true = translation(source, target)
        if right not in true.code:
            continue
        falsified += 1
        broken = replace(true, code=true.code.replace(right, wrong, 1))
        monkeypatch.setattr(trying, "translation", lambda *rows, broken=broken: broken)
        with pytest.raises(WrongTranslation):
            _ = tried(source, target)
    assert falsified


def test_most_pairs_can_be_translated():
    rows = [row for row in ROWS.values() if row["convention"] and row["tier"] == 1 and row["ndim"] == 2]
    counted = Counter(is_translated(source, target) for source in rows for target in rows)
    assert counted[True] > 4 * counted[False]


def is_translated(source, target):
    try:
        return bool(translation(source, target).code)
    except Untranslatable:
        return False
