"""The samples held against the guidance, and their documents as plain text and plain values for golden files."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from lxml import etree

from packgen.case.load import load_case, load_contacts
from packgen.documents.kind import CaseWork, Document, MeetingWork
from packgen.documents.registry import KINDS
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile
from packgen.word.render import render
from packgen.word.templates import template_path

REPOSITORY = Path(__file__).parents[2]
RESERVED = ("contacts", "request")
SAMPLES = [path for path in sorted((REPOSITORY / "sample_inputs").glob("*.yaml")) if path.stem not in RESERVED]
NAMES = [kind.name for kind in KINDS]
_DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg==")
_AS_OF = date(2026, 1, 5)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def documents_of(sample: Path) -> tuple[Document, ...]:
    """Every document that a sample calls for."""
    case = load_case(sample).case
    contacts = load_contacts(sample.parent / "contacts.yaml")
    work = CaseWork(case, assess(case, load_profile(case.profile), contacts, _AS_OF), contacts)
    meetings = [MeetingWork(work, meeting, work.assessment.meeting(meeting.id)) for meeting in case.meetings]
    of_case = [document for kind in KINDS for document in kind.for_case(work)]
    of_meetings = [document for meeting in meetings for kind in KINDS for document in kind.for_meeting(meeting)]
    return (*of_case, *of_meetings)


def of_kind(sample: Path, kind: str) -> list[Document]:
    """The sample's documents of one kind."""
    return [document for document in documents_of(sample) if document.kind == kind]


def told_apart(sample: Path, kind: str) -> list[Document]:
    """One document of each meeting, and the request to police: the others are the same paper for further readers."""
    first: dict[str | None, Document] = {}
    for document in of_kind(sample, kind):
        first.setdefault(document.folder if document.for_child is None else document.name, document)
    requests = [document for document in of_kind(sample, kind) if document.name.endswith("police-request")]
    return list({path_of(document): document for document in (*first.values(), *requests)}.values())


def path_of(document: Document) -> str:
    """Meeting and name of a document, for use as a key."""
    return "/".join(part for part in (document.folder, document.name, document.version) if part)


def plain(value: object) -> object:
    """A context as JSON holds it: dates as ISO text, content values as mappings with their type's name."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {"type": type(value).__name__} | {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(part) for part in value]
    return value


def text_of(document: Document) -> str:
    """The words of a document as its reader meets them: header, body, footer; a paragraph a line."""
    if document.context is None:
        return (document.text or "").replace("\r\n", "\n")
    merged = render(template_path(document.template or document.kind), document.context, draw_figure=_no_picture)
    with zipfile.ZipFile(io.BytesIO(merged)) as package:
        parts = sorted(name for name in package.namelist() if _is_story(name))
        return "\n".join(line for part in parts for line in _lines(package.read(part))) + "\n"


def _is_story(name: str) -> bool:
    return name == "word/document.xml" or name.startswith(("word/header", "word/footer"))


def _lines(part: bytes) -> list[str]:
    lines = []
    for paragraph in etree.fromstring(part).iter(f"{_W}p"):
        pieces = [_piece(node) for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab")]
        if text := "".join(pieces).strip():
            lines.append(text)
    return lines


def _piece(node: etree._Element) -> str:
    return {f"{_W}br": "\n", f"{_W}tab": "\t"}.get(str(node.tag), node.text or "")


def _no_picture(_: object) -> bytes:
    """One white dot: these tests read words; tests/word/figures looks at pictures."""
    return _DOT
