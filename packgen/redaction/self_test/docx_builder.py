"""Building the documents of the self-test: small .docx files, each with one secret planted in one hiding place.

In every string of a `Recipe` the words FULL, FIRST and LAST stand for the planted name and its two parts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

FIRST = "Quillon"
LAST = "Vantreight"
FULL = f"{FIRST} {LAST}"
#: Ordinary words around every hiding place; all of them must survive, in this order.
BEFORE = "The strategy meeting heard from the school nurse about attendance since September."
AFTER = "Everybody agreed to meet again within ten working days, and the chair thanked them."

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _OFFICE,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    }.items()
)
_DATE = (2026, 1, 5, 10, 0, 0)
Content: TypeAlias = str | bytes | Callable[[], bytes]


@dataclass(frozen=True)
class Link:
    """A relationship: its kind (last word of the type, or a whole type), its target, and whether it leads outside."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class Recipe:
    """What one planted document has besides the ordinary sentences.

    `body` is XML between them; `parts` are further parts by name; `types` their content types; `links` and `root_links`
    the relationships of the main part and of the package; `whole` replaces the main part; `finish` changes the bytes.
    """

    body: str = ""
    parts: Mapping[str, Content] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    root_links: tuple[Link, ...] = ()
    section: str = ""
    attributes: str = ""
    whole: str = ""
    finish: Callable[[bytes], bytes] = lambda data: data


@dataclass(frozen=True)
class Place:
    """A hiding place: its group and name as `docs/redaction.md` lists them, and the document that uses it.

    `may_be_refused` is True where refusing the whole file by name is the right answer.
    """

    group: str
    name: str
    recipe: Recipe
    may_be_refused: bool = False


def planted(text: str) -> str:
    """`text` with the planted name in it."""
    return text.replace("FULL", FULL).replace("FIRST", FIRST).replace("LAST", LAST)


def paragraph(inner: str) -> str:
    """A paragraph of raw run XML."""
    return f"<w:p>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text with raw run properties."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def build(recipe: Recipe) -> bytes:
    """The bytes of the planted document."""
    body = f"{paragraph(run(BEFORE))}{recipe.body}{paragraph(run(AFTER))}<w:sectPr>{recipe.section}</w:sectPr>"
    whole = recipe.whole or f"<w:document {NAMES} {recipe.attributes}><w:body>{body}</w:body></w:document>"
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types(recipe).encode(),
        "_rels/.rels": _links((Link("rId1", "officeDocument", "word/document.xml"), *recipe.root_links)),
        "word/document.xml": planted(whole).encode(),
        "word/_rels/document.xml.rels": _links(recipe.links),
    }
    parts |= {planted(name): _bytes(content) for name, content in recipe.parts.items()}
    return recipe.finish(packed(parts))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip file, equal for equal parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _bytes(content: Content) -> bytes:
    if isinstance(content, str):
        return planted(content).encode()
    return content if isinstance(content, bytes) else content()


def _types(recipe: Recipe) -> str:
    overrides = {"word/document.xml": f"{_MAIN_TYPE}.document.main+xml", **recipe.types}
    listed = "".join(
        f'<Override PartName="/{planted(name)}" ContentType="{planted(kind)}"/>' for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{listed}</Types>'
    )


def _links(links: tuple[Link, ...]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{link.id}" Type="{link.kind if "/" in link.kind else f"{_OFFICE}/{link.kind}"}" '
        f'Target="{link.target}"{" TargetMode=" + chr(34) + "External" + chr(34) if link.external else ""}/>'
        for link in links
    )
    return planted(f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>').encode()
