"""How a letter that follows from a rule is put together: wording from data, facts from the case, one template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from packgen.case.people import Child
from packgen.documents.audiences import LABELS, Audience, details_of
from packgen.documents.blocks import Values, citations_of, meeting_paper, plan_paper, rule_ids, state_of
from packgen.documents.british import short_date
from packgen.documents.invitees import reply_to
from packgen.documents.kind import CaseWork, Document, Format, MeetingWork
from packgen.documents.letters.wording import letter_wordings
from packgen.documents.passages import Passages
from packgen.documents.standing import Standing, day_of_case
from packgen.guidance.assessment import RuleReference

TEMPLATE = "letter"
OFFICE = ("chair", "office")


@dataclass(frozen=True)
class Facts:
    """What the case puts into a letter: whom it goes to, the table at its head, blocks of facts, who answers."""

    to: Values
    details: tuple[tuple[str, object], ...] = ()
    blocks: tuple[Values, ...] = ()
    rules: tuple[RuleReference, ...] = ()
    signed: Standing = field(default_factory=Standing)
    passages: Passages | None = None
    name: str = ""
    """The file's stem where the kind's own name does not tell several letters apart."""
    for_child: str | None = None
    answer: Values | None = None
    """Whom to answer, where that is not whoever answers for the meeting."""
    sent_on: date | None = None
    """When the case file says that it was sent; None prints a line to fill in."""


def block(
    heading: str,
    *,
    rows: Iterable[tuple[str, object]] = (),
    lines: Iterable[object] = (),
    heads: tuple[str, str] = ("What", "As recorded"),
) -> Values:
    """A heading with labelled values and paragraphs under it; `heads` are the headings of the two columns."""
    return {
        "heading": heading,
        "heads": {"a": heads[0], "b": heads[1]},
        "rows": [{"label": label, "value": value} for label, value in rows],
        "lines": list(lines),
    }


def child_block(work: CaseWork, child: Child, audience: Audience) -> Values:
    """One child as a letter names one: what the audience needs to know, and no more."""
    born = ("Date of birth", short_date(child.date_of_birth))
    return block(child.name, rows=[born, *_details(work, child, audience)])


def _details(work: CaseWork, child: Child, audience: Audience) -> list[tuple[str, str | None]]:
    """Without the age, which a letter would tell as at another day than its own; the date of birth stands above."""
    known = details_of(work.case, child, audience, day_of_case(work.case))
    return [(label, value) for label, value in known if label != LABELS["age"]]


def meeting_letter(work: MeetingWork, kind: str, facts: Facts) -> Document:
    """A letter that a meeting's rules call for."""
    title = letter_wordings()[kind].title
    paper = meeting_paper(work, title, facts.signed)
    answer = facts.answer or reply_to(work)
    return _document(kind, title, facts, _context(kind, facts, paper, answer), work.meeting.id, work.whole)


def case_letter(work: CaseWork, kind: str, facts: Facts, answer: Values) -> Document:
    """A letter that the case as a whole calls for; `answer` is whom to answer (`name`, `email`, `phone`)."""
    title = letter_wordings()[kind].title
    return _document(
        kind, title, facts, _context(kind, facts, plan_paper(work, title, facts.signed), answer), None, work
    )


def _document(kind: str, title: str, facts: Facts, context: Values, folder: str | None, work: CaseWork) -> Document:
    meeting = next((one for one in work.case.meetings if one.id == folder), None)
    return Document(
        kind=kind,
        name=facts.name or kind.replace("_", "-"),
        title=title,
        format=Format.WORD,
        audience=OFFICE,
        folder=folder,
        date=meeting.date if meeting else day_of_case(work.case),
        version=facts.signed.version,
        state=state_of(facts.signed),
        context=context,
        template=TEMPLATE,
        for_child=facts.for_child,
        passages=facts.passages.found if facts.passages else (),
    )


def _context(kind: str, facts: Facts, paper: Values, answer: Values) -> Values:
    wording = letter_wordings()[kind]
    return {
        "paper": paper,
        "to": facts.to,
        "details": [{"label": label, "value": value} for label, value in facts.details],
        "says": list(wording.says),
        "blocks": list(facts.blocks),
        "asks": list(wording.asks),
        "answer": wording.answer,
        "reply_to": answer,
        "rules": rule_ids(facts.rules),
        "citations": citations_of(facts.rules),
        "sent_on": facts.sent_on,
    }
