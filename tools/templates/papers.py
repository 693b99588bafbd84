"""Every template and the function that lays it out: one line a template, by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tools.templates import invitations

PAPERS: dict[str, Callable[[], Any]] = {
    "invite": invitations.invite,
    "schedule_of_children": invitations.schedule_of_children,
    "report_request": invitations.report_request,
    "reply_slip": invitations.reply_slip,
    "notification_letter": invitations.notification_letter,
}
