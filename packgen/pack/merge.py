"""Putting the pages of all parts into one file: copied whole, with links, tags and clean page boxes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from packgen.pack.bookmarks import Heading, headings_of, resolved
from packgen.pack.model import PackFaultError, PackPart
from packgen.pack.streams import SharedStreams
from packgen.pack.tag_tree import TagTree


class Sources:
    """The parts of a pack, opened for as long as the pack is being bound (their content is read when it is written)."""

    def __init__(self, parts: Sequence[PackPart], stack: ExitStack) -> None:
        self.parts = tuple(parts)
        self._pdfs = [None if part.missing else stack.enter_context(_opened(part)) for part in parts]
        self.page_counts = [1 if pdf is None else len(pdf.pages) for pdf in self._pdfs]
        for part, count in zip(parts, self.page_counts, strict=True):
            if count == 0:
                raise _unusable(part, "it has no pages")

    def headings(self, number: int) -> tuple[Heading, ...]:
        """The bookmarks that part `number` has of its own."""
        pdf = self._pdfs[number]
        return () if pdf is None else headings_of(pdf)

    def append_to(self, target: Pdf, number: int, tags: TagTree, streams: SharedStreams) -> None:
        """Copy every page of part `number` to the end of `target`, with its links and its tags."""
        source, title = self._pdfs[number], self.parts[number].title
        assert source is not None
        saved = [_set_aside(page, source) for page in source.pages]
        first = len(target.pages)
        target.pages.extend(source.pages)
        pages = [target.pages[place] for place in range(first, first + len(saved))]
        for page, kept in zip(pages, saved, strict=True):
            if kept:
                page.obj.Annots = Array([target.copy_foreign(annotation) for annotation in kept])
        if not tags.carry(source, pages, title):
            _tag_whole_pages(streams, pages, tags, title)


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


def _set_aside(page: pikepdf.Page, source: Pdf) -> list[pikepdf.Object]:
    """Take the annotations off a page before it is copied: a link to a later page would be lost otherwise."""
    kept: list[pikepdf.Object] = []
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else []:
        if isinstance(annotation, Dictionary) and _is_harmless(annotation):
            _make_explicit(annotation, source)
            kept.append(annotation if annotation.is_indirect else source.make_indirect(annotation))
    for key in ("/Annots", "/AA", "/B", "/Thumb", "/PieceInfo", "/Metadata"):
        if key in page.obj:
            del page.obj[key]
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
    part = tags.part(title, pages[0])
    for page in pages:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]
        streams.put_around(page, b"/P <</MCID 0>> BDC\n", b"\nEMC")
        tags.cover_page(page, part)
