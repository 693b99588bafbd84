"""Whatever the invitation list, some names stand in no paper that leaves the office."""

from __future__ import annotations

from typing import Any

from hand_built import invitee, meeting_work
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.documents import (
    email_text,
    invite,
    meeting_calendar,
    notification_letter,
    reply_slip,
    report_request,
    schedule_of_children,
)
from packgen.documents.kind import Document, MeetingWork
from packgen.guidance.assessment import Attendee

KINDS = [
    module.KIND
    for module in (
        invite,
        schedule_of_children,
        report_request,
        reply_slip,
        meeting_calendar,
        email_text,
        notification_letter,
    )
]
ROLES = (
    *("lighthouse", "police_investigations", "neighbourhood_beat_officer", "operation_topaz", "nurse", "foster_carer"),
    *("education_senior", "education_provider", "virtual_school", "licensing", "mentoring", "parent", "child", ""),
)
GROUPS = ("police", "health", "social_care", "education", "other_authority", "voluntary", "other", "family", "child")


@st.composite
def attendees(draw: st.DrawFn) -> tuple[Attendee, ...]:
    made = []
    for number in range(draw(st.integers(0, 7))):
        flags: dict[str, Any] = {
            flag: draw(st.booleans()) for flag in ("addressed", "needs_decision", "requested_team", "report_wanted")
        }
        flags["agency"] = draw(st.sampled_from([None, "North School", "Bristol"]))
        flags["email"] = draw(st.sampled_from([None, f"mail{number}@example.org"]))
        made.append(
            invitee(draw(st.sampled_from(ROLES)), draw(st.sampled_from(GROUPS)), name=f"Person-{number}-Name", **flags)
        )
    return tuple(made)


def work_for(who: tuple[Attendee, ...], route: str | None, cancelled: dict[str, str] | None) -> MeetingWork:
    return meeting_work(who, police_route=route, cancelled=cancelled)


works = st.builds(
    work_for,
    attendees(),
    st.sampled_from([None, "lighthouse", "investigations", "nonsense"]),
    st.sampled_from([None, {"date": "2025-03-10", "by": "Cher Head"}]),
)


def leaving_the_office(work: MeetingWork) -> list[Document]:
    made = [document for kind in KINDS for document in kind.for_meeting(work)]
    assert len({(document.kind, document.name) for document in made}) == len(made)
    return [document for document in made if document.name not in ("invite", "schedule-office")]


@settings(max_examples=150, deadline=None)
@given(works)
def test_whoever_waits_for_a_decision_is_in_no_paper_that_leaves_the_office(work: MeetingWork) -> None:
    waiting = [attendee.name or "" for attendee in work.assessment.attendees if attendee.needs_decision]
    for document in leaving_the_office(work):
        said = f"{document.title} {document.text} {document.context}"
        assert not [name for name in waiting if name in said], document.name


@settings(max_examples=150, deadline=None)
@given(works)
def test_police_teams_that_are_asked_for_are_never_written_to(work: MeetingWork) -> None:
    asked = [a for a in work.assessment.attendees if a.requested_team]
    for document in leaving_the_office(work):
        to = str((document.context or {}).get("recipients", "")) + (document.text or "")
        assert not [a.name for a in asked if f"{a.name}" in to or (a.email and a.email in to)], document.name


@settings(max_examples=100, deadline=None)
@given(works)
def test_only_schedules_and_the_reviewing_officers_letter_name_a_child(work: MeetingWork) -> None:
    allowed = ("schedule-", "notification-independent-reviewing-officer")
    for document in leaving_the_office(work):
        if not document.name.startswith(allowed):
            said = f"{document.name} {document.title} {document.text} {document.context}"
            assert not [secret for secret in ("Ash Quill", "Bo Tern", "Fern Row", "Gull Way") if secret in said]
