"""Bookmarks round passages that packgen marked: they outlive LibreOffice, which drops the tags of content controls."""

from __future__ import annotations

import re

from packgen.redaction.docx.xml import Element, attribute, name_of

_NAME = re.compile(r"packgen_(p[0-9a-f]+)(?:n[0-9]+)?")
_START, _END = "w:bookmarkStart", "w:bookmarkEnd"


class PassageBookmarks:
    """The passages whose bookmarks are open while a part is read. One that never ends marks nothing."""

    def __init__(self) -> None:
        self._open: dict[str, str] = {}
        self._ends: set[str] = set()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the passages at this place."""
        return tuple(self._open.values())

    def begin(self, container: Element) -> None:
        """A story begins: what its bookmarks are ended by is known first."""
        self._open = {}
        self._ends = {attribute(one, "w:id") for one in container.iter() if name_of(one) == _END}

    def meet(self, element: Element, name: str) -> None:
        """One end of a bookmark, or anything else, which changes nothing."""
        number = attribute(element, "w:id")
        if name == _END:
            self._open.pop(number, None)
        elif name == _START and number in self._ends:
            known = _NAME.fullmatch(attribute(element, "w:name"))
            self._open.update({number: known.group(1)} if known else {})
