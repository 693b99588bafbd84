"""Setting anew the lines that lose words: their words flow, evenly spaced, around boxes of constant width.

Nothing in the outcome depends on a hidden word: not where a line begins or ends, not which word stands in which line,
not the gap between two words or letters. Only how many lines a paragraph has is taken from the page.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from packgen.redaction.pdf.marks import Mark, Ruled, mark_on, marks_by_character, runs_of, strikes
from packgen.redaction.pdf.model import Box, PageText
from packgen.redaction.pdf.paragraphs import Paragraphs
from packgen.redaction.pdf.pieces import MOST_PIECES, Piece, joined, offsets_of, pieces_of, share_token
from packgen.redaction.pdf.placed import PageLayout, PlacedWord
from packgen.redaction.pdf.rows import Row, Rows
from packgen.redaction.pdf.token import NARROW, TINY, WIDE
from packgen.redaction.pdf.typeset import SetWord
from packgen.redaction.pdf.word_lines import is_flat

_SPACE = 0.25
_LEADER = 3
_LEADER_SIGNS = (".", "_", "-", "·", "…", "=", "–", "—")
_SQUEEZES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)
_CELLS_APART = 1.8  # type sizes


class Letters(Protocol):
    """How wide the fonts of a page draw its characters."""

    def size(self, number: int) -> float:
        """The type size of a character in points."""
        ...

    def advance(self, number: int) -> float | None:
        """The room that a character takes in a line, in points; None where nothing can draw it."""
        ...


@dataclass(frozen=True)
class _Item:
    """A word or token to set: its natural width (None for a token), its type size, and where it is read.

    `cell` tells whether it begins what stands behind a wide gap.
    """

    piece: Piece
    wide: float | None
    size: float
    order: float
    places: tuple[int, ...]
    base: float
    cell: bool = False


@dataclass(frozen=True)
class _Slot:
    """A line to fill: from where to where, the line that letters stand on, and the room of a letter.

    `push` is how much of the room that is left over goes before the words: 0, a half (set from the middle), or all.
    """

    left: float
    right: float
    base: float
    height: float
    push: float = 0.0


@dataclass(frozen=True)
class _Placed:
    item: _Item
    slot: _Slot
    x: float
    wide: float


class Setter:
    """Sets the lines of one page that lose words. `wrapped` are removed characters whose token stands a line above."""

    def __init__(
        self,
        text: PageText,
        reasons: Mapping[int, str],
        rows: Rows,
        letters: Letters,
        layout: PageLayout,
        wrapped: Collection[int] = (),
    ) -> None:
        self._text = text
        self._reasons = reasons
        self._rows = rows
        self._letters = letters
        self._layout = layout
        self._wrapped = wrapped
        self._ends: dict[int, float] = {}
        self._outlines: Collection[int] = ()

    def set_lines(self, outlines: Collection[int] = ()) -> set[int]:
        """Set every paragraph that loses words; returns the numbers of the segments that were set anew.

        `outlines` are the rules of the page, by object number, that are drawn as an outline only.
        """
        self._outlines = outlines
        paragraphs: list[list[Row]] = []
        known = Paragraphs(self._rows)
        for row in self._rows.rows:
            if row.hurt and not self._ends.keys() & set(row.segments):
                own = [one for one in known.of(row) if not self._ends.keys() & set(one.segments)]
                paragraphs.append(own)
                self._ends.update((at, 0.0) for line in own for at in line.segments)
        for lines in sorted(paragraphs, key=lambda own: own[0].left):  # what is not set from the left needs to know
            self._paragraph(lines)
        return set(self._ends)

    def _paragraph(self, lines: Sequence[Row]) -> None:
        slots = [self._slot(line, lines) for line in lines]
        items = self._items(lines)
        plain, marked = self._undecorate(lines)
        token, squeeze, placed = self._fitted(items, slots)
        self._layout.lost += sum(item.wide is not None for item in items) * (not placed)
        self._layout.columns |= any(self._rows.is_in_columns(line) for line in lines)
        if items and not placed:
            self._layout.too_narrow += len(slots)
            placed = [
                _Placed(one, slot, slot.left, token) for one, slot in zip(_covering(items, slots), slots, strict=True)
            ]
        for one in placed:
            if one.item.wide is None:
                self._token(one, token)
            else:
                self._word(one, squeeze, plain, marked)
        for line, slot in zip(lines, slots, strict=True):
            end = max((one.x + one.wide for one in placed if one.slot is slot), default=slot.left)
            self._ends.update((at, end) for at in line.segments)
            self._layout.bands.append(
                Box(0, line.base - line.height, self._rows.size[0], line.base + 0.4 * line.height)
            )

    def _slot(self, line: Row, lines: Sequence[Row]) -> _Slot:
        left, right = self._rows.room_of(line, lines, self._ends, self._need)
        if line.side == "right":
            return _Slot(left, max(line.place, left), line.base, line.height, 1.0)
        if line.side == "middle":
            half = max(min(line.place - left, right - line.place), 0.0)
            return _Slot(line.place - half, line.place + half, line.base, line.height, 0.5)
        return _Slot(left, right, line.base, line.height)

    def _need(self, row: Row) -> float:
        """How much room the words of a row take beside its tokens, with tokens of the ordinary width."""
        wide = 0.0
        for item in self._items([row], count=False):
            wide += WIDE if item.wide is None else item.wide
            wide += _SPACE * row.height
        return wide

    def _items(self, lines: Sequence[Row], *, count: bool = True) -> list[_Item]:
        """The words and tokens of a paragraph in reading order; what goes over a line's end is one token."""
        items: list[_Item] = []
        lost = self._layout.lost
        for line in lines:
            for at in line.segments:
                segment = self._text.segments[at]
                places = offsets_of(segment)
                for number, piece in enumerate(pieces_of(self._text, segment, self._reasons)):
                    if piece.reason_code is not None and set(piece.characters) <= set(self._wrapped):
                        continue
                    one = replace(piece, spaced=piece.spaced or number == 0)
                    cell = at in line.cells and number == 0
                    self._take(items, one, at + number / MOST_PIECES, places, line.base, cell=cell)
        if not count:
            self._layout.lost = lost
        return items

    def _take(
        self, items: list[_Item], piece: Piece, order: float, places: Mapping[int, int], base: float, *, cell: bool
    ) -> None:
        piece = _without_leader(piece)
        own = tuple(places[number] for number in piece.characters)
        advances = [self._letters.advance(number) for number in piece.characters if piece.reason_code is None]
        if any(advance is None for advance in advances):  # a box stands for what nothing at hand can draw
            self._layout.lost += 1
            piece = replace(piece, reason_code="officer")
        if piece.reason_code is not None:
            if items and not cell and share_token(items[-1].piece, piece):
                items[-1] = replace(items[-1], piece=joined(items[-1].piece, piece))
            else:
                items.append(_Item(piece, None, 0.0, order, own, base, cell))
            return
        if items and _is_leader(piece) and items[-1].piece.text[:1] == piece.text[:1]:
            return  # one more dot of a spaced leader
        size = max(self._letters.size(number) for number in piece.characters)
        items.append(_Item(piece, sum(one or 0.0 for one in advances), size, order, own, base, cell))

    def _fitted(self, items: Sequence[_Item], slots: Sequence[_Slot]) -> tuple[int, float, list[_Placed]]:
        """The items in their slots, with as wide a token and as little squeezing as they fit with, or none at all."""
        for token in (WIDE, NARROW, TINY):
            for squeeze in _SQUEEZES:
                placed = _filled(items, slots, token, squeeze)
                if len(placed) == len(items):
                    return token, squeeze, _pushed(placed)
        return (NARROW if slots[0].right - slots[0].left >= NARROW else TINY), 1.0, []

    def _undecorate(self, lines: Sequence[Row]) -> tuple[bool, dict[int, frozenset[Mark]]]:
        """Take out what lies through, under and behind the words of lines set anew.

        Returns whether any went from behind the words, and the marks of each character to draw them with its word.
        """
        numbers = [n for line in lines for at in line.segments for n in self._text.segments[at].characters]
        size, characters = self._letters.size, self._text.characters
        gone = {number for line in lines for number in self._rows.decorations_of(line)}
        flat = {number: box for number, box in self._rows.rules.items() if is_flat(box)}
        gone |= {rule for rule, box in flat.items() if any(strikes(box, characters[n], size(n)) for n in numbers)}
        gone -= self._around_others(gone, numbers)
        ruled = Ruled({number: self._rows.rules[number] for number in sorted(gone)}, self._outlines)
        marked, used = marks_by_character(characters, numbers, ruled, size)
        self._layout.gone |= gone
        self._layout.lost_marks += len(gone - used)
        return any(self._rows.rules[number].height > 4 for number in gone), marked

    def _around_others(self, rules: Collection[int], numbers: Sequence[int]) -> set[int]:
        """Grounds and rings that lie behind or around words of other lines alone."""
        found: set[int] = set()
        own = set(numbers)
        for rule in rules:
            box, outlined = self._rows.rules[rule], rule in self._outlines
            marked = {n for n, one in enumerate(self._text.characters) if box.overlap(one.room) > 0}
            marked = {n for n in marked if mark_on(box, outlined, self._text.characters[n], self._letters.size(n))}
            if outlined and marked and not marked & own:
                found.add(rule)
        return found

    def _token(self, one: _Placed, wide: int) -> None:
        high = min(max(int(one.slot.height * 0.95), 7), 24)
        left = min(math.ceil(one.x), max(int(self._rows.size[0]) - wide, 0))
        top = max(math.floor(one.slot.base - 0.85 * high), 0)
        self._layout.token(Box(left, top, left + wide, top + high), one.item.piece.reason_code or "", one.item.order)

    def _word(self, one: _Placed, squeeze: float, plain: bool, marked: Mapping[int, frozenset[Mark]]) -> None:
        item = one.item
        down = round(one.slot.base - item.base, 2)
        marks = tuple(runs_of(item.piece.characters, marked))
        self._layout.set_words.append(SetWord(item.piece.characters, one.x, down, squeeze, plain, marks))
        box = Box(one.x, one.slot.base - 0.8 * item.size, one.x + one.wide, one.slot.base + 0.25 * item.size)
        self._layout.words.append(PlacedWord(item.piece.text, box, item.order, item.places))


def _is_leader(piece: Piece) -> bool:
    return piece.text[:1] in _LEADER_SIGNS and len(set(piece.text)) == 1


def _without_leader(piece: Piece) -> Piece:
    """A row of dots that leads to a page number, as three dots: their number fills the room that a name leaves."""
    if piece.reason_code is not None or not _is_leader(piece):
        return piece
    return replace(piece, text=piece.text[:_LEADER], characters=piece.characters[:_LEADER])


def _covering(items: Sequence[_Item], slots: Sequence[_Slot]) -> list[_Item]:
    """A token for each line of what is withheld, with the reason of the first item that has one."""
    first = next(item for item in items if item.wide is None) if any(i.wide is None for i in items) else items[0]
    piece = replace(first.piece, text="", reason_code=first.piece.reason_code or "officer")
    orders = (items[0].order + line / MOST_PIECES for line in range(len(slots)))
    return [_Item(piece, None, 0.0, order, (), items[0].base) for order in orders]


def _pushed(placed: Sequence[_Placed]) -> list[_Placed]:
    """Words moved, by whole points, to where lines set from the right or the middle have them."""
    moved: list[_Placed] = []
    for one in placed:
        end = max(other.x + other.wide for other in placed if other.slot is one.slot)
        by = max(math.floor((one.slot.right - end) * one.slot.push + 0.01), 0)
        moved.append(replace(one, x=round(one.x + by, 3)))
    return moved


def _filled(items: Sequence[_Item], slots: Sequence[_Slot], token: int, squeeze: float) -> list[_Placed]:
    """Items put into slots one after the other, up to the first that has no room."""
    placed: list[_Placed] = []
    line = 0
    at = slots[0].left
    for index, item in enumerate(items):
        slot = slots[line]
        wide = float(token) if item.wide is None else item.wide * squeeze
        gap = _gap(item, slot) * squeeze if at > slot.left else 0.0
        if item.wide is None:
            gap = math.ceil(at + gap) - at
        whole = _with_following(items, index, token, squeeze)
        if at + gap + whole > slot.right + 0.01 and at > slot.left and line + 1 < len(slots):
            line += 1
            slot, at = slots[line], slots[line].left
            gap = math.ceil(at) - at if item.wide is None else 0.0
        if at + gap + whole > slot.right + 0.01:
            return placed
        placed.append(_Placed(item, slot, round(at + gap, 3), wide))
        at = round(at + gap + wide, 3)
    return placed


def _gap(item: _Item, slot: _Slot) -> float:
    """The room before an item that does not begin its line."""
    size = item.size or slot.height * 0.85
    return _CELLS_APART * size if item.cell else _SPACE * size if item.piece.spaced else 0.0


def _with_following(items: Sequence[_Item], index: int, token: int, squeeze: float) -> float:
    """The width of an item and of what stands behind it without a space: a line does not end between them."""
    wide = 0.0
    for item in items[index:]:
        if wide and item.piece.spaced:
            break
        wide += token if item.wide is None else item.wide * squeeze
    return wide
