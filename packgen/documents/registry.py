"""Every kind of document, by hand: a new kind is one builder module, one template of its name, one line here."""

from __future__ import annotations

from packgen.documents import (
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
from packgen.documents.kind import DocumentKind

KINDS: tuple[DocumentKind, ...] = (
    invite.KIND,
    schedule_of_children.KIND,
    report_request.KIND,
    reply_slip.KIND,
    meeting_calendar.KIND,
    email_text.KIND,
    notification_letter.KIND,
    chairs_crib.KIND,
    agenda.KIND,
    sign_in_sheet.KIND,
    call_sheet.KIND,
    minutes.KIND,
    record_copy.KIND,
    risk_management_plan.KIND,
    child_safety_plan.KIND,
    *family_papers.KINDS,
)


def kind_named(name: str) -> DocumentKind | None:
    """The kind with this name, if there is one."""
    return next((kind for kind in KINDS if kind.name == name), None)
