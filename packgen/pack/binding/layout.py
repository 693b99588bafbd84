"""Which page of the pack is what: a pure plan of every physical page, from 1 to N, made before anything is drawn.

Late papers (and what announces them) come after everything else, so that no page of the issued pack changes its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from packgen.pack.model import Entry, Pack, PackPart


class Role(StrEnum):
    """What a page of a pack is."""

    COVER = "cover"
    CONTENTS = "contents"
    CHANGES = "changes"
    DIVIDER = "divider"
    MISSING = "missing"
    PART = "part"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One physical page: its role, which part it belongs to, and which page of that (both from 0)."""

    role: Role
    part: int = -1
    page: int = 0


@dataclass(frozen=True)
class Plan:
    """Every page in order, where each part stands, and the physical page of the contents."""

    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]
    contents_page: int


def plan_pages(pack: Pack, page_counts: Sequence[int], contents_pages: int, more_contents_pages: int = 0) -> Plan:
    """The plan of a pack whose part number k has `page_counts[k]` pages (a missing part counts as one).

    `contents_pages` stand in front; `more_contents_pages` list late papers that no longer fit there and stand after the
    issued pages. Raises nothing; a late part before an ordinary one is moved behind it.
    """
    sheets: list[Sheet] = [Sheet(Role.COVER)]
    late = any(part.late for part in pack.parts)
    contents_page = _open_page(sheets, pack.duplex)
    sheets += [Sheet(Role.CONTENTS, page=page) for page in range(contents_pages)]
    if pack.changes and not late:
        _start(sheets, pack.duplex, Sheet(Role.CHANGES))
    entries: dict[int, Entry] = {}
    _place_parts(pack, page_counts, sheets, entries, late=False)
    if late:
        for page in range(more_contents_pages):
            _start(sheets, pack.duplex and page == 0, Sheet(Role.CONTENTS, page=contents_pages + page))
        if pack.changes:
            _start(sheets, pack.duplex, Sheet(Role.CHANGES))
        _place_parts(pack, page_counts, sheets, entries, late=True)
    return Plan(tuple(sheets), tuple(entries.values()), contents_page)


def section_starts(parts: Sequence[PackPart]) -> tuple[bool, ...]:
    """For each part whether a new section begins with it."""
    before = ["", *(part.section for part in parts)]
    return tuple(bool(part.section) and part.section != before[number] for number, part in enumerate(parts))


def _place_parts(
    pack: Pack, page_counts: Sequence[int], sheets: list[Sheet], entries: dict[int, Entry], *, late: bool
) -> None:
    starts = section_starts(pack.parts)
    for number, part in enumerate(pack.parts):
        if part.late is not late:
            continue
        if pack.dividers and starts[number]:
            _start(sheets, pack.duplex, Sheet(Role.DIVIDER, number))
        first = _open_page(sheets, pack.duplex)
        role = Role.MISSING if part.missing else Role.PART
        count = 1 if part.missing else page_counts[number]
        sheets += [Sheet(role, number, page) for page in range(count)]
        entries[number] = _entry(part, first, len(sheets))


def _start(sheets: list[Sheet], duplex: bool, sheet: Sheet) -> None:
    _open_page(sheets, duplex)
    sheets.append(sheet)


def _open_page(sheets: list[Sheet], duplex: bool) -> int:
    """Add a blank where the next page must be a right-hand one; returns the next page's number."""
    if duplex and len(sheets) % 2:
        sheets.append(Sheet(Role.BLANK))
    return len(sheets) + 1


def _entry(part: PackPart, first: int, last: int) -> Entry:
    return Entry(
        part.title, first, last, part.section, part.author, part.date, part.kind, missing=part.missing, late=part.late
    )
