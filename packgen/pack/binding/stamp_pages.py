"""Putting the stamps on the pages of a pack, with as little of its own on each page as can be.

Drawings, resources, the pieces in which a number is written and the values of the links are shared by all pages that
look alike: what a pack of thousands of pages needs in memory is then little more than its papers need.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Pdf

from packgen.pack.binding.geometry import PageView, transformed
from packgen.pack.binding.layout import Plan, Role
from packgen.pack.binding.links import Links
from packgen.pack.binding.stamps import Sheet, Stamps, back_link_area, draw_stamps, sheet_for
from packgen.pack.binding.streams import SharedStreams

STAMP_NAME = "PackgenStamp"


def stamp_pages(
    pdf: Pdf, views: Sequence[PageView], plan: Plan, stamps: Stamps, streams: SharedStreams, links: Links
) -> None:
    """Stamp every page of `pdf`; `views` says how each is shown."""
    on_contents = [sheet.role is Role.CONTENTS for sheet in plan.sheets]
    known: dict[Sheet, Sheet] = {}
    wanted = [
        known.setdefault(sheet, sheet)
        for sheet in (sheet_for(view, stamps, n, on_contents[n - 1]) for n, view in enumerate(views, 1))
    ]
    drawings = draw_stamps(list(known), stamps)
    with pikepdf.open(io.BytesIO(drawings.pdf)) as drawn:
        forms = [pdf.copy_foreign(page.as_form_xobject()) for page in drawn.pages]
    resources = _Resources(pdf, forms[-1].Resources.Font[drawings.font_name])
    by_sheet = dict(zip(drawings.sheets, forms, strict=False))
    for number, (page, view) in enumerate(zip(pdf.pages, views, strict=True), 1):
        name = resources.give(page, by_sheet[wanted[number - 1]])
        written = drawings.number_pieces(f"/{name}", stamps, view.size[0], number)
        _stamp_page(streams, page, view, (f"/{name} Do {written[0]}", *written[1:]))
        if not on_contents[number - 1]:
            area = transformed(view.to_page, back_link_area(view.size, stamps, number))
            links.add(page, area, stamps.text.contents_page, "Back to the contents")


def _stamp_page(streams: SharedStreams, page: pikepdf.Page, view: PageView, pieces: Sequence[str]) -> None:
    numbers = " ".join(f"{value:.6f}" for value in view.to_page.shorthand)
    start = f"\n/Artifact <</Type /Pagination>> BDC q {numbers} cm {pieces[0]}"
    streams.put_around(page, [], [piece.encode() for piece in (start, *pieces[1:], "Q EMC")])


class _Resources:
    """The resources of pages together with a drawing and the numbers' font, one object for all pages with the same."""

    def __init__(self, pdf: Pdf, font: pikepdf.Object) -> None:
        self._pdf = pdf
        self._font = font
        self._made: dict[tuple[bytes, tuple[int, int]], tuple[pikepdf.Object, str]] = {}

    def give(self, page: pikepdf.Page, form: pikepdf.Object) -> str:
        """Make `form` and the font known to `page`; returns the name that both go by there."""
        own = page.resources
        key = own.unparse(), form.objgen
        if key not in self._made:
            made, name = self._with_stamp(own, form)
            self._made[key] = self._pdf.make_indirect(made), name
        page.obj.Resources, name = self._made[key]
        return name

    def _with_stamp(self, own: object, form: pikepdf.Object) -> tuple[Dictionary, str]:
        # Copies, since pages that are given another drawing often share the dictionary.
        resources = _shallow(own)
        drawings, fonts = _shallow(resources.get("/XObject")), _shallow(resources.get("/Font"))
        name = STAMP_NAME
        while f"/{name}" in drawings or f"/{name}" in fonts:
            name += "X"
        drawings[f"/{name}"], fonts[f"/{name}"] = form, self._font
        resources.XObject, resources.Font = drawings, fonts
        return resources, name


def _shallow(resources: object) -> Dictionary:
    return Dictionary(dict(resources.items())) if isinstance(resources, Dictionary) else Dictionary()
