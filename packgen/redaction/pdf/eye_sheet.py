"""A sheet of words for text recognition: each word cut out of its page, upright, dark on white, and as large as print.

Letters that stand far apart, one under the other or at an angle are put side by side first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from packgen.files import private_temporary_folder
from packgen.processes import Limits, ProcessFailedError, run
from packgen.redaction.pdf.model import Box, Character
from packgen.redaction.pdf.render import drawn_part
from packgen.redaction.pdf.scene import Scene

#: How often a word stands in a row where it is read once more.
TIMES = 3
_LETTER = 40  # pixels from the top of a letter's room to its bottom
_GAP = 34
_SPACE = 12
_MARGIN = 24
_WIDE = 1700
_A_SHEET = Limits(seconds=60)
_MOST_ZOOM = 40.0
_APART = 0.6
_SLANTED = 4
_BAR = 0.35
_FINER = 4
_DARK, _PALE = 120, 200
_MOSTLY, _SELDOM = 0.6, 0.12
_LONGEST = 1500


@dataclass(frozen=True)
class _Place:
    left: int
    top: int
    right: int
    bottom: int


def word_picture(scene: Scene, letters: Sequence[Character]) -> Image.Image:
    """A word as the page shows it, upright and dark on white."""
    if _is_plain(letters):
        return _ready(_cut(scene, _around(letters), _zoom(letters[0])))
    pieces = [_ready(_upright(scene, one, letters)) for one in letters]
    wide = sum(piece.width for piece in pieces)
    strip = Image.new("L", (wide, max(piece.height for piece in pieces)), 255)
    at = 0
    for piece in pieces:
        strip.paste(piece, (at, strip.height - piece.height))
        at += piece.width
    return strip


def is_bar(scene: Scene, one: Character) -> bool:
    """Whether what is drawn of an upright letter is a bar, with the dot of an i or without: nothing else it may be."""
    if one.turn:
        return False
    picture = _cut(scene, one.ink, _FINER * _zoom(one))
    around = picture.point([255] * _DARK + [0] * (256 - _DARK)).getbbox()
    if around is None:
        return False
    left, top, right, bottom = around
    if right - left > _BAR * (bottom - top):
        return False
    rows = [picture.crop((left, y, right, y + 1)).im.getextrema() for y in range(top, bottom)]
    dark = sum(high < _PALE for _, high in rows)
    mixed = sum(high >= _PALE and low < _DARK for low, high in rows)
    return bool(dark > _MOSTLY * len(rows) and mixed < _SELDOM * len(rows))


def thrice(picture: Image.Image) -> Image.Image:
    """A picture of a word, three times in a row with spaces between."""
    strip = Image.new("L", (TIMES * picture.width + (TIMES - 1) * _SPACE, picture.height), 255)
    for number in range(TIMES):
        strip.paste(picture, (number * (picture.width + _SPACE), 0))
    return strip


def plain_words() -> Image.Image:
    """Words that no page drew, as company for others."""
    picture = Image.new("L", (_LETTER * 5, _LETTER), 255)
    ImageDraw.Draw(picture).text((4, 0), "seen a man", fill=0, font=ImageFont.load_default(round(_LETTER * 0.8)))
    return picture


def read_sheet(program: str, pictures: Sequence[Image.Image]) -> list[str]:
    """What text recognition reads in each picture; "" where it reads nothing or fails."""
    sheet, places = _sheet([picture.crop((0, 0, min(picture.width, _LONGEST), picture.height)) for picture in pictures])
    with private_temporary_folder() as folder:
        sheet.save(folder / "words.png", dpi=(300, 300))
        told = _recognised(program, folder)
    read = [""] * len(pictures)
    for x, y, word in told:
        for number, place in enumerate(places):
            if place.left - _GAP / 2 <= x <= place.right + _GAP / 2 and place.top <= y <= place.bottom:
                read[number] += word
    return read


def _recognised(program: str, folder: Path) -> list[tuple[float, float, str]]:
    command = [program, "words.png", "stdout", "--psm", "6", "tsv"]
    try:
        finished = run(command, _A_SHEET, folder=folder, environment={"OMP_THREAD_LIMIT": "1"})
    except ProcessFailedError:
        return []
    found: list[tuple[float, float, str]] = []
    for line in finished.output.decode("utf-8", "replace").splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, wide, high = (float(cell) for cell in cells[6:10])
            found.append((left + wide / 2, top + high / 2, cells[11].strip()))
    return found


def _sheet(pictures: Sequence[Image.Image]) -> tuple[Image.Image, list[_Place]]:
    """The pictures in rows on white, and where each lies."""
    places: list[_Place] = []
    x, y, row = _MARGIN, _MARGIN, 0
    for picture in pictures:
        if x > _MARGIN and x + picture.width > _WIDE - _MARGIN:
            x, y, row = _MARGIN, y + row + _GAP, 0
        places.append(_Place(x, y, x + picture.width, y + picture.height))
        x += picture.width + _GAP
        row = max(row, picture.height)
    sheet = Image.new("L", (_WIDE, y + row + _MARGIN), 255)
    for picture, place in zip(pictures, places, strict=True):
        sheet.paste(picture, (place.left, place.top))
    return sheet, places


def _is_plain(letters: Sequence[Character]) -> bool:
    """Whether a word stands upright, its letters side by side in their order."""
    if any(one.turn for one in letters):
        return False
    return all(_follows(one, other) for one, other in pairwise(letters))


def _follows(one: Character, other: Character) -> bool:
    high = max(one.room.height, 0.5)
    close = -0.3 * high < other.room.left - one.room.right < _APART * high
    return one.room == other.room or (close and abs(one.base - other.base) <= 0.4 * high)


def _around(letters: Sequence[Character]) -> Box:
    box = letters[0].room.joined(letters[0].ink)
    for one in letters[1:]:
        box = box.joined(one.room).joined(one.ink)
    return box


def _zoom(one: Character) -> float:
    high = one.room.width if one.turn in (1, 3) else one.room.height
    return min(_LETTER / max(high, 0.5), _MOST_ZOOM)


def _cut(scene: Scene, box: Box, zoom: float) -> Image.Image:
    return drawn_part(scene.page, box, zoom)


def _upright(scene: Scene, one: Character, word: Sequence[Character]) -> Image.Image:
    """One letter turned upright."""
    box = one.room.joined(one.ink)
    if one.turn < _SLANTED:
        return _cut(scene, box, _zoom(one)).rotate(90 * one.turn, expand=True, fillcolor=255)
    first, last = word[0].room, word[-1].room
    across, down = (
        (last.left + last.right - first.left - first.right),
        (last.top + last.bottom - first.top - first.bottom),
    )
    return _cut(scene, box, _zoom(one)).rotate(math.degrees(math.atan2(down, across)), expand=True, fillcolor=255)


def _ready(picture: Image.Image) -> Image.Image:
    """Dark on white, whatever the colours were."""
    spread = ImageOps.autocontrast(picture)
    edge = spread.resize((1, 1), Image.Resampling.BOX).tobytes()[0]
    return ImageOps.invert(spread) if edge < 110 else spread
