"""What each format of record must be able to do, as a table: read, propose, read the review back, rebuild."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from packgen.errors import RedactionRefusedError
from packgen.redaction.model import (
    ApprovedPicture,
    Counted,
    Match,
    Picture,
    RecordFormat,
    Redaction,
    Report,
    Span,
)


class Story(Protocol):
    """One run of text of a record."""

    @property
    def id(self) -> str:
        """Its id within the record."""
        ...

    @property
    def text(self) -> str:
        """Its text, which every span counts."""
        ...


class Tagged(Protocol):
    """Text under a mark that survived editing: the mark's key and where it stands."""

    @property
    def key(self) -> str:
        """The opaque key."""
        ...

    @property
    def span(self) -> Span:
        """Where the text stands."""
        ...


class Record(Protocol):
    """A record as read, whatever its format."""

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes."""
        ...

    @property
    def stories(self) -> Sequence[Story]:
        """Its stories in reading order."""
        ...

    @property
    def pictures(self) -> Sequence[Picture]:
        """Its pictures."""
        ...

    @property
    def passages(self) -> Sequence[Tagged]:
        """Its marked passages."""
        ...

    @property
    def report(self) -> Report:
        """What reading it left behind."""
        ...


class Review(Protocol):
    """What the officer decided in a saved proposal."""

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """To be taken out."""
        ...

    @property
    def disclosed(self) -> tuple[Match, ...]:
        """Matches whose highlight was removed."""
        ...

    @property
    def open(self) -> tuple[Match, ...]:
        """Matches still to be decided."""
        ...

    @property
    def added(self) -> tuple[Redaction, ...]:
        """Redactions that nothing proposed."""
        ...

    @property
    def extended(self) -> tuple[Match, ...]:
        """Matches of which only a part stayed highlighted; they go whole."""
        ...


class Rebuilt(Protocol):
    """A finished copy, before it is verified."""

    @property
    def data(self) -> bytes:
        """Its bytes."""
        ...

    @property
    def disclosed(self) -> tuple[Span, ...]:
        """Where it shows what was disclosed, in the copy's own text."""
        ...

    @property
    def report(self) -> Report:
        """What was left out."""
        ...

    @property
    def tokens(self) -> tuple[Counted, ...]:
        """Redactions by the text of their token."""
        ...


class Handling(Protocol):
    """What one format can do. All of it raises RedactionRefusedError with what to do next."""

    def read(self, data: bytes) -> Any:
        """The record in the bytes of a file."""
        ...

    def write_proposal(self, original: bytes, record: Any, matches: Sequence[Match], proposal_id: str) -> bytes:
        """The proposal for the officer, from the bytes of the record as held."""
        ...

    def proposal_id_of(self, data: bytes) -> str:
        """The id that a saved proposal carries."""
        ...

    def read_review(
        self, data: bytes, original: bytes, record: Any, matches: Sequence[Match], proposal_id: str
    ) -> Review:
        """The officer's decisions in the saved proposal `data`; `original` is the record as held."""
        ...

    def rebuild(
        self,
        original: bytes,
        record: Any,
        redactions: Sequence[Redaction],
        disclosed: Sequence[Span],
        approved: Mapping[str, ApprovedPicture],
    ) -> Rebuilt:
        """The copy without the redactions, made anew from the bytes of the record as held."""
        ...

    def rows(self, record: Any) -> Sequence[Sequence[Span]]:
        """The cells of every table row, from left to right. Headings may be left out."""
        ...

    def details(self, record: Any, copy: Any) -> Mapping[str, Any]:
        """What the verifier of this format needs to know besides, as plain JSON values."""
        ...


#: The module of each format; its `HANDLING` satisfies the Protocol. Loaded only when it is needed.
_MODULES: Mapping[RecordFormat, str] = {
    RecordFormat.DOCX: "packgen.redaction.docx.handling",
    RecordFormat.PDF: "packgen.redaction.pdf.handling",
}


def handling(record_format: RecordFormat) -> Handling:
    """What can be done with records of a format."""
    made: Handling = importlib.import_module(_MODULES[record_format]).HANDLING
    return made


def format_of(name: str, data: bytes) -> RecordFormat:
    """The format of a record, told by its bytes. Raises RedactionRefusedError for any other kind of file."""
    if b"%PDF-" in data[:1024]:
        return RecordFormat.PDF
    if data.startswith(b"PK\x03\x04") and Path(name).suffix.lower() in (".docx", ".docm", ".dotx"):
        return RecordFormat.DOCX
    raise RedactionRefusedError(
        "A record is neither a Word document (.docx) nor a PDF.",
        "Save it as one of the two, and use that.",
    )
