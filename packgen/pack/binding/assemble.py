"""The bound file itself: pages in the order of the plan, then links, stamps, tags, bookmarks and description."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String

from packgen.pack.binding.bookmarks import write_bookmarks
from packgen.pack.binding.clearance import make_room, pages_in_the_way
from packgen.pack.binding.front_matter import FrontMatter
from packgen.pack.binding.geometry import PageView, view_of
from packgen.pack.binding.layout import Plan, Role
from packgen.pack.binding.links import Links
from packgen.pack.binding.merge import Sources
from packgen.pack.binding.stamp_pages import stamp_pages
from packgen.pack.binding.stamps import Stamps
from packgen.pack.binding.streams import SharedStreams
from packgen.pack.binding.tag_tree import TagTree
from packgen.pack.model import Pack

LANGUAGE = "en-GB"
PRODUCER = "packgen"
_TITLES = {
    Role.COVER: "Cover",
    Role.CONTENTS: "Contents",
    Role.CHANGES: "What changed",
    Role.DIVIDER: "Divider",
    Role.MISSING: "Missing paper",
    Role.BLANK: "Blank page",
}


def assemble(pack: Pack, plan: Plan, sources: Sources, front: FrontMatter, stamps: Stamps) -> bytes:
    """The pack's bytes, unencrypted. The same input gives the same bytes."""
    with pikepdf.new() as pdf, pikepdf.open(io.BytesIO(front.pdf)) as drawn:
        tags, streams = TagTree(pdf), SharedStreams(pdf)
        crowded = _append_pages(pdf, plan, sources, drawn, tags, streams)
        links = Links(pdf, streams)
        _link_and_tag_front_matter(pdf, plan, front, tags, links)
        known: dict[PageView, PageView] = {}
        rooms = (make_room(streams, page, number in crowded) for number, page in enumerate(pdf.pages))
        views = [known.setdefault(view, view) for view in rooms]
        stamp_pages(pdf, views, plan, stamps, streams, links)
        tags.finish()
        describe(pdf, pack.title)
        pdf.Root.PageMode = Name.UseOutlines
        parts = [sheet.part for sheet in plan.sheets if sheet.page == 0 and sheet.role in (Role.PART, Role.MISSING)]
        headings = [sources.headings[part] for part in parts]
        write_bookmarks(pdf, _front_bookmarks(plan), plan.entries, headings)
        buffer = io.BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return buffer.getvalue()


def _append_pages(
    pdf: Pdf, plan: Plan, sources: Sources, drawn: Pdf, tags: TagTree, streams: SharedStreams
) -> frozenset[int]:
    """Append every page of the plan; returns the pages (from 0) whose content reaches into the number's strip."""
    crowded: set[int] = set()
    own = iter(range(len(drawn.pages)))
    for number, sheet in enumerate(plan.sheets):
        if sheet.role is not Role.PART:
            pdf.pages.append(drawn.pages[next(own)])
        elif sheet.page == 0:
            sources.append_to(pdf, sheet.part, tags, streams)
            views = [view_of(pdf.pages[place]) for place in range(number, len(pdf.pages))]
            crowded.update(number + page for page in pages_in_the_way(sources.parts[sheet.part].pdf, views))
    return frozenset(crowded)


def _link_and_tag_front_matter(pdf: Pdf, plan: Plan, front: FrontMatter, tags: TagTree, links: Links) -> None:
    own = [number for number, sheet in enumerate(plan.sheets) if sheet.role is not Role.PART]
    for drawn_page, number in enumerate(own):
        page = pdf.pages[number]
        marks = [mark for mark in front.marks if mark.page == drawn_page]
        made = [links.add_for_tags(page, mark.area, mark.target) if mark.target else None for mark in marks]
        tags.add_marks(page, marks, made, _TITLES[plan.sheets[number].role])


def describe(pdf: Pdf, title: str) -> None:
    """Give `pdf` its title and language, and nothing that says when or where it was made."""
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/Producer"] = PRODUCER
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = [LANGUAGE]
        metadata["pdf:Producer"] = PRODUCER


def _front_bookmarks(plan: Plan) -> list[tuple[str, int]]:
    wanted = (Role.COVER, Role.CONTENTS, Role.CHANGES)
    return list(_first_of_each(plan, wanted))


def _first_of_each(plan: Plan, roles: Sequence[Role]) -> Iterator[tuple[str, int]]:
    seen: set[Role] = set()
    for number, sheet in enumerate(plan.sheets, 1):
        if sheet.role in roles and sheet.role not in seen:
            seen.add(sheet.role)
            yield _TITLES[sheet.role], number
