"""The call sheet: a strategy discussion held by phone, one block for each agency (SM-FRM-01)."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.attendance import expected, is_chair, of_family, quorum
from packgen.documents.blocks import Values, agency_beside, meeting_facts, meeting_paper, rule_ids
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import OFFICE, is_wanted, passages_of, record_state, word_paper
from packgen.documents.next_date import next_date
from packgen.documents.sign_in_sheet import BY_PHONE
from packgen.guidance.assessment import Attendee

NAME = "call_sheet"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each discussion that is a run of calls or one call together."""
    if is_wanted(work, NAME) and work.meeting.format in BY_PHONE:
        passages = passages_of(work, NAME)
        context = {
            "paper": meeting_paper(work, "Call sheet"),
            "meeting": meeting_facts(work),
            "together": work.meeting.format == "conference_call",
            "reason": passages.words(work.meeting.reason),
            "calls": [_call(one) for one in expected(work) if not of_family(one) and not is_chair(work, one)],
            "quorum": quorum(work, held=False)["labels"],
            "decisions": [
                {"label": one.label, "must_record": list(one.must_record), "rules": rule_ids(one.rules)}
                for one in work.assessment.decisions
            ],
            "next": next_date(work),
        }
        state = record_state(work.meeting)
        yield word_paper(work, NAME, KIND.title, context, audience=OFFICE, state=state, passages=passages)


def _call(attendee: Attendee) -> Values:
    return {
        "role": attendee.label,
        "name": attendee.deputy or attendee.name,
        "agency": agency_beside(attendee.label, attendee.agency),
        "phone": attendee.phone,
        "why": attendee.why,
        "questions": list(attendee.report_questions),
    }


KIND = MeetingKind(NAME, "Call sheet", documents)
