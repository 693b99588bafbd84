"""Where everything of a page with redactions goes in its copy. Pure geometry, in points.

A line that loses words is set anew: its words keep their places up to the first redaction; a token of constant width
follows, and even spaces, so that neither a gap nor a line's end tells how long the hidden words are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from packgen.redaction.model import token_for
from packgen.redaction.pdf_model import Box, Character, PageText, Segment
from packgen.redaction.pdf_pieces import Cropper, Piece, pieces_of
from packgen.redaction.pdf_token import GRID, NARROW, WIDE, label_of

_EDGE = 4.0
_SPACE = 0.25
_LEAST_SQUEEZE = 0.5
_SAME_START = 0.7


@dataclass(frozen=True)
class Cut:
    """Characters `start` to `end` of a page's text that go, and the reason code that the token shows."""

    start: int
    end: int
    reason_code: str


@dataclass(frozen=True)
class PlacedWord:
    """A word of the invisible text layer and the rectangle over which it lies."""

    text: str
    box: Box
    line: int


@dataclass
class PageLayout:
    """The copy of one page: what is drawn where, and its words.

    `moves` are cut-outs of the full page and where they are pasted; `tokens` boxes with their reason code; `gone`
    numbers the drawn objects that must not be drawn as they are; `lost` counts words that could not be kept.
    """

    moves: list[tuple[Box, Box]] = field(default_factory=list)
    tokens: list[tuple[Box, str]] = field(default_factory=list)
    words: list[PlacedWord] = field(default_factory=list)
    gone: frozenset[int] = frozenset()
    lost: int = 0


def lay_out_page(
    text: PageText,
    cuts: Sequence[Cut],
    tainted: frozenset[int],
    rules: Mapping[int, Box],
    size: tuple[float, float],
) -> PageLayout:
    """The layout of a page's copy. `rules` are the boxes of plain rules and fills by object number."""
    reasons = removed_characters(text, cuts)
    affected = [s for s in text.segments if any(number in reasons for number in s.characters)]
    things = {text.characters[number].thing for number in reasons}
    decoration = {number for segment in affected for number, box in rules.items() if _decorates(box, segment)}
    layout = PageLayout(gone=frozenset(tainted | things | decoration))
    upright_rules = [box for box in rules.values() if box.width < 3 and box.height > 8]
    return _Setter(text, reasons, layout, size, upright_rules).set()


def removed_characters(text: PageText, cuts: Sequence[Cut]) -> dict[int, str]:
    """The characters that go, with their reason: those of cuts, of withheld lines, and what lies over any of them."""
    reasons: dict[int, str] = {}
    for segment in text.segments:
        if segment.withheld:
            reasons.update(dict.fromkeys(segment.characters, "officer" if len(segment.characters) > 1 else ""))
            continue
        own = [cut for cut in cuts if cut.start < _end(text, segment) and segment.starts[0] < cut.end]
        for cut in own:
            for number, start in zip(segment.characters, segment.starts, strict=True):
                if start < cut.end and cut.start < start + len(text.characters[number].text):
                    reasons.setdefault(number, cut.reason_code)
    reasons.update(_lying_over(text.characters, reasons))
    return reasons


def _end(text: PageText, segment: Segment) -> int:
    return segment.starts[-1] + len(text.characters[segment.characters[-1]].text)


def _lying_over(characters: Sequence[Character], reasons: Mapping[int, str]) -> dict[int, str]:
    """Characters that share most of their place with one that goes (ligatures, text drawn twice or over another)."""
    rows: dict[int, list[int]] = {}
    for number in reasons:
        ink = characters[number].ink
        for row in range(int(ink.top // 8), int(ink.bottom // 8) + 1):
            rows.setdefault(row, []).append(number)
    more: dict[int, str] = {}
    for number, one in enumerate(characters) if rows else ():
        if number in reasons or one.text.isspace():
            continue
        area = max(one.ink.width * one.ink.height, 0.01)
        for other in rows.get(int((one.ink.top + one.ink.bottom) // 16), ()):
            if one.ink.overlap(characters[other].ink) > 0.4 * area:
                more[number] = reasons[other]
                break
    return more


def _decorates(box: Box, segment: Segment) -> bool:
    """Whether a rule or fill belongs to the words of a line (underline, highlight): its width would tell."""
    inside = box.left >= segment.box.left - 3 and box.right <= segment.box.right + 3
    return inside and box.top <= segment.box.bottom + 3 and box.bottom >= segment.box.top - 1


class _Setter:
    """Sets the lines of one page."""

    def __init__(
        self,
        text: PageText,
        reasons: Mapping[int, str],
        layout: PageLayout,
        size: tuple[float, float],
        rules: Sequence[Box],
    ) -> None:
        self._text = text
        self._rules = rules
        self._reasons = reasons
        self._layout = layout
        self._size = size
        self._crops = Cropper(text.characters, reasons)
        self._starts = [s.box.left for s in text.segments if s.characters[0] not in reasons and s.kind == "line"]

    def set(self) -> PageLayout:
        for segment in self._text.segments:
            pieces = pieces_of(self._text, segment, self._reasons)
            if not any(piece.reason_code is not None for piece in pieces):
                self._stay(segment, pieces)
            elif segment.kind == "line" and not (segment.withheld and len(segment.characters) == 1):
                self._anew(segment, pieces)
            elif not segment.withheld or len(segment.characters) > 1:
                self._cover(segment, pieces)
        self._drop_touched()
        return self._layout

    def _stay(self, segment: Segment, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            things = {self._text.characters[number].thing for number in piece.characters}
            if things & self._layout.gone:
                crop = self._crops.crop(piece)
                if crop is None:
                    self._layout.lost += 1
                    continue
                self._layout.moves.append((crop, crop))
            self._word(piece.text, piece.box, segment)

    def _word(self, text: str, box: Box, segment: Segment) -> None:
        self._layout.words.append(PlacedWord(text, box, segment.line if segment.kind == "line" else -1))

    def _cover(self, segment: Segment, pieces: Sequence[Piece]) -> None:
        """Text that is not upright is covered where it stands, on a grid in both directions."""
        for piece in pieces:
            if piece.reason_code is None:
                self._stay(segment, [piece])
                continue
            box = Box(
                math.floor(piece.box.left / GRID) * GRID,
                math.floor(piece.box.top / GRID) * GRID,
                math.ceil(piece.box.right / GRID) * GRID,
                math.ceil(piece.box.bottom / GRID) * GRID,
            )
            self._token(box, piece.reason_code or "officer", segment)

    def _token(self, box: Box, reason_code: str, segment: Segment) -> None:
        self._layout.tokens.append((box, reason_code))
        self._word(token_for(reason_code), box, segment)

    def _anew(self, segment: Segment, pieces: Sequence[Piece]) -> None:
        room = max(segment.box.height, 4.0)
        left, right = self._room_of(segment)
        total = sum(piece.box.width for piece in pieces if piece.reason_code is None)
        total += sum(_SPACE * room for piece in pieces if piece.spaced)
        tokens = sum(piece.reason_code is not None for piece in pieces)
        wide = WIDE if total * 0.8 + tokens * WIDE <= right - left else NARROW
        squeeze = min(1.0, max(right - left - tokens * wide, 1.0) / max(total, 1.0))
        if squeeze < _LEAST_SQUEEZE and total > 1:
            self._layout.lost += sum(piece.reason_code is None for piece in pieces)
            pieces = [piece for piece in pieces if piece.reason_code is not None][:1]
            squeeze = 1.0
        at = left
        for piece in pieces:
            at += _SPACE * room * squeeze if piece.spaced else 0
            at = self._place(segment, piece, at, wide if piece.reason_code is not None else piece.box.width * squeeze)

    def _place(self, segment: Segment, piece: Piece, at: float, wide: float) -> float:
        if piece.reason_code is not None:
            high = min(max(int(segment.box.height * 0.95), 7), 24)
            top = round(segment.box.top + (segment.box.height - high) * 0.3)
            left = min(math.ceil(at), max(int(self._size[0]) - wide, 0))
            self._token(Box(left, top, left + wide, top + high), piece.reason_code or "officer", segment)
            return left + wide
        crop = self._crops.crop(piece)
        if crop is None:
            self._layout.lost += 1
            return at
        share = wide / max(piece.box.width, 0.1)
        before = (crop.left - piece.box.left) * share
        target = Box(at + before, crop.top, at + before + crop.width * share, crop.bottom)
        self._layout.moves.append((crop, target))
        self._word(piece.text, Box(at, piece.box.top, at + wide, piece.box.bottom), segment)
        return at + wide

    def _room_of(self, segment: Segment) -> tuple[float, float]:
        """From where to where a line set anew may reach: its own start if others share it, else a step of the grid."""
        beside = [other.box for other in self._text.segments if other is not segment and _beside(other, segment)]
        beside += [box for box in self._rules if box.top < segment.box.bottom and box.bottom > segment.box.top]
        after = min((box.left for box in beside if box.left >= segment.box.right - 1), default=self._size[0])
        before = max((box.right for box in beside if box.right <= segment.box.left + 1), default=0.0)
        left = segment.box.left
        if sum(abs(start - left) < _SAME_START for start in self._starts) < 2:
            left = max(math.floor(left / GRID) * GRID, before + _EDGE)
        return left, max(after - _EDGE, left + NARROW)

    def _drop_touched(self) -> None:
        """Words that a box touches leave the text layer, and their picture with them."""
        boxes = [box for box, _ in self._layout.tokens]
        labels = {token_for(code) for _, code in self._layout.tokens}
        kept: list[PlacedWord] = []
        for word in self._layout.words:
            if word.text in labels or not any(word.box.overlap(box) > 0.25 * _area(word.box) for box in boxes):
                kept.append(word)
            else:
                self._layout.lost += 1
        self._layout.words = kept


def _area(box: Box) -> float:
    return max(box.width * box.height, 0.01)


def _beside(one: Segment, other: Segment) -> bool:
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return shared > 0.3 * min(one.box.height, other.box.height)


def token_labels(layout: PageLayout) -> Iterator[tuple[Box, str]]:
    """The boxes of a page with the words inside them."""
    for box, reason_code in layout.tokens:
        yield box, label_of(reason_code)
