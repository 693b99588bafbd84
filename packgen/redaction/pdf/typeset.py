"""Words set anew on a page with the fonts of the page, so that nothing of where they stood before comes along.

A letter's width is asked of its font alone, never measured on the page: producers round the places of letters, and what
they round away would tell how long a hidden word on the same line was.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.pdf.marks import Mark, MarkRun
from packgen.redaction.pdf.model import Box, Character
from packgen.redaction.pdf.repeats import shares_glyph
from packgen.redaction.pdf.things import Matrix, Things, address, matrix_of

_MILLI = 1000.0
_SAME_SHAPE = 60.0  # thousandths of the type size by which a glyph may differ from the one on the page
_SAMPLES = 5
_SUBSTITUTE = b"Helvetica"
_IN_NO_FONT = "\ue0ff"
_GROUND = (0xCC, 0xCC, 0xCC, 0xFF)
_STROKED = pdfium_c.FPDF_TEXTRENDERMODE_STROKE


@dataclass(frozen=True)
class SetWord:
    """Characters of a page (by number) to be set from `x` in device points, lowered by `down`, narrowed by `squeeze`.

    `plain` words are black, since the ground that they stood on is gone. `marks` are drawn with the word.
    """

    numbers: tuple[int, ...]
    x: float
    down: float
    squeeze: float
    plain: bool
    marks: tuple[MarkRun, ...] = ()


@dataclass(frozen=True)
class _Face:
    """A font to draw one letter with, its advance in thousandths of the type size, and the letter that is drawn."""

    font: Any
    advance: float
    text: str


class Typesetter:
    """Sets words of one page anew. It lives as long as its page is open."""

    def __init__(self, page: Any, things: Things, characters: Sequence[Character], to_device: Matrix) -> None:
        self._page = page
        self._document = page.pdf.raw
        self._things = things
        self._characters = characters
        self._back = to_device.inverse()
        self._faces: dict[tuple[int, str], _Face | None] = {}
        self._shapes: dict[tuple[int, str], tuple[float, float] | None] = {}
        self._fonts: dict[int, Any] = {}
        self._font_by_thing: dict[int, Any] = {}
        self._forms: dict[int, tuple[Matrix, float]] = {}
        self._alone: dict[tuple[int, str], list[int]] = {}
        self._substitute: Any = None

    def size(self, number: int) -> float:
        """The type size of a character in points as shown."""
        matrix, size = self._form(number)
        return round(abs(matrix.d) * size, 3) or 1.0

    def advance(self, number: int) -> float | None:
        """The room that a character takes in a line, in points; None where no font at hand can draw it."""
        face = self._face(number)
        matrix, size = self._form(number)  # its height alone: a width may have been chosen to fill the line
        return None if face is None else face.advance * round(abs(matrix.d) * size, 3) / _MILLI

    def put(self, words: Sequence[SetWord]) -> None:
        """Draw words on the page, for the next time it is rendered."""
        for word in words:
            self._put_marks(word, (Mark.GROUND,))
            at = word.x
            for numbers in self._alike(word.numbers):
                self._put_letters(numbers, at, word)
                at += sum(self.advance(number) or 0.0 for number in numbers) * word.squeeze
            self._put_marks(word, (Mark.STRIKE, Mark.UNDERLINE, Mark.RING))

    def put_lines(self, boxes: Iterable[Box]) -> None:
        """Draw black lines (device points) on the page."""
        for box in boxes:
            self._put_box(box, (0, 0, 0, 255))

    def _put_marks(self, word: SetWord, kinds: Sequence[Mark]) -> None:
        """Marks of a size that the type size alone gives: nothing of what was drawn on the page comes along."""
        for run in (one for one in word.marks if one.mark in kinds):
            widths = [(self.advance(number) or 0.0) * word.squeeze for number in word.numbers]
            left = round(word.x + sum(widths[: run.first]), 3)
            right = round(word.x + sum(widths[: run.last + 1]), 3)
            first = word.numbers[run.first]
            base, size = round(self._characters[first].base, 2) + word.down, self.size(first)
            colour = (0, 0, 0, 255) if word.plain else _colour(self._things.found[self._characters[first].thing].handle)
            thick = max(0.06 * size, 0.6)
            if run.mark is Mark.GROUND:
                self._put_box(Box(left - 0.5, base - 0.85 * size, right + 0.5, base + 0.25 * size), _GROUND)
            elif run.mark is Mark.RING:
                for side in _sides(Box(left - 1.5, base - 0.95 * size, right + 1.5, base + 0.35 * size), thick):
                    self._put_box(side, colour)
            else:
                top = base - 0.3 * size if run.mark is Mark.STRIKE else base + 0.12 * size
                self._put_box(Box(left, top, right, top + thick), colour)

    def _put_box(self, box: Box, colour: tuple[int, int, int, int]) -> None:
        own = self._back.box(box.left, box.top, box.right, box.bottom)
        handle = pdfium_c.FPDFPageObj_CreateNewRect(own.left, own.top, own.width, own.height)
        pdfium_c.FPDFPageObj_SetFillColor(handle, *colour)
        pdfium_c.FPDFPath_SetDrawMode(handle, pdfium_c.FPDF_FILLMODE_WINDING, False)
        pdfium_c.FPDFPage_InsertObject(self._page.raw, handle)

    def _alike(self, numbers: Sequence[int]) -> Iterator[list[int]]:
        """Characters of a word parted where the font or the object changes."""
        own: list[int] = []
        for number in numbers:
            face = self._face(number)
            if face is None:
                continue
            if own and not self._is_like(own[-1], number):
                yield own
                own = []
            own.append(number)
        if own:
            yield own

    def _is_like(self, one: int, other: int) -> bool:
        face, following = self._face(one), self._face(other)
        same_font = face is not None and following is not None and face.font is following.font
        same_place = abs(self._characters[one].base - self._characters[other].base) < 0.01
        return same_font and same_place and self._characters[one].thing == self._characters[other].thing

    def _put_letters(self, numbers: Sequence[int], at: float, word: SetWord) -> None:
        face = self._face(numbers[0])
        one = self._characters[numbers[0]]
        if face is None:
            return
        matrix, size = self._form(numbers[0])
        handle = pdfium_c.FPDFPageObj_CreateTextObj(self._document, face.font, size)
        _say(handle, "".join(own.text for number in numbers if (own := self._face(number)) is not None))
        base = round(one.base, 2) + word.down
        place = Matrix(abs(matrix.d) * word.squeeze, 0.0, 0.0, -abs(matrix.d), round(at, 3), base)
        raw = pdfium_c.FS_MATRIX(*self._back.after(place))
        pdfium_c.FPDFPageObj_SetMatrix(handle, raw)
        colour = (0, 0, 0, 255) if word.plain else _colour(self._things.found[one.thing].handle)
        pdfium_c.FPDFPageObj_SetFillColor(handle, *colour)
        pdfium_c.FPDFPage_InsertObject(self._page.raw, handle)

    def _form(self, number: int) -> tuple[Matrix, float]:
        """The map from a character's text space to device space, and its font size in text space."""
        thing_number = self._characters[number].thing
        if thing_number not in self._forms:
            thing = self._things.found[thing_number]
            size = ctypes.c_float()
            pdfium_c.FPDFTextObj_GetFontSize(thing.handle, size)
            self._forms[thing_number] = thing.inside.after(matrix_of(thing.handle)), abs(size.value)
        return self._forms[thing_number]

    def _font_of(self, thing: int) -> Any:
        """The font of a text object; one handle for each font."""
        if thing not in self._font_by_thing:
            font = pdfium_c.FPDFTextObj_GetFont(self._things.found[thing].handle)
            self._font_by_thing[thing] = self._fonts.setdefault(address(font), font)
        return self._font_by_thing[thing]

    def _face(self, number: int) -> _Face | None:
        one = self._characters[number]
        font = self._font_of(one.thing)
        key = (address(font), one.text if one.known else "")
        if key not in self._faces:
            own = one.known and any(self._is_drawn_so(sample, font) for sample in self._samples(number, font))
            self._faces[key] = (self._measured(font, one.text) if own else None) or self._substituted(one.text)
        return self._faces[key]

    def _samples(self, number: int, font: Any) -> Iterator[int]:
        """A character, and where it is part of a joined "ffi", which has no shape of its own, others like it."""
        yield number
        if shares_glyph(self._characters, number):
            if not self._alone:
                self._alone.update(self._found_alone())
            yield from self._alone.get((address(font), self._characters[number].text), ())

    def _found_alone(self) -> dict[tuple[int, str], list[int]]:
        found: dict[tuple[int, str], list[int]] = {}
        for number, one in enumerate(self._characters):
            if one.known and not shares_glyph(self._characters, number):
                like = found.setdefault((address(self._font_of(one.thing)), one.text), [])
                if len(like) < _SAMPLES:
                    like.append(number)
        return found

    def _is_drawn_so(self, number: int, font: Any) -> bool:
        """Whether the font draws a letter as the page shows it."""
        one = self._characters[number]
        thing = self._things.found[one.thing]
        shape = self._shape(font, one.text)
        matrix, size = self._form(number)
        wide = one.ink.width / max(abs(matrix.a) * size, 0.01) * _MILLI
        upright = not (thing.inside.b or thing.inside.c or matrix.b)
        return shape is not None and (not upright or abs(shape[0] - wide) < _SAME_SHAPE)

    def _substituted(self, text: str) -> _Face | None:
        """A letter in a font that every reader has, or the plain letter for one that it lacks (long s, ł)."""
        plain = folded_letters(text)
        letters = (text, plain.upper() if text.isupper() else plain)
        faces = (self._measured(self._helvetica(), letter) for letter in letters if len(letter) == 1)
        return next((face for face in faces if face is not None), None)

    def _measured(self, font: Any, text: str) -> _Face | None:
        shape = self._shape(font, text)
        return None if shape is None else _Face(font, shape[1], text)

    def _shape(self, font: Any, text: str) -> tuple[float, float] | None:
        """Width of the ink of a letter and its advance, in thousandths of the type size.

        None if nothing is drawn, or the same box as for any letter that the font lacks.
        """
        key = (address(font), text)
        if key not in self._shapes:
            once, twice = self._ink(font, text), self._ink(font, text * 2)
            if once is None or twice is None or once == self._ink(font, _IN_NO_FONT):
                self._shapes[key] = None
            else:
                self._shapes[key] = once.width, float(round(twice.width - once.width))
        return self._shapes[key]

    def _ink(self, font: Any, text: str) -> Box | None:
        """What a text covers at a type size of a thousand, upwards from the line that it stands on."""
        handle = pdfium_c.FPDFPageObj_CreateTextObj(self._document, font, _MILLI)
        try:
            sides = [ctypes.c_float() for _ in range(4)]
            if not _say(handle, text) or not pdfium_c.FPDFPageObj_GetBounds(handle, *sides):
                return None
            left, bottom, right, top = (side.value for side in sides)
            return Box(left, bottom, right, top) if right > left or top > bottom else None
        finally:
            pdfium_c.FPDFPageObj_Destroy(handle)

    def _helvetica(self) -> Any:
        if self._substitute is None:
            self._substitute = pdfium_c.FPDFText_LoadStandardFont(self._document, _SUBSTITUTE)
        return self._substitute


def _sides(box: Box, thick: float) -> Iterator[Box]:
    """The four sides of a box as thin boxes."""
    yield Box(box.left, box.top, box.right, box.top + thick)
    yield Box(box.left, box.bottom - thick, box.right, box.bottom)
    yield Box(box.left, box.top, box.left + thick, box.bottom)
    yield Box(box.right - thick, box.top, box.right, box.bottom)


def _say(handle: Any, text: str) -> bool:
    raw = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
    return bool(pdfium_c.FPDFText_SetText(handle, ctypes.cast(raw, ctypes.POINTER(pdfium_c.FPDF_WCHAR))))


def _colour(handle: Any) -> tuple[int, int, int, int]:
    """The colour of a text object: of its outline where it is outlined only."""
    parts = [ctypes.c_uint() for _ in range(4)]
    stroked = pdfium_c.FPDFTextObj_GetTextRenderMode(handle) == _STROKED
    ask = pdfium_c.FPDFPageObj_GetStrokeColor if stroked else pdfium_c.FPDFPageObj_GetFillColor
    if not ask(handle, *parts):
        return 0, 0, 0, 255
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha
