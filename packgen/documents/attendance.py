"""Who is expected, who comes, who does not, and whether the meeting may decide: for crib, sheets and minutes."""

from __future__ import annotations

from collections.abc import Iterable

from packgen.case.meeting import Chair
from packgen.documents.blocks import Values, attendee_line, person_by_id
from packgen.documents.british import capitalised, readable
from packgen.documents.kind import MeetingWork
from packgen.documents.one_person import together
from packgen.guidance.assessment import Attendee

_PRESENT = {"yes": "Yes", "part": "Part", "no": "No"}
_FAMILY = ("family", "child")


def expected(work: MeetingWork) -> list[Attendee]:
    """Whom the meeting may reckon with; somebody who fills several roles stands there once, with all of them.

    Left out: anybody who waits for a named decision, who joins no part, or whom the guidance merely suggests and nobody
    has named.
    """
    return together(_reckoned_with(work))


def _reckoned_with(work: MeetingWork) -> list[Attendee]:
    return [one for one in work.assessment.attendees if not one.needs_decision and one.joins != "none" and _chosen(one)]


def _chosen(attendee: Attendee) -> bool:
    return attendee.need != "may" or attendee.name is not None or attendee.reply != "no_reply"


def of_family(attendee: Attendee) -> bool:
    """Whether it is a child or somebody of the family."""
    return attendee.group in _FAMILY


def joining_family(work: MeetingWork) -> list[Attendee]:
    """The children and family members who join all or part of the meeting."""
    return [one for one in expected(work) if of_family(one) and one.joins in ("all", "part")]


def waiting_for_decision(work: MeetingWork) -> list[Attendee]:
    """Those whom a rule alone may not invite and about whom nobody has decided yet."""
    return [one for one in work.assessment.attendees if one.needs_decision]


def is_coming(attendee: Attendee) -> bool:
    """Whether somebody comes, or a deputy does."""
    return attendee.reply in ("accepted", "deputy") or attendee.deputy is not None


def was_there(attendee: Attendee) -> bool:
    """Whether the minutes say so, for all or a part."""
    return attendee.attended in ("yes", "part")


def present_word(attendee: Attendee) -> str | None:
    """`Yes`, `Part` or `No`; None where nobody has said."""
    return _PRESENT.get(attendee.attended or "", readable(attendee.attended))


def name_and_agency(attendee: Attendee) -> str:
    """`Bronagh Tanner (Integrated Care Board)`; the role while no name is known."""
    if attendee.name is None:
        return attendee.label
    return f"{attendee.name} ({attendee.agency or attendee.label})"


def who_sat_there(attendee: Attendee) -> str:
    """`Nia Deputy for Dr Lu (Child Health)`; name and agency where nobody stood in."""
    named = name_and_agency(attendee)
    return f"{attendee.deputy} for {named}" if attendee.deputy else named


def with_deputy(attendee: Attendee) -> str:
    """Name and role, and who comes in their place."""
    line = attendee_line(attendee)
    return f"{line} (in their place: {attendee.deputy})" if attendee.deputy else line


def replies(work: MeetingWork) -> Values:
    """Names by what they answered: accepted, apologies, silent."""
    people = expected(work)
    silent = [one for one in people if not is_coming(one) and one.reply != "apologies"]
    return {
        "accepted": [with_deputy(one) for one in people if is_coming(one)],
        "apologies": [attendee_line(one) for one in people if one.reply == "apologies" and not is_coming(one)],
        "silent": [attendee_line(one) for one in silent],
        "invited": len(people),
    }


def reports(work: MeetingWork) -> Values:
    """Reports that were asked for: who has sent one by the meeting's date, who has not and when it is due."""
    wanted = [one for one in expected(work) if one.report_wanted or one.report_received]
    received = [one for one in wanted if one.report_received and one.report_received <= work.meeting.date]
    outstanding = [one for one in wanted if one not in received]
    return {
        "received": [{"who": name_and_agency(one), "on": one.report_received} for one in received],
        "outstanding": [{"who": name_and_agency(one), "due": one.report_due} for one in outstanding],
    }


def quorum(work: MeetingWork, *, held: bool) -> Values:
    """Who must take part for the meeting to decide, whether each does (`held`: did), and whether that is enough."""
    lines = [_quorum_line(need, _reckoned_with(work), held=held) for need in work.assessment.quorum]
    missing = [str(line["label"]) for line in lines if not line["met"]]
    labels = [line["label"] for line in lines]
    return {"needed": lines, "labels": labels, "missing": missing, "met": not missing, "set": bool(lines)}


def _quorum_line(need: str, people: Iterable[Attendee], *, held: bool) -> Values:
    able = [one for one in people if need in (one.role, one.group, one.label)]
    fulfilled = [one for one in able if (was_there(one) if held else is_coming(one))]
    return {"label": _label_of(need, able), "met": bool(fulfilled), "who": _first_and_count(fulfilled)}


def _first_and_count(people: list[Attendee]) -> str | None:
    """`Dr Lu (Community Child Health) and 2 more`; None for nobody."""
    if not people:
        return None
    more = f" and {len(people) - 1} more" if len(people) > 1 else ""
    return name_and_agency(people[0]) + more


def _label_of(need: str, able: list[Attendee]) -> str:
    exact = [one.label for one in able if one.role == need]
    return exact[0] if exact else capitalised(readable(need) or need)


def role_words(work: MeetingWork, role: str) -> str:
    """A role of the case file as the guidance calls it; a name or anything else as it was typed."""
    meetings = (work.assessment, *work.whole.assessment.meetings)
    known = next((one.label for meeting in meetings for one in meeting.attendees if one.role == role), None)
    return known or work.whole.assessment.words.roles.get(role) or capitalised(readable(role) or role)


def around_the_table(work: MeetingWork) -> list[Attendee]:
    """Everybody expected, with the chair first and the minute taker last where the invitation list leaves them out."""
    people = expected(work)
    ends = [
        None if who is None or any(_is(one, who) for one in people) else _at_the_table(work, who, label)
        for who, label in ((work.meeting.chair, "Chair"), (work.meeting.minute_taker, "Minute taker"))
    ]
    first, last = ends
    return [*([first] if first else []), *people, *([last] if last else [])]


def is_chair(work: MeetingWork, attendee: Attendee) -> bool:
    """Whether this attendee chairs."""
    return work.meeting.chair is not None and _is(attendee, work.meeting.chair)


def _is(attendee: Attendee, who: Chair) -> bool:
    if who.person is not None:
        return attendee.person == who.person
    return who.name is not None and attendee.name == who.name


def _at_the_table(work: MeetingWork, who: Chair, label: str) -> Attendee:
    person = person_by_id(work.whole.case, who.person)
    return Attendee(
        role=label.lower().replace(" ", "_"),
        label=label,
        agency=person.agency if person else None,
        name=who.name or (person.name if person else None),
        email=person.email if person else None,
        phone=person.phone if person else None,
        secure_email=person.secure_email if person else None,
        need="chosen",
        why="",
        rules=(),
        group="social_care",
        person=who.person,
        reply="accepted",
        attended="yes" if work.meeting.minutes else None,
    )
