"""An old record of 400 pages without a case: from the list of names over the officer's desk to a verified release."""

from __future__ import annotations

import io
import random
from datetime import date
from pathlib import Path

import docx
import pytest

from packgen.builder.subject_access.naming import list_names
from packgen.builder.subject_access.proposing import ProposeOptions, propose_records
from packgen.builder.subject_access.releasing import ReleaseOptions, release_proposals
from packgen.redaction.finding.names_csv import NamesRow, read_rows, write_names
from packgen.settings import Settings
from tests.redaction.subject_access_making import recolour, text_of

TODAY = date(2025, 5, 1)
SUBJECT = "Toby Wrenfield"
OTHERS = tuple(
    f"{first} {last}"
    for first, last in zip(
        ("Dario", "Kacper", "Ngozi", "Siân", "Zofia", "Tariq", "Marlon", "Tamsin", "Colette", "Yusuf"),
        (
            "Castellmoor",
            "Brindlow",
            "Okonedo",
            "Vexleigh",
            "Ashgrove-Pym",
            "Lindqvist",
            "Odellby",
            "Fennimore",
            "Upjohn",
            "Hext",
        ),
        strict=True,
    )
)
LINES = (
    "{0} was seen at the bus station with {1} in the evening and did not want to go home.",
    "The worker rang {1} and left a message. {2} said that the plan should stay as it is.",
    "{0} told the teacher about the weekend. Nobody else had been there, and the school was content.",
    "Mr {3} asked for another visit. The nurse had no further information about the clinic.",
    "It was agreed to meet again within ten working days at the civic centre, with {2} if possible.",
)
PAGE = 42


def old_record(pages: int) -> bytes:
    """A record of so many pages, a tenth of which stand in it twice."""
    chosen, document, before = random.Random(11), docx.Document(), list[str]()
    for page in range(pages):
        if page % 10 or not before:
            names = chosen.sample(OTHERS, 3)
            before = [
                chosen.choice(LINES).format(SUBJECT, names[0], names[1], names[2].split()[1]) for _ in range(PAGE // 2)
            ]
        for text in before:
            document.add_paragraph(text)
        document.add_page_break()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def decided(row: NamesRow) -> NamesRow:
    """What the officer fills in in Excel."""
    if row.name == SUBJECT:
        return NamesRow(row.name, row.aliases, "subject", "disclose")
    words = {word for name in OTHERS for word in name.split()}
    known = set(row.name.split()) & words
    return NamesRow(row.name, row.aliases, "other child" if known else "", "redact" if known else "not-a-person")


def from_names_to_release(root: Path, pages: int) -> str:
    """The text of the copy."""
    record = root / "record.docx"
    record.write_bytes(old_record(pages))
    listed = list_names([record], root / "names.csv")
    rows = [decided(row) for row in read_rows(listed.data)]
    names = root / "names.csv"
    names.write_bytes(write_names(rows))
    again = list_names([record], names)
    assert again.undecided == 0
    work = root / "work"
    (made,) = propose_records([record], ProposeOptions(roster=names), work, Settings(), TODAY)
    recolour(made.file, "cyan", "yellow")
    released = release_proposals([made.file], ReleaseOptions("Officer One", root=work), Settings(), TODAY)
    assert released.copies[0].verified.passed
    return text_of((released.folder / "record-1.docx").read_bytes())


def holds(text: str, pages: int) -> None:
    assert not [word for name in OTHERS for word in name.split() if word.casefold() in text.casefold()]
    assert text.count("within ten working days at the civic centre") > pages
    assert text.count(SUBJECT) > pages


def test_a_short_old_record_goes_from_its_names_to_a_release(tmp_path: Path) -> None:
    holds(from_names_to_release(tmp_path, 12), 12)


@pytest.mark.soak
def test_an_old_record_of_400_pages_goes_from_its_names_to_a_release(tmp_path: Path) -> None:
    holds(from_names_to_release(tmp_path, 400), 400)
