"""Every kind of document, by hand: a new kind is one builder module, one template of its name, one line here."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents import (
    action_plan,
    agenda,
    call_sheet,
    chairs_crib,
    child_safety_plan,
    email_text,
    family_papers,
    invite,
    meeting_calendar,
    minutes,
    notification_letter,
    record_copy,
    reply_slip,
    report_request,
    risk_management_plan,
    schedule_of_children,
    sign_in_sheet,
)
from packgen.documents.kind import CaseWork, Document, DocumentKind, MeetingWork
from packgen.documents.letters import care_plan_note, enquiries, out_of_area, placement_move
from packgen.documents.sheets import (
    chase_list,
    closing_record,
    complex_abuse,
    missing_discussions,
    one_child,
    safer_options,
)
from packgen.documents.texts import case_note, first_response

KINDS: tuple[DocumentKind, ...] = (
    invite.KIND,
    schedule_of_children.KIND,
    report_request.KIND,
    reply_slip.KIND,
    meeting_calendar.KIND,
    email_text.KIND,
    notification_letter.KIND,
    chairs_crib.KIND,
    chase_list.KIND,
    agenda.KIND,
    sign_in_sheet.KIND,
    call_sheet.KIND,
    minutes.KIND,
    record_copy.KIND,
    risk_management_plan.KIND,
    child_safety_plan.KIND,
    *family_papers.KINDS,
    *safer_options.KINDS,
    *complex_abuse.KINDS,
    action_plan.KIND,
    closing_record.KIND,
    missing_discussions.KIND,
    *one_child.KINDS,
    out_of_area.REQUEST_KIND,
    out_of_area.ESCALATION_KIND,
    out_of_area.NOTICE_KIND,
    placement_move.KIND,
    enquiries.BRIEF_KIND,
    enquiries.ASSESSMENT_KIND,
    care_plan_note.KIND,
    first_response.KIND,
    case_note.KIND,
)


def documents_of(work: CaseWork) -> Iterator[Document]:
    """Every document that a case calls for: those of the case itself, then those of each meeting."""
    for kind in KINDS:
        yield from kind.for_case(work)
    for meeting in work.case.meetings:
        of_meeting = MeetingWork(work, meeting, work.assessment.meeting(meeting.id))
        for kind in KINDS:
            yield from kind.for_meeting(of_meeting)


def kind_named(name: str) -> DocumentKind | None:
    """The kind with this name, if there is one."""
    return next((kind for kind in KINDS if kind.name == name), None)
