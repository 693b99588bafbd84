"""Letters one under the other that spell a name are questions; lists, ticks and ordinary lines are none."""

from __future__ import annotations

import docx
import pytest

from packgen.redaction.docx.reader import read_docx
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.matching import matches_of
from packgen.redaction.model import Decision
from packgen.redaction.pdf.model import PdfRecord, PdfStory, story_id
from tests.redaction.docx_making import saved
from tests.redaction.subject_access_making import POLICY, usual_roster

FINDER = RosterFinder(usual_roster(), POLICY)


def _asked(text: str) -> str:
    record = PdfRecord("", (PdfStory(story_id(1), text, 1),))
    matches = matches_of(record, FINDER, (), "p")
    return "".join(record.text_at(match.span) for match in matches if match.decision is Decision.ASK)


@pytest.mark.parametrize(
    "line",
    ["{}\tthe school said so", "{} the school said so", "the school said so\t{}", "said so {}", "one\t{}\ttwo"],
)
@pytest.mark.parametrize("between", ["\n", "\nand so on\n"])
def test_letters_of_a_name_beside_other_lines_are_asked_about(line: str, between: str) -> None:
    assert _asked(between.join(line.format(letter) for letter in "Dario")) == "Dario"
    assert _asked(between.join(line.format(letter) for letter in "oiraD")) == "oiraD"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{letter}\tsomething" for letter in "abcdefg"),
        "\n".join(f"asked\t{letter}" for letter in "YNYYNY"),
        "\n".join(f"{letter} far away" + "\n" * 12 for letter in "Dario"),
        "I said so\nA boy came\nI left",
    ],
)
def test_lists_ticks_and_lines_far_apart_are_not(text: str) -> None:
    assert _asked(text) == ""


def test_letters_without_anything_beside_them_go_as_before() -> None:
    record = PdfRecord("", (PdfStory(story_id(1), "\n".join("Dario"), 1),))
    assert [match.decision for match in matches_of(record, FINDER, (), "p")] == [Decision.REDACT]


def test_letters_down_a_column_of_a_word_table_are_asked_about() -> None:
    document = docx.Document()
    table = document.add_table(5, 3)
    for number, letter in enumerate("Dario"):
        for cell, text in zip(table.rows[number].cells, ("one", letter, "the school said so"), strict=True):
            cell.text = text
    record = read_docx(saved(document))
    matches = matches_of(record, FINDER, (), "p")
    assert "".join(record.text_at(match.span) for match in matches if match.decision is Decision.ASK) == "Dario"


@pytest.mark.parametrize("spelt", ["D a r i o", "D  a  r  i  o", "D\ta\tr\ti\to", "D\u2003a\u2003r\u2003i\u2003o"])
def test_a_name_with_its_letters_apart_goes_in_a_word_record(spelt: str) -> None:
    document = docx.Document()
    document.add_paragraph(f"seen by {spelt} today")
    record = read_docx(saved(document))
    taken = [m for m in matches_of(record, FINDER, (), "p") if m.decision is Decision.REDACT]
    assert ["".join(record.text_at(match.span).split()) for match in taken] == ["Dario"]
