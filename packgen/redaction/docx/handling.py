"""Word records, as the table of formats wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.docx.proposal import write_proposal
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.redactor import Rebuilt, rebuild
from packgen.redaction.docx.review import Review, proposal_id_of, read_review
from packgen.redaction.docx.rows import cells_by_row
from packgen.redaction.model import ApprovedPicture, Match, Redaction, Span


class _Docx:
    def read(self, data: bytes) -> DocxRecord:
        return read_docx(data)

    def write_proposal(
        self,
        original: bytes,  # noqa: ARG002  (the record holds all that is carried)
        record: DocxRecord,
        matches: Sequence[Match],
        proposal_id: str,
    ) -> bytes:
        return write_proposal(record, matches, proposal_id)

    def proposal_id_of(self, data: bytes) -> str:
        return proposal_id_of(data)

    def read_review(
        self,
        data: bytes,
        original: bytes,  # noqa: ARG002  (the record holds all that is carried)
        record: DocxRecord,
        matches: Sequence[Match],
        proposal_id: str,
    ) -> Review:
        return read_review(data, record, matches, proposal_id)

    def rebuild(
        self,
        original: bytes,  # noqa: ARG002  (the record holds all that is carried)
        record: DocxRecord,
        redactions: Sequence[Redaction],
        disclosed: Sequence[Span],
        approved: Mapping[str, ApprovedPicture],
    ) -> Rebuilt:
        return rebuild(record, redactions, disclosed=disclosed, approved=approved)

    def rows(self, record: DocxRecord) -> Sequence[Sequence[Span]]:
        return cells_by_row(record)

    def details(self, record: DocxRecord, copy: Rebuilt) -> Mapping[str, Any]:
        return {"redacted": sum(token.count for token in copy.tokens), "stories": len(record.stories)}


HANDLING = _Docx()
