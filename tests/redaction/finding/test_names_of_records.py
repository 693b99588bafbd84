"""The list of likely names, and the officer's answers in it."""

from __future__ import annotations

from datetime import date

import pytest

from packgen.builder.layout import document_path
from packgen.builder.make_documents import document_makers
from packgen.builder.prepare import prepare
from packgen.builder.subject_access.naming import WORDS
from packgen.errors import InputError
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.finding.names import likely_names, unexplained
from packgen.redaction.finding.names_csv import NamesRow, read_names, read_rows, write_names
from packgen.redaction.model import Decision
from packgen.redaction.persons import Standing
from packgen.settings import Settings
from tests.conftest import REPOSITORY
from tests.redaction.subject_access_making import POLICY, record, usual_roster

OLD = read_docx(
    record(
        "Minutes of 3 March 1998. Present: Mrs Okonedo, PC Brindlow, Dario Castellmoor.",
        "Castellmoor said that he went. Dario's sister came. Castelmoor was tired. Police agreed.",
        "When Mrs Okonedo rang, the Social Worker was out. The School closed on Friday.",
    )
)


def names_in(*rows: NamesRow) -> dict[str, NamesRow]:
    return {row.name: row for row in rows}


def test_likely_persons_are_listed_with_their_variants() -> None:
    found = names_in(*likely_names([("", OLD)], WORDS))
    assert set(found["Dario Castellmoor"].aliases) == {"Dario", "Castellmoor", "Castelmoor"}
    assert found["Dario Castellmoor"].count == 4
    assert found["Okonedo"].count == 2
    assert found["Okonedo"].pages == "paragraph 1; paragraph 3"
    assert found["Brindlow"].category == "professional"
    assert {"Police", "Friday", "Social", "School", "When", "Minutes"}.isdisjoint(found)


FIRST = ("Amy", "Daniel", "Grace", "Rose", "Will", "Kacper", "Ngozi", "Siân", "Zofia", "Mohammed", "Chi", "Tariq")
LAST = ("Baker", "Cook", "Young", "Price", "Okonkwo", "Smith-Jones", "O'Brien", "Nowak", "Brindlow", "Ashgrove", "Khan")
SENTENCES = (
    "{0} {1} came to the meeting.",
    "The worker rang {0} {1} on Monday.",
    "Present: {0} {1}, Mrs {1}, Dr {1}",
    "Mr {1} had not been told. PC {1} agreed to ask.",
    "It was {0} who said so, and {0} {1}'s sister heard it.",
    "Seen by\tMs {1}",
)


def test_every_generated_name_is_listed_wherever_it_stands() -> None:
    for number, first in enumerate(FIRST):
        last = LAST[number % len(LAST)]
        for sentence in SENTENCES:
            text = sentence.format(first, last)
            listed = " ".join(
                f"{row.name} {' '.join(row.aliases)}" for row in likely_names([("", read_docx(record(text)))], WORDS)
            )
            assert last in listed, text
            assert first in listed or first not in text, text


def test_ordinary_capitals_are_not_listed() -> None:
    text = (
        "OFFICIAL-SENSITIVE. Confidentiality was read out. Appoint a lead. Fix the door by Friday. E-mail sent. "
        "RM-INV-01 asks. Approval of the Five-week plan. Referrals in March. Avon and Somerset Police agreed. Signature"
    )
    assert [row.name for row in likely_names([("", read_docx(record(text)))], WORDS)] == []


def test_words_of_minutes_and_plans_are_a_small_part_of_what_is_listed() -> None:
    """Those of Toby's case bring nine words that name nobody, all of them places or projects."""
    prepared = prepare(REPOSITORY / "sample_inputs" / "toby.yaml", Settings(), date(2025, 5, 1))
    made = document_makers(prepared, Settings())
    papers = [document for document in prepared.documents if document.kind in ("minutes", "risk_management_plan")]
    paths = [document_path(prepared.loaded.case, document) for document in papers]
    rows = likely_names([("", read_docx(made[path]())) for path in paths], WORDS)
    names = " ".join(person.name or "" for person in (*prepared.loaded.case.children, *prepared.loaded.case.people))
    names += " ".join(contact.name or "" for contact in prepared.contacts.contacts)
    names += " ".join(invitee.name or "" for meeting in prepared.loaded.case.meetings for invitee in meeting.invitees)
    nobody = [row.name for row in rows if not set(row.name.split()) & set(names.split())]
    assert len(nobody) <= 12, nobody


def test_a_roster_explains_its_names() -> None:
    left = {row.name for row in unexplained(OLD, usual_roster(), WORDS)}
    assert {"Okonedo", "Brindlow"} <= left
    assert {"Dario Castellmoor", "Dario", "Castellmoor"}.isdisjoint(left)


def test_the_list_goes_through_excel_and_back() -> None:
    rows = (
        NamesRow("Dario Castellmoor", ("Dee", "14/03/2010", "07700 900123"), "other child", "redact", "third-party"),
        NamesRow("Toby Wrenfield", (), "subject", "disclose"),
        NamesRow("Kestrel Fair", (), "", "not-a-person"),
    )
    known = read_names(write_names(rows), POLICY)
    dario = known.persons[0]
    assert (dario.aliases, [one.kind for one in dario.identifiers]) == (("Dee",), ["date of birth", "telephone number"])
    assert known.subjects[0].name == "Toby Wrenfield"
    assert known.not_persons == {"Kestrel", "Fair"}


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_list_saved_by_another_excel_is_read(separator: str) -> None:
    text = separator.join(("name", "aliases", "category", "decision", "reason")) + "\r\n"
    text += separator.join(("Dario", "", "other child", "redact", "")) + "\r\n"
    assert read_names(text.encode("cp1252"), POLICY).persons[0].decided.decision is Decision.REDACT


def test_wrong_lines_are_all_told_with_their_number() -> None:
    rows = (NamesRow("A B", (), "cousin", "redact"), NamesRow("C D", (), "family", "maybe"))
    with pytest.raises(InputError) as error:
        read_names(write_names(rows), POLICY)
    assert [problem.location.line for problem in error.value.problems if problem.location] == [2, 3]


def test_a_cell_is_never_a_formula() -> None:
    data = write_names([NamesRow("=HYPERLINK(1)", ("+44",), "", "ask")])
    assert b"\n'=HYPERLINK(1),'+44" in data
    assert read_rows(data)[0].name == "=HYPERLINK(1)"


def test_a_line_without_a_decision_takes_the_policy() -> None:
    known = read_names(write_names([NamesRow("Ann Able", (), "family", "")]), POLICY)
    assert (known.persons[0].standing, known.persons[0].decided.decision) == (Standing.FAMILY, Decision.ASK)
