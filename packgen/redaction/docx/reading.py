"""What one reading of a document carries from part to part: what it knows, what it counted, which pictures it met."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from packgen.redaction.docx.model import Block
from packgen.redaction.docx.numbering import Numbering
from packgen.redaction.docx.package import Package, Relationship
from packgen.redaction.docx.styles import Styles
from packgen.redaction.docx.xml import Element


@dataclass(frozen=True)
class PictureFound:
    """A picture met while reading; `data` is b"" where it is no bitmap inside the document."""

    id: str
    data: bytes
    kind: str
    alt_text: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the picture's bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass
class Reading:
    """The document being read, and what has been met so far.

    `page` counts the elements named `page_mark` (Word's own marks where it left any, else typed page breaks).
    """

    package: Package
    styles: Styles
    numbering: Numbering
    dropped: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    look_at: list[str] = field(default_factory=list)
    pictures: list[PictureFound] = field(default_factory=list)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    page: int = 0
    page_mark: str = ""
    read_parts: set[str] = field(default_factory=set)
    _links: dict[str, Mapping[str, Relationship]] = field(default_factory=dict)

    def links(self, part: str) -> Mapping[str, Relationship]:
        """The relationships of a part, read once."""
        if part not in self._links:
            self._links[part] = self.package.relationships(part)
        return self._links[part]

    def linked_part(self, part: str, link_id: str) -> str:
        """The part that a relationship of `part` leads to, "" for an external or absent one."""
        link = self.links(part).get(link_id)
        if link is None or link.external or not self.package.has(link.target):
            return ""
        return link.target

    def open_part(self, name: str) -> Element | None:
        """The root of a part, which then counts as read."""
        self.read_parts.add(name)
        return self.package.xml(name)

    def add_picture(self, data: bytes, kind: str = "picture", alt_text: str = "") -> str:
        """Note a picture; returns its id."""
        picture = PictureFound(f"picture {len(self.pictures) + 1}", data, kind, alt_text)
        self.pictures.append(picture)
        return picture.id

    def note_number(self, kind: str, note_id: str) -> int:
        """The number of a footnote or endnote, counted in the order of first mention."""
        same = [key for key in self.notes if key[0] == kind]
        return self.notes.setdefault((kind, note_id), len(same) + 1)

    def warn(self, sentence: str) -> None:
        """Add a sentence for the officer, once."""
        if sentence not in self.look_at:
            self.look_at.append(sentence)


@dataclass
class Drawn:
    """What a drawing shows, in order: blocks of text, and ids of pictures."""

    blocks: list[Block] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
