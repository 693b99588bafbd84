"""Cells of the minutes by the heading of their column, and the labelled parts that one cell may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packgen.content import NOT_YET_KNOWN
from packgen.word.tagged_tables import TaggedRow, TaggedTable

Words = tuple[str, ...]
REFERENCE = "Ref"
COLUMNS = {
    "attendance": ("Name", "Role and agency", "Present", "In their place", "Tie declared"),
    "decisions": ("Decision", "Reason", "Who disagreed, and why"),
    "actions": ("Action", "Owner", "Due", "Done"),
}


@dataclass(frozen=True)
class ReadRow:
    """A row with its cells by heading; `reference` as printed in the first column."""

    number: int
    reference: str
    cells: dict[str, Words]
    bookmarks: Words = ()
    tags: Words = ()
    unreadable: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it besides its reference."""
        return not any(self.cells.values())


def missing_columns(table: TaggedTable) -> list[str]:
    """Headings that a table of this name should have and has not."""
    there = {_spelt(heading) for heading in table.headings}
    return [name for name in COLUMNS[table.name] if _spelt(name) not in there]


def read_rows(table: TaggedTable) -> list[ReadRow]:
    """The rows of a table that has all its columns, in whatever order; rows in which nothing stands are left out."""
    places = {_spelt(heading): number for number, heading in reversed(list(enumerate(table.headings)))}
    return [_read(row, places, table) for row in table.rows if not row.is_empty]


def _read(row: TaggedRow, places: dict[str, int], table: TaggedTable) -> ReadRow:
    def cell(name: str) -> Words:
        place = places.get(_spelt(name), len(row.cells))
        words = row.cells[place] if place < len(row.cells) else ()
        return () if words == (NOT_YET_KNOWN,) else words

    unreadable = ""
    if row.merged:
        unreadable = "cells were merged, so what belongs to which column cannot be told."
    elif len(row.cells) != len(table.headings):
        unreadable = f"it has {len(row.cells)} cells where the table has {len(table.headings)} columns."
    cells = {name: cell(name) for name in COLUMNS[table.name]}
    return ReadRow(row.number, " ".join(cell(REFERENCE)), cells, row.bookmarks, row.tags, unreadable)


def _spelt(heading: str) -> str:
    return " ".join(heading.casefold().split())


def parts(paragraphs: Sequence[str], labels: Sequence[str]) -> dict[str, Words]:
    """What stands before any label (under ""), and what follows each, on its line or below it."""
    found: dict[str, list[str]] = {"": []}
    at = ""
    for paragraph in paragraphs:
        label = next((each for each in labels if paragraph.casefold().startswith(each.casefold())), None)
        if label is None:
            found[at].append(paragraph)
            continue
        at = label
        rest = paragraph[len(label) :].strip()
        found.setdefault(label, []).extend([rest] if rest else [])
    return {label: tuple(words) for label, words in found.items()}
