"""One page opened for reading or drawing: its characters, what is withheld, its picture without some objects."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from packgen.redaction.pdf.as_drawn import as_drawn
from packgen.redaction.pdf.drawings import settle_drawings
from packgen.redaction.pdf.model import Box, Character, Withheld
from packgen.redaction.pdf.render import SCALE, drawn, with_previews
from packgen.redaction.pdf.things import Kind, Matrix, Things, address, clusters, is_fill, read_things
from packgen.redaction.pdf.typeset import SetWord, Typesetter

_FINE = 1000
_LEAST_CONTRAST = 24
_FEWEST_MARKS = 6
_LEAST_LETTER = 4.0
_QUARTER = 1.5707963267948966
_GREY = 0xFFD8D8D8
_MOST_CHARACTERS = 100_000
_HYPHEN_AT_LINE_END = 2  # what PDFium makes of it


@dataclass
class Scene:
    """A page ready to be drawn. `tainted` numbers objects of which some characters may not be shown."""

    page: Any
    things: Things
    characters: tuple[Character, ...]
    withheld: tuple[Withheld, ...]
    tainted: frozenset[int]
    width: float
    height: float
    full: Image.Image
    dropped: Counter[str]
    to_device: Matrix

    @property
    def rules(self) -> list[Box]:
        """The boxes of its plain rules and fills."""
        return [thing.box for thing in self.things.found if thing.kind in (Kind.RULE, Kind.MARK)]

    def letters(self) -> Typesetter:
        """What sets words of this page anew."""
        return Typesetter(self.page, self.things, self.characters, self.to_device)

    def without(
        self, numbers: Collection[int], letters: Typesetter, words: Sequence[SetWord], lines: Sequence[Box] = ()
    ) -> Image.Image:
        """The page in grey without the objects of those numbers, with words set anew and lines. For once: they stay."""
        if not numbers and not words:
            return self.full.copy()
        for number in numbers:
            pdfium_c.FPDFPageObj_SetIsActive(self.things.found[number].handle, False)
        letters.put(words)
        letters.put_lines(lines)
        return drawn(self.page)


def open_scene(page: Any, *, previews: bool = False) -> Scene:
    """The scene of a page of an open PDFium document; with `previews` of what is withheld on it."""
    width, height = page.get_size()
    to_device = _to_device(page, width, height)
    things = read_things(page.raw, to_device)
    dropped: Counter[str] = Counter()
    settle_drawings(things.found)
    withheld = _to_withhold(things, Box(0, 0, width, height))
    if previews and withheld:
        withheld = with_previews(page, things, withheld)
    _withhold(page, things, withheld)
    full = drawn(page)
    characters, tainted = _characters(page, things, to_device, full, dropped)
    dropped["drawn objects nested too deeply"] += things.untold
    return Scene(page, things, characters, withheld, tainted, width, height, full, dropped, to_device)


def _to_device(page: Any, width: float, height: float) -> Matrix:
    """The map from page space to device space, asked of PDFium so that crop box and rotation are in it."""
    wide, high = round(width * _FINE), round(height * _FINE)

    def mapped(x: float, y: float) -> tuple[float, float]:
        to_x, to_y = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, wide, high, 0, x, y, to_x, to_y)
        return to_x.value / _FINE, to_y.value / _FINE

    (e, f), (ax, ay), (cx, cy) = mapped(0, 0), mapped(1000, 0), mapped(0, 1000)
    return Matrix((ax - e) / 1000, (ay - f) / 1000, (cx - e) / 1000, (cy - f) / 1000, e, f)


def _to_withhold(things: Things, sheet: Box) -> tuple[Withheld, ...]:
    """Everything that is not letters, rules or a few marks, and where it is."""
    found = [
        Withheld("picture", one.box, (number,)) for number, one in enumerate(things.found) if one.kind is Kind.PICTURE
    ]
    marks = [(at, one.box) for at, one in enumerate(things.found) if one.kind in (Kind.MARK, Kind.DRAWING)]
    for numbers in clusters(marks):
        box = things.found[numbers[0]].box
        for number in numbers[1:]:
            box = box.joined(things.found[number].box)
        drawing = any(things.found[number].kind is Kind.DRAWING for number in numbers)
        if drawing or (len(numbers) >= _FEWEST_MARKS and min(box.width, box.height) >= _LEAST_LETTER):
            for number in numbers:
                things.found[number].kind = Kind.DRAWING
            found.append(Withheld("drawing", box, tuple(numbers)))
    return tuple(one for one in found if one.box.overlap(sheet) > 0 or one.box.width * one.box.height == 0)


def _withhold(page: Any, things: Things, withheld: Sequence[Withheld]) -> None:
    """Make everything disappear that is withheld, hidden or cannot be read."""
    shown = {number for one in withheld for number in one.things}
    for number, thing in enumerate(things.found):
        if thing.kind is Kind.PICTURE and number in shown:
            _blank(page, thing.handle)
        elif thing.kind in (Kind.PICTURE, Kind.DRAWING, Kind.HIDDEN, Kind.UNREADABLE):
            pdfium_c.FPDFPageObj_SetIsActive(thing.handle, False)


def _blank(page: Any, handle: Any) -> None:
    """A picture made plain grey, so that what lies under it stays covered; a shading is left out."""
    if pdfium_c.FPDFPageObj_GetType(handle) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        bitmap = pdfium_c.FPDFBitmap_Create(4, 4, 0)
        try:
            pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, 4, 4, _GREY)
            pages = (pdfium_c.FPDF_PAGE * 1)(page.raw)
            if pdfium_c.FPDFImageObj_SetBitmap(pages, 1, handle, bitmap):
                return
        finally:
            pdfium_c.FPDFBitmap_Destroy(bitmap)
    pdfium_c.FPDFPageObj_SetIsActive(handle, False)


def _characters(
    page: Any, things: Things, to_device: Matrix, full: Image.Image, dropped: Counter[str]
) -> tuple[tuple[Character, ...], frozenset[int]]:
    textpage = page.get_textpage()
    try:
        reader = _CharacterReader(textpage.raw, things, to_device)
        covers = [
            (number, thing.box)
            for number, thing in enumerate(things.found)
            if thing.kind is Kind.DRAWING and is_fill(thing)
        ]
        kept: list[Character] = []
        tainted: set[int] = set()
        found = reader.characters(dropped)
        for one in as_drawn(found, _fonts(things, found)):
            if one.text.isspace() or not _is_hidden(one, full, covers):
                kept.append(one)
            else:
                dropped["hidden letters"] += 1
                tainted.add(one.thing)
            if not one.known:
                tainted.add(one.thing)
        silent = {n for n, thing in enumerate(things.found) if thing.kind is Kind.LETTERS} - {c.thing for c in kept}
        return tuple(kept), frozenset(tainted | silent | reader.cut_off)
    finally:
        textpage.close()


def _fonts(things: Things, characters: Sequence[Character]) -> list[int]:
    """For each character the address of the font that draws it."""
    by_thing = {
        number: address(pdfium_c.FPDFTextObj_GetFont(things.found[number].handle))
        for number in {one.thing for one in characters}
    }
    return [by_thing[one.thing] for one in characters]


def _is_hidden(one: Character, full: Image.Image, covers: list[tuple[int, Box]]) -> bool:
    """Whether nobody can see a letter: nothing of it stands out, or something withheld lies over it."""
    area = max(one.ink.width * one.ink.height, 0.01)
    if any(number > one.thing and one.ink.overlap(box) > 0.5 * area for number, box in covers):
        return True
    left, top = int(one.ink.left * SCALE), int(one.ink.top * SCALE)
    right, bottom = int(one.ink.right * SCALE) + 2, int(one.ink.bottom * SCALE) + 2
    if right <= 0 or bottom <= 0 or left >= full.width or top >= full.height:
        return True
    region = full.im.crop((max(left - 1, 0), max(top - 1, 0), min(right, full.width), min(bottom, full.height)))
    darkest, lightest = region.getextrema()
    return bool(lightest - darkest < _LEAST_CONTRAST)


class _CharacterReader:
    """The characters of a text page in the order in which they are drawn."""

    def __init__(self, textpage: Any, things: Things, to_device: Matrix) -> None:
        self._textpage = textpage
        self._things = things
        self._map = to_device
        self._turns: dict[int, int] = {}
        self._rect = pdfium_c.FS_RECTF()
        self._sides = tuple(ctypes.c_double() for _ in range(4))
        #: Objects with characters past the most that are read of a page; they are shown no more than unread ones.
        self.cut_off: frozenset[int] = frozenset()

    def characters(self, dropped: Counter[str]) -> list[Character]:
        found: list[Character] = []
        count = pdfium_c.FPDFText_CountChars(self._textpage)
        for index in range(min(count, _MOST_CHARACTERS)):
            number = self._things.number_at.get(address(pdfium_c.FPDFText_GetTextObject(self._textpage, index)))
            if number is None:
                continue  # a space or line end that PDFium made up
            kind = self._things.found[number].kind
            if kind is Kind.LETTERS or kind is Kind.UNREADABLE:
                found.append(self._character(index, number, kind is Kind.LETTERS, found))
            else:
                dropped["hidden letters"] += 1
        rest = range(_MOST_CHARACTERS, count)
        objects = {address(pdfium_c.FPDFText_GetTextObject(self._textpage, index)) for index in rest}
        self.cut_off = frozenset(self._things.number_at[one] for one in objects if one in self._things.number_at)
        return found

    def _character(self, index: int, number: int, readable: bool, before: list[Character]) -> Character:
        code = pdfium_c.FPDFText_GetUnicode(self._textpage, index)
        code = 0x2D if code == _HYPHEN_AT_LINE_END else code
        known = readable and not pdfium_c.FPDFText_HasUnicodeMapError(self._textpage, index) and _is_letter(code)
        room, ink = self._boxes(index)
        if room.width <= 0.01 and before and before[-1].thing == number:
            room, ink = before[-1].room, before[-1].ink  # a further letter of a ligature
        text = chr(code) if known else " " if readable and code in (0x20, 0xA0, 9, 10, 13) else "\u2022"
        return Character(text, room, ink, number, self._turn(index, number), known or text == " ", self._base(index))

    def _base(self, index: int) -> float:
        x, y, *_ = self._sides
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, x, y)
        return self._map.b * x.value + self._map.d * y.value + self._map.f

    def _boxes(self, index: int) -> tuple[Box, Box]:
        rect = self._rect
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, rect)
        room = self._map.box(rect.left, rect.bottom, rect.right, rect.top)
        left, right, bottom, top = self._sides
        pdfium_c.FPDFText_GetCharBox(self._textpage, index, left, right, bottom, top)
        return room, self._map.box(left.value, bottom.value, right.value, top.value)

    def _turn(self, index: int, number: int) -> int:
        """Quarter turns clockwise as shown: the angle in page space, carried through the map to device space."""
        if number not in self._turns:
            turn = _turn_of(pdfium_c.FPDFText_GetCharAngle(self._textpage, index), self._map)
            about = turn < 4 and pdfium_c.FPDFText_GetFontSize(self._textpage, index) < 0
            self._turns[number] = (turn + 2) % 4 if about else turn
        return self._turns[number]


def _turn_of(angle: float, to_device: Matrix) -> int:

    x, y = math.cos(angle), -math.sin(angle)  # PDFium counts clockwise
    shown = math.atan2(to_device.b * x + to_device.d * y, to_device.a * x + to_device.c * y)
    quarters = shown / _QUARTER
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else 4


def _is_letter(code: int) -> bool:
    return code > 0 and code != 0xFFFD and unicodedata.category(chr(code)) not in ("Cc", "Co", "Cs", "Cn")


def open_document(data: bytes) -> pypdfium2.PdfDocument:
    """A PDFium document over prepared bytes."""
    return pypdfium2.PdfDocument(data)
