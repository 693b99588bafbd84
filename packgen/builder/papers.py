"""Which PDFs a case calls for, and what each is bound from: the packs, single papers, record copies.

PDFs are made from the held documents, so a hand edit stands in the pack (design, decision 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from packgen.builder.apply import Target
from packgen.builder.fingerprint import hash_of
from packgen.builder.layout import PACK_NAME, document_path, meeting_folder_name, versioned
from packgen.builder.manifest import Entry, Manifest
from packgen.builder.plan import Wanted
from packgen.builder.prepare import Prepared
from packgen.case.meeting import Meeting
from packgen.documents.kind import Document, Format

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


@dataclass(frozen=True)
class Paper:
    """A PDF to be made: its path, the documents it is made from (paths below the case's folder), in order."""

    path: str
    kind: str
    title: str
    sources: tuple[str, ...]
    documents: tuple[Document, ...]
    meeting: Meeting | None
    state: str
    version: str

    def target(self, hashes: Mapping[str, str], converter: str, extra: object = None) -> Target:
        """The paper as a target of a plan. `hashes` are of the held documents; `extra` is whatever else it prints."""
        made_from = hash_of([self.kind, [hashes.get(path, "") for path in self.sources], converter, self.state, extra])
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


def papers_of(prepared: Prepared) -> Iterator[Paper]:
    """Every PDF that the case calls for."""
    case = prepared.loaded.case
    word = [document for document in prepared.documents if document.format is Format.WORD]
    for document in word:
        if document.kind in ALONE:
            path = document_path(case, document)
            yield _paper(_pdf_beside(path), document.kind, document.title, prepared, (document,))
    for meeting in case.meetings:
        of_meeting = [document for document in word if document.folder == meeting.id]
        yield from _record_copies(prepared, meeting, of_meeting)
        bound = tuple(document for document in of_meeting if "chair" in document.audience)
        if bound and meeting.cancelled is None:
            path = f"{meeting_folder_name(meeting)}/{versioned(PurePosixPath(PACK_NAME).stem, meeting.version)}.pdf"
            yield _paper(path, PACK, "Meeting pack", prepared, bound, meeting)


def _record_copies(prepared: Prepared, meeting: Meeting, documents: list[Document]) -> Iterator[Paper]:
    minutes = [document for document in documents if document.kind == "minutes"]
    for cover in documents:
        if cover.kind == RECORD_COPY and minutes:
            path = _pdf_beside(document_path(prepared.loaded.case, cover))
            yield _paper(path, RECORD_COPY, cover.title, prepared, (cover, minutes[0]), meeting)


def _paper(
    path: str,
    kind: str,
    title: str,
    prepared: Prepared,
    documents: tuple[Document, ...],
    meeting: Meeting | None = None,
) -> Paper:
    case = prepared.loaded.case
    folder = documents[0].folder
    meeting = meeting or next((m for m in case.meetings if m.id == folder), None)
    state = ("issued" if meeting and meeting.issued else "draft") if kind == PACK else documents[-1].state
    version = meeting.version if kind == PACK and meeting else documents[0].version
    sources = tuple(document_path(case, document) for document in documents)
    return Paper(path, kind, title, sources, documents, meeting, state, version)


def _pdf_beside(path: str) -> str:
    return path.rpartition(".")[0] + ".pdf"


def is_pdf(path: str, _entry: Entry) -> bool:
    """Whether an entry of a manifest is one of these papers."""
    return path.endswith(".pdf")


def held_hashes(manifest: Manifest, found: Mapping[str, str]) -> dict[str, str]:
    """The hash of what lies at each document's path now: the held record where somebody edited it."""
    return {path: found.get(path, entry.sha256) for path, entry in manifest.entries.items()}
