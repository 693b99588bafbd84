"""The tables as read against the tables as the case would print them now. Pure: no file is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from packgen.builder.minutes.actions import changed_action, new_action
from packgen.builder.minutes.already import sense_of, without_what_is_so
from packgen.builder.minutes.attendance_rows import changed_attendee, new_attendee
from packgen.builder.minutes.columns import ReadRow, missing_columns, read_rows
from packgen.builder.minutes.decisions import changed_decision, new_decision
from packgen.builder.minutes.matching import Matched, match
from packgen.builder.minutes.names import Known
from packgen.builder.minutes.next_meeting import next_meeting
from packgen.builder.minutes.proposal import TABLES, Found, Proposal, RowError, joined, trouble
from packgen.case.meeting import Meeting
from packgen.case.reading.tree import Plain
from packgen.errors import Problem
from packgen.word.tagged_tables import TaggedTable

Tables = Mapping[str, TaggedTable]


@dataclass(frozen=True)
class Comparison:
    """What the tables are read against: the meeting as the case file has it, and what its minutes may name.

    `ours` are the tables that the case would print now, `dissent` the dissent of each decision as plain values.
    `certain` says that the minutes were made from this very case, so that a missing row was deleted by somebody.
    """

    meeting: Meeting
    known: Known
    ours: Tables
    dissent: tuple[list[Plain], ...]
    certain: bool
    file: str


def proposals(tables: Tables, against: Comparison) -> Found:
    """Everything that the tables change in the case, and every row that could not be read."""
    against = replace(against, known=replace(against.known, typed=_typed_names(tables)))
    return joined(_found(tables, against))


def _found(tables: Tables, against: Comparison) -> Iterator[Found]:
    for name in TABLES:
        table, our = tables.get(name), against.ours.get(name)
        if our is None:
            continue
        problem = _unusable(name, table, our, against.file)
        if table is None or problem is not None:
            yield Found(problems=(problem,) if problem else ())
        elif name == "next_meeting":
            yield _news(next_meeting(table, our, against.file), against.meeting)
        else:
            yield _news(_rows(table, our, against), against.meeting)


def _news(found: Found, meeting: Meeting) -> Found:
    return replace(found, proposals=tuple(without_what_is_so(one, meeting) for one in found.proposals))


def _unusable(name: str, table: TaggedTable | None, our: TaggedTable, file: str) -> Problem | None:
    if table is None:
        hint = "Put it back from the paper as it was sent, or type what it said into the case file."
        return trouble(file, name, None, "the table is not there, or has lost its mark.", hint)
    if table.copies:
        hint = "Delete the copy, and type what is new into the first table."
        return trouble(file, name, None, "the table stands there more than once.", hint)
    if name == "next_meeting":
        return None
    if missing := missing_columns(table):
        hint = "Put the heading back as it was. Columns may stand in another order."
        return trouble(file, name, None, f"there is no column headed {' or '.join(missing)}.", hint)
    if len(read_rows(our)) > 1 and not read_rows(table):
        hint = "Put them back from the paper as it was sent. To end one, type why under Progress or No longer needed."
        return trouble(file, name, None, "all rows are gone.", hint)
    return None


def _typed_names(tables: Tables) -> tuple[str, ...]:
    table = tables.get("attendance")
    if table is None or missing_columns(table):
        return ()
    rows = [row for row in read_rows(table) if not row.unreadable]
    names = (" ".join(row.cells[column]) for row in rows for column in ("Name", "In their place"))
    return tuple(name for name in names if name)


def _rows(table: TaggedTable, our: TaggedTable, against: Comparison) -> Found:
    ours = read_rows(our)
    matched = match(read_rows(table), ours, sense_of(table.name, against.known))
    changed, new = _readers(table.name, ours, against)
    made: list[Proposal] = []
    problems = [trouble(against.file, table.name, row.number, says) for row, says in matched.unclear]
    for place, row in matched.pairs:
        if row.cells != ours[place].cells:
            _try(lambda place=place, row=row: changed(place, row), row, table.name, against, made, problems)  # type: ignore[misc]
    for row in matched.new:
        _try(lambda row=row: new(row), row, table.name, against, made, problems)  # type: ignore[misc]
    if table.name != "attendance":
        made += _removed(table.name, matched, certain=against.certain)
    return Found(tuple(made), tuple(problems))


def _try(
    read: Callable[[], Proposal],
    row: ReadRow,
    table: str,
    against: Comparison,
    made: list[Proposal],
    problems: list[Problem],
) -> None:
    try:
        made.append(read())
    except RowError as error:
        problems.append(trouble(against.file, table, row.number, error.message, error.hint))


def _removed(table: str, matched: Matched, *, certain: bool) -> list[Proposal]:
    return [Proposal(table, place + 1, remove="yes" if certain else "ask") for place in matched.gone]


def _readers(
    table: str, ours: list[ReadRow], against: Comparison
) -> tuple[Callable[[int, ReadRow], Proposal], Callable[[ReadRow], Proposal]]:
    """How a row that is known and one that is new become proposals."""
    meeting, known = against.meeting, against.known
    if table == "actions":
        return (
            lambda place, row: changed_action(place, row, ours[place], meeting.actions[place], known),
            lambda row: new_action(row, known),
        )
    if table == "decisions":
        decided = meeting.minutes.decisions if meeting.minutes else ()
        return (
            lambda place, row: changed_decision(place, row, ours[place], decided[place], against.dissent[place], known),
            lambda row: new_decision(row, known),
        )
    return (
        lambda place, row: changed_attendee(row, ours[place], known.attendees[place], meeting, known),
        lambda row: new_attendee(row, known),
    )
