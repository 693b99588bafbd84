"""The chair's crib: one page with what the chair must know and say, and the rules that are still unmet."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.attendance import (
    expected,
    is_coming,
    joining_family,
    name_and_agency,
    quorum,
    replies,
    reports,
    waiting_for_decision,
)
from packgen.documents.blocks import Values, attendee_line, called, children_of, meeting_facts, meeting_paper, name_of
from packgen.documents.british import capitalised, count_of, readable
from packgen.documents.crib_space import coming, reminders
from packgen.documents.earlier_actions import earlier_actions
from packgen.documents.guidance_notes import notes_for, other_meetings
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import OFFICE, is_held, is_wanted, passages_of, record_state, word_paper
from packgen.documents.next_date import next_date
from packgen.documents.timings import fits
from packgen.documents.unmet import overridden, unmet

NAME = "chairs_crib"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each meeting; it changes with every reply until the minutes are issued."""
    if is_wanted(work, NAME):
        yield word_paper(work, NAME, KIND.title, crib_context(work), audience=OFFICE, state=record_state(work.meeting))


def crib_context(work: MeetingWork) -> Values:
    """Everything that the crib prints, as at the meeting's date."""
    answered = replies(work) | {"accepted": coming([one for one in expected(work) if is_coming(one)])}
    said: Values = {
        "replies": answered,
        "undecided": [attendee_line(one) for one in waiting_for_decision(work)],
        "reports": reports(work),
        "quorum": quorum(work, held=is_held(work.meeting)),
        "unmet": unmet(work),
        "overrides": overridden(work),
        "conflicts": [name_and_agency(one) for one in expected(work) if one.conflict],
        "family": [attendee_line(one) for one in joining_family(work)],
        "timing": _timing(work),
        "tellers": _who_tells(work),
        "other_meetings": other_meetings(work),
    }
    return said | {
        "paper": meeting_paper(work, f"Chair's crib: {work.assessment.type_label}"),
        "meeting": meeting_facts(work),
        "next": next_date(work),
        "police_route": _police_route(work),
        "reminders": reminders(notes_for(work, "crib"), [work.assessment.purpose, *_paragraphs(said)]),
        "minutes_due": work.assessment.minutes_due,
    }


def _timing(work: MeetingWork) -> Values:
    items = work.assessment.agenda
    earlier = earlier_actions(work, passages_of(work, NAME))
    still_open = earlier["open"]
    assert isinstance(still_open, list)
    return {
        "items": count_of(len(items), "item"),
        "minutes": count_of(sum(item.minutes for item in items), "minute"),
        "too_long": fits(items, work.meeting),
        "open": len(still_open),
        "overdue": earlier["overdue"],
    }


def _paragraphs(said: object) -> Iterator[str]:
    """The words of the crib roughly as paragraphs: a list of words is one, each part of a list of rows is one."""
    if isinstance(said, dict):
        for value in said.values():
            yield from _paragraphs(value)
    elif isinstance(said, list) and any(isinstance(part, dict) for part in said):
        yield from ("; ".join(str(value) for value in row.values()) for row in said)
    elif isinstance(said, list) and said:
        yield "; ".join(map(str, said))
    elif isinstance(said, str):
        yield said


def _who_tells(work: MeetingWork) -> Values:
    """Who tells the child: what was agreed, else who could (each child's trusted adult, else the social worker)."""
    minutes = work.meeting.minutes
    case = work.whole.case
    agreed = minutes.who_tells_the_child if minutes else None
    could = [(called(child), name_of(case, child.trusted_adult or child.social_worker)) for child in children_of(work)]
    by_adult: dict[str, list[str]] = {}
    for child, adult in could:
        by_adult.setdefault(adult or "nobody named yet", []).append(child)
    suggested = [f"{', '.join(children)}: {adult}" for adult, children in by_adult.items()]
    return {"agreed": agreed, "suggested": suggested}


def _police_route(work: MeetingWork) -> str | None:
    words = readable(work.assessment.police_route)
    return capitalised(words) if words else None


KIND = MeetingKind(NAME, "Chair's crib", documents)
