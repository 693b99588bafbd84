"""The bound file itself: pages in the order of the plan, then links, stamps, tags, bookmarks and description."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from packgen.pack.bookmarks import write_bookmarks
from packgen.pack.clearance import make_room, pages_in_the_way
from packgen.pack.front_matter import FrontMatter
from packgen.pack.geometry import Box, PageView, transformed, view_of
from packgen.pack.layout import Plan, Role
from packgen.pack.merge import Sources
from packgen.pack.model import Pack
from packgen.pack.stamps import Stamps, back_link_area, draw_stamps, sheet_for
from packgen.pack.streams import SharedStreams
from packgen.pack.tag_tree import TagTree

LANGUAGE = "en-GB"
PRODUCER = "packgen"
STAMP_NAME = "PackgenStamp"
_TITLES = {
    Role.COVER: "Cover",
    Role.CONTENTS: "Contents",
    Role.CHANGES: "What changed",
    Role.DIVIDER: "Divider",
    Role.MISSING: "Missing paper",
    Role.BLANK: "Blank page",
}


def assemble(pack: Pack, plan: Plan, sources: Sources, front: FrontMatter, stamps: Stamps) -> bytes:
    """The pack's bytes, unencrypted. `sources` must be open; the same input gives the same bytes."""
    with pikepdf.new() as pdf, pikepdf.open(io.BytesIO(front.pdf)) as drawn:
        tags, streams = TagTree(pdf), SharedStreams(pdf)
        crowded = _append_pages(pdf, plan, sources, drawn, tags, streams)
        _link_and_tag_front_matter(pdf, plan, front, tags)
        views = [make_room(streams, page, number in crowded) for number, page in enumerate(pdf.pages)]
        _stamp(pdf, views, plan, stamps)
        tags.finish()
        describe(pdf, pack.title)
        pdf.Root.PageMode = Name.UseOutlines
        parts = [sheet.part for sheet in plan.sheets if sheet.page == 0 and sheet.role in (Role.PART, Role.MISSING)]
        headings = [sources.headings(part) for part in parts]
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


def _link_and_tag_front_matter(pdf: Pdf, plan: Plan, front: FrontMatter, tags: TagTree) -> None:
    own = [number for number, sheet in enumerate(plan.sheets) if sheet.role is not Role.PART]
    for drawn_page, number in enumerate(own):
        page = pdf.pages[number]
        marks = [mark for mark in front.marks if mark.page == drawn_page]
        links = [_link(pdf, page, mark.area, mark.target, "") if mark.target else None for mark in marks]
        tags.add_marks(page, marks, links, _TITLES[plan.sheets[number].role])


def _link(pdf: Pdf, page: pikepdf.Page, area: Box, target: int, words: str) -> pikepdf.Object:
    """A link on `page` to the top of physical page `target`."""
    link = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(value, 3) for value in area]),
            Border=Array([0, 0, 0]),
            Dest=Array([pdf.pages[target - 1].obj, Name.Fit]),
            Contents=String(words or f"Go to page {target}"),
            F=4,
        )
    )
    annotations = page.obj.get("/Annots")
    # Copied, since two pages of a careless file may share one list.
    page.obj.Annots = Array([*(annotations if isinstance(annotations, Array) else []), link])
    return link


def _stamp(pdf: Pdf, views: Sequence[PageView], plan: Plan, stamps: Stamps) -> None:
    on_contents = [sheet.role is Role.CONTENTS for sheet in plan.sheets]
    wanted = [sheet_for(view, stamps, n, on_contents[n - 1]) for n, view in enumerate(views, 1)]
    drawings = draw_stamps(list(dict.fromkeys(wanted)), stamps)
    with pikepdf.open(io.BytesIO(drawings.pdf)) as drawn:
        forms = [pdf.copy_foreign(page.as_form_xobject()) for page in drawn.pages]
        fonts = forms[-1].Resources.Font
        by_sheet = dict(zip(drawings.sheets, forms, strict=False))
        for number, (page, view) in enumerate(zip(pdf.pages, views, strict=True), 1):
            name = _stamp_resources(page, by_sheet[wanted[number - 1]], fonts[drawings.font_name])
            written = drawings.number_content(f"/{name}", stamps, view.size[0], number)
            _stamp_page(pdf, page, view, f"/{name} Do ".encode() + written)
            if not on_contents[number - 1]:
                area = transformed(view.to_page, back_link_area(view.size, stamps, number))
                _link(pdf, page, area, stamps.text.contents_page, "Back to the contents")


def _stamp_resources(page: pikepdf.Page, form: pikepdf.Object, font: pikepdf.Object) -> str:
    """Make drawing and font known to `page`; returns the name that both go by there."""
    # Copies, since many pages of a file often share one dictionary.
    resources = _shallow(page.resources)
    drawings, fonts = _shallow(resources.get("/XObject")), _shallow(resources.get("/Font"))
    name = STAMP_NAME
    while f"/{name}" in drawings or f"/{name}" in fonts:
        name += "X"
    drawings[f"/{name}"], fonts[f"/{name}"] = form, font
    resources.XObject, resources.Font = drawings, fonts
    page.obj.Resources = resources
    return name


def _stamp_page(pdf: Pdf, page: pikepdf.Page, view: PageView, drawn: bytes) -> None:
    numbers = " ".join(f"{value:.6f}" for value in view.to_page.shorthand)
    content = b"\n/Artifact <</Type /Pagination>> BDC q %s cm %s Q EMC\n" % (numbers.encode(), drawn)
    page.contents_add(pdf.make_stream(content))


def _shallow(resources: object) -> Dictionary:
    return Dictionary(dict(resources.items())) if isinstance(resources, Dictionary) else Dictionary()


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
