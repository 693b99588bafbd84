"""Sheets of a Safer Options meeting: what is brought, what is decided and may be shared, what the work has changed.

Rules SO-AGD-01 to SO-AGD-05, SO-DEC-01 to SO-DEC-12, SO-TRN-01, SO-TRK-01, IN-02.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from packgen.case.meeting import Action, Decision, Meeting
from packgen.documents.attendance import role_words
from packgen.documents.blocks import days_overdue, name_of, place_line
from packgen.documents.british import count_of, listed, readable, short_date
from packgen.documents.called import calls, rules_of
from packgen.documents.earlier_actions import owner_of
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import is_held, passages_of
from packgen.documents.minutes_tables import decided, decision_words
from packgen.documents.passages import Passages
from packgen.documents.sheets.layout import SectionLayout
from packgen.documents.sheets.sheet import OFFICE, Filled, Row, meeting_sheet
from packgen.documents.standing import as_the_record

INPUTS, DECISIONS, IMPACT = "inputs_sheet", "decision_sheet", "impact_tracker"
_GROUP_FOCUS = ("place", "peer_group")
_ASSESS = "commission_assessment"


def _documents(
    kind: str, fill: Callable[[MeetingWork, Passages], Filled | None], work: MeetingWork
) -> Iterator[Document]:
    called = calls(work.assessment.calls, kind)
    if not called or work.meeting.cancelled:
        return
    passages = passages_of(work, kind)
    filled = fill(work, passages)
    if filled is not None:
        yield meeting_sheet(
            work,
            kind,
            replace(
                filled,
                rules=rules_of(called),
                signed=as_the_record(work),
                passages=passages,
                audience=(*OFFICE, "safer_options"),
            ),
        )


def _inputs(work: MeetingWork, passages: Passages) -> Filled:
    case = work.whole.case
    places: list[Row] = [
        (place_line(one), next(iter(passages.each(one.notes)), ""), "")
        for one in case.places
        if one.kind == "place_of_concern"
    ]
    ties: list[Row] = [
        (name_of(case, tie.between[0]) or "", _tie(tie.kind, tie.strength), name_of(case, tie.between[1]) or "")
        for tie in case.links
    ]
    siblings: list[Row] = [
        (child.name, name_of(case, other) or other) for child in case.children for other in child.related_to
    ]
    asked: list[Row] = [
        (passages.words(one.text, about=one.children) or decision_words(work, one.decision), short_date(meeting.date))
        for meeting in _until(work, before=True)
        for one, code in decided(MeetingWork(work.whole, meeting, work.whole.assessment.meeting(meeting.id)))
        if code == _ASSESS
    ]
    return Filled({"places": places, "ties": ties, "siblings": siblings, "assessments": asked})


def _decisions(work: MeetingWork, passages: Passages) -> Filled:
    groups = dict.fromkeys(one.group for one in work.assessment.decisions if one.group)
    rows: dict[str, list[Row]] = {group: _of_group(work, group, passages) for group in groups}
    kept = [one for one in work.meeting.actions if one.dropped is None]
    rows["shared"] = [_shared(work, one, passages) for one in kept]
    rows["in_need"] = [_in_need(work, one, passages) for one in kept if one.focus in _GROUP_FOCUS]
    heads = ("Decision", "For whom or what", "Reason", "Owner")
    extra = tuple(SectionLayout(key=group, kind="table", heading=group, heads=heads) for group in groups)
    return Filled(rows, extra=extra)


def _impact(work: MeetingWork, passages: Passages) -> Filled | None:
    """All work with places and peer groups so far; nothing before there is any."""
    found: list[Row] = []
    for meeting in _until(work, before=False):
        found += [
            _work_so_far(work, meeting, one, passages)
            for one in meeting.actions
            if one.focus in _GROUP_FOCUS and one.dropped is None
        ]
    return Filled({"work": found}) if found else None


def _until(work: MeetingWork, *, before: bool) -> list[Meeting]:
    """Safer Options meetings up to this one, oldest first; with `before`, without this one."""
    same = [one for one in work.whole.case.meetings if one.type == work.meeting.type and one.date <= work.meeting.date]
    same.sort(key=lambda one: one.date)
    return [one for one in same if one.id != work.meeting.id or not before]


def _of_group(work: MeetingWork, group: str, passages: Passages) -> list[Row]:
    """What was decided under a heading; before the meeting, what may be."""
    permitted = [one for one in work.assessment.decisions if one.group == group]
    if not is_held(work.meeting):
        return [(f"☐ {one.label}", "", "", "") for one in permitted]
    codes = {one.code for one in permitted}
    taken: list[Row] = [_decision(work, one, code, passages) for one, code in decided(work) if code in codes]
    return taken or [("None of these was decided.",)]


def _decision(work: MeetingWork, one: Decision, code: str, passages: Passages) -> Row:
    case = work.whole.case
    whom = listed([name_of(case, child) or child for child in one.children])
    owner = name_of(case, one.owner) or (role_words(work, one.owner_role) if one.owner_role else None)
    text = passages.words(one.text, about=one.children)
    return (
        f"☒ {decision_words(work, code)}",
        whom or text or "",
        passages.words(one.rationale, about=one.children),
        owner,
    )


def _shared(work: MeetingWork, one: Action, passages: Passages) -> Row:
    may = passages.words(one.share_with_family, about=one.about) or "not yet agreed"
    return (passages.words(one.what, about=one.about), may, owner_of(work, one), short_date(one.due))


def _in_need(work: MeetingWork, one: Action, passages: Passages) -> Row:
    return (
        passages.words(one.what, about=one.about),
        one.lead,
        short_date(one.report_back_by),
        _state(one, work.meeting),
    )


def _work_so_far(work: MeetingWork, agreed: Meeting, one: Action, passages: Passages) -> Row:
    back = f"reports back by {short_date(one.report_back_by)}" if one.report_back_by else "no day to report back"
    seen = passages.words(one.impact, about=one.about) or f"nothing recorded; {_state(one, work.meeting)}"
    since = f"(since {short_date(agreed.date)})"
    what = passages.words(one.what, about=one.about)
    return (what, f"{one.lead or 'nobody named'}, {back} {since}", seen)


def _state(one: Action, at: Meeting) -> str:
    if one.done_on and one.done_on <= at.date:
        return "D: done"
    late = days_overdue(one.report_back_by or one.due, None, at.date)
    return f"L: late by {count_of(late, 'day')}" if late else "O: going on"


def _tie(kind: str, strength: str | None) -> str:
    return ", ".join(word for word in (readable(kind), strength) if word)


KINDS = (
    MeetingKind(INPUTS, "What is brought to Safer Options", partial(_documents, INPUTS, _inputs)),
    MeetingKind(DECISIONS, "Decisions, and what families may be told", partial(_documents, DECISIONS, _decisions)),
    MeetingKind(IMPACT, "Impact tracker", partial(_documents, IMPACT, _impact)),
)
