"""Every template and the function that lays it out: one line a template, by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tools.templates import (
    agenda,
    call_sheet,
    chairs_crib,
    child_safety_plan,
    family_papers,
    following,
    invitations,
    minutes,
    record_copy,
    requests,
    risk_management_plan,
    safety_plan_forms,
    sign_in_sheet,
    subject_access,
)

PAPERS: dict[str, Callable[[], Any]] = {
    "invite": invitations.invite,
    "schedule_of_children": invitations.schedule_of_children,
    "report_request": requests.report_request,
    "reply_slip": requests.reply_slip,
    "notification_letter": requests.notification_letter,
    "agenda": agenda.agenda,
    "chairs_crib": chairs_crib.chairs_crib,
    "sign_in_sheet": sign_in_sheet.sign_in_sheet,
    "call_sheet": call_sheet.call_sheet,
    "minutes": minutes.minutes,
    "record_copy": record_copy.record_copy,
    "risk_management_plan": risk_management_plan.layout,
    "child_safety_plan": child_safety_plan.layout,
    "child_safety_plan_easy_read": safety_plan_forms.easy_read,
    "child_safety_plan_large_print": child_safety_plan.large_print,
    "child_safety_plan_pocket_card": safety_plan_forms.pocket_card,
    "child_safety_plan_side_by_side": safety_plan_forms.side_by_side,
    "safety_plan_worksheet": child_safety_plan.worksheet,
    "plain_invitation": family_papers.plain_invitation,
    "what_i_want_to_say": family_papers.what_i_want_to_say,
    "letter": following.letter,
    "working_sheet": following.working_sheet,
    "action_plan": following.action_plan,
    "subject_access_letter": subject_access.subject_access_letter,
}
