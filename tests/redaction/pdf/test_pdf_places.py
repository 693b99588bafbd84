"""A copy says what the record says: by paragraph, by cell and by place, with tokens where names were."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from packgen.redaction.model import Redaction, Span
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import RebuiltPdf, rebuild_here
from packgen.redaction.pdf.token import pixels
from packgen.redaction.verify.pdf_file import LayerWord, read_copy
from packgen.redaction.verify.pdf_pixels import wrong_boxes

_TOKEN = "[redacted: third party]"
_FULL_LINE = "Toby told the worker that he had been at home on Friday and that nobody hit him"


def _drawn(draw: Callable[[Canvas], object]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _lines(*lines: str, leading: float = 14, left: float = 72) -> bytes:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(left, 700 - leading * number, line)

    return _drawn(draw)


def _rebuilt(data: bytes, *names: str) -> RebuiltPdf:
    """The copy without the names; a name with a space in it may be wrapped."""
    story = read_here(data).stories[0]
    text = story.text.replace("\n", " ")
    cuts = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            cuts.append(Redaction(Span(story.id, at, at + len(name)), "third-party"))
            at = text.find(name, at + len(name))
    assert cuts
    return rebuild_here(data, cuts)


def _words(copy: RebuiltPdf) -> Sequence[LayerWord]:
    return read_copy(copy.data)[0].words


def _rows(copy: RebuiltPdf) -> list[str]:
    """The lines of a copy from top to bottom, told by where its words stand."""
    rows: dict[int, list[LayerWord]] = {}
    for word in sorted(_words(copy), key=lambda one: one.bottom):
        near = next((level for level in rows if abs(level - word.bottom) < 5), round(word.bottom))
        rows.setdefault(near, []).append(word)
    lines = (" ".join(word.text for word in sorted(row, key=lambda one: one.left)) for row in rows.values())
    return [re.sub(r"(?<=\]) (?=[,:?'])", "", line) for line in lines]


def _left(copy: RebuiltPdf, text: str) -> float:
    return next(word.left for word in _words(copy) if word.text == text)


@pytest.mark.parametrize("lines", [
    (_FULL_LINE, "Wu: Yes", "Toby: No"),
    ("Toby told the worker that nobody has ever hit him or shouted at him at home, and that he", "Wu: Yes", "Toby: No"),
    ("Has Toby ever been hurt by Wu or by anybody who lives at the same home as Wu, or nearby?", "Not known"),
    ("Toby did not hit anybody at all on Friday evening, as he told his social worker", "Wu did"),
    ("Toby is to see Wu on Monday, as long as somebody of the family goes with him, and 1", "2. Wu is not"),
    ("Child: Toby, friend of Wu, who is known to the police for violence", "High risk"),
])  # fmt: skip
def test_what_is_not_certainly_one_paragraph_stays_apart(lines: tuple[str, ...]) -> None:
    copy = _rebuilt(_lines(*lines), "Wu")
    assert _rows(copy) == [line.replace("Wu", _TOKEN) for line in lines]


def test_paragraphs_with_room_between_them_stay_apart_though_each_line_is_full() -> None:
    lines = (f"{_FULL_LINE} either", f"{_FULL_LINE.replace('the worker', 'Wu')}", "and then he went to school again.")
    copy = _rebuilt(_lines(*lines, leading=26), "Wu")
    assert [row.split()[-1] for row in _rows(copy)] == ["either", "him", "again."]


def test_a_right_hand_cell_stays_at_the_right() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [("Did Wu hit Toby?", "Yes"), ("Did Toby hit Wu on the 2 nights", "Not known"), ("Total", "No")]
        for number, (question, answer) in enumerate(rows):
            canvas.drawString(72, 700 - 16 * number, question)
            canvas.drawRightString(400, 700 - 16 * number, answer)

    data = _drawn(draw)
    copy = _rebuilt(data, "Wu")
    assert _rows(copy) == [f"Did {_TOKEN} hit Toby? Yes", f"Did Toby hit {_TOKEN} on the 2 nights Not known",
                           "Total No"]  # fmt: skip
    ends = [word.left + word.width for word in _words(copy) if word.text in ("Yes", "known", "No")]
    assert max(ends) - min(ends) < 1


def test_a_hidden_name_in_a_right_hand_cell_ends_where_the_others_end() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (name, risk) in enumerate((("Toby and Wu", "high"), ("Carla Wrenfield", "low"), ("Wu", "medium"))):
            canvas.drawRightString(320, 700 - 16 * number, name)
            canvas.drawString(324, 700 - 16 * number, risk)

    copy = _rebuilt(_drawn(draw), "Wu")
    assert _rows(copy) == [f"Toby and {_TOKEN} high", "Carla Wrenfield low", f"{_TOKEN} medium"]
    assert {_left(copy, risk) for risk in ("high", "low", "medium")} == {324}
    assert all(pixels(315) <= left + wide <= pixels(321) for _, left, _, wide, _, _ in copy.boxes)


def test_cells_of_a_tabbed_line_are_not_pulled_into_a_sentence() -> None:
    def draw(canvas: Canvas) -> None:
        for left, text in ((72, "Wu"), (130, "charged"), (196, "Toby"), (240, "no charge"), (450, "14 May")):
            canvas.drawString(left, 700, text)

    copy = _rebuilt(_drawn(draw), "Wu")
    assert _rows(copy) == [f"{_TOKEN} charged Toby no charge 14 May"]
    placed = sorted(_words(copy), key=lambda word: word.left)
    gaps = {two.text: two.left - one.left - one.width for one, two in pairwise(placed)}
    assert min(gaps["charged"], gaps["Toby"], gaps["no"]) > 8 > gaps["charge"]
    assert _left(copy, "14") == 450


def test_row_numbers_stay_in_their_column() -> None:
    rows = [("1", "3 incidents with Wu", "2"), ("12", "4 incidents with Toby", "0"), ("3", "Wu hit Toby", "0")]

    def draw(canvas: Canvas) -> None:
        for number, cells in enumerate(rows):
            for left, cell in zip((72, 89, 230), cells, strict=True):
                canvas.drawString(left, 700 - 16 * number, cell)

    copy = _rebuilt(_drawn(draw), "Wu")
    assert _rows(copy) == [" ".join(cells).replace("Wu", _TOKEN) for cells in rows]
    lefts = sorted(word.left for word in _words(copy))
    assert lefts[:3] == [72, 72, 72]
    assert all(abs(left - 89) < 1.1 for left in lefts[3:6])


def test_a_name_wrapped_over_two_lines_is_one_token() -> None:
    style = ParagraphStyle("s", fontName="Helvetica", fontSize=10, leading=12, alignment=TA_LEFT)
    buffer = io.BytesIO()
    cells = [[Paragraph("Check whether Bartholomew Quillfeather is on the list", style), "Monday"], ["Toby", "Friday"]]
    look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build([Table(cells, [150, 100], style=look)])
    copy = _rebuilt(buffer.getvalue(), "Bartholomew Quillfeather")
    assert len(copy.boxes) == 1
    assert " ".join(word.text for word in _words(copy)).startswith(f"Check whether {_TOKEN} is on the list")


def test_many_names_in_a_narrow_cell_stay_in_it() -> None:
    def draw(canvas: Canvas) -> None:
        for number, cells in enumerate((("Toby", "Jo, Jo, Jo and Jo", "Jo's day"), ("Who", "What", "When"))):
            for left, cell in zip((76, 176, 296), cells, strict=True):
                canvas.drawString(left, 700 - 18 * number, cell)
        canvas.grid([72, 172, 292, 412], [712, 694, 676])

    copy = _rebuilt(_drawn(draw), "Jo")
    cell = f"{_TOKEN}, {_TOKEN}, {_TOKEN} and {_TOKEN}"
    assert _rows(copy) == [f"Toby {cell} {_TOKEN}'s day", "Who What When"]
    lefts = sorted((left, left + wide) for _, left, _, wide, _, _ in copy.boxes)
    assert all(end <= left for (_, end), (left, _) in pairwise(lefts))
    assert max(end for _, end in lefts[:4]) <= pixels(292)
    assert not list(wrong_boxes(read_copy(copy.data), copy.boxes, {_TOKEN}))


def test_words_without_room_are_withheld_as_a_line_and_the_officer_is_told() -> None:
    def draw(canvas: Canvas) -> None:
        for number, cells in enumerate((("Jo Jo Jo Jo Jo Jo", "home"), ("Toby and Carla W", "school"))):
            canvas.drawString(76, 700 - 18 * number, cells[0])
            canvas.drawString(184, 700 - 18 * number, cells[1])
        canvas.grid([72, 180, 300], [712, 694, 676])

    def with_words(canvas: Canvas) -> None:
        draw(canvas)
        canvas.drawString(76, 664, "Jo/a/Jo/b/Jo/c/Jo/d")
        canvas.drawString(184, 664, "school")
        canvas.grid([72, 180, 300], [676, 658])

    copy = _rebuilt(_drawn(with_words), "Jo")
    assert _rows(copy)[2] == f"{_TOKEN} school"
    assert "page 1 of the copy: 1 line is withheld whole, since the words and boxes had no room there" in (
        copy.report.look_at
    )


def test_lines_of_a_column_do_not_reach_into_the_next() -> None:
    left = ["Toby saw Jo on Monday and", "then Jo rang; later Jo hit him", "and let Jo go home with Jo as"]
    right = ["Priya Marsh reported that", "the visit went ahead as", "planned on Friday."]

    def draw(canvas: Canvas) -> None:
        for number, pair in enumerate(zip(left, right, strict=True)):
            canvas.drawString(72, 700 - 14 * number, pair[0])
            canvas.drawString(250, 700 - 14 * number, pair[1])

    copy = _rebuilt(_drawn(draw), "Jo")
    assert _rows(copy) == [f"{one} {two}".replace("Jo", _TOKEN) for one, two in zip(left, right, strict=True)]
    assert max(a + wide for _, a, _, wide, _, _ in copy.boxes) <= pixels(250)
    assert "page 1: a column's width may tell how long a name is" in copy.report.look_at


def test_a_plain_paragraph_does_not_worry_the_officer() -> None:
    assert not _rebuilt(_lines("Toby and Wu met.", "They went home."), "Wu").report.look_at


def test_the_box_of_a_turned_line_leaves_the_lines_beside_it_whole() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(72, 400)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Toby and Wu at risk")
        canvas.restoreState()
        canvas.drawString(100, 400, "Small print about Toby")

    copy = _rebuilt(_drawn(draw), "Wu")
    assert [word.text for word in _words(copy) if word.text != _TOKEN] == ["Small", "print", "about", "Toby"]
