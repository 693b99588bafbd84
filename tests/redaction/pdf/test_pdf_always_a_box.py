"""Where something goes there is a box to see, however little room its place has; words in one place are read apart."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.model import Redaction, Span
from packgen.redaction.pdf.asides import Aside, Asides
from packgen.redaction.pdf.layout import Cut, PageGround, lay_out_page
from packgen.redaction.pdf.lines import page_text
from packgen.redaction.pdf.model import Box, Character, PageText, Segment
from packgen.redaction.pdf.placed import PageLayout, PlacedWord
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import RebuiltPdf, rebuild_here
from packgen.redaction.self_test.pdf import text_of_copy

Draw = Callable[[Canvas], None]


def _page(draw: Draw) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def _copy(data: bytes) -> RebuiltPdf:
    text = read_here(data).stories[0].text
    cuts = [Redaction(Span("page 1", m.start(), m.end()), "third-party") for m in re.finditer("Dario", text)]
    assert cuts
    return rebuild_here(data, cuts)


def _at(x: float, y: float = 700, size: float = 11) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, "Dario")

    return draw


def _cell(wide: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Dario")
        canvas.line(70, 715, 70, 690)
        canvas.line(70 + wide, 715, 70 + wide, 690)
        canvas.drawString(74 + wide, 700, "next cell words")

    return draw


def _narrow(canvas: Canvas) -> None:
    text = canvas.beginText(72, 700)
    text.setHorizScale(5)
    text.textOut("Dario")
    canvas.drawText(text)


def _under_others(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "Dario")
    canvas.drawString(72, 700, "other words here")


@pytest.mark.parametrize(
    "draw",
    [
        *(_cell(wide) for wide in (6, 8, 14, 20, 24, 30)),
        *(_at(72, size=size) for size in (0.5, 2, 60)),
        *(_at(*place) for place in ((565, 700), (72, 1), (72, 838), (-2, 700))),
        _narrow,
        _under_others,
    ],
)
def test_there_is_a_box_however_little_room_there_is(draw: Draw) -> None:
    copy = _copy(_page(draw))
    assert "Dario" not in text_of_copy(copy.data)
    assert copy.boxes
    for _, left, top, wide, high, _ in copy.boxes:
        assert left >= 0
        assert top >= 0
        assert left + wide <= 1240
        assert top + 8 <= 1755
        assert min(wide, high) >= 14


@pytest.mark.parametrize("wide", [6, 8, 14, 20])
def test_words_that_reach_into_the_next_cell_are_read_apart(wide: float) -> None:
    assert read_here(_page(_cell(wide))).stories[0].text == "Dario\nnext cell words"


def test_two_texts_in_one_place_are_read_apart() -> None:
    assert read_here(_page(_under_others)).stories[0].text == "Dario\nother words here"


def test_every_line_of_what_is_withheld_for_want_of_room_has_a_box() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 5)
        for number, line in enumerate(("Dario every", "everything", "everything")):
            canvas.drawString(74, 700 - 6 * number, line)
        for number in range(2):
            canvas.drawString(74, 500 - 6 * number, "Another line")
        for x in (72, 104, 300, 500):
            canvas.line(x, 712, x, 600)
        for y in (712, 600):
            canvas.line(72, y, 500, y)

    copy = _copy(_page(draw))
    assert "page 1 of the copy: 3 lines are withheld whole" in copy.report.look_at[0]
    assert len({box[2] for box in copy.boxes}) == 3


@pytest.mark.parametrize("right", [560, 570, 575, 594])
def test_a_sign_that_goes_from_a_line_without_room_leaves_a_box(right: float) -> None:
    line = Box(4, 692, right, 702)
    character = Character("x", line, line, 0, 0, base=700)
    text = PageText("x", (character,), (Segment((0,), line, "line", 0, (0,)),))
    layout = PageLayout(bands=[Box(0, 690, 595, 704)], words=[PlacedWord("x", line, 0.0)])
    Asides(text, {0}, layout, [Aside((7,), Box(300, 693, 308, 701))]).settle(595)
    assert layout.gone == {7}
    ((box, _),) = layout.tokens
    assert box.left >= 0
    assert box.right <= 595


class _NoGreek:
    """Letters of which those of another alphabet can be drawn by no font at hand."""

    def __init__(self, text: PageText) -> None:
        self._text = text

    def size(self, number: int) -> float:
        return 10.0

    def advance(self, number: int) -> float | None:
        return 5.0 if self._text.characters[number].text.isascii() else None


def test_a_word_that_no_font_at_hand_draws_leaves_a_box_in_a_line_set_anew() -> None:
    boxes = [Box(72 + 6 * at, 100, 78 + 6 * at, 110) for at in range(20)]
    words = "Dario met λόγος once"
    characters = [Character(one, box, box, 1, 0, base=108) for one, box in zip(words, boxes, strict=True)]
    text = page_text(characters)
    layout = lay_out_page(text, [Cut(0, 5, "third-party")], PageGround((595, 842), {}), _NoGreek(text))
    assert [word.text for word in layout.words] == [
        "[redacted: third party]",
        "met",
        "[redacted: withheld]",
        "once",
    ]
    assert [code for _, code in layout.tokens] == ["third-party", "officer"]
