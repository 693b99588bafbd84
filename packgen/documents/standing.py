"""Papers of the case that no meeting issues: their day, and whether they have been sent.

A letter of the case counts as issued from the day on which the case file says that it was sent; from then on it is
never rebuilt (design, decision 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from packgen.case.meeting import SignedOff
from packgen.case.model import CaseFile
from packgen.documents.kind import MeetingWork
from packgen.documents.meeting_papers import record_state


@dataclass(frozen=True)
class Standing:
    """How a paper of the case stands, as `blocks.SignedPaper` asks for it."""

    version: str = "1"
    issued: SignedOff | None = None
    approved: SignedOff | None = None


def standing(sent_on: date | None, by: str | None = None) -> Standing:
    """Issued where it was sent, else a draft."""
    return Standing(issued=SignedOff(date=sent_on, by=by or "not recorded") if sent_on else None)


def as_the_record(work: MeetingWork) -> Standing:
    """As the minutes of the meeting stand: what follows from a meeting is settled with them."""
    meeting, state = work.meeting, record_state(work.meeting)
    return Standing(
        meeting.version,
        meeting.issued if state != "draft" else None,
        meeting.approved if state == "approved" else None,
    )


def day_of_case(case: CaseFile) -> date:
    """The last day that a meeting or plan of the case has, else the day it was opened."""
    days = [meeting.date for meeting in case.meetings]
    days += [plan.date for plan in case.risk_management_plans]
    days += [plan.date for plan in case.child_safety_plans]
    return max(days, default=case.case.opened_on or date.min)


def last_meeting_of(case: CaseFile, child: str | None) -> str | None:
    """The id of the last meeting that is held for this child: the one whose pack a sheet about the child goes into."""
    held = [one for one in case.meetings if one.cancelled is None and (not one.children or child in one.children)]
    return max(held, key=lambda one: one.date).id if held else None
