"""Pieces of page content that many pages share, each kept once in the file and in memory."""

from __future__ import annotations

import pikepdf
from pikepdf import Pdf, Stream


class SharedStreams:
    """Content streams of one PDF by their bytes."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._made: dict[bytes, Stream] = {}

    def put_around(self, page: pikepdf.Page, before: bytes, after: bytes) -> None:
        """Put `before` and `after` around the content of `page`."""
        page.contents_add(self.stream(before), prepend=True)
        page.contents_add(self.stream(after))

    def stream(self, content: bytes) -> Stream:
        """The stream that holds `content`, made when it is first asked for."""
        if content not in self._made:
            self._made[content] = self._pdf.make_stream(content)
        return self._made[content]
