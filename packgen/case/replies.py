"""`replies.csv`: what invitees answered and which reports came in, one line each, as somebody keeps it by hand.

Columns: Meeting, Who, Reply, Deputy, Date, Report received; and Case where one file serves several cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen.case.fixed_words import REPLIES, word_for
from packgen.case.reading.headings import columns_of, values_of
from packgen.case.reading.sheet import Cell, Sheet, read_sheet
from packgen.case.values import read_day
from packgen.errors import InputError, Problem

STEM = "replies"
_FIELDS = {
    "case": "case",
    "reference": "case",
    "case reference": "case",
    "meeting": "meeting",
    "who": "who",
    "name": "who",
    "from": "who",
    "reply": "reply",
    "answer": "reply",
    "deputy": "deputy",
    "date": "date",
    "replied on": "date",
    "report received": "report_received",
    "report": "report_received",
    "report in": "report_received",
}
_REPORT_IN = ("report", "report in", "report received")


@dataclass(frozen=True)
class Reply:
    """One line as typed and understood. `reply` is accepted, apologies, deputy, no_reply or None (a report alone)."""

    who: str
    cell: Cell
    meeting: str | None
    meeting_cell: Cell
    reply: str | None = None
    deputy: str | None = None
    replied_on: date | None = None
    report_received: date | None = None


@dataclass(frozen=True)
class Replies:
    """The lines of a file that are for one case, with the sheet for saying where they stand.

    `problems` are lines that could not be read; the others are good all the same.
    """

    sheet: Sheet
    lines: tuple[Reply, ...]
    problems: tuple[Problem, ...] = ()


def read_replies(path: Path, reference: str | None = None) -> Replies:
    """The replies in a .csv (or .xlsx) for the case with this reference; every line where it is None.

    Raises InputError for a file that is no such table.
    """
    sheet = read_sheet(path)
    columns, problems = columns_of(sheet, _FIELDS, ("who",))
    problems += sheet.problems
    if problems:
        raise InputError(problems)
    lines = []
    for cells in sheet.rows:
        row = values_of(cells, columns)
        if "case" in row and reference is not None and row["case"].text != reference:
            continue
        before = len(problems)
        reply = _reply(row, cells[0], sheet, problems)
        if reply is not None and len(problems) == before:
            lines.append(reply)
    return Replies(sheet, tuple(lines), tuple(problems))


def _reply(row: dict[str, Cell], first: Cell, sheet: Sheet, problems: list[Problem]) -> Reply | None:
    if "who" not in row:
        problems.append(sheet.problem(first, "it does not say who replied.", "Type a name, role, e-mail or id."))
        return None
    given = row.get("reply", first)
    words = " ".join(given.text.lower().replace("_", " ").split()) if "reply" in row else ""
    answer = word_for(words, REPLIES)
    deputy = row["deputy"].text if "deputy" in row else None
    if words and answer is None and words not in _REPORT_IN:
        hint = "Type accepted, apologies, deputy or no reply; for a report alone leave it empty."
        problems.append(sheet.problem(given, f"“{given.text[:60]}” is not a reply.", hint))
    if answer == "deputy" and not deputy:
        problems.append(sheet.problem(given, "the deputy's name is missing.", "Type it in the column Deputy."))
    day = _day(row.get("date"), sheet, problems)
    report = _day(row.get("report_received"), sheet, problems)
    if words in _REPORT_IN and report is None:
        report = day
        if day is None:
            problems.append(sheet.problem(given, "the day the report came is missing.", "Type it under Date."))
    answer = answer or ("deputy" if deputy else None)
    meeting = row.get("meeting")
    return Reply(
        row["who"].text, row["who"], meeting.text if meeting else None, meeting or first, answer, deputy, day, report
    )


def _day(cell: Cell | None, sheet: Sheet, problems: list[Problem]) -> date | None:
    if cell is None:
        return None
    read: Callable[[str], date] = read_day
    try:
        return read(cell.text)
    except ValueError as error:
        problems.append(sheet.problem(cell, f"{error}.", "The day comes first: 14/03/2025."))
        return None
