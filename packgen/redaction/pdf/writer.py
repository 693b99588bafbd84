"""Writing the copy: a plain PDF with a picture and an invisible text layer a page, streamed, equal for equal input.

There is no producer, date, identifier or object that is not of packgen's making; the verifier holds the file to
exactly this form.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import BinaryIO

from packgen.redaction.pdf.placed import PlacedWord

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_SIZE = 10  # of the invisible letters, each half as wide as high
_CATALOG, _PAGES, _FONT, _DESCENDANT, _DESCRIPTOR, _UNICODE = range(1, 7)
_FIRST_OF_PAGES = 7
_PRIVATE = 0xE000
_A_BLOCK = 100


class PdfWriter:
    """Writes one copy to a stream, page by page."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._offsets: dict[int, int] = {}
        self._at = 0
        self._next = _FIRST_OF_PAGES
        self._kids: list[int] = []
        self._characters: dict[str, int] = {}
        self._write(_HEADER)

    def add_page(self, size: tuple[int, int], picture: tuple[int, int, bytes], words: Sequence[PlacedWord]) -> None:
        """A page of `size` points: width and height in pixels and rows of 4-bit grey, and the words over it."""
        wide, high, rows = picture
        number = self._next
        self._next += 3
        image = (
            f"<< /Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 4 /Filter /FlateDecode /Length %d >>"
        )
        self._stream_object(number, image, zlib.compress(rows, 6))
        content = self._content(size, words).encode("ascii")
        self._stream_object(number + 1, "<< /Filter /FlateDecode /Length %d >>", zlib.compress(content, 9))
        self._object(
            number + 2,
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F {_FONT} 0 R >> /XObject << /P {number} 0 R >> >> >>",
        )
        self._kids.append(number + 2)

    def finish(self) -> None:
        """Write what all pages share, and the table of objects."""
        self._object(_CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R /Lang (en-GB) >>")
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        self._object(_PAGES, f"<< /Type /Pages /Count {len(self._kids)} /Kids [{kids}] >>")
        self._object(
            _FONT,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /PackgenBlank /Encoding /Identity-H "
            f"/DescendantFonts [{_DESCENDANT} 0 R] /ToUnicode {_UNICODE} 0 R >>",
        )
        self._object(
            _DESCENDANT,
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /PackgenBlank /CIDSystemInfo << /Registry (Adobe) "
            f"/Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor {_DESCRIPTOR} 0 R >>",
        )
        self._object(
            _DESCRIPTOR,
            "<< /Type /FontDescriptor /FontName /PackgenBlank /Flags 5 /FontBBox [0 -200 500 800] /ItalicAngle 0 "
            "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        )
        self._stream_object(_UNICODE, "<< /Length %d >>", self._to_unicode().encode("ascii"))
        self._table()

    def _content(self, size: tuple[int, int], words: Sequence[PlacedWord]) -> str:
        lines = [f"q {size[0]} 0 0 {size[1]} 0 0 cm /P Do Q", f"BT 3 Tr /F {_SIZE} Tf"]
        for word in words:
            text = f"{word.text} "
            stretch = max(round(200 * word.box.width / (_SIZE * len(text))), 1)
            x = min(max(round(word.box.left), 0), size[0])
            y = min(max(round(size[1] - word.box.bottom + 2), 0), size[1])
            codes = "".join(f"{self._code(character):04X}" for character in text)
            lines.append(f"{stretch} Tz 1 0 0 1 {x} {y} Tm <{codes}> Tj")
        lines.append("ET\n")
        return "\n".join(lines)

    def _code(self, character: str) -> int:
        """The code of a character: its own number where two bytes hold it, else one of the private ones."""
        known = self._characters.get(character)
        if known is None:
            beyond = sum(1 for one in self._characters if ord(one) > 0xFFFF)
            known = ord(character) if ord(character) <= 0xFFFF else _PRIVATE + beyond
            self._characters[character] = known
        return known

    def _to_unicode(self) -> str:
        pairs = sorted(
            (code, character.encode("utf-16-be").hex().upper()) for character, code in self._characters.items()
        )
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /PackgenBlank def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for first in range(0, len(pairs), _A_BLOCK):
            block = pairs[first : first + _A_BLOCK]
            lines += [f"{len(block)} beginbfchar", *(f"<{code:04X}> <{text}>" for code, text in block), "endbfchar"]
        return "\n".join([*lines, "endcmap end end", ""])

    def _object(self, number: int, body: str) -> None:
        self._offsets[number] = self._at
        self._write(f"{number} 0 obj\n{body}\nendobj\n".encode("ascii"))

    def _stream_object(self, number: int, head: str, data: bytes) -> None:
        self._offsets[number] = self._at
        self._write(f"{number} 0 obj\n{head % len(data)}\nstream\n".encode("ascii"))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def _table(self) -> None:
        start = self._at
        count = self._next
        self._write(f"xref\n0 {count}\n0000000000 65535 f \n".encode("ascii"))
        for number in range(1, count):
            self._write(f"{self._offsets[number]:010d} 00000 n \n".encode("ascii"))
        self._write(f"trailer\n<< /Size {count} /Root {_CATALOG} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii"))

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._at += len(data)
