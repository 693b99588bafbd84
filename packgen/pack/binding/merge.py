"""Putting the pages of all parts into one file: copied whole, with links, tags and clean page boxes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from packgen.pack.binding.bookmarks import Heading, headings_of, resolved
from packgen.pack.binding.streams import SharedStreams
from packgen.pack.binding.tag_tree import TagTree
from packgen.pack.model import PackFaultError, PackPart

_NOTHING_ON_PAPER = ("/Annots", "/AA", "/B", "/Thumb", "/PieceInfo", "/Metadata", "/Trans", "/Dur")
_OFTEN_THE_SAME = ("/MediaBox", "/CropBox", "/Group", "/Resources")


class Sources:
    """The parts of a pack. Each is open only while it is counted and while its pages are copied.

    `page_counts` has one for each part (a missing part counts as one), `headings` the bookmarks each has of its own.
    """

    def __init__(self, parts: Sequence[PackPart]) -> None:
        self.parts = tuple(parts)
        looked_at = [(1, ()) if part.missing else _look_at(part) for part in parts]
        self.page_counts = [count for count, _ in looked_at]
        self.headings = [headings for _, headings in looked_at]

    def append_to(self, target: Pdf, number: int, tags: TagTree, streams: SharedStreams) -> None:
        """Copy every page of part `number` to the end of `target`, with its links and its tags.

        What the streams hold is read from the part when the target is written, so its file must lie there till then.
        """
        part = self.parts[number]
        with _opened(part) as source:
            own = SharedStreams(source)
            saved = [_made_ready(page, source, own) for page in source.pages]
            first = len(target.pages)
            target.pages.extend(source.pages)
            pages = [target.pages[place] for place in range(first, first + len(saved))]
            for page, kept in zip(pages, saved, strict=True):
                if kept:
                    page.obj.Annots = Array([target.copy_foreign(annotation) for annotation in kept])
            if not tags.carry(source, pages, part.title):
                _tag_whole_pages(streams, pages, tags, part.title)


def _look_at(part: PackPart) -> tuple[int, tuple[Heading, ...]]:
    with _opened(part) as pdf:
        count = len(pdf.pages)
        if count == 0:
            raise _unusable(part, "it has no pages")
        return count, headings_of(pdf)


def _opened(part: PackPart) -> Pdf:
    try:
        return pikepdf.open(io.BytesIO(part.pdf) if isinstance(part.pdf, bytes) else Path(part.pdf))
    except pikepdf.PasswordError:
        raise _unusable(part, "it is protected by a password") from None
    except (OSError, pikepdf.PdfError):
        raise _unusable(part, "it is damaged or no PDF") from None


def _unusable(part: PackPart, why: str) -> PackFaultError:
    return PackFaultError(
        f"{part.title!r} cannot be put in the pack: {why}.", "Build it again, or attach a sound copy."
    )


def _made_ready(page: pikepdf.Page, source: Pdf, streams: SharedStreams) -> list[pikepdf.Object]:
    """Make a page ready to be copied; returns its annotations, which are copied after all pages are.

    A link to a later page would be lost otherwise. What every page of a file says again is kept once.
    """
    kept = _annotations_of(page, source)
    for key in _NOTHING_ON_PAPER:
        if key in page.obj:
            del page.obj[key]
    if page.obj.get("/Rotate") == 0:
        del page.obj.Rotate
    for key in _OFTEN_THE_SAME:
        value = page.obj.get(key)
        if isinstance(value, Array | Dictionary) and not value.is_indirect:
            page.obj[key] = streams.value(value)
    return kept


def _annotations_of(page: pikepdf.Page, source: Pdf) -> list[pikepdf.Object]:
    kept: list[pikepdf.Object] = []
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else []:
        if isinstance(annotation, Dictionary) and _is_harmless(annotation):
            _make_explicit(annotation, source)
            kept.append(annotation if annotation.is_indirect else source.make_indirect(annotation))
    return kept


def _is_harmless(annotation: pikepdf.Object) -> bool:
    action = annotation.get("/A")
    kind = action.get("/S") if isinstance(action, Dictionary) else None
    return kind in (None, Name.URI, Name.GoTo) and "/AA" not in annotation and annotation.get("/Subtype") != Name.Popup


def _make_explicit(annotation: pikepdf.Object, source: Pdf) -> None:
    action = annotation.get("/A")
    named = annotation.get("/Dest")
    if named is None and isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
        named = action.get("/D")
    if named is None:
        return
    explicit = resolved(named, source)
    for key in ("/A", "/Dest"):
        if key in annotation:
            del annotation[key]
    if explicit is not None:
        annotation.Dest = explicit


def _tag_whole_pages(streams: SharedStreams, pages: Sequence[pikepdf.Page], tags: TagTree, title: str) -> None:
    for page in pages:
        streams.put_around(page, [b"/P <</MCID 0>> BDC\n"], [b"\nEMC"])
    tags.cover_pages(pages, title)
