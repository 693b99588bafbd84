"""Sheets and records about one child that the case as a whole calls for.

Rules RT-10 (two processes), OOA-05 to OOA-08 (area check list), CSE-01 to CSE-04 (check list on sexual exploitation)
and KB-03 (National Referral Mechanism).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from packgen.case.people import Child
from packgen.documents.blocks import child_by_id, name_of, person_line, place_by_id, place_line
from packgen.documents.blocks import person_by_id as person
from packgen.documents.british import moment, readable, short_date
from packgen.documents.called import calls
from packgen.documents.kind import CaseKind, CaseWork, Document
from packgen.documents.passages import Passages
from packgen.documents.sheets.sheet import Filled, Row, case_sheet

DUAL_PROCESS, AREA = "dual_process_agreement", "area_checklist"
CHECKLIST, REFERRAL = "cse_checklist_cover", "national_referral_prompt"
_Rows = Mapping[str, Sequence[Row]]
_CHECKLIST_CLOCK = "cse_checklist_review"


def _documents(kind: str, rows: Callable[[CaseWork, Child, Passages], _Rows], work: CaseWork) -> Iterator[Document]:
    for call in calls(work.assessment.calls, kind):
        if child := child_by_id(work.case, call.child):
            passages = Passages(f"{work.case.case.reference}/{kind}/{child.id}")
            filled = Filled(rows(work, child, passages), call.rules, child=child.id, passages=passages)
            yield case_sheet(work, kind, filled)


def who(work: CaseWork, child: Child) -> list[Row]:
    """The first rows of a sheet about one child."""
    return [
        ("Child", child.name),
        ("Date of birth", short_date(child.date_of_birth)),
        ("Social worker", person_line(person(work.case, child.social_worker))),
    ]


def _dual_process(work: CaseWork, child: Child, passages: Passages) -> _Rows:
    justice = child.youth_justice
    agreed = justice.agreement if justice else None
    return {
        "child": [
            *who(work, child),
            ("Youth justice order", "Yes" if justice and justice.order else "No"),
            ("Youth justice practitioner", person_line(person(work.case, justice.practitioner if justice else None))),
        ],
        "agreement": (
            ("Meetings are arranged by", agreed.arranged_by if agreed else None),
            ("Chaired by", agreed.chair if agreed else None),
            ("How they are built up", passages.words(agreed.structure, about=(child.id,)) if agreed else None),
        ),
        "recorded": [(system,) for system in (agreed.recorded_on if agreed else ())],
    }


def _area(work: CaseWork, child: Child, passages: Passages) -> _Rows:  # noqa: ARG001  (all sheets are built alike)
    move = child.placement_move
    if move is None:
        return {}
    officer = name_of(work.case, child.independent_reviewing_officer)
    return {
        "move": [
            *who(work, child),
            ("To", place_line(place_by_id(work.case, move.to.place))),
            ("Kind and provider", ", ".join(w for w in (readable(move.to.kind), move.to.provider) if w) or None),
            ("Authority", move.to.authority),
            ("Planned for", short_date(move.planned_for)),
            ("In an emergency", "Yes" if move.emergency else "No"),
        ],
        "musts": (
            (
                "The authority of the area has been told",
                *_done(move.host_authority_notified_on is not None),
                _on(move.host_authority_notified_on),
            ),
            (
                "Enquiries whether the area suits the child",
                *_done(move.area_enquiries_made_on is not None),
                _on(move.area_enquiries_made_on),
            ),
            (
                "Link with the exploitation team there",
                *_done(move.exploitation_team_linked_on is not None),
                _on(move.exploitation_team_linked_on),
            ),
            ("Who holds Return Home Interviews there", move.return_interviews_agreed_with or "☐ not yet agreed", ""),
        ),
        "law": ((f"Independent Reviewing Officer: {officer or 'not yet known'}",),),
    }


def _done(done: bool) -> tuple[str, str]:
    return ("☒ yes" if done else "☐ not yet", "")


def _on(day: object) -> object:
    return day or ""


def _checklist(work: CaseWork, child: Child, passages: Passages) -> _Rows:  # noqa: ARG001  (all sheets are built alike)
    held = child.cse_checklist
    due = [one.due for one in work.assessment.clocks if one.clock == _CHECKLIST_CLOCK and one.subject == child.id]
    flag = None if held is None or held.flag_set is None else ("Yes" if held.flag_set else "No")
    return {
        "child": [
            *who(work, child),
            ("Completed on", short_date(held.completed_on if held else None)),
            ("Last reviewed on", short_date(held.reviewed_on) if held and held.reviewed_on else "not yet reviewed"),
            ("Next review by", moment(max(due, key=str)) if due else None),
            (
                "Much has changed on",
                short_date(held.significant_change_on) if held and held.significant_change_on else "nothing recorded",
            ),
            ("Flag set on the record", flag),
        ]
    }


def _referral(work: CaseWork, child: Child, passages: Passages) -> _Rows:
    known = child.national_referral
    return {
        "child": [
            *who(work, child),
            ("Thought about", "Yes" if known and known.considered else "Not yet"),
            ("Reason recorded", passages.words(known.reason, about=(child.id,)) if known else None),
            ("Referred on", short_date(known.referred_on) if known and known.referred_on else "not referred"),
            ("Outcome", (known.outcome if known else None) or "none yet"),
            ("Trusted adult", name_of(work.case, child.trusted_adult)),
        ]
    }


KINDS = (
    CaseKind(DUAL_PROCESS, "Agreement on two processes", partial(_documents, DUAL_PROCESS, _dual_process)),
    CaseKind(AREA, "Area check list", partial(_documents, AREA, _area)),
    CaseKind(CHECKLIST, "Check list cover", partial(_documents, CHECKLIST, _checklist)),
    CaseKind(REFERRAL, "National Referral Mechanism prompt", partial(_documents, REFERRAL, _referral)),
)
