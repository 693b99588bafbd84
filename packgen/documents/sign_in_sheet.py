"""The sign-in sheet: who comes, when they arrive and leave, and their signature."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.attendance import around_the_table, is_chair, joining_family, of_family
from packgen.documents.blocks import Values, agency_beside, meeting_facts, meeting_paper
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import OFFICE, is_wanted, record_state, word_paper
from packgen.guidance.assessment import Attendee

NAME = "sign_in_sheet"
BY_PHONE = ("phone_calls", "conference_call")


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each meeting at which people meet; a discussion by phone has a call sheet instead."""
    if is_wanted(work, NAME) and work.meeting.format not in BY_PHONE:
        context = sign_in_context(work)
        yield word_paper(work, NAME, KIND.title, context, audience=OFFICE, state=record_state(work.meeting))


def sign_in_context(work: MeetingWork) -> Values:
    """Rows for everybody expected but children and family: their names stand on no list that goes round the table."""
    people = [one for one in around_the_table(work) if not of_family(one)]
    people.sort(key=lambda one: not is_chair(work, one))
    return {
        "paper": meeting_paper(work, "Sign-in sheet"),
        "meeting": meeting_facts(work),
        "rows": [_row(one) for one in people],
        "family_joins": bool(joining_family(work)),
    }


def _row(attendee: Attendee) -> Values:
    """The deputy signs where one is named; the name is left to be written where none is known."""
    return {
        "name": attendee.deputy or attendee.name,
        "in_place_of": (attendee.name or attendee.label) if attendee.deputy else None,
        "role": attendee.label,
        "agency": agency_beside(attendee.label, attendee.agency),
        "apologies": attendee.reply == "apologies" and attendee.deputy is None,
    }


KIND = MeetingKind(NAME, "Sign-in sheet", documents)
