"""Rosters, records and reviews for the tests of subject access copies."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path

import docx
from docx.oxml.ns import qn

from packgen.redaction.model import Decision
from packgen.redaction.persons import Decided, Identifier, Roster, RosterPerson, Standing, numbered
from packgen.redaction.policy import default_policy
from packgen.redaction.propose import Proposed, Proposing, RecordInput, propose
from packgen.redaction.release import ReleaseOrder

POLICY = default_policy()
TODAY = date(2025, 5, 1)
SUBJECT, OTHER, MOTHER, DOCTOR = "Toby Wrenfield", "Dario Castellmoor", "Carla Wrenfield", "Lucía Vásquez-Pym"
ORDER = ReleaseOrder("Officer One", TODAY)


def person(
    name: str,
    standing: Standing = Standing.OTHER_CHILD,
    *aliases: str,
    decision: Decision | None = None,
    identifiers: tuple[Identifier, ...] = (),
    case_id: str = "",
) -> RosterPerson:
    """Somebody with the policy's decision, or another."""
    default = POLICY.standings[standing]
    decided = Decided(decision, default.reason_code, by="officer") if decision else default
    return RosterPerson("", name, standing, decided, aliases, identifiers, case_id)


def roster(*persons: RosterPerson, not_persons: tuple[str, ...] = ()) -> Roster:
    """A roster with the subject and the given persons."""
    return Roster(
        numbered((person(SUBJECT, Standing.SUBJECT, "Tobes", case_id="toby"), *persons)), frozenset(not_persons)
    )


def usual_roster() -> Roster:
    """The subject, another child, a mother of the same surname, a doctor who is named."""
    return roster(
        person(OTHER, Standing.OTHER_CHILD, "Dee", case_id="dario"),
        person(MOTHER, Standing.FAMILY, decision=Decision.DISCLOSE, case_id="mum"),
        person(DOCTOR, Standing.PROFESSIONAL, decision=Decision.DISCLOSE, case_id="doctor"),
    )


@cache
def record(*paragraphs: str) -> bytes:
    """A Word document of plain paragraphs: the same bytes each time, though a clock stands in what Word files hold."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def proposing(known: Roster, request: str = "SAR-1") -> Proposing:
    """What to propose with."""
    return Proposing(request, known, POLICY, TODAY)


def proposed(root: Path, data: bytes, known: Roster | None = None, request: str = "SAR-1") -> Proposed:
    """One proposal of one record."""
    (made,) = propose(root, [RecordInput(".docx", data)], proposing(known or usual_roster(), request))
    return made


def recolour(file: Path, old: str, new: str, *, only: str = "") -> int:
    """Turn highlights of one colour into another (`none` removes them), where a run holds `only`."""
    document = docx.Document(str(file))
    count = 0
    for run in document.element.body.iter(qn("w:r")):
        text = "".join(one.text or "" for one in run.iter(qn("w:t")))
        for mark in run.iter(qn("w:highlight")):
            if mark.get(qn("w:val")) == old and only in text:
                mark.set(qn("w:val"), new)
                count += 1
    document.save(str(file))
    return count


def highlight(file: Path, words: str) -> None:
    """The officer marks words that stand in a paragraph without any highlight."""
    document = docx.Document(str(file))
    for paragraph in document.paragraphs:
        if words in paragraph.text:
            before, _, after = paragraph.text.partition(words)
            for run in list(paragraph.runs):
                run._r.getparent().remove(run._r)
            paragraph.add_run(before)
            paragraph.add_run(words).font.highlight_color = 4
            paragraph.add_run(after)
    document.save(str(file))


def text_of(data: bytes) -> str:
    """The text of a copy as python-docx reads it."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
