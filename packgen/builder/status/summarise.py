"""From a case, its assessment as at today and its manifest to the summary that the status page shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from packgen.builder.layout import meeting_folder_name
from packgen.builder.manifest import Manifest
from packgen.builder.status.summary import CaseSummary, DiaryLine, DocumentLine, MeetingLine
from packgen.case.model import CaseFile
from packgen.errors import Problem
from packgen.guidance.assessment import Attendee, CaseAssessment
from packgen.guidance.diary import diary, diary_calendar


def summarise(
    case: CaseFile,
    source: str,
    assessment: CaseAssessment,
    as_of: date,
    problems: tuple[Problem, ...],
    remarks: tuple[Problem, ...],
    manifest: Manifest,
) -> CaseSummary:
    """The summary of a case as at `as_of`; `source` is the case file's name."""
    return CaseSummary(
        reference=case.case.reference,
        source=source,
        as_of=as_of.isoformat(),
        title=case.case.title or "",
        restricted=case.case.restricted,
        profile=assessment.profile,
        review=assessment.review_due.isoformat() if assessment.review_due else "",
        problems=tuple(_portable(problem) for problem in problems),
        remarks=tuple(_portable(problem) for problem in remarks),
        meetings=tuple(_meetings(case, assessment)),
        diary=tuple(
            DiaryLine(
                day=entry.day.isoformat(),
                label=entry.label,
                state=entry.state,
                rule=entry.rule,
                meeting=entry.meeting or "",
            )
            for entry in diary(case, assessment, as_of)
        ),
        documents=document_lines(manifest),
    )


def calendar_of(case: CaseFile, assessment: CaseAssessment, as_of: date) -> str:
    """The diary of a case as iCalendar text, stamped with the start of the day so that a day gives one text."""
    stamp = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    return diary_calendar(case.case.reference, diary(case, assessment, as_of), stamp)


def document_lines(manifest: Manifest) -> tuple[DocumentLine, ...]:
    """Every paper of a manifest, with what a person has done to it."""
    return tuple(
        DocumentLine(
            path=path,
            title=entry.title,
            folder=path.rpartition("/")[0],
            state=entry.state,
            version=entry.version,
            edited=manifest.held.get(path, entry.sha256) not in ("", entry.sha256),
            offered=entry.offered_as if entry.offered_as and manifest.held.get(entry.offered_as) else "",
            waiting=path in manifest.staged,
        )
        for path, entry in manifest.entries.items()
        if manifest.held.get(path, entry.sha256)
    )


def _portable(problem: Problem) -> Problem:
    """The same problem with its file by name alone: the folder it lies in is nobody's business on a shared page."""
    where = problem.location
    return problem if where is None else replace(problem, location=replace(where, file=Path(where.file).name))


def _meetings(case: CaseFile, assessment: CaseAssessment) -> Iterator[MeetingLine]:
    for meeting in case.meetings:
        held = assessment.meeting(meeting.id)
        asked = [line for line in held.attendees if line.addressed and not line.needs_decision]
        yield MeetingLine(
            id=meeting.id,
            label=held.type_label,
            date=meeting.date.isoformat(),
            folder=meeting_folder_name(meeting),
            cancelled=meeting.cancelled is not None,
            issued=meeting.issued is not None,
            asked=len(asked),
            replies_outstanding=tuple(line.label for line in asked if _is_silent(line)),
            reports_outstanding=tuple(
                line.label for line in asked if line.report_wanted and line.report_received is None
            ),
        )


def _is_silent(line: Attendee) -> bool:
    return line.reply == "no_reply" and line.deputy is None and line.attended is None
