"""What falls due for a case: clocks, meetings, reports, actions and reviews. The calendar text holds no names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from packgen.case.model import CaseFile
from packgen.guidance.assessment import CaseAssessment
from packgen.guidance.scene import start_of
from packgen.guidance.working_days import Point, day_of


@dataclass(frozen=True)
class DiaryEntry:
    """Something that falls due: when, what, by which rule. `state` is open or overdue; `subject` is a child's id."""

    due: Point
    label: str
    state: str
    rule: str = ""
    meeting: str | None = None
    subject: str | None = None

    @property
    def day(self) -> date:
        """The day on which it falls due, in the United Kingdom."""
        return day_of(self.due)


def diary(case: CaseFile, assessment: CaseAssessment, as_of: date) -> tuple[DiaryEntry, ...]:
    """Everything of the case that is still to come or is overdue on `as_of`, the earliest first."""
    entries = [*_clocks(assessment), *_meetings(case, as_of), *_actions(case, as_of), *_reports(assessment, as_of)]
    unique = {(entry.day, entry.label, entry.subject, entry.meeting): entry for entry in entries}
    return tuple(sorted(unique.values(), key=lambda entry: (entry.day, entry.label, entry.subject or "")))


def _clocks(assessment: CaseAssessment) -> Iterator[DiaryEntry]:
    for clock in assessment.clocks:
        if clock.due is not None and clock.state in ("open", "overdue"):
            yield DiaryEntry(clock.due, clock.label, clock.state, clock.rule.id, subject=clock.subject)


def _meetings(case: CaseFile, as_of: date) -> Iterator[DiaryEntry]:
    for meeting in case.meetings:
        if not meeting.cancelled and meeting.date >= as_of:
            yield DiaryEntry(start_of(meeting) or meeting.date, "Meeting", "open", meeting=meeting.id)


def _actions(case: CaseFile, as_of: date) -> Iterator[DiaryEntry]:
    for meeting in case.meetings:
        for action in meeting.actions:
            if action.due and not action.done_on and not action.dropped:
                state = "overdue" if action.due < as_of else "open"
                yield DiaryEntry(action.due, f"Action {action.id or ''}".strip(), state, meeting=meeting.id)


def _reports(assessment: CaseAssessment, as_of: date) -> Iterator[DiaryEntry]:
    for meeting in assessment.meetings:
        for line in meeting.attendees:
            if line.report_wanted and line.report_due and not line.report_received:
                state = "overdue" if line.report_due < as_of else "open"
                yield DiaryEntry(line.report_due, f"Report from {line.label}", state, meeting=meeting.meeting)


def diary_calendar(reference: str, entries: tuple[DiaryEntry, ...], stamp: datetime) -> str:
    """The diary as iCalendar text (CRLF, folded at 75 octets): case reference, rule and what is due, no names.

    `stamp` is the moment the entries were made; equal input gives equal text, and the same entry keeps its UID.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//packgen//diary//EN", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += _event(reference, entry, stamp)
    return "\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"


def _event(reference: str, entry: DiaryEntry, stamp: datetime) -> list[str]:
    key = f"{reference}|{entry.label}|{entry.rule}|{entry.meeting}|{entry.subject}|{entry.due.isoformat()}"
    rule = f" [{entry.rule}]" if entry.rule else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(key.encode()).hexdigest()[:32]}@packgen",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_when(entry.due),
        f"SUMMARY:{_escaped(f'{reference}: {entry.label} due{rule}')}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _when(due: Point) -> list[str]:
    if isinstance(due, datetime):
        return [f"DTSTART:{due.astimezone(UTC):%Y%m%dT%H%M%SZ}", "DURATION:PT15M"]
    return [f"DTSTART;VALUE=DATE:{due:%Y%m%d}", f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """No line longer than 75 octets; a fold never cuts a character in two."""
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > 75:
            parts.append(current)
            current = " "
        current += letter
    return "\r\n".join([*parts, current])
