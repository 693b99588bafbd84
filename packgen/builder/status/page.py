"""The status page as HTML: self-contained, readable without scripts, by keyboard and by screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from packgen.builder.status.gather import CaseOnPage, StatusView
from packgen.builder.status.place import place_of
from packgen.builder.status.summary import CaseSummary, DiaryLine, DocumentLine, MeetingLine
from packgen.documents.british import long_date, short_date
from packgen.errors import Problem, Severity

_SOON_DAYS = 14
STALE_MINUTES = 20


@dataclass(frozen=True)
class _Due:
    """A line of the table of what falls due."""

    case: CaseOnPage
    entry: DiaryLine
    day: str


def page_of(view: StatusView) -> str:
    """The page for `view`, as HTML."""
    today = view.checked.date()
    return _template().render(
        view=view,
        today=long_date(today),
        checked_words=f"{long_date(today)} at {view.checked:%H:%M}",
        checked_machine=view.checked.isoformat(timespec="seconds"),
        stale_minutes=STALE_MINUTES if view.watched else 0,
        problem_cases=[case for case in view.cases if _errors(case.summary)],
        due=_due(view, today),
        past_review=_past_review(view, today),
    )


def _past_review(view: StatusView, today: date) -> list[tuple[str, str]]:
    """Each profile that should have been reviewed before today, with the day (ISO), once however many cases it has."""
    found = {(case.summary.profile, case.summary.review) for case in view.cases if case.summary.review}
    return sorted((profile, day) for profile, day in found if date.fromisoformat(day) < today)


def _due(view: StatusView, today: date) -> list[_Due]:
    found = [
        _Due(case, entry, short_date(date.fromisoformat(entry.day)))
        for case in view.cases
        for entry in case.summary.diary
        if entry.state == "overdue" or (date.fromisoformat(entry.day) - today).days <= _SOON_DAYS
    ]
    return sorted(found, key=lambda due: (due.entry.day, due.case.summary.reference, due.entry.label))


def _errors(summary: CaseSummary) -> list[Problem]:
    return [problem for problem in (*summary.problems, *summary.remarks) if problem.severity is Severity.ERROR]


def _warnings(summary: CaseSummary) -> list[Problem]:
    return [problem for problem in (*summary.problems, *summary.remarks) if problem.severity is Severity.WARNING]


def _standing(case: CaseOnPage) -> str:
    """How a case stands, in a word or two."""
    if _errors(case.summary):
        return "needs an answer"
    if any(document.waiting for document in case.summary.documents):
        return "a paper is open"
    if any(document.edited for document in case.summary.documents):
        return "edited by hand"
    if case.state == "gone":
        return "case file removed"
    return "ready"


def _packs(summary: CaseSummary, meeting: MeetingLine) -> list[DocumentLine]:
    inside = [document for document in summary.documents if document.folder.split("/")[0] == meeting.folder]
    return sorted(inside, key=lambda document: (not document.path.endswith("/pack.pdf"), document.path))


def _plans(summary: CaseSummary) -> list[DocumentLine]:
    return [document for document in summary.documents if not document.folder]


def _edited(summary: CaseSummary) -> list[DocumentLine]:
    return [document for document in summary.documents if document.edited or document.offered or document.waiting]


def _link(folder: str, path: str) -> str:
    return quote(f"{folder}/{path}")


def _day(iso: str) -> str:
    return short_date(date.fromisoformat(iso))


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "errors": _errors,
        "warnings": _warnings,
        "standing": _standing,
        "plans": _plans,
        "edited": _edited,
        "day": _day,
        "place": place_of,
        "slug": lambda text: "case-" + "".join(letter if letter.isalnum() else "-" for letter in text),
    }
    environment.globals |= {"papers_of": _packs, "link": _link}
    return environment.get_template("index.html.j2")
