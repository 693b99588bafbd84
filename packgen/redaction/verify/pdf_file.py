"""Accounting for every byte of a redacted .pdf: the file must be of exactly the form that packgen writes.

Verifier only. Anything that is not of this form, were it a single space, is named by place.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECT = re.compile(rb"(\d{1,9}) 0 obj\n(<< [^\r\n]* >>)\n(endobj\n|stream\n)")
_LENGTH = re.compile(rb"/Length (\d{1,10}) >>$")
_END = b"\nendstream\nendobj\n"
_IMAGE = re.compile(
    rb"<< /Type /XObject /Subtype /Image /Width (\d{1,5}) /Height (\d{1,5}) /ColorSpace /DeviceGray "
    rb"/BitsPerComponent 4 /Filter /FlateDecode /Length \d+ >>"
)
_CONTENT = re.compile(rb"<< /Filter /FlateDecode /Length \d+ >>")
_PAGE = re.compile(
    rb"<< /Type /Page /Parent 2 0 R /MediaBox \[0 0 (\d{1,5}) (\d{1,5})\] /Contents (\d+) 0 R "
    rb"/Resources << /Font << /F 3 0 R >> /XObject << /P (\d+) 0 R >> >> >>"
)
_PAGES = re.compile(rb"<< /Type /Pages /Count (\d+) /Kids \[((?:\d+ 0 R ?)+)\] >>")
_FIXED = {
    1: b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
    3: b"<< /Type /Font /Subtype /Type0 /BaseFont /PackgenBlank /Encoding /Identity-H /DescendantFonts [4 0 R] "
    b"/ToUnicode 6 0 R >>",
    4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /PackgenBlank /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 5 0 R >>",
    5: b"<< /Type /FontDescriptor /FontName /PackgenBlank /Flags 5 /FontBBox [0 -200 500 800] /ItalicAngle 0 "
    b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
}
_UNICODE_LENGTH = re.compile(rb"<< /Length \d+ >>")
_UNICODE = re.compile(
    rb"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /PackgenBlank def /CMapType 2 def\n"
    rb"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    rb"(?:\d{1,3} beginbfchar\n(?:<[0-9A-F]{4}> <(?:[0-9A-F]{4}){1,2}>\n)+endbfchar\n)*endcmap end end\n"
)
_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4,8})>")
_OPENING = re.compile(rb"q (\d{1,5}) 0 0 (\d{1,5}) 0 0 cm /P Do Q\nBT 3 Tr /F 10 Tf\n")
_WORD = re.compile(rb"(\d{1,6}) Tz 1 0 0 1 (\d{1,5}) (\d{1,5}) Tm <((?:[0-9A-F]{4})+)> Tj\n")
_LAST = b"ET\n"
_STREAM = re.compile(rb"stream\n.*?\nendstream\n", re.DOTALL)
_FORMS = (
    *(_IMAGE, _CONTENT, _PAGE, _PAGES, _UNICODE_LENGTH),
    re.compile(rb"\b\d{1,9} 0 obj\n|\nendobj\n|xref\n0 \d+\n|\d{10} (?:00000 n|65535 f) \n"),
    re.compile(rb"trailer\n<< /Size \d+ /Root 1 0 R >>\nstartxref\n\d+\n%%EOF\n"),
)


class NotACopyError(Exception):
    """The file is not of the form that packgen writes; the message names the place."""


@dataclass(frozen=True)
class LayerWord:
    """A word of the text layer, and where it begins (points from the top left corner) and how wide it is."""

    text: str
    left: float
    bottom: float
    width: float


@dataclass(frozen=True)
class CopyPage:
    """A page: its size in points, its picture still packed, its size in pixels, and its words."""

    size: tuple[int, int]
    pixels: tuple[int, int]
    picture: bytes
    words: tuple[LayerWord, ...]

    def rows(self) -> bytes:
        """The rows of the picture, two levels a byte. Raises NotACopyError when anything else is packed with it."""
        most = (self.pixels[0] + 1) // 2 * self.pixels[1]
        return _unpacked(self.picture, most)


@dataclass
class _File:
    data: bytes
    at: int = len(_HEADER)
    offsets: dict[int, int] = field(default_factory=dict)
    bodies: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)


def read_copy(data: bytes) -> tuple[CopyPage, ...]:
    """The pages of a copy. Raises NotACopyError for a file of any other form."""
    if not data.startswith(_HEADER):
        raise NotACopyError("the header")
    file = _File(data)
    while found := _OBJECT.match(data, file.at):
        _take(file, found)
    _check_table(file)
    for number, body in _FIXED.items():
        if file.bodies.get(number) != body or number in file.streams:
            raise NotACopyError(f"object {number}")
    codes = _codes(file)
    pages = tuple(_page(file, number, codes) for number in _kids(file))
    if len(file.bodies) != 6 + 3 * len(pages):
        raise NotACopyError("objects that no page uses")
    return pages


def beside_the_form(data: bytes) -> bytes:
    """What a copy (one that `read_copy` reads) says outside its streams besides the words that every copy has.

    Those words would be taken for somebody's: `/DW` for initials, `/DeviceGray` for a surname.
    """
    rest = _STREAM.sub(b"\n", data.removeprefix(_HEADER))
    for form in (*(re.compile(re.escape(body)) for body in _FIXED.values()), *_FORMS):
        rest = form.sub(b"", rest)
    return rest


def _take(file: _File, found: re.Match[bytes]) -> None:
    number = int(found.group(1))
    if number in file.bodies:
        raise NotACopyError(f"object {number} stands there twice")
    file.offsets[number] = file.at
    file.bodies[number] = found.group(2)
    file.at = found.end()
    if found.group(3) == b"stream\n":
        length = _LENGTH.search(found.group(2))
        end = file.at + int(length.group(1)) if length else -1
        if end < 0 or file.data[end : end + len(_END)] != _END:
            raise NotACopyError(f"the length of object {number}")
        file.streams[number] = file.data[file.at : end]
        file.at = end + len(_END)


def _check_table(file: _File) -> None:
    count = max(file.bodies, default=0) + 1
    if set(file.bodies) != set(range(1, count)):
        raise NotACopyError("the numbers of objects")
    lines = [f"xref\n0 {count}\n0000000000 65535 f \n"]
    lines += [f"{file.offsets[number]:010d} 00000 n \n" for number in range(1, count)]
    lines.append(f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{file.at}\n%%EOF\n")
    if file.data[file.at :] != "".join(lines).encode("ascii"):
        raise NotACopyError("the table of objects or what follows it")


def _codes(file: _File) -> dict[int, str]:
    """Which letter each code of the text layer stands for."""
    table = file.streams.get(6, b"")
    if not _UNICODE_LENGTH.fullmatch(file.bodies[6]) or not _UNICODE.fullmatch(table):
        raise NotACopyError("the table of letters")
    codes: dict[int, str] = {}
    for code, text in _PAIR.findall(table.partition(b"endcodespacerange")[2]):
        letter = bytes.fromhex(text.decode("ascii")).decode("utf-16-be", "replace")
        private = 0xE000 <= int(code, 16) <= 0xF8FF
        if len(letter) != 1 or (ord(letter) != int(code, 16) and not (private and ord(letter) > 0xFFFF)):
            raise NotACopyError("the table of letters")
        codes[int(code, 16)] = letter
    return codes


def _kids(file: _File) -> Iterator[int]:
    found = _PAGES.fullmatch(file.bodies.get(2, b""))
    kids = [int(number) for number in re.findall(rb"(\d+) 0 R", found.group(2))] if found else []
    if not found or len(kids) != int(found.group(1)) or kids != list(range(9, 9 + 3 * len(kids), 3)):
        raise NotACopyError("the list of pages")
    yield from kids


def _page(file: _File, number: int, codes: dict[int, str]) -> CopyPage:
    page = _PAGE.fullmatch(file.bodies.get(number, b""))
    image = _IMAGE.fullmatch(file.bodies.get(number - 2, b""))
    content = _CONTENT.fullmatch(file.bodies.get(number - 1, b""))
    if not page or not image or not content or number in file.streams:
        raise NotACopyError(f"the objects of page {(number - 6) // 3}")
    if (int(page.group(3)), int(page.group(4))) != (number - 1, number - 2):
        raise NotACopyError(f"the links of page {(number - 6) // 3}")
    size = int(page.group(1)), int(page.group(2))
    operators = _unpacked(file.streams[number - 1], 50_000_000)
    words = tuple(_words(operators, size, codes, (number - 6) // 3))
    return CopyPage(size, (int(image.group(1)), int(image.group(2))), file.streams[number - 2], words)


def _words(operators: bytes, size: tuple[int, int], codes: dict[int, str], page: int) -> Iterator[LayerWord]:
    opening = _OPENING.match(operators)
    if not opening or (int(opening.group(1)), int(opening.group(2))) != size:
        raise NotACopyError(f"the drawing of page {page}")
    at = opening.end()
    while found := _WORD.match(operators, at):
        stretch, x, y = (int(found.group(number)) for number in (1, 2, 3))
        numbers = [int(found.group(4)[index : index + 4], 16) for index in range(0, len(found.group(4)), 4)]
        if any(number not in codes for number in numbers):
            raise NotACopyError(f"a letter of page {page} that the table does not know")
        text = "".join(codes[number] for number in numbers)
        yield LayerWord(text.removesuffix(" "), x, size[1] - y, stretch * len(text) * 10 / 200)
        at = found.end()
    if operators[at:] != _LAST:
        raise NotACopyError(f"the drawing of page {page}")


def _unpacked(packed: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, most + 1)
    except zlib.error:
        raise NotACopyError("a stream that cannot be unpacked") from None
    if len(data) > most or not unpacker.eof or unpacker.unused_data:
        raise NotACopyError("a stream that holds more than it should")
    return data
