"""A pack as plain values: what is to be bound, and where each part came to stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from packgen.errors import PackgenError


class PackState(StrEnum):
    """Whether the pack may still change; a draft says so on every page."""

    DRAFT = "draft"
    FINAL = "final"


class PartKind(StrEnum):
    """What a part is, for the contents and its look: one of ours, or somebody else's paper."""

    DOCUMENT = "document"
    ATTACHMENT = "attachment"


class PackFaultError(PackgenError):
    """A pack cannot be bound as asked, or a check after binding failed; no pack was made."""


@dataclass(frozen=True)
class PackPart:
    """One paper of a pack.

    `pdf` is a path or the bytes of a PDF. Parts with the same `section` next to each other stand under one heading.
    `date` is printed as given. `missing` (a reason in plain words) puts a visible page and an index entry in the place
    of a paper that is not there; `pdf` is then not read. `late` marks a paper added after the pack was issued.
    """

    title: str
    pdf: Path | bytes = b""
    section: str = ""
    author: str = ""
    date: str = ""
    kind: PartKind = PartKind.DOCUMENT
    missing: str = ""
    late: bool = False


@dataclass(frozen=True)
class Pack:
    """Everything that one pack is bound from.

    What is empty is not printed: a child's or parent's copy is given no `marking` and no `reference` (design, decision
    15). `copy_for` stands in footer and watermark of every page. `duplex` starts every paper on a right-hand page.
    `changes` is the list of what changed since the issue before; papers that came late are added to it.
    `password` encrypts the pack (AES-256).
    """

    title: str
    parts: tuple[PackPart, ...]
    reference: str = ""
    meeting: str = ""
    date: str = ""
    marking: str = ""
    version: str = ""
    state: PackState = PackState.DRAFT
    copy_for: str = ""
    guidance: str = ""
    changes: tuple[str, ...] = ()
    duplex: bool = False
    dividers: bool = False
    password: str = ""


@dataclass(frozen=True)
class Entry:
    """Where a part stands in the bound pack: physical pages from 1, both ends included."""

    title: str
    first_page: int
    last_page: int
    section: str = ""
    author: str = ""
    date: str = ""
    kind: PartKind = PartKind.DOCUMENT
    missing: str = ""
    late: bool = False


@dataclass(frozen=True)
class BoundPack:
    """A bound pack: its bytes, how many pages it has, and where everything stands."""

    data: bytes
    page_count: int
    contents_page: int
    entries: tuple[Entry, ...]
