"""What many pages share, each kept once in the file and in memory: pieces of page content, and plain values."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Pdf, Stream


class SharedStreams:
    """Content streams of one PDF by their bytes, and values such as page boxes by what they say."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._streams: dict[bytes, Stream] = {}
        self._values: dict[bytes, pikepdf.Object] = {}

    def put_around(self, page: pikepdf.Page, before: Sequence[bytes], after: Sequence[bytes]) -> None:
        """Put `before` and `after` around the content of `page`, each piece a stream of its own.

        A piece may end inside a text object or a marked sequence, never inside an operator with its operands.
        """
        content = page.obj.get("/Contents")
        own = list(content) if isinstance(content, Array) else [content] if isinstance(content, Stream) else []
        page.obj.Contents = Array([*map(self.stream, before), *own, *map(self.stream, after)])

    def stream(self, content: bytes) -> Stream:
        """The stream that holds `content`, made when it is first asked for."""
        if content not in self._streams:
            self._streams[content] = self._pdf.make_stream(content)
        return self._streams[content]

    def value(self, value: pikepdf.Object) -> pikepdf.Object:
        """The object of the file that says the same as `value` (an array or a string), made when first asked for."""
        said = value.unparse()
        if said not in self._values:
            self._values[said] = self._pdf.make_indirect(value)
        return self._values[said]
