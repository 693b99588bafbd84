"""Which row of the minutes is which entry of the case, after rows were added, copied, moved, deleted or retyped.

The strongest mark wins: bookmark, then the tag of a control, then the same words, then the printed reference. Where two
marks disagree the row is listed and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from packgen.builder.minutes.columns import ReadRow


@dataclass
class Matched:
    """`pairs` of the place in the case (from 0) and the row; new rows; places whose row is gone; rows not understood
    with the sentence that says why."""

    pairs: list[tuple[int, ReadRow]] = field(default_factory=list)
    new: list[ReadRow] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    unclear: list[tuple[ReadRow, str]] = field(default_factory=list)


def match(rows: Sequence[ReadRow], ours: Sequence[ReadRow], sense: Callable[[ReadRow], object]) -> Matched:
    """`rows` as read against `ours`, the rows that the case would print now (each with its key as bookmark).

    `sense` says what a row is about in whatever words, None where nothing does.
    """
    keys = {row.bookmarks[0]: place for place, row in enumerate(ours)}
    found = Matched()
    left = _by_marks([row for row in rows if _understood(row, found)], ours, keys, found)
    left = _by_words(left, ours, sense, found)
    left = _by_reference(left, ours, found)
    found.new += left
    found.pairs.sort(key=lambda pair: pair[0])
    found.new.sort(key=lambda row: row.number)
    if not found.unclear:
        found.gone = [place for place in range(len(ours)) if place not in _taken(found)]
    return found


def _understood(row: ReadRow, found: Matched) -> bool:
    if row.unreadable:
        found.unclear.append((row, row.unreadable))
        return False
    if row.is_blank:
        marked = bool(row.bookmarks or row.tags)
        says = "everything but its reference was deleted. Delete the whole row, or type it again."
        if marked:
            found.unclear.append((row, says))
        return False
    return True


def _by_marks(rows: list[ReadRow], ours: Sequence[ReadRow], keys: dict[str, int], found: Matched) -> list[ReadRow]:
    claims: dict[int, list[tuple[ReadRow, bool]]] = {}
    left = []
    for row in rows:
        places = {keys[key] for key in row.bookmarks if key in keys}
        tagged = {keys[key] for key in row.tags if key in keys}
        if len(places) > 1 or len(tagged) > 1 or (places and tagged and places != tagged):
            found.unclear.append((row, "it bears the marks of two rows. Type it in a new row and delete this one."))
        elif places or tagged:
            claims.setdefault((places or tagged).pop(), []).append((row, bool(places)))
        else:
            left.append(row)
    for place, claimed in claims.items():
        left += _settled(place, claimed, ours[place], found)
    return sorted(left, key=lambda row: row.number)


def _settled(place: int, claimed: list[tuple[ReadRow, bool]], our: ReadRow, found: Matched) -> list[ReadRow]:
    """The row that is the entry; copies of it that were typed over are new rows, the answer."""
    with_bookmark = [row for row, bookmark in claimed if bookmark]
    alike = [row for row, _ in claimed if row.cells == our.cells]
    if len(claimed) == 1:
        original = claimed[0][0]
    elif len(with_bookmark) == 1:
        original = with_bookmark[0]
    elif len(alike) == 1:
        original = alike[0]
    else:
        numbers = " and ".join(str(row.number) for row, _ in claimed)
        says = f"rows {numbers} are copies of one row. Type what is new in an empty row, and delete the copy."
        found.unclear += [(row, says) for row, _ in claimed]
        return []
    found.pairs.append((place, original))
    copies = [row for row, _ in claimed if row is not original]
    for row in copies:
        if row.cells == original.cells:
            found.unclear.append((row, "it is a copy of another row. Delete it, or type over it."))
    return [row for row in copies if row.cells != original.cells]


def _by_words(
    rows: list[ReadRow], ours: Sequence[ReadRow], sense: Callable[[ReadRow], object], found: Matched
) -> list[ReadRow]:
    """A row whose mark is unknown or lost but that says what an entry of the case says: it was accepted before."""
    left = []
    for row in rows:
        free = [place for place in range(len(ours)) if place not in _taken(found)]
        about = sense(row)
        same = [place for place in free if about is not None and sense(ours[place]) == about]
        same = [place for place in same if row.cells == ours[place].cells] or same
        if same:
            found.pairs.append((same[0], row))
        else:
            left.append(row)
    return left


def _by_reference(rows: list[ReadRow], ours: Sequence[ReadRow], found: Matched) -> list[ReadRow]:
    left = []
    for row in rows:
        free = {our.reference: place for place, our in enumerate(ours) if place not in _taken(found)}
        if row.reference and row.reference in free and not _is_named_twice(row, rows):
            found.pairs.append((free[row.reference], row))
        else:
            left.append(row)
    return left


def _is_named_twice(row: ReadRow, rows: list[ReadRow]) -> bool:
    return sum(other.reference == row.reference for other in rows) > 1


def _taken(found: Matched) -> set[int]:
    return {place for place, _ in found.pairs}
