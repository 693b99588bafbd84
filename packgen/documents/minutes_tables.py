"""Rows of the tables in the minutes that come back from Word: attendance, decisions, actions.

What one cell holds is one paragraph each, some begun with a fixed label, so that it can be read back without guessing
(docs/decisions/0020-tagged-tables.md). Every row has a `key` (keys.py) and a printed `reference` such as A3.
"""

from __future__ import annotations

from collections.abc import Iterable

from packgen.case.meeting import Action, Decision, Dissent
from packgen.case.values import FreeText
from packgen.content import Markdown, Passage
from packgen.documents.attendance import around_the_table, is_chair, present_word, role_words
from packgen.documents.blocks import Values, agency_beside, name_of
from packgen.documents.british import capitalised, listed, readable
from packgen.documents.earlier_actions import owner_of, reference_of
from packgen.documents.keys import action_keys, attendance_keys, decision_keys
from packgen.documents.kind import MeetingWork
from packgen.documents.passages import Passages
from packgen.guidance.assessment import Attendee


def attendance_rows(work: MeetingWork, passages: Passages) -> list[Values]:
    """Everybody expected, whether they were there, who came instead, which conflict they declared."""
    people = around_the_table(work)
    keys = attendance_keys(work.whole.case, work.meeting, people)
    return [
        _attendance_row(work, one, passages) | {"key": key, "reference": f"P{number}"}
        for number, (one, key) in enumerate(zip(people, keys, strict=True), 1)
    ]


def _attendance_row(work: MeetingWork, one: Attendee, passages: Passages) -> Values:
    return {
        "name": one.name,
        "role": f"{one.label} (chair)" if is_chair(work, one) and one.label != "Chair" else one.label,
        "agency": agency_beside(one.label, one.agency),
        "present": present_word(one),
        "deputy": one.deputy,
        "apologies": one.reply == "apologies",
        "conflict": as_given(one.conflict, (invited.conflict_declared for invited in work.meeting.invitees), passages),
    }


def decision_rows(work: MeetingWork, passages: Passages) -> list[Values]:
    """What was decided, why, who disagreed, who sees to it."""
    decisions = work.meeting.minutes.decisions if work.meeting.minutes else ()
    keys = decision_keys(work.whole.case, work.meeting, decisions)
    return [
        _decision_row(work, one, passages) | {"key": key, "reference": f"D{number}"}
        for number, (one, key) in enumerate(zip(decisions, keys, strict=True), 1)
    ]


def _decision_row(work: MeetingWork, one: Decision, passages: Passages) -> Values:
    case = work.whole.case
    return {
        "label": decision_words(work, one.decision),
        "text": passages.words(one.text, about=one.children),
        "rationale": passages.words(one.rationale, about=one.children),
        "children": listed([name_of(case, child) or child for child in one.children]),
        "owner": name_of(case, one.owner) or (role_words(work, one.owner_role) if one.owner_role else None),
        "interviews": passages.words(one.social_worker_in_interviews, about=one.children),
        "destination": readable(one.destination),
        "dissent": [_dissent(words, one, passages) for words in one.dissent],
    }


def decided(work: MeetingWork) -> list[tuple[Decision, str]]:
    """What was decided, each with its code as the guidance spells it; as typed where the guidance does not know it."""
    decisions = work.meeting.minutes.decisions if work.meeting.minutes else ()
    codes = work.assessment.decided or tuple(one.decision for one in decisions)
    return list(zip(decisions, codes, strict=True))


def decision_words(work: MeetingWork, code: str) -> str:
    """A decision as the guidance calls it, at this meeting or another; else the code in words."""
    meetings = (work.assessment, *work.whole.assessment.meetings)
    known = (permitted.label for meeting in meetings for permitted in meeting.decisions if permitted.code == code)
    return next(known, None) or capitalised(readable(code) or code)


def _dissent(one: Dissent, decision: Decision, passages: Passages) -> Values:
    return {
        "by": f"{one.by} ({one.agency})" if one.agency else one.by,
        "reason": passages.words(one.reason, about=decision.children),
        "escalated_to": one.escalated_to,
    }


def action_rows(work: MeetingWork, passages: Passages) -> list[Values]:
    """What was agreed to be done, by whom, by when, and whether it has been."""
    actions = work.meeting.actions
    keys = action_keys(work.whole.case, work.meeting, actions)
    return [
        _action_row(work, one, passages) | {"key": key, "reference": reference_of(number)}
        for number, (one, key) in enumerate(zip(actions, keys, strict=True), 1)
    ]


def _action_row(work: MeetingWork, one: Action, passages: Passages) -> Values:
    owner = owner_of(work, one)
    return {
        "what": passages.words(one.what, about=one.about),
        "progress": passages.words(one.progress, about=one.about),
        "dropped": passages.words(one.dropped, about=one.about),
        "share_with_family": passages.words(one.share_with_family, about=one.about),
        "owner": owner,
        "agency": agency_beside(owner or "", one.agency),
        "due": one.due,
        "immediate": one.immediate,
        "done_on": one.done_on,
    }


def as_given(words: str | None, typed: Iterable[FreeText | None], passages: Passages) -> Markdown | Passage | None:
    """A text that the assessment carries bare, with whom it is about as the case file has it among `typed`."""
    if words is None:
        return None
    same = next((one for one in typed if one is not None and one.text == words), None)
    return passages.words(same or FreeText(text=words))
