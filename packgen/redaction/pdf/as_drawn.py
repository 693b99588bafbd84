"""Whether signs and blanks can be drawn as the file says: a blank draws nothing, a full stop is low, a stroke narrow.

A font may say that it draws a space or a dash where it draws a letter; text recognition, which compares letters, does
not read signs. What cannot be told by the shape of its ink is left alone here. Pure geometry.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from packgen.redaction.pdf.model import Character

_NO_INK, _LOW, _NARROW = 0.02, 0.37, 0.6  # of the height of a line of the font, the last of the height of the ink
_NO_INK_ACROSS = 0.3  # the box around a blank at an angle
_UNLIKE, _FEWEST_KINDS = 1.35, 3
_AT_AN_ANGLE = 4
#: Blank to the eye, though Unicode counts them among the letters or signs.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
_FLAT = frozenset(
    ".,-_\u2013\u2014\u2026\u00b7\"'`\u00b4\u00a8\u02c6\u02dc\u2018\u2019\u201a\u201c\u201d\u201e\u00ad~\u2010\u2011\u2012\u2015\u2212"
)
_STROKES = frozenset("!|/\\()[]{}:;\u00a1\u00a6")


def as_drawn(characters: Sequence[Character], fonts: Sequence[Hashable]) -> list[Character]:
    """`characters`, those whose ink cannot be what they are said to be as unknown ones.

    `fonts` tells for each character which font draws it.
    """
    doubtful = {at for at, one in enumerate(characters) if one.known and not _fits(one, characters[at - 1 : at])}
    doubtful |= set(_of_many_shapes(characters, fonts))
    doubtful |= set(_in_a_row(characters))
    return [one._replace(text="\u2022", known=False) if at in doubtful else one for at, one in enumerate(characters)]


def _fits(one: Character, before: Sequence[Character]) -> bool:
    if one.text.isalnum() and one.text not in _BLANK:
        return True
    if before and before[0].thing == one.thing and before[0].ink == one.ink:
        return True  # one glyph that stands for several characters is judged by the first
    wide, high, line = _sides(one)
    if _is_blank(one.text):
        return min(wide, high) < (_NO_INK_ACROSS if one.turn == _AT_AN_ANGLE else _NO_INK) * line
    if one.text in _FLAT or unicodedata.category(one.text) == "Mn":
        across = one.turn == _AT_AN_ANGLE and wide > high
        return across or high <= _LOW * line
    return one.text not in _STROKES or one.turn == _AT_AN_ANGLE or wide <= _NARROW * high


def _sides(one: Character) -> tuple[float, float, float]:
    """The width and height of a character's ink as it is read, and the height of its line."""
    if one.turn in (1, 3):
        return one.ink.height, one.ink.width, one.room.width
    return one.ink.width, one.ink.height, one.room.height


def _is_blank(text: str) -> bool:
    if text in _BLANK or 0xFE00 <= ord(text) <= 0xFE0F or 0xE0000 <= ord(text) <= 0xE01EF:
        return True
    return text != "\u00ad" and unicodedata.category(text) in ("Zs", "Zl", "Zp", "Cc", "Cf")


def _is_square(one: Character) -> bool:
    """Whether it is a sign as wide and high as a letter, which its shape alone does not tell from one."""
    plain = one.text.isalnum() or one.text in _FLAT or one.text in _STROKES or _is_blank(one.text)
    return one.known and not plain and unicodedata.category(one.text) != "Mn"


def _of_many_shapes(characters: Sequence[Character], fonts: Sequence[Hashable]) -> Iterator[int]:
    """Signs of which one font draws several shapes under one name."""
    known: dict[tuple[Hashable, str], list[int]] = defaultdict(list)
    for at, one in enumerate(characters):
        if _is_square(one) and one.turn != _AT_AN_ANGLE:
            known[fonts[at], one.text].append(at)
    for places in known.values():
        shapes = [_shape(characters[at]) for at in places]
        if max(shapes) > _UNLIKE * min(shapes):
            yield from places


def _shape(one: Character) -> float:
    wide, high, _ = _sides(one)
    return max(wide, 0.1) / max(high, 0.1)


def _in_a_row(characters: Sequence[Character]) -> Iterator[int]:
    """Signs of three kinds or more side by side, where a word would stand."""
    row: list[int] = []
    for at, one in enumerate((*characters, None)):
        if one is not None and _is_square(one) and (not row or characters[row[-1]].thing == one.thing):
            row.append(at)
            continue
        if len({characters[number].text for number in row}) >= _FEWEST_KINDS:
            yield from row
        row = [at] if one is not None and _is_square(one) else []
