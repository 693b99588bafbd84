from __future__ import annotations

import io

import docx

from packgen.redaction.disclosed_places import disclosed_places
from packgen.redaction.docx.proposal import write_proposal
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.redactor import rebuild
from packgen.redaction.docx.review import read_review
from packgen.redaction.model import Decision, RecordFormat, Secret
from packgen.redaction.verification import verify_copy
from tests.redaction.docx_making import matches_of, minutes, saved


def test_from_record_over_the_officers_desk_to_a_verified_copy() -> None:
    original = minutes()
    record = read_docx(original)
    matches = [*matches_of(record, "Toby Smith|Toby"), *matches_of(record, "Will Young", Decision.ASK)]
    desk = docx.Document(io.BytesIO(write_proposal(record, matches, "p-1")))
    for paragraph in desk.paragraphs:
        for run in paragraph.runs:
            if run.text in ("Will Young", "Toby"):
                run.font.highlight_color = None

    review = read_review(saved(desk), read_docx(original), matches, "p-1")
    assert not review.open
    let_stand = [match.span for match in review.disclosed]
    copy = rebuild(record, review.redactions, disclosed=let_stand)
    texts = [record.text_at(span) for span in let_stand]
    secrets = [Secret("Toby Smith"), Secret("Toby"), Secret("Smith"), Secret("Will Young")]
    places = {"disclosed_places": disclosed_places(record, let_stand, review.redactions)}
    assert verify_copy(copy.data, RecordFormat.DOCX, secrets, copy.disclosed, texts, places).passed
    assert not verify_copy(copy.data, RecordFormat.DOCX, secrets, copy.disclosed[1:], texts).passed
    seen = read_docx(copy.data).stories[0].text
    assert "Toby Smith" not in seen
    assert "Toby spoke for himself; Will Young did not" in seen
