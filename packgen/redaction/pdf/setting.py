"""Setting anew the lines that lose words: their words flow, evenly spaced, around boxes of constant width.

Nothing in the outcome depends on a hidden word: not where a line begins or ends, not which word stands in which line,
not the gap between two words or letters. Only how many lines a paragraph has is taken from the page.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from packgen.redaction.pdf.marks import Mark, Ruled, marks_by_character, runs_of, strikes
from packgen.redaction.pdf.model import Box, PageText
from packgen.redaction.pdf.pieces import MOST_PIECES, Piece, joined, offsets_of, pieces_of, share_token
from packgen.redaction.pdf.placed import PageLayout, PlacedWord
from packgen.redaction.pdf.rows import Row, Rows
from packgen.redaction.pdf.token import NARROW, WIDE
from packgen.redaction.pdf.typeset import SetWord
from packgen.redaction.pdf.word_lines import is_flat

_SPACE = 0.25
_LEADER = 3
_LEADER_SIGNS = (".", "_", "-", "·", "…", "=", "–", "—")
_SQUEEZES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)
_NARROW_SQUEEZES = (*_SQUEEZES, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35)


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
    """A word or token to set: its natural width (None for a token), its type size, and where it is read."""

    piece: Piece
    wide: float | None
    size: float
    order: float
    places: tuple[int, ...]
    base: float


@dataclass(frozen=True)
class _Slot:
    """A line to fill: from where to where, the line that letters stand on, and the room of a letter."""

    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True)
class _Placed:
    item: _Item
    slot: _Slot
    x: float
    wide: float


class Setter:
    """Sets the lines of one page that lose words."""

    def __init__(
        self, text: PageText, reasons: Mapping[int, str], rows: Rows, letters: Letters, layout: PageLayout
    ) -> None:
        self._text = text
        self._reasons = reasons
        self._rows = rows
        self._letters = letters
        self._layout = layout
        self._outlines: Collection[int] = ()

    def set_lines(self, outlines: Collection[int] = ()) -> set[int]:
        """Set every paragraph that loses words; returns the numbers of the segments that were set anew.

        `outlines` are the rules of the page, by object number, that are drawn as an outline only.
        """
        self._outlines = outlines
        done: set[int] = set()
        paragraphs: list[list[Row]] = []
        for row in self._rows.rows:
            if row.hurt and not done & set(row.segments):
                paragraphs.append([one for one in self._rows.paragraph_of(row) if not done & set(one.segments)])
                done |= {at for line in paragraphs[-1] for at in line.segments}
        for lines in paragraphs:
            self._paragraph(lines, done)
        return done

    def _paragraph(self, lines: Sequence[Row], anew: set[int]) -> None:
        slots = [_Slot(*self._rows.room_of(line, lines, anew), line.base, line.height) for line in lines]
        items = self._items(lines)
        plain, marked = self._undecorate(lines)
        token, squeeze, placed = self._fitted(items, slots)
        self._layout.lost += len(items) - len(placed)
        for one in placed:
            if one.item.wide is None:
                self._token(one, token)
            else:
                self._word(one, squeeze, plain, marked)
        for line in lines:
            self._layout.bands.append(
                Box(0, line.base - line.height, self._rows.size[0], line.base + 0.4 * line.height)
            )

    def _items(self, lines: Sequence[Row]) -> list[_Item]:
        """The words and tokens of a paragraph in reading order; what goes over a line's end is one token."""
        items: list[_Item] = []
        for line in lines:
            for at in line.segments:
                segment = self._text.segments[at]
                places = offsets_of(segment)
                for count, piece in enumerate(pieces_of(self._text, segment, self._reasons)):
                    spaced = piece.spaced or count == 0
                    self._take(items, replace(piece, spaced=spaced), at + count / MOST_PIECES, places, line.base)
        return items

    def _take(self, items: list[_Item], piece: Piece, order: float, places: Mapping[int, int], base: float) -> None:
        piece = _without_leader(piece)
        own = tuple(places[number] for number in piece.characters)
        if piece.reason_code is not None:
            if items and share_token(items[-1].piece, piece):
                items[-1] = replace(items[-1], piece=joined(items[-1].piece, piece))
            else:
                items.append(_Item(piece, None, 0.0, order, own, base))
            return
        if items and _is_leader(piece) and items[-1].piece.text[:1] == piece.text[:1]:
            return  # one more dot of a spaced leader
        advances = [self._letters.advance(number) for number in piece.characters]
        if any(advance is None for advance in advances):
            self._layout.lost += 1
            return
        size = max(self._letters.size(number) for number in piece.characters)
        items.append(_Item(piece, sum(one or 0.0 for one in advances), size, order, own, base))

    def _fitted(self, items: Sequence[_Item], slots: Sequence[_Slot]) -> tuple[int, float, list[_Placed]]:
        """The items in their slots, with as wide a token and as little squeezing as they fit with."""
        for token, squeeze in [*((WIDE, one) for one in _SQUEEZES), *((NARROW, one) for one in _NARROW_SQUEEZES)]:
            placed = _filled(items, slots, token, squeeze)
            if len(placed) == len(items):
                return token, squeeze, placed
        return NARROW, _NARROW_SQUEEZES[-1], _filled(items, slots, NARROW, _NARROW_SQUEEZES[-1], spare=True)

    def _undecorate(self, lines: Sequence[Row]) -> tuple[bool, dict[int, frozenset[Mark]]]:
        """Take out what lies through, under and behind the words of lines set anew.

        Returns whether any went from behind the words, and the marks of each character to draw them with its word.
        """
        numbers = [n for line in lines for at in line.segments for n in self._text.segments[at].characters]
        size, characters = self._letters.size, self._text.characters
        gone = {number for line in lines for number in self._rows.decorations_of(line)}
        flat = {number: box for number, box in self._rows.rules.items() if is_flat(box)}
        gone |= {rule for rule, box in flat.items() if any(strikes(box, characters[n], size(n)) for n in numbers)}
        ruled = Ruled({number: self._rows.rules[number] for number in sorted(gone)}, self._outlines)
        marked, used = marks_by_character(characters, numbers, ruled, size)
        self._layout.gone |= gone
        self._layout.lost_marks += len(gone - used)
        return any(self._rows.rules[number].height > 4 for number in gone), marked

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


def _filled(
    items: Sequence[_Item], slots: Sequence[_Slot], token: int, squeeze: float, *, spare: bool = False
) -> list[_Placed]:
    """Items put into slots one after the other. What no slot has room for is left out, boxes never (`spare`)."""
    placed: list[_Placed] = []
    line = 0
    at = slots[0].left
    for index, item in enumerate(items):
        slot = slots[line]
        wide = float(token) if item.wide is None else item.wide * squeeze
        gap = _SPACE * (item.size or slot.height * 0.85) * squeeze if item.piece.spaced and at > slot.left else 0.0
        if item.wide is None:
            gap = math.ceil(at + gap) - at
        whole = _with_following(items, index, token, squeeze)
        if at + gap + whole > slot.right + 0.01 and at > slot.left and line + 1 < len(slots):
            line += 1
            slot, at, gap = slots[line], slots[line].left, 0.0
        if at + gap + whole > slot.right + 0.01 and not (spare and item.wide is None):
            if not spare:
                return placed
            continue
        placed.append(_Placed(item, slot, round(at + gap, 3), wide))
        at = round(at + gap + wide, 3)
    return placed


def _with_following(items: Sequence[_Item], index: int, token: int, squeeze: float) -> float:
    """The width of an item and of what stands behind it without a space: a line does not end between them."""
    wide = 0.0
    for item in items[index:]:
        if wide and item.piece.spaced:
            break
        wide += token if item.wide is None else item.wide * squeeze
    return wide
