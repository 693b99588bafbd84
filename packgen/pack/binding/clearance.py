"""Keeping the strip of the page number clear: finding pages that reach into it, and drawing those a little smaller."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Matrix, Name

from packgen.pack.binding.geometry import Box, PageView, transformed, view_of
from packgen.pack.binding.streams import SharedStreams

_IDENTITY = Matrix()


def pages_in_the_way(pdf: Path | bytes, views: Sequence[PageView]) -> frozenset[int]:
    """The pages (from 0) of `pdf` on which anything is drawn inside the strip; all, if it cannot be told."""
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    except pypdfium2.PdfiumError:
        return frozenset(range(len(views)))
    with document:
        return frozenset(number for number, view in enumerate(views) if _is_in_the_way(document, number, view))


def _is_in_the_way(document: pypdfium2.PdfDocument, number: int, view: PageView) -> bool:
    try:
        page = document[number]
    except (pypdfium2.PdfiumError, IndexError):
        return True
    try:
        strip = view.strip
        return any(_overlap(drawn.get_bounds(), strip) for drawn in page.get_objects(max_depth=1))
    except pypdfium2.PdfiumError:
        return True
    finally:
        page.close()


def make_room(streams: SharedStreams, page: pikepdf.Page, in_the_way: bool) -> PageView:
    """Make the strip of `page` clear and its boxes plain; returns the page as it is shown now.

    What lies outside the crop box is cut off. Content that reaches into the strip is drawn a little smaller above it;
    a very low page grows by the strip instead.
    """
    view = view_of(page)
    in_the_way = in_the_way or any(_overlap(box, view.strip) for box in _annotation_boxes(page))
    matrix, shown = _IDENTITY, view
    if in_the_way and view.grows:
        shown = view.with_strip_below()
    elif in_the_way:
        matrix = view.shrunk_above_strip()
    _enclose(streams, page, matrix, view.box)
    if in_the_way and not view.grows:
        _move_annotations(page, matrix)
    for key in ("/TrimBox", "/BleedBox", "/ArtBox", "/CropBox"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = streams.value(Array(list(shown.box)))
    return shown


def _enclose(streams: SharedStreams, page: pikepdf.Page, matrix: Matrix, box: Box) -> None:
    """Put the content between q and Q, so that it cannot change how the stamps are drawn."""
    left, bottom, right, top = box
    numbers = " ".join(f"{value:.6f}" for value in matrix.shorthand)
    clip = f"{left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n\n"
    streams.put_around(page, [f"q {numbers} cm {clip}".encode()], [b"\nQ"])


def _annotation_boxes(page: pikepdf.Page) -> list[Box]:
    boxes = []
    for annotation in page.obj.get("/Annots", Array([])):
        rectangle = annotation.get("/Rect")
        if annotation.get("/Subtype") != Name.Link and isinstance(rectangle, Array) and len(rectangle) == 4:
            boxes.append(transformed(_IDENTITY, _numbers(rectangle)))
    return boxes


def _move_annotations(page: pikepdf.Page, matrix: Matrix) -> None:
    for annotation in page.obj.get("/Annots", Array([])):
        rectangle = annotation.get("/Rect")
        if isinstance(rectangle, Array) and len(rectangle) == 4:
            annotation.Rect = Array(list(transformed(matrix, _numbers(rectangle))))
        if "/QuadPoints" in annotation:
            del annotation["/QuadPoints"]


def _numbers(rectangle: Array) -> Box:
    left, bottom, right, top = (float(value) for value in rectangle)
    return left, bottom, right, top


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
