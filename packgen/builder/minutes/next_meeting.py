"""The table about the next meeting as a proposal."""

from __future__ import annotations

from collections.abc import Callable

from packgen.builder.minutes.columns import Words
from packgen.builder.minutes.names import frequency, moment, short_text
from packgen.builder.minutes.proposal import Found, Proposal, RowError, trouble
from packgen.case.reading.tree import Plain
from packgen.content import NOT_YET_KNOWN
from packgen.errors import Problem
from packgen.word.tagged_tables import TaggedTable

_TABLE = "next_meeting"
_READ: dict[str, tuple[str, Callable[[str], str]]] = {
    "next meeting": ("next_meeting", moment),
    "how often from now": ("frequency", frequency),
    "who tells the child": ("who_tells_the_child", lambda words: short_text([words])),
}


def next_meeting(table: TaggedTable, our: TaggedTable, file: str) -> Found:
    """What was typed beside the labels; the last day that the guidance allows is worked out and never read."""
    before, now = _values(our), _values(table)
    values: dict[str, Plain] = {}
    clear: list[str] = []
    problems: list[Problem] = []
    for number, (label, (field, read)) in enumerate(_READ.items(), 1):
        if label not in now:
            says = f"the line “{label.capitalize()}” is not there."
            problems.append(trouble(file, _TABLE, None, says, "Put the line back, with its label on the left."))
        elif now[label] != before.get(label, ()):
            try:
                words = " ".join(now[label])
                values |= {field: read(words)} if words else {}
                clear += [] if words else [field]
            except RowError as error:
                problems.append(trouble(file, _TABLE, number, error.message, error.hint))
    return Found((Proposal(_TABLE, None, values, tuple(clear)),), tuple(problems))


def _values(table: TaggedTable) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for row in (table.first, *table.rows):
        if row.cells and row.cells[0]:
            words = row.cells[1] if len(row.cells) > 1 else ()
            found[" ".join(row.cells[0]).casefold().rstrip(":")] = () if words == (NOT_YET_KNOWN,) else words
    return found
