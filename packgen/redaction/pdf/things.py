"""What a page is drawn with, object by object, forms opened: which may be shown again and which are withheld.

Only letters that can be read and plain rules and fills are shown again. Pictures, shadings, masks and drawings
that could be letters are withheld with their rectangles.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from packgen.redaction.pdf.model import Box

_DEEPEST = 12
_MOST_THINGS = 200_000
_THINNEST = 2.0
_SHORTEST_RULE = 30.0
_SMALLEST_FILL = 9.0
_MOST_SEGMENTS = 8
_THREAD = 1.6
_VISIBLE_MODES = (
    pdfium_c.FPDF_TEXTRENDERMODE_FILL,
    pdfium_c.FPDF_TEXTRENDERMODE_STROKE,
    pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE,
)


class Kind(Enum):
    """What is done with an object: letters and rules are shown, marks if they stay few, signs, the others withheld."""

    LETTERS = "letters"
    RULE = "rule"
    MARK = "mark"
    SIGN = "sign"
    DRAWING = "drawing"
    PICTURE = "picture"
    UNREADABLE = "unreadable"
    HIDDEN = "hidden"


class Matrix(NamedTuple):
    """An affine map: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def after(self, inner: Matrix) -> Matrix:
        """The map that applies `inner` first and then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The rectangle around four mapped corners."""
        if self.b == 0 == self.c:  # by far the most frequent map
            one, other = self.a * left + self.e, self.a * right + self.e
            high, low = self.d * top + self.f, self.d * bottom + self.f
            return Box(
                one if one < other else other,
                high if high < low else low,
                other if one < other else one,
                low if high < low else high,
            )
        xs = [self.a * x + self.c * y + self.e for x in (left, right) for y in (bottom, top)]
        ys = [self.b * x + self.d * y + self.f for x in (left, right) for y in (bottom, top)]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def inverse(self) -> Matrix:
        """The map back. Raises ZeroDivisionError for one that flattens everything."""
        size = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / size, -self.b / size, -self.c / size, self.a / size
        return Matrix(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))


@dataclass
class Thing:
    """One drawn object, its rectangle in device space, and what is done with it. `inside` maps what it stands in."""

    handle: Any
    kind: Kind
    box: Box
    shared: bool = False
    inside: Matrix = field(default_factory=Matrix)


@dataclass
class Things:
    """All objects of a page in the order in which they are drawn; `number_at` finds one by its address."""

    found: list[Thing] = field(default_factory=list)
    number_at: dict[int, int] = field(default_factory=dict)
    untold: int = 0

    def add(self, handle: Any, kind: Kind, box: Box, soft: bool, inside: Matrix) -> None:
        """Take in an object; under a soft mask or a blend, anything but letters may draw what nobody expects."""
        self.number_at[address(handle)] = len(self.found)
        self.found.append(Thing(handle, kind, box, soft, inside))


def address(handle: Any) -> int:
    """The address of a PDFium object, 0 for none."""
    return ctypes.addressof(handle.contents) if handle else 0


def read_things(page: Any, to_device: Matrix) -> Things:
    """The objects of a page (a raw PDFium page)."""
    things = Things()
    count = pdfium_c.FPDFPage_CountObjects(page)
    _walk(things, count, lambda number: pdfium_c.FPDFPage_GetObject(page, number), to_device, (False, 0))
    if any(_is_clipping_text(thing) for thing in things.found):
        for thing in things.found:
            thing.shared = True
            if thing.kind in (Kind.RULE, Kind.MARK):
                thing.kind = Kind.DRAWING
    return things


def _walk(things: Things, count: int, get: Callable[[int], Any], to_device: Matrix, state: tuple[bool, int]) -> None:
    soft, depth = state
    for number in range(count):
        handle = get(number)
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if depth > _DEEPEST or len(things.found) > _MOST_THINGS:
            pdfium_c.FPDFPageObj_SetIsActive(handle, False)
            things.untold += 1
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            inside = to_device.after(matrix_of(handle))
            masked = soft or bool(pdfium_c.FPDFPageObj_HasTransparency(handle)) or not _is_plainly_clipped(handle)
            _walk(things, pdfium_c.FPDFFormObj_CountObjects(handle), _getter(handle), inside, (masked, depth + 1))
        else:
            box = _bounds(handle, to_device)
            things.add(handle, _kind(handle, kind, box, soft), box, soft, to_device)


def _getter(form: Any) -> Callable[[int], Any]:
    return lambda number: pdfium_c.FPDFFormObj_GetObject(form, number)


def matrix_of(handle: Any) -> Matrix:
    """The map from an object's space to that of the page or form that it stands in."""
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, raw):
        return Matrix()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _bounds(handle: Any, to_device: Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(handle, *sides):
        return Box(0, 0, 0, 0)
    return to_device.box(*(side.value for side in sides))


def _kind(handle: Any, kind: int, box: Box, soft: bool) -> Kind:
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        return _kind_of_text(handle)
    if kind != pdfium_c.FPDF_PAGEOBJ_PATH:
        return Kind.PICTURE
    if soft or pdfium_c.FPDFPageObj_HasTransparency(handle):
        return Kind.DRAWING
    if not _is_plainly_clipped(handle) and min(box.width, box.height) > _THREAD:
        return Kind.DRAWING  # Chromium clips the feet of letters out of an underline
    return _kind_of_path(handle, box)


def _kind_of_text(handle: Any) -> Kind:
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
    if mode not in _VISIBLE_MODES:
        return Kind.HIDDEN
    colour = _fill(handle)
    if colour is None:
        return Kind.UNREADABLE
    if colour[3] == 0 and mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL:
        return Kind.HIDDEN
    return Kind.LETTERS if _has_real_font(handle) else Kind.UNREADABLE


def _has_real_font(handle: Any) -> bool:
    """Whether letters come from a font file; letters that a page draws by itself (Type 3) may show anything."""
    font = pdfium_c.FPDFTextObj_GetFont(handle)
    length = ctypes.c_size_t()
    return bool(font) and bool(pdfium_c.FPDFFont_GetFontData(font, None, 0, length)) and length.value > 0


def _fill(handle: Any) -> tuple[int, int, int, int] | None:
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetFillColor(handle, *colour):
        return None
    red, green, blue, alpha = (part.value for part in colour)
    return red, green, blue, alpha


def _kind_of_path(handle: Any, box: Box) -> Kind:
    long, short = max(box.width, box.height), min(box.width, box.height)
    straight = _is_straight(handle, pdfium_c.FPDFPath_CountSegments(handle), pdfium_c.FPDFPath_GetPathSegment)
    if _fill(handle) is None:
        return Kind.DRAWING
    if not straight:
        return Kind.MARK if short <= _THREAD else Kind.DRAWING  # a line with gaps
    if pdfium_c.FPDFPageObj_GetDashCount(handle) > 0:
        return Kind.MARK
    if long >= _SHORTEST_RULE and (short <= _THINNEST or short >= _SMALLEST_FILL):
        return Kind.RULE
    return Kind.MARK


def is_plain(handle: Any) -> bool:
    """Whether nothing but its own path and colour decides how an object looks."""
    return not pdfium_c.FPDFPageObj_HasTransparency(handle) and _is_plainly_clipped(handle)


def _is_straight(handle: Any, count: int, get: Callable[[Any, int], Any]) -> bool:
    """Whether a path is a line or an upright rectangle and nothing else."""
    if not 0 < count <= _MOST_SEGMENTS:
        return False
    points: list[tuple[float, float]] = []
    for number in range(count):
        segment = get(handle, number)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return False
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    xs, ys = {round(x, 1) for x, _ in points}, {round(y, 1) for _, y in points}
    slanted = any(abs(one[0] - two[0]) > 0.3 and abs(one[1] - two[1]) > 0.3 for one, two in pairwise(points))
    return len(xs) <= 2 and len(ys) <= 2 and not slanted


def _is_plainly_clipped(handle: Any) -> bool:
    clip = pdfium_c.FPDFPageObj_GetClipPath(handle)
    if not clip:
        return True
    count = pdfium_c.FPDFClipPath_CountPaths(clip)
    if count > 64:
        return False
    return all(_is_plain_clip(clip, number) for number in range(max(count, 0)))


def _is_plain_clip(clip: Any, number: int) -> bool:
    count = pdfium_c.FPDFClipPath_CountPathSegments(clip, number)

    def get(one: Any, index: int) -> Any:
        return pdfium_c.FPDFClipPath_GetPathSegment(one, number, index)

    return count <= 0 or _is_straight(clip, count, get)


def _is_clipping_text(thing: Thing) -> bool:
    if pdfium_c.FPDFPageObj_GetType(thing.handle) != pdfium_c.FPDF_PAGEOBJ_TEXT:
        return False
    return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(thing.handle) >= pdfium_c.FPDF_TEXTRENDERMODE_FILL_CLIP)


def is_fill(thing: Thing) -> bool:
    """Whether a path covers what lies under it."""
    mode, stroke = ctypes.c_int(), pdfium_c.FPDF_BOOL()
    pdfium_c.FPDFPath_GetDrawMode(thing.handle, mode, stroke)
    return bool(mode.value != pdfium_c.FPDF_FILLMODE_NONE)


def clusters(boxes: Sequence[tuple[int, Box]], reach: float = 6.0) -> Iterator[list[int]]:
    """Numbers of boxes that lie within `reach` points of one another."""
    waiting = sorted(boxes, key=lambda pair: (pair[1].top, pair[1].left))
    groups: list[tuple[Box, list[int]]] = []
    for number, box in waiting:
        wide = Box(box.left - reach, box.top - reach, box.right + reach, box.bottom + reach)
        near = [group for group in groups if _touch(group[0], wide)]
        joined, numbers = box, [number]
        for group in near:
            joined = joined.joined(group[0])
            numbers = [*group[1], *numbers]
            groups.remove(group)
        groups.append((joined, numbers))
    for _, numbers in groups:
        yield numbers


def _touch(one: Box, other: Box) -> bool:
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom
