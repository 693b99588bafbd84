"""What the status page shows of one case, kept in its folder so that the page can be made without reading the case.

Names of people are left out: lines of a meeting are roles, diary entries are what falls due. Problems are sentences
that may quote the case file; they lie where the papers lie and are shown where the case is not restricted.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from packgen import files
from packgen.builder.batch import batch
from packgen.errors import Problem
from packgen.files import FileProblemError

SUMMARY_NAME = "status.json"
DIARY_NAME = "diary.ics"
_MOST_BYTES = 20_000_000


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class MeetingLine(_Plain):
    """One meeting: its folder below the case's, and what is still outstanding for it, by role."""

    id: str
    label: str
    date: str
    folder: str
    cancelled: bool = False
    issued: bool = False
    asked: int = 0
    replies_outstanding: tuple[str, ...] = ()
    reports_outstanding: tuple[str, ...] = ()


class DiaryLine(_Plain):
    """Something that falls due: the day (ISO), what, open or overdue, by which rule."""

    day: str
    label: str
    state: str
    rule: str = ""
    meeting: str = ""


class DocumentLine(_Plain):
    """One paper: its path below the case's folder, and whether a person has edited it or a new version lies beside."""

    path: str
    title: str
    folder: str = ""
    state: str = "draft"
    version: str = "1"
    edited: bool = False
    offered: str = ""
    waiting: bool = False


class CaseSummary(_Plain):
    """One case as at `as_of` (ISO). `remarks` are what making the papers had to say, which no later day changes.

    `profile` is the id of the profile that it was held against, `review` the day (ISO) by which that is to be reviewed.
    """

    reference: str
    source: str
    as_of: str
    title: str = ""
    restricted: bool = False
    profile: str = ""
    review: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    diary: tuple[DiaryLine, ...] = ()
    documents: tuple[DocumentLine, ...] = ()


def read_summary(folder: Path) -> CaseSummary | None:
    """The summary in a case's folder; None where there is none that can be read."""
    try:
        return CaseSummary.model_validate_json(files.read_untrusted(folder / SUMMARY_NAME, _MOST_BYTES))
    except (FileProblemError, ValidationError):
        return None


def write_summary(folder: Path, summary: CaseSummary, calendar: str) -> None:
    """Publish the summary and the diary (iCalendar text) of a case, where they differ from what lies there."""
    data = summary.model_dump_json(indent=1, exclude_defaults=True) + "\n"
    wanted = {folder / DIARY_NAME: calendar.encode("utf-8"), folder / SUMMARY_NAME: data.encode("utf-8")}
    changed = {path: text for path, text in wanted.items() if not files.holds(path, text)}
    with batch(changed) as put:
        for path in changed:
            put(path)
