"""Nested bookmarks with page numbers: section, paper, and the headings inside a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Array, Dictionary, NameTree, OutlineItem, Pdf

from packgen.pack.binding.contents import page_range
from packgen.pack.model import Entry

_DEEPEST = 2
_MOST_IN_A_PART = 400


@dataclass(frozen=True)
class Heading:
    """A heading inside a paper: its text, on which of the paper's pages (from 0), and what stands under it."""

    title: str
    page: int
    below: tuple[Heading, ...] = ()


def headings_of(source: Pdf) -> tuple[Heading, ...]:
    """The bookmarks that `source` itself has, two levels deep; empty when they are damaged."""
    if "/Outlines" not in source.Root:
        return ()
    places = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    try:
        with source.open_outline(max_depth=_DEEPEST) as outline:
            found = list(_headings(outline.root, source, places, _DEEPEST))
    except (pikepdf.PdfError, pikepdf.OutlineStructureError, ValueError, TypeError, KeyError, RuntimeError):
        return ()
    return tuple(found[:_MOST_IN_A_PART])


def write_bookmarks(
    pdf: Pdf, front: Sequence[tuple[str, int]], entries: Sequence[Entry], headings: Sequence[Sequence[Heading]]
) -> None:
    """Give `pdf` its bookmarks: first those of the front matter (title, physical page), then section by section."""
    with pdf.open_outline() as outline:
        outline.root.extend(OutlineItem(f"{title}, page {page}", page - 1) for title, page in front)
        level, section = outline.root, ""
        for entry, inside in zip(entries, headings, strict=True):
            if entry.section != section:
                section = entry.section
                level = outline.root
                if section:
                    group = OutlineItem(f"{section}, page {entry.first_page}", entry.first_page - 1)
                    outline.root.append(group)
                    level = group.children
            level.append(_item(entry, inside))


def resolved(destination: object, source: Pdf) -> Array | None:
    """A destination as an explicit array, looked up when it is a name; None when it leads nowhere."""
    if isinstance(destination, pikepdf.String | pikepdf.Name):
        destination = _named(source, str(destination))
    if isinstance(destination, Dictionary):
        destination = destination.get("/D")
    return destination if isinstance(destination, Array) and len(destination) > 0 else None


def _item(entry: Entry, inside: Sequence[Heading]) -> OutlineItem:
    pages = "page" if entry.first_page == entry.last_page else "pages"
    item = OutlineItem(f"{entry.title}, {pages} {page_range(entry)}", entry.first_page - 1)
    item.is_closed = True
    item.children.extend(_nested(inside, entry))
    return item


def _nested(headings: Iterable[Heading], entry: Entry) -> Iterable[OutlineItem]:
    for heading in headings:
        page = min(entry.first_page + heading.page, entry.last_page)
        item = OutlineItem(f"{heading.title}, page {page}", page - 1)
        item.children.extend(_nested(heading.below, entry))
        yield item


def _headings(
    items: Iterable[OutlineItem], source: Pdf, places: dict[tuple[int, int], int], depth: int
) -> Iterable[Heading]:
    for item in items:
        destination: object = item.destination
        if destination is None and item.action is not None:
            destination = item.action.get("/D")
        target = resolved(destination, source)
        page = places.get(target[0].objgen) if target is not None and isinstance(target[0], Dictionary) else None
        if page is None or not item.title.strip():
            continue
        heading = Heading(" ".join(item.title.split())[:200], page)
        below = tuple(_headings(item.children, source, places, depth - 1)) if depth > 1 else ()
        yield replace(heading, below=below)


def _named(source: Pdf, name: str) -> object:
    try:
        return NameTree(source.Root.Names.Dests)[name.removeprefix("/")]
    except (AttributeError, KeyError, pikepdf.PdfError, ValueError):
        old = source.Root.get("/Dests")
        return old.get("/" + name.removeprefix("/")) if isinstance(old, Dictionary) else None
