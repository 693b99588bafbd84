"""Table rows about somebody else go whole; rows about the subject, and labels, stay."""

from __future__ import annotations

import io

import docx
import pytest
from reportlab.lib.colors import black
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.rows import cells_by_row
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.matching import matches_of
from packgen.redaction.pdf.model import PdfRecord
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.rows import rows_about_others
from tests.redaction.subject_access_making import POLICY, usual_roster


def in_word(cells: tuple[str, ...]) -> DocxRecord:
    document = docx.Document()
    table = document.add_table(2, len(cells))
    for row in table.rows:
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.text = "Heading"
    buffer = io.BytesIO()
    document.save(buffer)
    return read_docx(buffer.getvalue())


def in_pdf(cells: tuple[str, ...]) -> PdfRecord:
    """The same in a ruled table, below a line of text that names nobody."""
    buffer = io.BytesIO()
    heading = tuple("Heading" for _ in cells)
    table = Table((heading, cells), colWidths=160, style=(("GRID", (0, 0), (-1, -1), 0.5, black),))
    story = [Paragraph("All were spoken of.", getSampleStyleSheet()["Normal"]), table]
    SimpleDocTemplate(buffer, pagesize=(700, 842), invariant=1).build(story)
    return read_here(buffer.getvalue())


READERS = {"Word": (in_word, cells_by_row), "PDF": (in_pdf, lambda record: record.rows)}


def taken(form: str, cells: tuple[str, ...]) -> list[str]:
    made, rows = READERS[form]
    record = made(cells)
    matches = matches_of(record, RosterFinder(usual_roster(), POLICY), (), "p-1")
    hits = rows_about_others(rows(record), matches, usual_roster(), POLICY)
    return [record.text_at(hit.span) for hit in hits]


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "cells",
    [
        ("Dario Castellmoor", "aged 16", "child in care"),
        ("D5", "Refer Dario's uncle to the LADO.\nOwner: Ms Cook", "He works at the gym."),
    ],
)
def test_a_row_about_another_child_goes_whole(form: str, cells: tuple[str, ...]) -> None:
    assert taken(form, cells) == list(cells)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "cells",
    [
        ("Toby and Dario", "aged 16", "child in care"),
        ("Toby", "went with Dario", "home"),
        ("Doctor", "Vásquez-Pym", "Yes"),
        ("At risk of contact", "Dario Castellmoor"),
        ("No name", "nothing", "here"),
    ],
)
def test_other_rows_keep_their_cells(form: str, cells: tuple[str, ...]) -> None:
    assert taken(form, cells) == []


def test_columns_between_rules_are_no_row_of_a_table() -> None:
    columns = tuple(
        "\n".join([name, *("Nothing else was said of it.",) * 30]) for name in ("Dario Castellmoor", "Others")
    )
    assert taken("PDF", columns) == []
