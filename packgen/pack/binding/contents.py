"""The rows of the contents and how they break into pages, before any page number is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packgen.pack.binding.drawing import wrapped
from packgen.pack.binding.layout import section_starts
from packgen.pack.fonts import Face
from packgen.pack.model import Entry, Pack, PackPart

TEXT_SIZE = 11.0
NOTE_SIZE = 9.0
SECTION_SIZE = 12.0
ROOM_FOR_TITLES = 390.0
ROOM_ON_A_PAGE = 650.0
LATE_SECTION = "Added after this pack was issued"


@dataclass(frozen=True)
class Row:
    """One row: a section's name (`part` is -1) or a part with its title and note already broken into lines."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    part: int = -1

    @property
    def height(self) -> float:
        """Height in points, with the space under it."""
        if self.part < 0:
            return 12 + len(self.lines) * SECTION_SIZE * 1.25 + 2
        return len(self.lines) * TEXT_SIZE * 1.25 + len(self.notes) * NOTE_SIZE * 1.25 + 7


def contents_pages(pack: Pack, face: Face) -> tuple[tuple[tuple[Row, ...], ...], int]:
    """The rows page by page, and how many of these pages stand in front.

    Rows of late papers come last, so that those of the issued pack stay where they were.
    """
    issued = _pages(_rows(pack, face, late=False))
    everything = _pages([*_rows(pack, face, late=False), *_rows(pack, face, late=True)])
    return everything, len(issued)


def page_range(entry: Entry) -> str:
    """The pages of an entry as printed: `7` or `7–12`."""
    if entry.first_page == entry.last_page:
        return str(entry.first_page)
    return f"{entry.first_page}–{entry.last_page}"


def _rows(pack: Pack, face: Face, *, late: bool) -> list[Row]:
    rows: list[Row] = []
    starts = section_starts(pack.parts)
    if late and any(part.late for part in pack.parts):
        rows.append(Row(tuple(wrapped(face, LATE_SECTION, SECTION_SIZE, ROOM_FOR_TITLES, bold=True))))
    for number, part in enumerate(pack.parts):
        if part.late is not late:
            continue
        if starts[number] and not late:
            rows.append(Row(tuple(wrapped(face, part.section, SECTION_SIZE, ROOM_FOR_TITLES, bold=True))))
        title = tuple(wrapped(face, part.title, TEXT_SIZE, ROOM_FOR_TITLES))
        rows.append(Row(title or ("(no title)",), tuple(wrapped(face, note(part), NOTE_SIZE, ROOM_FOR_TITLES)), number))
    return rows


def note(part: PackPart | Entry) -> str:
    """What stands in small print under a title: author, date, and whether the paper is missing."""
    missing = f"NOT IN THIS PACK: {part.missing}" if part.missing else ""
    return " · ".join(text for text in (part.author, part.date, missing) if text)


def _pages(rows: Sequence[Row]) -> tuple[tuple[Row, ...], ...]:
    pages: list[list[Row]] = [[]]
    room = ROOM_ON_A_PAGE
    for number, row in enumerate(rows):
        # A section's name is not left alone at the foot of a page.
        needed = row.height + (rows[number + 1].height if row.part < 0 and number + 1 < len(rows) else 0)
        if needed > room and pages[-1]:
            pages.append([])
            room = ROOM_ON_A_PAGE
        pages[-1].append(row)
        room -= row.height
    return tuple(tuple(page) for page in pages)
