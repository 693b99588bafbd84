"""Which PDFs a case calls for, and what each is bound from: the packs, single papers, record copies.

PDFs are made from the held documents, so a hand edit stands in the pack (design, decision 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packgen.builder.apply import Target
from packgen.builder.fingerprint import hash_of
from packgen.builder.layout import document_path, meeting_folder_name, versioned
from packgen.builder.manifest import Entry
from packgen.builder.pack_contents import CHAIR, Enclosure, PackItem, pack_items
from packgen.builder.plan import Wanted
from packgen.builder.prepare import Prepared
from packgen.builder.recipients import Recipient, recipients_of
from packgen.case.meeting import Meeting
from packgen.documents.kind import Document, Format
from packgen.pack.recipe import has_dividers, reader_named, readers_for

# Kinds that are also printed or sent alone, so that each gets a PDF of its own.
ALONE = (
    "minutes",
    "risk_management_plan",
    "child_safety_plan",
    "safety_plan_worksheet",
    "plain_invitation",
    "what_i_want_to_say",
)
RECORD_COPY = "record_copy"
PACK = "pack"
SAFER_OPTIONS = Recipient("safer-options", "safer_options", "Safer Options partners", frozenset())


@dataclass(frozen=True)
class Paper:
    """A PDF to be made: its path below the case's folder and what it is bound from, in order."""

    path: str
    kind: str
    title: str
    items: tuple[PackItem, ...]
    state: str
    version: str
    meeting: Meeting | None = None
    recipient: Recipient = CHAIR

    @property
    def sources(self) -> tuple[str, ...]:
        """The paths of its documents below the case's folder."""
        return tuple(item.document for item in self.items if item.document)

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """The attachments of the case file that are bound in it."""
        return tuple(item.enclosure for item in self.items if item.enclosure)

    def target(self, hashes: Mapping[str, str], printed: object) -> Target:
        """The paper as a target of a plan. `hashes` are of the held documents; `printed` is whatever else it shows."""
        bound = [(item.section, item.title, hashes.get(item.document, ""), item.enclosed_hash) for item in self.items]
        changed = self.meeting.what_changed.text if self.meeting and self.meeting.what_changed else ""
        shown = [changed, bound, printed]
        if self.kind == PACK and self.meeting and has_dividers(self.recipient.reader, self.meeting.type):
            shown.append("with dividers")
        made_from = hash_of([self.kind, self.state, self.version, self.recipient.copy_for, *shown])
        entry = Entry(
            kind=self.kind,
            title=self.title,
            fingerprint=made_from,
            sha256="",
            folder=self.meeting.id if self.meeting else None,
            state=self.state,
            version=self.version,
        )
        return Target(Wanted(self.path, made_from, self.state), entry)


def papers_of(prepared: Prepared, *, recipient_copies: bool = False) -> Iterator[Paper]:
    """Every PDF that the case calls for; with `recipient_copies` a pack for each reader too, in a folder of its own."""
    case = prepared.loaded.case
    meetings = {meeting.id: meeting for meeting in case.meetings}
    for document in prepared.documents:
        if document.kind in ALONE and document.format is Format.WORD:
            yield _single(prepared, document, meetings.get(document.folder or ""))
    for meeting in case.meetings:
        yield from _record_copies(prepared, meeting)
        if meeting.cancelled is None:
            yield from _packs(prepared, meeting)
            if recipient_copies:
                yield from _copies(prepared, meeting)


def _single(prepared: Prepared, document: Document, meeting: Meeting | None) -> Paper:
    path = document_path(prepared.loaded.case, document)
    item = PackItem("", document.title, document=path)
    return Paper(_pdf_beside(path), document.kind, document.title, (item,), document.state, document.version, meeting)


def _record_copies(prepared: Prepared, meeting: Meeting) -> Iterator[Paper]:
    of_meeting = [document for document in prepared.documents if document.folder == meeting.id]
    minutes = next((document for document in of_meeting if document.kind == "minutes"), None)
    for cover in of_meeting:
        if cover.kind == RECORD_COPY and minutes is not None:
            paths = [document_path(prepared.loaded.case, document) for document in (cover, minutes)]
            items = tuple(PackItem("", cover.title, document=path) for path in paths)
            path = _pdf_beside(paths[0])
            yield Paper(path, RECORD_COPY, cover.title, items, minutes.state, cover.version, meeting)


def _packs(prepared: Prepared, meeting: Meeting) -> Iterator[Paper]:
    """The chair's pack, and the one that Safer Options partners share at their meetings.

    Once the chair's was issued it stays, and one with the late papers at its end lies beside it.
    """
    items = pack_items(prepared, meeting)
    late = sum(item.is_late for item in items)
    stem = versioned(reader_named(CHAIR.reader).file_name, meeting.version)
    if meeting.issued and late:
        on_time = tuple(item for item in items if not item.is_late)
        yield _pack(meeting, stem, on_time)
        yield _pack(meeting, f"{stem}-late-{late}", items)
    elif items:
        yield _pack(meeting, stem, items)
    if SAFER_OPTIONS.reader in readers_for(meeting.type):
        shared = pack_items(prepared, meeting, SAFER_OPTIONS)
        stem = versioned(reader_named(SAFER_OPTIONS.reader).file_name, meeting.version)
        yield _pack(meeting, stem, shared, SAFER_OPTIONS)


def _copies(prepared: Prepared, meeting: Meeting) -> Iterator[Paper]:
    for recipient in recipients_of(prepared, meeting):
        items = pack_items(prepared, meeting, recipient)
        if items:
            yield _pack(meeting, f"copies/{recipient.slug}/{versioned('pack', meeting.version)}", items, recipient)


def _pack(meeting: Meeting, stem: str, items: tuple[PackItem, ...], recipient: Recipient = CHAIR) -> Paper:
    state = "issued" if meeting.issued else "draft"
    path = f"{meeting_folder_name(meeting)}/{stem}.pdf"
    return Paper(path, PACK, "Meeting pack", items, state, meeting.version, meeting, recipient)


def _pdf_beside(path: str) -> str:
    return path.rpartition(".")[0] + ".pdf"


def is_pdf(path: str, _entry: Entry) -> bool:
    """Whether an entry of a manifest is one of these papers."""
    return Path(path).suffix == ".pdf"
