"""The record that risk management ends, with the agencies that agree (rule RM-END-01)."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.blocks import children_of
from packgen.documents.british import short_date
from packgen.documents.called import calls, rules_of
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import passages_of
from packgen.documents.minutes_tables import decided
from packgen.documents.sheets.one_child import who
from packgen.documents.sheets.sheet import Filled, Row, meeting_sheet
from packgen.documents.standing import as_the_record

NAME = "closing_record"
_END = "end_risk_management"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One, once the meeting has decided that it ends."""
    called = calls(work.assessment.calls, NAME)
    endings = [one for one, code in decided(work) if code == _END]
    if not called or not endings or work.meeting.minutes is None:
        return
    passages = passages_of(work, NAME)
    ending = endings[0]
    children = [one for one in children_of(work) if not ending.children or one.id in ending.children]
    people: list[Row] = [row for child in children for row in who(work.whole, child)]
    rows: dict[str, list[Row]] = {
        "child": [
            *people,
            ("Decided on", short_date(work.meeting.date)),
            ("Decision", passages.words(ending.text, about=ending.children)),
        ],
        "reasons": [
            ("Why, as minuted", passages.words(ending.rationale, about=ending.children)),
            ("How was the plan put to the test?",),
            ("How does each agency know that the risk is lower?",),
            ("What does the child say?",),
        ],
        "agencies": [(agency, "Yes, as minuted") for agency in work.meeting.minutes.agencies_agree_to_end],
    }
    filled = Filled(rows, rules_of(called), signed=as_the_record(work), passages=passages)
    yield meeting_sheet(work, NAME, filled)


KIND = MeetingKind(NAME, "Closing record", documents)
