"""The words of a line and what may be cut out of a page's picture for each. Pure geometry, in points."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from packgen.redaction.model import token_for
from packgen.redaction.pdf.model import Box, Character, PageText, Segment

#: No line holds more pieces.
MOST_PIECES = 200_000
_MARGIN = 0.7
_LEAST_LEFT = 0.6


@dataclass(frozen=True)
class Piece:
    """A word, or a stretch that goes (`reason_code` not None), and whether a space stands before it in the line."""

    text: str
    characters: tuple[int, ...]
    box: Box
    reason_code: str | None
    spaced: bool


def pieces_of(text: PageText, segment: Segment, reasons: Mapping[int, str]) -> list[Piece]:
    """The pieces of a segment in reading order; stretches that share a token and only spaces part are one."""
    pieces: list[Piece] = []
    own: list[int] = []
    spaced = False
    starts = segment.starts or tuple(range(len(segment.characters)))
    end = starts[0]
    for number, start in zip(segment.characters, starts, strict=True):
        one = text.characters[number]
        apart = start > end or one.text.isspace()
        if own and (apart or reasons.get(own[-1]) != reasons.get(number)):
            _add(pieces, _piece(text, own, reasons, spaced))
            own, spaced = [], False
        spaced = spaced or apart
        if not one.text.isspace():
            own.append(number)
        end = start + len(one.text)
    if own:
        _add(pieces, _piece(text, own, reasons, spaced))
    return pieces


def offsets_of(segment: Segment) -> dict[int, int]:
    """The offset in the page's text of each character of a segment; nothing is known of withheld ones."""
    return dict(zip(segment.characters, segment.starts or (0,) * len(segment.characters), strict=True))


def _piece(text: PageText, numbers: Sequence[int], reasons: Mapping[int, str], spaced: bool) -> Piece:
    box = text.characters[numbers[0]].room
    for number in numbers[1:]:
        box = box.joined(text.characters[number].room)
    letters = "".join(text.characters[number].text for number in numbers)
    return Piece(letters, tuple(numbers), box, reasons.get(numbers[0]), spaced)


def _add(pieces: list[Piece], piece: Piece) -> None:
    last = pieces[-1] if pieces else None
    if last is None or not share_token(last, piece):
        pieces.append(piece)
    else:
        pieces[-1] = joined(last, piece)


def joined(last: Piece, piece: Piece) -> Piece:
    """Two pieces that go under one token."""
    numbers = (*last.characters, *piece.characters)
    return Piece("", numbers, last.box.joined(piece.box), last.reason_code, last.spaced)


def share_token(last: Piece, piece: Piece) -> bool:
    """Whether two neighbouring pieces go for what the copy calls the same reason."""
    if last.reason_code is None or piece.reason_code is None:
        return False
    return token_for(last.reason_code) == token_for(piece.reason_code)


class Cropper:
    """Cuts words out of a page so that nothing of a removed letter comes along."""

    def __init__(self, characters: Sequence[Character], removed: Collection[int]) -> None:
        self._characters = characters
        self._removed = [characters[number].ink for number in sorted(removed)]

    def crop(self, piece: Piece) -> Box | None:
        """The rectangle to cut out for a word; None where too much of it lies under removed letters."""
        ink = self._characters[piece.characters[0]].ink
        for number in piece.characters[1:]:
            ink = ink.joined(self._characters[number].ink)
        whole = Box(
            min(ink.left, piece.box.left) - 0.3,
            ink.top - _MARGIN,
            max(ink.right, piece.box.right) + 0.3,
            ink.bottom + _MARGIN,
        )
        crop = whole
        for removed in self._removed:
            if crop.overlap(removed) > 0:
                crop = _trimmed(crop, removed)
        kept = crop.overlap(ink) / max(ink.width * ink.height, 0.01)
        return crop if kept >= _LEAST_LEFT else None


def _trimmed(crop: Box, removed: Box) -> Box:
    """`crop` without the strip on the side where the least is lost."""
    cuts = (
        Box(removed.right, crop.top, crop.right, crop.bottom),
        Box(crop.left, removed.bottom, crop.right, crop.bottom),
        Box(crop.left, crop.top, removed.left, crop.bottom),
        Box(crop.left, crop.top, crop.right, removed.top),
    )
    return max(cuts, key=lambda box: max(box.width, 0) * max(box.height, 0))
