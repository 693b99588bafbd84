"""Pictures: the golden ones within a tolerance, equal bytes for equal values, grey, at 200 dpi."""

from __future__ import annotations

import io
from itertools import combinations
from pathlib import Path

import pytest
from drawn import FIGURES
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from packgen.content import Figure
from packgen.word.faults import RenderError
from packgen.word.figures.draw import KINDS, draw_figure
from packgen.word.figures.ecomap_layout import BOX_ACROSS, BOX_DOWN, positions, routes
from packgen.word.figures.faces import choose_face
from packgen.word.figures.sheet import _rendered, wrapped
from packgen.word.figures.symbols import NAMES

GOLDEN = Path(__file__).parents[2] / "golden" / "figures"
_A_MM = 200 / 25.4
_TOLERANCE = 2.0  # mean difference in grey levels of 255, after a slight blur: another font engine, not another picture


def _picture(figure: Figure) -> Image.Image:
    return Image.open(io.BytesIO(draw_figure(figure)))


def _symbols() -> Image.Image:
    each = [_picture(Figure("symbol", {"name": name}, name, 16)) for name in NAMES]
    side = each[0].width
    sheet = Image.new("L", (side * 5, side * -(-len(each) // 5)), 255)
    for number, image in enumerate(each):
        sheet.paste(image, (number % 5 * side, number // 5 * side))
    return sheet


def _hold_against_golden(name: str, seen: Image.Image, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{name}.png"
    small = seen.resize((seen.width // 2, seen.height // 2), Image.Resampling.LANCZOS)
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        small.quantize(16).save(path, optimize=True)
    golden = Image.open(path).convert("L")
    assert small.size == golden.size
    blurred = [image.filter(ImageFilter.GaussianBlur(2)) for image in (small, golden)]
    difference = ImageChops.difference(*blurred)
    mean = sum(level * count for level, count in enumerate(difference.histogram())) / (small.width * small.height)
    assert mean < _TOLERANCE, f"{path.name} looks different ({mean:.1f}); if it should, run pytest --update-golden"


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_a_figure_looks_like_its_golden_picture(kind: str, request: pytest.FixtureRequest) -> None:
    _hold_against_golden(kind, _picture(FIGURES[kind]), request)


def test_the_symbols_look_like_their_golden_picture(request: pytest.FixtureRequest) -> None:
    _hold_against_golden("symbols", _symbols(), request)


def test_the_golden_pictures_would_notice_another_picture() -> None:
    golden = Image.open(GOLDEN / "ecomap.png").convert("L").filter(ImageFilter.GaussianBlur(2))
    without = dict(FIGURES["ecomap"].data) | {"links": []}
    other = _picture(Figure("ecomap", without, "", 165)).resize(golden.size).filter(ImageFilter.GaussianBlur(2))
    histogram = ImageChops.difference(other, golden).histogram()
    assert sum(level * count for level, count in enumerate(histogram)) / (golden.width * golden.height) > _TOLERANCE


def test_every_kind_is_drawn_here() -> None:
    assert set(KINDS) == set(FIGURES) | {"symbol"}


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_equal_values_give_equal_bytes_in_grey_at_200_dpi(kind: str) -> None:
    first = draw_figure(FIGURES[kind])
    _rendered.cache_clear()
    assert draw_figure(FIGURES[kind]) == first
    image = Image.open(io.BytesIO(first))
    assert image.mode == "L"
    assert image.width == pytest.approx(FIGURES[kind].width_mm * _A_MM, abs=2)
    assert image.info["dpi"][0] == pytest.approx(200, abs=0.1)


def test_values_that_cannot_be_drawn_are_refused_with_a_message() -> None:
    with pytest.raises(RenderError, match="no way to draw"):
        draw_figure(Figure("landscape", {}, ""))
    with pytest.raises(RenderError, match="cannot be drawn"):
        draw_figure(Figure("symbol", {"name": "unicorn"}, ""))
    with pytest.raises(RenderError, match="cannot be drawn"):
        draw_figure(Figure("missing_timeline", {"start": "soon"}, ""))


def _rows(sizes: list[int]) -> list[list[str]]:
    return [[f"{row}-{place}" for place in range(size)] for row, size in enumerate(sizes)]


_SIZES = st.lists(st.integers(1, 8), min_size=1, max_size=6).filter(lambda sizes: sum(sizes) <= 25)


@settings(max_examples=25, deadline=None)
@given(_SIZES, st.data())
def test_boxes_of_an_ecomap_never_overlap_and_marks_stay_off_them(sizes: list[int], data: st.DataObject) -> None:
    rows = _rows(sizes)
    nodes = [node for row in rows for node in row]
    pairs = list(combinations(nodes, 2))
    ties = data.draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)) if pairs else []
    places = positions(rows, ties, 165)
    assert sorted(places) == sorted(nodes)
    for (x, y), (other_x, other_y) in combinations(places.values(), 2):
        assert abs(x - other_x) >= BOX_ACROSS or abs(y - other_y) >= BOX_DOWN
    assert all(BOX_ACROSS / 2 <= x <= 165 - BOX_ACROSS / 2 for x, _ in places.values())
    assert len(routes(ties, places, 165)) == len(ties)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.floats(6, 60))
def test_wrapped_text_keeps_every_letter_and_stays_in_its_room(words: str, room: float) -> None:
    face = choose_face([words])
    lines = wrapped(face, words, 8, room)
    assert "".join("".join(lines).split()) == "".join(face.printable(words).split())
    assert all(face.width(line, 8) * 25.4 / 72 <= room or len(line) == 1 for line in lines)
