"""Two records that differ only in how long a hidden name is give copies that are the same to the last pixel."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from packgen.redaction.model import Redaction, Span
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import rebuild_here
from packgen.redaction.self_test.pdf_builder import Recipe, build, show
from packgen.redaction.verify.pdf_file import CopyPage, read_copy
from packgen.redaction.verify.pdf_pixels import picture_of

_NAMES = (
    st.tuples(
        st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), st.text("abcdefghijklmnoprstuvwy", min_size=1, max_size=19)
    )
    .map("".join)
    .filter(lambda name: name not in ("Seen", "May", "The", "Who", "What", "When"))
)
_FONTS = st.sampled_from(["Helvetica", "Times-Roman", "Courier", "Helvetica-Oblique", "Times-Bold"])
_SIZES = st.sampled_from([8.0, 9.5, 10.0, 11.0, 12.0, 13.3, 16.0])
_PROSE = (
    "The panel heard on Monday from the school nurse that {} had been seen twice at the bus station after dark, and "
    "agreed that somebody will ring the family every other day until the next review. Everybody thanked the staff."
)


def _copy(make: Callable[[str], bytes], name: str) -> tuple[CopyPage, ...]:
    """The copy of what `make` makes of a name, with every occurrence of the name taken out."""
    data = make(name)
    record = read_here(data)
    sought = re.compile(r"(?<!\w)" + r"\s?".join(name) + r"(?!\w)")
    cuts = [
        Redaction(Span(story.id, found.start(), found.end()), "third-party")
        for story in record.stories
        for found in sought.finditer(story.text)
    ]
    assert cuts
    return read_copy(rebuild_here(data, cuts).data)


def _assert_same(make: Callable[[str], bytes], *names: str) -> None:
    first, *others = (_copy(make, name) for name in names)
    for other in others:
        assert [page.words for page in other] == [page.words for page in first]
        for one, two in zip(first, other, strict=True):
            assert picture_of(one).tobytes() == picture_of(two).tobytes()


def _flow(style: ParagraphStyle, *texts: str) -> bytes:
    buffer = io.BytesIO()
    parts = [part for text in texts for part in (Paragraph(text, style), Spacer(1, 8))]
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(parts)
    return buffer.getvalue()


def _lines(data: bytes) -> int:
    return read_here(data).stories[0].text.count("\n")


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(_NAMES, _NAMES),
    _FONTS,
    _SIZES,
    st.sampled_from(
        ["{} was there today.", "Seen by {} today.", "Seen by {}", "({}'s friend), and {}.", "{} and {} met"]
    ),
)
def test_one_line(names: tuple[str, str], font: str, size: float, around: str) -> None:
    size = min(size, 12.0)  # so that two long names do not fill a line
    style = ParagraphStyle("s", fontName=font, fontSize=size, leading=size * 1.2)
    _assert_same(lambda name: _flow(style, "Present on Monday.", around.replace("{}", name), "The end."), *names)


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(_NAMES, _NAMES),
    _FONTS,
    _SIZES,
    st.sampled_from([TA_LEFT, TA_JUSTIFY]),
    st.integers(0, 3),
)
def test_paragraphs_of_several_lines(names: tuple[str, str], font: str, size: float, aligned: int, at: int) -> None:
    words = _PROSE.format("once").split()
    style = ParagraphStyle("s", fontName=font, fontSize=size, leading=size * 1.2, alignment=aligned)

    def make(name: str) -> bytes:
        own = [*words]
        for place in (at * 9 + 1, at * 9 + 4):
            own[place % len(own)] = name
        return _flow(style, _PROSE.format("nobody"), " ".join(own), _PROSE.format("somebody"))

    assume(_lines(make(names[0])) == _lines(make(names[1])))
    _assert_same(make, *names)


@settings(max_examples=20, deadline=None)
@given(st.tuples(_NAMES, _NAMES), _FONTS, st.sampled_from([TA_RIGHT, TA_CENTER]), st.booleans())
def test_lines_that_are_not_set_from_the_left(names: tuple[str, str], font: str, aligned: int, twice: bool) -> None:
    style = ParagraphStyle("s", fontName=font, fontSize=11, leading=14, alignment=aligned)
    others = ["Signed for {} today", "Signed for {} today"] if twice else ["Signed for {} today"]
    _assert_same(lambda name: _flow(style, "Minutes", *(one.format(name) for one in others), "Monday"), *names)


@settings(max_examples=20, deadline=None)
@given(st.tuples(_NAMES, _NAMES), _FONTS, st.booleans())
@example(("Aa", "Aaaaaaaaaaaaaaaaaaaa"), "Courier", True)
def test_cells_of_a_table(names: tuple[str, str], font: str, ruled: bool) -> None:
    def make(name: str) -> bytes:
        rows = [["Who", "What", "When"], [name, "rang the school", "Monday"], ["Nurse", f"saw {name} at home", "May"]]
        look = [("FONTNAME", (0, 0), (-1, -1), font)] + ([("GRID", (0, 0), (-1, -1), 0.5, colors.black)] * ruled)
        buffer = io.BytesIO()
        SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build([Table(rows, [130, 200, 100], style=look)])
        return buffer.getvalue()

    _assert_same(make, *names)


def _drawn(draw: Callable[[Canvas, str], Any], name: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(72, 700, "Minutes of the panel.")
    draw(canvas, name)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _with_a_following_box(canvas: Canvas, name: str) -> None:
    canvas.drawString(72, 600, f"Seen: {name}")
    after = 72 + canvas.stringWidth(f"Seen: {name} ", "Helvetica", 12)
    canvas.rect(after, 600, 8, 8)
    canvas.drawString(after + 24, 600, "tick if so")


def _with_an_underline(canvas: Canvas, name: str) -> None:
    canvas.drawString(72, 600, f"Seen: {name} today")
    start = 72 + canvas.stringWidth("Seen: ", "Helvetica", 12)
    canvas.line(start, 598, start + canvas.stringWidth(name, "Helvetica", 12), 598)


def _with_spread_words(canvas: Canvas, name: str) -> None:
    words = ["Seen", "by", name, "today"]
    room = (400 - sum(canvas.stringWidth(word, "Helvetica", 12) for word in words)) / 3
    at = 72.0
    for word in words:
        canvas.drawString(at, 600, word)
        at += canvas.stringWidth(word, "Helvetica", 12) + room


def _with_spread_letters(canvas: Canvas, name: str) -> None:
    line = f"Seen by {name} today"
    room = (180 - canvas.stringWidth(line, "Helvetica", 12)) / len(line)
    canvas.drawString(72, 600, line, charSpace=room)


def _with_rounded_places(canvas: Canvas, name: str) -> None:
    """Letter by letter, each place rounded to a hundredth of an inch, as some printers' drivers do."""
    at = 72.0
    for letter in f"Seen by {name} today, they said":
        canvas.drawString(round(at / 0.72) * 0.72, 600, letter)
        at += canvas.stringWidth(letter, "Helvetica", 12)


def _with_letters_pressed_together(canvas: Canvas, name: str) -> None:
    line = f"Seen by {name} today, they said"
    canvas.drawString(72, 600, "")
    text = canvas.beginText(72, 600)
    text.setHorizScale(100 * 260 / canvas.stringWidth(line, "Helvetica", 12))
    text.textOut(line)
    canvas.drawText(text)


def _with_a_box_round(canvas: Canvas, name: str) -> None:
    canvas.drawString(72, 600, name)
    canvas.rect(69, 596, canvas.stringWidth(name, "Helvetica", 12) + 6, 16)


def _with_dots_after(canvas: Canvas, name: str) -> None:
    dots = int((400 - canvas.stringWidth(name, "Helvetica", 12)) / canvas.stringWidth(".", "Helvetica", 12))
    canvas.drawString(72, 600, f"{name} {'.' * dots} 3")


def _with_a_picture_behind(canvas: Canvas, name: str) -> None:
    canvas.drawString(72, 600, f"Seen by {name}")
    canvas.circle(72 + canvas.stringWidth(f"Seen by {name}   ", "Helvetica", 12), 604, 4, fill=1)


@settings(max_examples=12, deadline=None)
@given(
    st.tuples(_NAMES, _NAMES),
    st.sampled_from([
        _with_a_following_box, _with_an_underline, _with_spread_words, _with_spread_letters, _with_rounded_places,
        _with_a_picture_behind, _with_letters_pressed_together, _with_a_box_round, _with_dots_after,
    ]),
)  # fmt: skip
@example(("Wu", "Bartholomewfeatherst"), _with_spread_letters)
@example(("Wu", "Bartholomewfeatherst"), _with_spread_words)
@example(("Wu", "Bartholomewfeatherst"), _with_rounded_places)
@example(("Wu", "Bartholomewfeatherst"), _with_a_following_box)
@example(("Wu", "Bartholomewfeatherst"), _with_letters_pressed_together)
@example(("Wu", "Bartholomewfeatherst"), _with_a_box_round)
@example(("Wu", "Bartholomewfeatherst"), _with_dots_after)
def test_things_that_move_with_a_name(names: tuple[str, str], draw: Callable[[Canvas, str], Any]) -> None:
    _assert_same(lambda name: _drawn(draw, name), *names)


def _turned() -> Iterator[tuple[str, Recipe]]:
    for turn in (90, 180, 270):
        yield f"page turned by {turn}", Recipe(content=show("seen NAME went", x=72), page=f"/Rotate {turn}")
    yield "crop box", Recipe(content=show("seen NAME went", x=72), page="/CropBox [50 50 550 800]")
    yield "page that begins below zero", Recipe(content=show("seen NAME went", x=72), media="-100 -100 495 842")
    yield "text at an angle", Recipe(content="BT /F1 12 Tf 0.9 0.4 -0.4 0.9 90 400 Tm (seen NAME went) Tj ET\n")
    yield "upright text", Recipe(content="BT /F1 12 Tf 0 1 -1 0 300 300 Tm (seen NAME went) Tj ET\n")


@pytest.mark.parametrize("recipe", [pytest.param(recipe, id=name) for name, recipe in _turned()])
def test_pages_and_text_that_are_turned(recipe: Recipe) -> None:
    def make(name: str) -> bytes:
        return build(Recipe(content=recipe.content.replace("NAME", name), page=recipe.page, media=recipe.media))

    _assert_same(make, "Wu", "Bartholomew", "Ottilienathanielagat")


def test_rows_of_a_table_without_lines_do_not_flow_into_one_another() -> None:
    def draw(canvas: Canvas, name: str) -> None:
        rows = [("Name", "Who", "Note"), (name, "Friend", "none"), ("Toby Wrenfield", "Child", "x")]
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                canvas.drawString(72 + 90 * column, 600 - 16 * number, cell)

    words = [word.text for word in _copy(lambda name: _drawn(draw, name), "Bartholomew Fe")[0].words]
    assert words[-8:] == ["Note", "[redacted: third party]", "Friend", "none", "Toby", "Wrenfield", "Child", "x"]
    placed = {word.text: word.bottom for word in _copy(lambda name: _drawn(draw, name), "Bartholomew Fe")[0].words}
    assert placed["Toby"] == placed["Child"] != placed["Friend"]


def test_a_cell_close_behind_a_hidden_name_stays_in_its_column() -> None:
    def draw(canvas: Canvas, name: str) -> None:
        rows = [("Who", "What"), (name, "friend of Toby"), ("Toby", "child"), ("Nurse", "staff")]
        for number, cells in enumerate(rows):
            canvas.drawString(72, 600 - 16 * number, cells[0])
            canvas.drawString(156, 600 - 16 * number, cells[1])
            canvas.line(153, 610 - 16 * number, 153, 594 - 16 * number)

    page = _copy(lambda name: _drawn(draw, name), "Maximilian Wu")[0]
    assert {word.left for word in page.words if word.text in ("friend", "child", "staff")} == {156}


def test_a_cell_with_lines_round_it_is_set_anew_within_them() -> None:
    style = ParagraphStyle("s", fontName="Helvetica", fontSize=10, leading=12)

    def make(name: str) -> bytes:
        buffer = io.BytesIO()
        cells = [
            [Paragraph(f"The nurse heard that {name} had been seen at home by the staff", style), "Monday"],
            ["", ""],
        ]
        look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build([Table(cells, [150, 100], style=look)])
        return buffer.getvalue()

    _assert_same(make, "Bartholom", "Ottilienath", "Barthol")
