"""Names whose letters stand apart, side by side or one under the other, are found in a PDF however they are drawn."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.matching import matches_of
from packgen.redaction.model import Decision
from packgen.redaction.pdf.reader import read_here
from tests.redaction.subject_access_making import POLICY, usual_roster

_FINDER = RosterFinder(usual_roster(), POLICY)


def _found(draw: Callable[[Canvas], None]) -> dict[Decision, str]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 780, "The panel met on Monday.")
    draw(canvas)
    canvas.save()
    record = read_here(buffer.getvalue())
    found: dict[Decision, str] = {}
    for match in matches_of(record, _FINDER, (), "p"):
        found[match.decision] = found.get(match.decision, "") + "".join(record.text_at(match.span).split())
    return found


@pytest.mark.parametrize("spacing", [1, 3, 8, 14, 20, 30])
@pytest.mark.parametrize("before", ["", "seen by "])
def test_a_name_with_wide_character_spacing_goes(spacing: float, before: str) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 600)
        text.textOut(before)
        text.setCharSpace(spacing)
        text.textOut("Dario")
        canvas.drawText(text)

    assert _found(draw) == {Decision.REDACT: "Dario"}


@pytest.mark.parametrize("apart", [9, 12, 18, 25, 40, 60])
@pytest.mark.parametrize("way", [1, -1], ids=["from the left", "from the right"])
def test_a_name_of_single_letters_placed_apart_goes(apart: int, way: int) -> None:
    def draw(canvas: Canvas) -> None:
        for number, letter in list(enumerate("Dario"))[::way]:
            canvas.drawString(72 + apart * number, 600, letter)

    assert _found(draw) == {Decision.REDACT: "Dario"}


@pytest.mark.parametrize("down", [12, 20, 40])
def test_a_name_set_down_a_column_goes_and_beside_other_lines_is_asked_about(down: int) -> None:
    def alone(canvas: Canvas) -> None:
        for number, letter in enumerate("Dario"):
            canvas.drawString(72, 700 - down * number, letter)

    def beside(canvas: Canvas) -> None:
        for number, letter in enumerate("Dario"):
            canvas.drawString(72, 700 - down * number, letter)
            canvas.drawString(100, 700 - down * number, "the school said so")

    assert _found(alone) == {Decision.REDACT: "Dario"}
    assert _found(beside) == {Decision.ASK: "Dario"}
