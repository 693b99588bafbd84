"""Links to pages of the pack. What they have in common is kept once, since nearly every page has one."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from packgen.pack.binding.geometry import Box
from packgen.pack.binding.streams import SharedStreams


class Links:
    """Makes links to the physical pages of one PDF, all of whose pages must be there."""

    def __init__(self, pdf: Pdf, streams: SharedStreams) -> None:
        self._pdf = pdf
        self._streams = streams
        self._targets: dict[int, pikepdf.Object] = {}

    def add(self, page: pikepdf.Page, area: Box, target: int, words: str) -> None:
        """Put a link over `area` (the page's own coordinates) that leads to the top of physical page `target`."""
        _append(page, self._link(area, target, words))

    def add_for_tags(self, page: pikepdf.Page, area: Box, target: int) -> pikepdf.Object:
        """As `add`, as an object of its own that the tag tree can refer to."""
        link = self._pdf.make_indirect(self._link(area, target, f"Go to page {target}"))
        _append(page, link)
        return link

    def _link(self, area: Box, target: int, words: str) -> Dictionary:
        if target not in self._targets:
            destination = Array([self._pdf.pages[target - 1].obj, Name.Fit])
            self._targets[target] = self._streams.value(destination)
        return Dictionary(
            Subtype=Name.Link,
            Rect=self._streams.value(Array([round(value, 3) for value in area])),
            Border=self._streams.value(Array([0, 0, 0])),
            Dest=self._targets[target],
            Contents=self._streams.value(String(words)),
            F=4,
        )


def _append(page: pikepdf.Page, link: pikepdf.Object) -> None:
    annotations = page.obj.get("/Annots")
    # Copied, since two pages of a careless file may share one list.
    page.obj.Annots = Array([*(annotations if isinstance(annotations, Array) else []), link])
