from __future__ import annotations

import io
from itertools import islice

import pikepdf
import pytest

from packgen.errors import RedactionRefusedError
from packgen.redaction.model import Decision, Form, Match, RecordFormat, Span
from packgen.redaction.pdf.model import PdfRecord
from packgen.redaction.pdf.proposal import write_pdf_proposal
from packgen.redaction.pdf.reader import read_pdf
from packgen.redaction.pdf.redactor import rebuild_pdf
from packgen.redaction.pdf.review import read_pdf_review
from packgen.redaction.self_test.docx import SECRETS, LiteralFinder
from packgen.redaction.self_test.pdf import text_of_copy
from packgen.redaction.self_test.pdf_builder import Recipe, build, show
from packgen.redaction.self_test.pdf_minutes import ordinary_pdf_minutes
from packgen.redaction.verification import verify_copy


def _matches(record: PdfRecord, decision: Decision = Decision.REDACT) -> list[Match]:
    return [
        Match(Span(story.id, hit.start, hit.end), "t1", "p1", "third party", Form.EXACT, decision, "third-party", "R1")
        for story in record.stories
        for hit in LiteralFinder().find(story.text)
    ]


def _changed(proposal: bytes, keep: int | None = None, colour: tuple[float, ...] | None = None) -> bytes:
    with pikepdf.open(io.BytesIO(proposal)) as pdf:
        for page in pdf.pages:
            if keep is not None:
                page.obj.Annots = pikepdf.Array(list(page.obj.Annots)[:keep])
            for one in page.obj.Annots if colour else ():
                one.C = list(colour)
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def test_from_record_over_the_officers_desk_to_a_verified_copy() -> None:
    data = next(islice(ordinary_pdf_minutes(), 1)).data
    record = read_pdf(data)
    matches = _matches(record)
    assert matches
    review = read_pdf_review(write_pdf_proposal(data, record, matches, "p-1"), data, record, matches, "p-1")
    assert not review.open
    assert not review.disclosed
    assert not review.added
    assert len(review.redactions) == len(matches)
    copy = rebuild_pdf(data, record, review.redactions)
    result = verify_copy(copy.data, RecordFormat.PDF, SECRETS, details={**copy.details, "ocr": False})
    assert result.passed, result
    assert rebuild_pdf(data, record, review.redactions).data == copy.data


def test_a_highlight_that_the_officer_took_away_is_a_disclosure_of_that_place_alone() -> None:
    content = show("FULL") + show("and then FULL went", y=500)
    data = build(Recipe(content=content))
    record = read_pdf(data)
    matches = _matches(record)
    saved = _changed(write_pdf_proposal(data, record, matches, "p-1"), keep=1)
    review = read_pdf_review(saved, data, record, matches, "p-1")
    assert [len(review.redactions), len(review.disclosed)] == [1, len(matches) - 1]
    let_stand = [match.span for match in review.disclosed]
    copy = rebuild_pdf(data, record, review.redactions, disclosed=let_stand)
    places = [(span.story, record.text_at(span)) for span in let_stand]
    quiet = {**copy.details, "ocr": False}
    assert verify_copy(copy.data, RecordFormat.PDF, SECRETS, copy.disclosed, (), quiet, disclosed_at=places).passed
    assert not verify_copy(copy.data, RecordFormat.PDF, SECRETS, (), (), copy.details).passed


def test_a_turquoise_highlight_is_still_to_be_decided_until_it_is_yellow() -> None:
    data = build(Recipe(content=show("FULL"), page="/Rotate 90"))
    record = read_pdf(data)
    matches = _matches(record, Decision.ASK)
    proposal = write_pdf_proposal(data, record, matches, "p-1")
    assert read_pdf_review(proposal, data, record, matches, "p-1").open
    decided = read_pdf_review(_changed(proposal, colour=(1, 1, 0)), data, record, matches, "p-1")
    assert not decided.open
    assert decided.redactions


def test_what_the_officer_marks_besides_is_taken_out() -> None:
    data = build(Recipe(content=show("seen by somebody")))
    record = read_pdf(data)
    with pikepdf.open(io.BytesIO(write_pdf_proposal(data, record, [], "p-1"))) as pdf:
        mark = pikepdf.Dictionary(Subtype=pikepdf.Name.Highlight, Rect=[70, 595, 100, 615], C=[1, 0.5, 0])
        pdf.pages[0].obj.Annots = pikepdf.Array([mark])
        buffer = io.BytesIO()
        pdf.save(buffer)
    review = read_pdf_review(buffer.getvalue(), data, record, [], "p-1")
    assert [record.text_at(one.span) for one in review.added] == ["seen"]
    copy = rebuild_pdf(data, record, review.redactions)
    assert "[redacted: withheld] by somebody" in " ".join(text_of_copy(copy.data).split())


def test_a_proposal_of_another_record_or_time_is_refused() -> None:
    data = build(Recipe(content=show("FULL")))
    record = read_pdf(data)
    proposal = write_pdf_proposal(data, record, _matches(record), "p-1")
    with pytest.raises(RedactionRefusedError, match="latest"):
        read_pdf_review(proposal, data, record, [], "p-2")
    other = build(Recipe(content=show("other")))
    with pytest.raises(RedactionRefusedError, match="another version"):
        read_pdf_review(proposal, other, read_pdf(other), [], "p-1")
    with pytest.raises(RedactionRefusedError, match="not a proposal"):
        read_pdf_review(data, data, record, [], "p-1")
