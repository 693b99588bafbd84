"""Pages and parts of pages as grey pictures, drawn by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium_c
from PIL import Image

from packgen.redaction.pdf.model import Box, Withheld
from packgen.redaction.pdf.things import Kind, Things
from packgen.redaction.pdf.token import DPI, to_levels

#: Pixels of a copy for each point.
SCALE = DPI / 72
_WHITE = 0xFFFFFFFF
_MOST_PREVIEWS = 200
_MOST_PIXELS = 100_000_000
_WORDS = (Kind.LETTERS, Kind.UNREADABLE, Kind.HIDDEN)


def drawn(page: Any) -> Image.Image:
    """A page in grey at the resolution of copies, without annotations and forms."""
    bitmap = page.render(scale=SCALE, grayscale=True, may_draw_forms=False, draw_annots=False)
    try:
        picture: Image.Image = bitmap.to_pil().convert("L").copy()
        return picture
    finally:
        bitmap.close()


def drawn_part(page: Any, box: Box, scale: float = SCALE) -> Image.Image:
    """A part of a page (device points) in grey, at so many pixels a point; at least one pixel wide and high."""
    wide, high = max(round(box.width * scale), 1), max(round(box.height * scale), 1)
    if wide * high > _MOST_PIXELS:
        wide, high, scale = 1, 1, 0.01
    bitmap = pdfium_c.FPDFBitmap_CreateEx(wide, high, pdfium_c.FPDFBitmap_Gray, None, 0)
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, _WHITE)
        matrix = pdfium_c.FS_MATRIX(scale, 0, 0, scale, -box.left * scale, -box.top * scale)
        clip = pdfium_c.FS_RECTF(0, 0, wide, high)
        pdfium_c.FPDF_RenderPageBitmapWithMatrix(bitmap, page.raw, matrix, clip, 0)
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), stride * high)
        return Image.frombytes("L", (wide, high), raw, "raw", "L", stride, 1)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)


def with_previews(page: Any, things: Things, withheld: Sequence[Withheld]) -> tuple[Withheld, ...]:
    """What is withheld with its pixels: without words, without what lies under it, and with what is drawn over it.

    A bar over a scan thus stays over it: the page never showed what is under the bar.
    """
    width, height = page.get_size()
    sheet = Box(0, 0, width, height)
    _switch(things, range(len(things.found)), on=False)
    seen: list[Withheld] = []
    for one in withheld[:_MOST_PREVIEWS]:
        shown = (*one.things, *_over(things, one))
        _switch(things, shown, on=True)
        seen.append(replace(one, levels=_levels(page, one.box, sheet)))
        _switch(things, shown, on=False)
    _switch(things, range(len(things.found)), on=True)
    return (*seen, *withheld[_MOST_PREVIEWS:])


def _over(things: Things, one: Withheld) -> list[int]:
    """Numbers of fills, drawings and pictures that lie over what is withheld."""
    after = range(min(one.things) + 1, len(things.found))
    return [at for at in after if things.found[at].kind not in _WORDS and things.found[at].box.overlap(one.box) > 0]


def within(box: Box, sheet: Box) -> Box:
    """The part of a box that lies on a page."""
    return Box(
        max(box.left, sheet.left), max(box.top, sheet.top), min(box.right, sheet.right), min(box.bottom, sheet.bottom)
    )


def _levels(page: Any, box: Box, sheet: Box) -> tuple[int, int, bytes] | None:
    seen = within(box, sheet)
    if seen.width * SCALE < 1 or seen.height * SCALE < 1:
        return None
    picture = to_levels(drawn_part(page, seen))
    return picture.width, picture.height, picture.tobytes()


def _switch(things: Things, numbers: Sequence[int], *, on: bool) -> None:
    for number in numbers:
        pdfium_c.FPDFPageObj_SetIsActive(things.found[number].handle, on)
