"""What was found in minutes that came back: proposals, one a row, and rows that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from packgen.case.reading.tree import Plain
from packgen.errors import Location, Problem, Severity

TABLES = {
    "attendance": "Attendance",
    "decisions": "Decisions",
    "actions": "Actions",
    "next_meeting": "Next meeting",
}
UNTOUCHED = "The rest of the minutes is read all the same; correct the row in Word, save, and read them again."


@dataclass(frozen=True)
class Proposal:
    """One entry of the case to be changed. `number` is its place in the file's list from 1, None for a new one.

    `values` are fields as the case file spells them, `clear` fields that were emptied. `remove` is yes, ask (the case
    has changed since these minutes were made, so a missing row may never have been in them) or empty.
    """

    table: str
    number: int | None
    values: dict[str, Plain] = field(default_factory=dict)
    clear: tuple[str, ...] = ()
    remove: str = ""

    @property
    def says_something(self) -> bool:
        """Whether accepting it would change anything."""
        return bool(self.values or self.clear or self.remove)


class RowError(Exception):
    """A row that cannot be read: a sentence, and what to type."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def trouble(file: str, table: str, row: int | None, message: str, hint: str = "") -> Problem:
    """The problem of a row (counted from 1 below the headings) of a table, None for the whole table."""
    where = f"{TABLES[table]}, row {row}" if row is not None else TABLES[table]
    return Problem(f"{where}: {message}", hint or UNTOUCHED, Severity.ERROR, Location(file, path=_path(table, row)))


def _path(table: str, row: int | None) -> tuple[str | int, ...]:
    return (table,) if row is None else (table, row - 1)


@dataclass(frozen=True)
class Found:
    """What one table yields."""

    proposals: tuple[Proposal, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(parts: Iterator[Found]) -> Found:
    """Several tables as one."""
    found = list(parts)
    proposals = tuple(proposal for part in found for proposal in part.proposals if proposal.says_something)
    return Found(proposals, tuple(problem for part in found for problem in part.problems))
