"""PDF records, as the table of formats wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from packgen.errors import RedactionRefusedError
from packgen.redaction.formats import Review
from packgen.redaction.model import ApprovedPicture, Match, Redaction, Span
from packgen.redaction.pdf.model import PdfRecord
from packgen.redaction.pdf.proposal import write_pdf_proposal
from packgen.redaction.pdf.reader import PROPERTY_KEYS, read_pdf
from packgen.redaction.pdf.redactor import RebuiltPdf, rebuild_pdf
from packgen.redaction.pdf.review import read_pdf_review


class _Pdf:
    def read(self, data: bytes) -> PdfRecord:
        return read_pdf(data)

    def write_proposal(self, original: bytes, record: PdfRecord, matches: Sequence[Match], proposal_id: str) -> bytes:
        return write_pdf_proposal(original, record, matches, proposal_id)

    def proposal_id_of(self, data: bytes) -> str:
        properties = dict(read_pdf(data).properties)
        if PROPERTY_KEYS[0] not in properties:
            raise RedactionRefusedError(
                "This document is not a proposal of packgen's, or it lost its id when it was saved.",
                "Open the file that ends in .proposed.pdf, set its highlights and save it (not: print to PDF).",
            )
        return properties[PROPERTY_KEYS[0]]

    def read_review(
        self, data: bytes, original: bytes, record: PdfRecord, matches: Sequence[Match], proposal_id: str
    ) -> Review:
        return read_pdf_review(data, original, record, matches, proposal_id)

    def rebuild(
        self,
        original: bytes,
        record: PdfRecord,
        redactions: Sequence[Redaction],
        disclosed: Sequence[Span],
        approved: Mapping[str, ApprovedPicture],
    ) -> RebuiltPdf:
        return rebuild_pdf(original, record, redactions, disclosed=disclosed, approved=approved)

    def rows(self, record: PdfRecord) -> Sequence[Sequence[Span]]:
        return record.rows

    def details(self, record: PdfRecord, copy: RebuiltPdf) -> Mapping[str, Any]:  # noqa: ARG002
        return copy.details


HANDLING = _Pdf()
