"""A name broken over two lines of a cell is found and goes, in whatever order the page draws the table."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.model import RecordFormat, VerificationResult
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.self_test.docx import SECRETS, LiteralFinder
from packgen.redaction.self_test.pdf import redact_planted_pdf, text_of_copy
from packgen.redaction.verify.pdf import check_pdf

_LEFTS = (72, 182, 292)
_CELLS = (
    ("Seen with Vant-", "reight at home", "by the nurse"),
    ("Monday at", "the school", "office"),
    ("Agreed to", "ring again"),
)


def _row_wise(c: Canvas, cells: tuple[tuple[str, ...], ...]) -> Iterator[tuple[float, float, str]]:
    for line in range(max(len(cell) for cell in cells)):
        for left, cell in zip(_LEFTS, cells, strict=True):
            if line < len(cell):
                yield left, 700 - 14 * line, cell[line]


def _table(cells: tuple[tuple[str, ...], ...], rules: str) -> bytes:
    """A table drawn line by line over all its cells, with a grid of lines, of outlined boxes, or without any."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 760, "The panel met.")
    for left, base, text in _row_wise(canvas, cells):
        canvas.drawString(left, base, text)
    if rules == "lines":
        for left in (*_LEFTS, 402):
            canvas.line(left - 4, 714, left - 4, 660)
        canvas.line(68, 714, 398, 714)
        canvas.line(68, 660, 398, 660)
    elif rules == "boxes":
        for left in _LEFTS:
            canvas.rect(left - 4, 660, 110, 54)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("rules", ["lines", "boxes", ""])
def test_a_name_broken_over_two_lines_of_a_cell_goes_though_other_cells_are_drawn_between(rules: str) -> None:
    _, copy = redact_planted_pdf(_table(_CELLS, rules), LiteralFinder())
    words = text_of_copy(copy.data).split()
    assert not {"Vant-", "reight", "Vantreight"} & set(words)
    assert "[redacted: third party]" in " ".join(words)
    assert {"Seen", "with", "Monday", "school", "office", "Agreed", "again", "nurse"} <= set(words)
    checks = check_pdf(copy.data, SECRETS, details={**copy.details, "ocr": False})
    assert VerificationResult(RecordFormat.PDF, "", checks).passed


@pytest.mark.parametrize("rules", ["lines", "boxes"])
def test_lines_of_a_ruled_cell_are_read_together(rules: str) -> None:
    text = read_here(_table(_CELLS, rules)).stories[0].text
    assert text == "The panel met.\n" + "\n".join("\n".join(cell) for cell in _CELLS)


def test_rows_without_rules_between_them_are_read_row_by_row() -> None:
    """Labels and what is said beside them belong together."""
    cells = (("Name", "Born", "School"), ("Toby Smith", "11 March 2009", "Tidewhistle"), ("known", "known", "asked"))
    rows = (("Name", "Toby Smith", "Known"), ("Born", "11 March 2009", "Known"), ("School", "Tidewhistle", "Asked"))
    upper = tuple(tuple(word[0].upper() + word[1:] for word in cell) for cell in cells)
    text = read_here(_table(upper, "lines")).stories[0].text
    assert text.splitlines()[1:] == ["\t".join(row) for row in rows]
