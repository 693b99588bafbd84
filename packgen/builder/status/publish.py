"""Publishes the status page and the calendar of all cases beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from packgen import files
from packgen.builder.outcome import CaseOutcome
from packgen.builder.status.gather import FileTrouble, Gatherer, StatusView, view_of
from packgen.builder.status.page import page_of
from packgen.builder.status.summary import DIARY_NAME
from packgen.guidance.diary import DiaryEntry, diary_calendar

PAGE_NAME = "index.html"


def publish_page(outputs: Path, view: StatusView) -> None:
    """Publish `index.html` and `diary.ics` of all cases that may be shown. Raises FileProblemError."""
    files.publish(outputs / PAGE_NAME, page_of(view).encode("utf-8"), durable=False)
    files.publish_if_changed(outputs / DIARY_NAME, _calendar(view).encode("utf-8"))


def publish_after_build(outputs: Path, outcomes: Iterable[CaseOutcome], checked: datetime) -> None:
    """Publish both after a build from the command line; `outcomes` tell which files could not be used."""
    troubles = [
        FileTrouble(outcome.source.name, "could not be built", outcome.problems)
        for outcome in outcomes
        if outcome.folder is None
    ]
    if outputs.is_dir():
        publish_page(outputs, view_of(Gatherer(outputs).summaries(), troubles, checked))


def _calendar(view: StatusView) -> str:
    """The diaries of all cases in one text: events of each, inside one envelope."""
    stamp = datetime(view.checked.year, view.checked.month, view.checked.day, tzinfo=UTC)
    lines: list[str] = []
    head: list[str] = []
    for case in view.cases:
        entries = tuple(
            DiaryEntry(date.fromisoformat(line.day), line.label, line.state, line.rule, line.meeting or None)
            for line in case.summary.diary
        )
        text = diary_calendar(case.summary.reference, entries, stamp).split("BEGIN:VEVENT\r\n", maxsplit=1)
        head = head or [text[0]]
        if len(text) > 1:
            lines.append("BEGIN:VEVENT\r\n" + text[1].removesuffix("END:VCALENDAR\r\n"))
    envelope = head[0].removesuffix("END:VCALENDAR\r\n") if head else diary_calendar("", (), stamp)[: -len(_END)]
    return envelope + "".join(lines) + _END


_END = "END:VCALENDAR\r\n"
