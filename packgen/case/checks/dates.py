"""Dates that cannot all be right: ages, meetings, plans, actions. What is merely unlikely is a warning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise

from packgen.case.checks.finding import Finding, warning
from packgen.case.meeting import Action, Meeting, SignedOff
from packgen.case.model import CaseFile
from packgen.case.people import Child
from packgen.case.plans import ChildSafetyPlan, RiskManagementPlan
from packgen.case.values import LONDON
from packgen.errors import KeyPath

_OLDEST = 25  # a care leaver may be that old


def check_dates(case: CaseFile) -> Iterator[Finding]:
    """Ages, meetings and plans whose dates contradict each other."""
    moments = _dates_of_case(case)
    for number, child in enumerate(case.children):
        yield from _child(child, ("children", number), moments)
    for number, meeting in enumerate(case.meetings):
        yield from _meeting(meeting, ("meetings", number))
    for number, (earlier, later) in enumerate(pairwise(case.meetings), 1):
        if later.date < earlier.date:
            message = f"This meeting is earlier than the one before it ({said(earlier.date)})."
            yield warning(("meetings", number, "date"), message, "List meetings in order of date, or check the dates.")
    for group in ("risk_management_plans", "child_safety_plans"):
        for number, plan in enumerate(getattr(case, group)):
            yield from _plan(plan, (group, number))


def said(day: date) -> str:
    """A date as people say it: 7 March 2025."""
    return f"{day.day} {day:%B %Y}"


def _dates_of_case(case: CaseFile) -> list[date]:
    days = [case.case.opened_on, *(meeting.date for meeting in case.meetings)]
    days += [plan.date for plan in case.risk_management_plans]
    days += [plan.date for plan in case.child_safety_plans]
    return sorted(day for day in days if day)


def age_on(born: date, day: date) -> int:
    """Whole years of age on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _child(child: Child, path: KeyPath, days: list[date]) -> Iterator[Finding]:
    born, stated = child.date_of_birth, child.age
    if stated is not None and stated > _OLDEST:
        yield Finding((*path, "age"), f"An age of {stated} cannot be right for a child.", "Type the age in years.")
        return
    if born is None or not days:
        return
    youngest, oldest = age_on(born, days[0]), age_on(born, days[-1])
    where = (*path, "date_of_birth")
    if youngest < 0 or youngest > _OLDEST:
        age = "not yet born" if youngest < 0 else str(youngest)
        yield Finding(where, f"This date of birth makes the child {age} on {said(days[0])}.", "Check the year.")
    elif stated is not None and not youngest <= stated <= oldest:
        made = str(youngest) if youngest == oldest else f"{youngest} to {oldest}"
        message = f"The age is given as {stated}, but the date of birth {said(born)} makes it {made}."
        yield Finding((*path, "age"), message, "Check which of the two is right; the age may be left out.")
    elif youngest >= 18 and child.status != "care_leaver":
        message = f"This date of birth makes the child {youngest}, an adult, on {said(days[0])}."
        yield warning(where, message, "Check the year. An adult belongs under `people:`.")


def _meeting(meeting: Meeting, path: KeyPath) -> Iterator[Finding]:
    starts = datetime.combine(meeting.date, meeting.start or time(23, 59), tzinfo=LONDON)
    called = meeting.called_at
    if called and called > starts:
        message = f"This meeting is held before it was called ({said(called.date())}, {called:%H:%M})."
        yield Finding((*path, "date"), message, "Check the date of the meeting and `called_at:`.")
    if meeting.start and meeting.end and meeting.end <= meeting.start:
        message = f"The meeting ends ({meeting.end:%H:%M}) before it starts ({meeting.start:%H:%M})."
        yield Finding((*path, "end"), message, "Check both times; 2.30pm may be typed as 14:30.")
    yield from _minutes(meeting, path)
    yield from _papers(meeting, path, called.date() if called else None)
    yield from _replies(meeting, path, called.date() if called else None)
    for number, action in enumerate(meeting.actions):
        yield from _action(action, (*path, "actions", number), meeting.date)


def _minutes(meeting: Meeting, path: KeyPath) -> Iterator[Finding]:
    minutes, path = meeting.minutes, (*path, "minutes")
    if minutes is None:
        return
    if minutes.next_meeting and minutes.next_meeting.date() <= meeting.date:
        message = f"The next meeting is not after this one ({said(meeting.date)})."
        yield Finding((*path, "next_meeting"), message, "Check both dates.")
    if minutes.ended and meeting.start and minutes.ended <= meeting.start:
        message = f"The meeting ended before it started ({meeting.start:%H:%M})."
        yield Finding((*path, "ended"), message, "Check both times.")
    if minutes.drafted_at and minutes.drafted_at.date() < meeting.date:
        message = f"The minutes were drafted before the meeting ({said(meeting.date)})."
        yield warning((*path, "drafted_at"), message, "Check both dates.")


def _papers(meeting: Meeting, path: KeyPath, called: date | None) -> Iterator[Finding]:
    if meeting.issued and called and meeting.issued.date < called:
        message = f"The papers were issued before the meeting was called ({said(called)})."
        yield Finding((*path, "issued", "date"), message, "Check both dates.")
    if meeting.approved and meeting.approved.date < meeting.date:
        message = f"The record was approved before the meeting ({said(meeting.date)})."
        yield Finding((*path, "approved", "date"), message, "Check both dates.")
    yield from _approved_after_issued(meeting.issued, meeting.approved, path)


def _approved_after_issued(issued: SignedOff | None, approved: SignedOff | None, path: KeyPath) -> Iterator[Finding]:
    if issued and approved and approved.date < issued.date:
        message = f"This was approved before it was issued ({said(issued.date)})."
        yield Finding((*path, "approved", "date"), message, "Check both dates.")


def _replies(meeting: Meeting, path: KeyPath, called: date | None) -> Iterator[Finding]:
    for number, invitee in enumerate(meeting.invitees):
        place = (*path, "invitees", number)
        report = invitee.report
        if report and report.due and report.due > meeting.date:
            message = f"The report is due after the meeting ({said(meeting.date)})."
            yield warning((*place, "report", "due"), message, "Check both dates.")
        if called and invitee.replied_on and invitee.replied_on < called:
            message = f"The reply came before the meeting was called ({said(called)})."
            yield warning((*place, "replied_on"), message, "Check both dates.")
    for number, sent in enumerate(meeting.notifications):
        if sent.answered_on and sent.answered_on < sent.date:
            message = f"The answer came before the notification was sent ({said(sent.date)})."
            yield Finding((*path, "notifications", number, "answered_on"), message, "Check both dates.")


def _action(action: Action, path: KeyPath, agreed: date) -> Iterator[Finding]:
    if action.due and action.due < agreed:
        message = f"This action is due before it was agreed ({said(agreed)})."
        yield warning((*path, "due"), message, "Check both dates.")
    if action.done_on and action.done_on < agreed:
        message = f"This action was done before it was agreed ({said(agreed)})."
        yield warning((*path, "done_on"), message, "Check both dates.")


def _plan(plan: RiskManagementPlan | ChildSafetyPlan, path: KeyPath) -> Iterator[Finding]:
    field = "next_review" if isinstance(plan, RiskManagementPlan) else "review_date"
    review: date | None = getattr(plan, field)
    if review and review <= plan.date:
        message = f"The review is not after the plan ({said(plan.date)})."
        yield Finding((*path, field), message, "Check both dates.")
    if plan.issued and plan.issued.date < plan.date:
        message = f"The plan was issued before its own date ({said(plan.date)})."
        yield Finding((*path, "issued", "date"), message, "Check both dates.")
    yield from _approved_after_issued(plan.issued, plan.approved, path)
