"""Table rows about somebody else go whole; rows about the subject, and labels, stay."""

from __future__ import annotations

import io

import docx
import pytest

from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.rows import cells_by_row
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.matching import matches_of
from packgen.redaction.rows import rows_about_others
from tests.redaction.subject_access_making import POLICY, usual_roster


def taken(*cells: str) -> list[str]:
    document = docx.Document()
    table = document.add_table(2, len(cells))
    for row in table.rows:
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.text = "Heading"
    buffer = io.BytesIO()
    document.save(buffer)
    record = read_docx(buffer.getvalue())
    matches = matches_of(record, RosterFinder(usual_roster(), POLICY), (), "p-1")
    hits = rows_about_others(cells_by_row(record), matches, usual_roster(), POLICY)
    return [record.text_at(hit.span) for hit in hits]


def test_a_row_about_another_child_goes_whole() -> None:
    assert taken("Dario Castellmoor", "aged 16", "child in care") == ["Dario Castellmoor", "aged 16", "child in care"]


def test_what_stands_beside_the_name_goes_too() -> None:
    cells = ("D5", "Refer Dario's uncle to the LADO.\nOwner: Ms Cook", "He works at the gym.")
    assert taken(*cells) == list(cells)


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
def test_other_rows_keep_their_cells(cells: tuple[str, ...]) -> None:
    assert taken(*cells) == []
