"""The record of discussions with police while a child is missing: each with the time by which it was due.

Rules MS-01 and MS-02 (the clock), RT-16 (whether a pattern points to harm outside the family).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from packgen.case.people import Child, MissingEpisode
from packgen.documents.blocks import child_by_id
from packgen.documents.british import moment
from packgen.documents.called import calls
from packgen.documents.kind import CaseKind, CaseWork, Document
from packgen.documents.passages import Passages
from packgen.documents.sheets.one_child import who
from packgen.documents.sheets.sheet import Filled, Row, case_sheet
from packgen.guidance.assessment import ClockReading

NAME = "missing_discussion_record"
_CLOCK = "missing_discussion"
_PHONE = "phone_contact_with_child"
_STATES = {
    "met": "Held in time",
    "overdue": "Late, or not held",
    "open": "Still to be held",
    "not_applicable": "Not needed: back before then",
}


def documents(work: CaseWork) -> Iterator[Document]:
    """One for each child of whom the guidance asks for it, with every time missing."""
    for call in calls(work.assessment.calls, NAME):
        if child := child_by_id(work.case, call.child):
            passages = Passages(f"{work.case.case.reference}/{NAME}/{child.id}")
            episodes = [one for one in work.case.missing_episodes if one.child == child.id]
            rows = {
                "child": [*who(work, child), ("Placement", _placement(child))],
                "episodes": [_episode(one) for one in episodes],
                "discussions": [_discussion(one, episodes) for one in _readings(work, child)],
                "phone": [_phone(talk.at) for one in episodes for talk in one.discussions if talk.kind == _PHONE],
                "pattern": _pattern(work, passages),
            }
            yield case_sheet(work, NAME, Filled(rows, call.rules, child=child.id, passages=passages))


def _placement(child: Child) -> str | None:
    return child.placement.provider if child.placement else None


def _episode(one: MissingEpisode) -> Row:
    until = moment(one.returned) if one.returned else "still missing"
    return (moment(one.started), until, _length(one), one.police_reference)


def _length(one: MissingEpisode) -> str:
    if one.returned is None:
        return ""
    minutes = int((one.returned.timestamp() - one.started.timestamp()) // 60)
    return f"{minutes // 60} h {minutes % 60:02} min"


def _readings(work: CaseWork, child: Child) -> list[ClockReading]:
    """Those that fell due or were kept; of times the child was soon back there is nothing to write."""
    found = [one for one in work.assessment.clocks if one.clock == _CLOCK and one.subject == child.id]
    return [one for one in found if one.state != "not_applicable"]


def _discussion(one: ClockReading, episodes: list[MissingEpisode]) -> Row:
    held = [
        f"{moment(talk.at)}{f', {talk.by}' if talk.by else ''}"
        for episode in episodes
        for talk in episode.discussions
        if talk.kind != _PHONE and one.state in ("met", "overdue") and _answers(talk.at, one)
    ]
    return (moment(one.due), _STATES.get(one.state, one.state), held[0] if held else "")


def _answers(at: datetime, one: ClockReading) -> bool:
    return isinstance(one.starts, datetime) and isinstance(one.due, datetime) and one.starts < at <= one.due


def _phone(at: datetime) -> Row:
    return (moment(at), "The child was spoken to; the clock went on.")


def _pattern(work: CaseWork, passages: Passages) -> list[Row]:
    answer = passages.words(work.case.concern.extra_familial_considered)
    return [("Was it considered, and why so?", answer)] if answer else []


KIND = CaseKind(NAME, "Discussions while missing", documents)
