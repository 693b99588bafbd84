"""Letters that one glyph stands for (ffi, fl, st), and letters drawn a second time over themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.redaction.pdf.model import Box, Character

_STEP = 4
_SAME = 0.7
_DOUBLED = "ft"  # letters that a font joins with themselves


def is_same_glyph(characters: Sequence[Character], one: int, other: int) -> bool:
    """Whether two neighbouring characters of a page are letters of one drawn glyph."""
    first, second = characters[one], characters[other]
    return abs(other - one) == 1 and first.thing == second.thing and first.room == second.room


def shares_glyph(characters: Sequence[Character], number: int) -> bool:
    """Whether a character is one of several letters that a single glyph stands for."""
    near = (one for one in (number - 1, number + 1) if 0 <= one < len(characters))
    return any(is_same_glyph(characters, one, number) for one in near)


def without_repeats(characters: Sequence[Character]) -> list[int]:
    """Characters that are not the second drawing of the same one at the same place (bold made by drawing twice)."""
    seen: dict[tuple[str, int, int], list[Box]] = {}
    kept: list[int] = []
    for glyph in _glyphs(characters):
        fresh = [number for number in glyph if not _is_seen(characters[number], seen)]
        kept += fresh
        for number in fresh:
            one = characters[number]
            if not one.text.isspace():
                seen.setdefault((one.text, *_place(one.room)), []).append(one.room)
    return kept


def _glyphs(characters: Sequence[Character]) -> Iterator[list[int]]:
    """The characters by the glyph that draws them; what is drawn twice on the spot counts once."""
    stretch: list[int] = []
    doubled = False
    for number in range(len(characters)):
        if stretch and not is_same_glyph(characters, stretch[-1], number):
            yield from _told_apart(characters, stretch, doubled)
            doubled = _is_pair(characters, stretch)
            stretch = []
        stretch.append(number)
    yield from _told_apart(characters, stretch, doubled)


def _told_apart(characters: Sequence[Character], stretch: list[int], after_pair: bool) -> Iterator[list[int]]:
    """The letters of one place: those of a ligature, or one letter drawn several times over.

    Two equal letters are a ligature where the font may join them and their neighbours are not drawn twice as well.
    """
    letters = "".join(characters[number].text for number in stretch)
    unit = next(
        (size for size in range(1, len(letters)) if letters == letters[:size] * (len(letters) // size)), len(letters)
    )
    if len(stretch) == 2 and unit == 1 and letters[0] in _DOUBLED:
        follows = [number for number in (stretch[-1] + 1, stretch[-1] + 2) if number < len(characters)]
        before_pair = len(follows) == 2 and _is_pair(characters, follows)
        unit = 1 if after_pair or before_pair else 2
    yield stretch[:unit]


def _is_pair(characters: Sequence[Character], stretch: Sequence[int]) -> bool:
    equal = len({characters[number].text for number in stretch}) == 1
    return equal and len(stretch) == 2 and is_same_glyph(characters, stretch[0], stretch[1])


def _is_seen(one: Character, seen: dict[tuple[str, int, int], list[Box]]) -> bool:
    if one.text.isspace():
        return False
    x, y = _place(one.room)
    area = max(one.room.width * one.room.height, 0.01)
    near = ((one.text, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return any(one.room.overlap(box) > _SAME * area for key in near for box in seen.get(key, ()))


def _place(box: Box) -> tuple[int, int]:
    return round(box.left / _STEP), round(box.top / _STEP)
