"""What is bound into the pack of one reader of a meeting: documents and attachments, chosen by the recipe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from packgen import files
from packgen.builder.layout import document_path
from packgen.builder.prepare import Prepared
from packgen.builder.recipients import Recipient
from packgen.case.meeting import Meeting
from packgen.case.model import Attachment
from packgen.documents.british import short_date
from packgen.documents.kind import Document, Format
from packgen.errors import Location
from packgen.files import FileProblemError
from packgen.pack.recipe import ATTACHMENT, Candidate, choose


@dataclass(frozen=True)
class Enclosure:
    """An attachment of the case file: where it lies, and what the contents page says about it."""

    path: Path
    title: str
    author: str
    date: str
    accept_as_shown: bool
    late: bool
    location: Location


@dataclass(frozen=True)
class PackItem:
    """One thing bound in a pack: a document (its path below the case's folder) or an enclosure."""

    section: str
    title: str
    document: str = ""
    enclosure: Enclosure | None = None

    @property
    def is_late(self) -> bool:
        """Whether it was added after the pack had been issued."""
        return self.enclosure is not None and self.enclosure.late

    @property
    def enclosed_hash(self) -> str:
        """The hash of the enclosure's bytes as they lie there now; empty for a document or an absent file."""
        if self.enclosure is None:
            return ""
        try:
            return files.sha256_of_file(self.enclosure.path)
        except OSError:
            return "absent"


CHAIR = Recipient("chair", "chair", "Chair", frozenset())


def pack_items(prepared: Prepared, meeting: Meeting, recipient: Recipient = CHAIR) -> tuple[PackItem, ...]:
    """Everything in the pack of `recipient` at `meeting`, in the order of the recipe; late papers come last."""
    case = prepared.loaded.case
    documents = {document_path(case, document): document for document in _documents(prepared, meeting)}
    enclosures = {f"attachment {number}": found for number, found in enumerate(_attachments(prepared, meeting))}
    candidates = [
        Candidate(path, document.kind, _audience(document, recipient), document.for_child or "")
        for path, document in documents.items()
        if _is_open_to(document, recipient)
    ]
    candidates += [Candidate(key, ATTACHMENT, found.audience) for key, found in enclosures.items()]
    chosen = choose(recipient.reader, meeting.type, candidates, recipient.child)
    items = [
        PackItem(choice.section, documents[choice.candidate.key].title, document=choice.candidate.key)
        if choice.candidate.key in documents
        else _enclosed(prepared, choice.section, enclosures[choice.candidate.key])
        for choice in chosen
    ]
    return tuple(sorted(items, key=lambda item: item.is_late))


def _is_open_to(document: Document, recipient: Recipient) -> bool:
    """Whether a paper comes into question at all: the chair's own, a family's own; others go by their audience."""
    if recipient is CHAIR:
        return recipient.reader in document.audience
    if recipient.is_family:
        return document.name in recipient.own or (document.folder is None and recipient.reader in document.audience)
    return True


def _audience(document: Document, recipient: Recipient) -> tuple[str, ...]:
    return (recipient.reader,) if document.name in recipient.own else document.audience


def _documents(prepared: Prepared, meeting: Meeting) -> list[Document]:
    return [
        document
        for document in prepared.documents
        if document.format is Format.WORD and meeting.id in (document.folder, document.for_meeting)
    ]


def _attachments(prepared: Prepared, meeting: Meeting) -> list[Attachment]:
    return [found for found in prepared.loaded.case.attachments if found.meeting in (None, meeting.id)]


def _enclosed(prepared: Prepared, section: str, attachment: Attachment) -> PackItem:
    loaded = prepared.loaded
    number = loaded.case.attachments.index(attachment)
    folder = loaded.path.parent
    try:
        path = files.resolve_inside(folder, attachment.file)
    except FileProblemError:
        path = folder / "not-a-path" / files.safe_name(attachment.file)  # refused below as a file that is not there
    enclosure = Enclosure(
        path=path,
        title=attachment.title,
        author=attachment.author or "",
        date=short_date(attachment.date) if attachment.date else "",
        accept_as_shown=attachment.accept_as_shown,
        late=attachment.late,
        location=loaded.locate(("attachments", number, "file")),
    )
    return PackItem(section, attachment.title, enclosure=enclosure)
