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
    sign_in_sheet,
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
    "safety_plan_worksheet": child_safety_plan.worksheet,
    "plain_invitation": family_papers.plain_invitation,
    "what_i_want_to_say": family_papers.what_i_want_to_say,
    "letter": following.letter,
    "working_sheet": following.working_sheet,
    "action_plan": following.action_plan,
}
