"""Working sheets of a complex strategy meeting: interviews, who tells whom what, resources, the strategic group.

Rules CS-AGD-13, CS-AGD-14, CS-AGD-16, CS-AGD-18, CS-DEC-02.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from packgen.case.meeting import Decision
from packgen.documents.blocks import children_of, name_of
from packgen.documents.british import capitalised, count_of, listed, readable
from packgen.documents.called import calls, rules_of
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import passages_of
from packgen.documents.minutes_tables import decided, decision_words
from packgen.documents.passages import Passages
from packgen.documents.sheets.sheet import Filled, Row, meeting_sheet
from packgen.documents.standing import as_the_record

INTERVIEWS, COMMUNICATIONS = "interview_plan", "communications_plan"
RESOURCES, GROUP = "resources_plan", "strategic_group"
_Rows = Mapping[str, Sequence[Row]]
_GROUPS = ("social_care", "police", "health", "education", "other_authority", "voluntary")


def _documents(kind: str, rows: Callable[[MeetingWork, Passages], _Rows], work: MeetingWork) -> Iterator[Document]:
    called = calls(work.assessment.calls, kind)
    if called and not work.meeting.cancelled:
        passages = passages_of(work, kind)
        filled = Filled(rows(work, passages), rules_of(called), signed=as_the_record(work), passages=passages)
        yield meeting_sheet(work, kind, filled)


def _interviews(work: MeetingWork, passages: Passages) -> _Rows:
    case, found = work.whole.case, work.whole.case.concern.investigation
    parts = [
        (_decision_for(work, one, code), part)
        for one, code in decided(work)
        if (part := passages.words(one.social_worker_in_interviews, about=one.children))
    ]
    return {
        "investigation": (
            ("Reference", found.reference if found else None),
            (
                "Team and force",
                ", ".join(w for w in (found.team, found.force) if w) or None if found else None,
            ),
            ("Officer in charge", name_of(case, found.officer_in_charge) if found else None),
        ),
        "children": [
            (child.name, passages.words(child.communication_needs, about=(child.id,))) for child in children_of(work)
        ],
        "agreed": parts,
    }


def _decision_for(work: MeetingWork, decision: Decision, code: str) -> str:
    children = listed([name_of(work.whole.case, child) or child for child in decision.children])
    return ": ".join(words for words in (decision_words(work, code), children) if words)


def _communications(work: MeetingWork, passages: Passages) -> _Rows:
    children = children_of(work)
    told = work.meeting.minutes.who_tells_the_child if work.meeting.minutes else None
    return {
        "decided": _decided(work, COMMUNICATIONS, passages),
        "told": [
            *((child.name, "", "", told or "") for child in children),
            *((f"Parents and carers of {child.name}",) for child in children),
        ],
    }


def _resources(work: MeetingWork, passages: Passages) -> _Rows:  # noqa: ARG001  (all sheets are built alike)
    case, children = work.whole.case, children_of(work)
    contacts = {child.contact_with_source or "not yet said" for child in children}
    by_contact = [
        f"{readable(word)}: {sum((child.contact_with_source or 'not yet said') == word for child in children)}"
        for word in sorted(contacts)
    ]
    others = sorted({one.agency for one in work.assessment.attendees if one.group == "other_authority" and one.agency})
    of_concern = [one for one in case.people if one.group == "person_of_concern"]
    return {
        "scale": (
            ("Children known", f"{len(children)} ({'; '.join(by_contact)})"),
            ("People of concern", count_of(len(of_concern), "person", "people")),
            ("Places of concern", count_of(sum(one.kind == "place_of_concern" for one in case.places), "place")),
            ("Other authorities and forces", listed(others) or "none known"),
        )
    }


def _group(work: MeetingWork, passages: Passages) -> _Rows:
    there = [one.group for one in work.assessment.attendees if not one.needs_decision]
    others = sorted({one.agency for one in work.assessment.attendees if one.group == "other_authority" and one.agency})
    labels = [
        capitalised(readable(group) or group) for group in _GROUPS if group in there and group != "other_authority"
    ]
    return {
        "decided": _decided(work, "strategic_management_group", passages),
        "members": [(label,) for label in (*labels, *others, "Legal services")],
    }


def _decided(work: MeetingWork, code: str, passages: Passages) -> list[Row]:
    return [
        (passages.words(one.text, about=one.children), passages.words(one.rationale, about=one.children))
        for one, found in decided(work)
        if found == code
    ]


KINDS = (
    MeetingKind(INTERVIEWS, "Witness and interview order", partial(_documents, INTERVIEWS, _interviews)),
    MeetingKind(COMMUNICATIONS, "Communications plan", partial(_documents, COMMUNICATIONS, _communications)),
    MeetingKind(RESOURCES, "Resources plan", partial(_documents, RESOURCES, _resources)),
    MeetingKind(GROUP, "Strategic management group", partial(_documents, GROUP, _group)),
)
