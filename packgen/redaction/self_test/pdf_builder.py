"""Small .pdf files for the self-test, written byte by byte so that a name can be planted anywhere in them.

In every recipe FULL, FIRST and LAST stand for the planted name, in content as in objects. Object numbers: 1 catalogue,
2 pages, 3 page, 4 content, 5 Helvetica, 6 on free for the recipe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIRST, LAST = "Quillon", "Vantreight"
FULL = f"{FIRST} {LAST}"
BEFORE = "Meeting of the panel on Monday in September."
AFTER = "Everybody agreed to meet again before the holidays."


@dataclass(frozen=True)
class Recipe:
    """What makes a file: operators between two ordinary sentences, further objects, and entries of the first ones.

    `objects` are whole bodies by number; `streams` are the dictionary's entries and the data by number. `tail` is
    appended after the file; `size` and `box` are the page's MediaBox and what else stands in the page.
    """

    content: str = ""
    objects: Mapping[int, str] = field(default_factory=dict)
    streams: Mapping[int, tuple[str, bytes]] = field(default_factory=dict)
    catalogue: str = ""
    page: str = ""
    resources: str = ""
    trailer: str = ""
    media: str = "0 0 595 842"
    tail: bytes = b""
    font: str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    sentences: bool = True


@dataclass(frozen=True)
class PdfPlace:
    """A hiding place: its group and name, its recipe, and whether refusing the file is a right answer.

    `blank` is a part of the page (left, top, right, bottom in points from the top left) that must show no letters; what
    `lies` can be told by text recognition alone.
    """

    group: str
    name: str
    recipe: Recipe
    may_be_refused: bool = False
    blank: tuple[float, float, float, float] | None = None
    lies: bool = False


def show(text: str, x: float = 72, y: float = 600, size: float = 12, extra: str = "", font: str = "F1") -> str:
    """Operators that show a text at a place."""
    return f"BT /{font} {size} Tf {extra} 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def build(recipe: Recipe) -> bytes:
    """The bytes of the file that a recipe describes."""
    content = recipe.content
    if recipe.sentences:
        content = show(BEFORE, y=760) + content + show(AFTER, y=80)
    objects: dict[int, bytes] = {
        1: _named(f"<< /Type /Catalog /Pages 2 0 R {recipe.catalogue} >>"),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: _named(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{recipe.media}] /Contents 4 0 R {recipe.page} "
            f"/Resources << /Font << /F1 5 0 R {'/F2 6 0 R' if 6 in recipe.objects else ''} >> {recipe.resources} >> >>"
        ),
        4: _stream("", _named(content)),
        5: _named(recipe.font),
    }
    objects |= {number: _named(body) for number, body in recipe.objects.items()}
    objects |= {number: _stream(_plain(entries), data) for number, (entries, data) in recipe.streams.items()}
    return _file(objects, _plain(recipe.trailer)) + recipe.tail


def _plain(text: str) -> str:
    return text.replace("FULL", FULL).replace("FIRST", FIRST).replace("LAST", LAST)


def _named(text: str) -> bytes:
    return _plain(text).encode("latin-1")


def named(text: str) -> bytes:
    """A text with the planted name in it, as bytes for a stream."""
    return _named(text)


def _stream(entries: str, data: bytes) -> bytes:
    head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("latin-1")
    return head + data + b"\nendstream"


def _file(objects: Mapping[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        entry = f"{offsets[number]:010d} 00000 n \n" if number in offsets else "0000000000 65535 f \n"
        out += entry.encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    return bytes(out)
