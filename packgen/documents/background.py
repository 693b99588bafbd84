"""What the record says beside what was said: how the meeting came about, who was left out, what it looked at."""

from __future__ import annotations

from packgen.case.meeting import Chair, Meeting
from packgen.documents.attendance import role_words
from packgen.documents.blocks import Values, chair_line, name_of, place_by_id, place_line
from packgen.documents.british import capitalised, listed, moment, readable
from packgen.documents.kind import MeetingWork
from packgen.documents.passages import Passages
from packgen.documents.pictures.naming import initials


def how_it_came_about(work: MeetingWork, passages: Passages) -> list[Values]:
    """`label` and `value` of all that the case file says about how this meeting came to be held."""
    meeting = work.meeting
    known = {
        "Called": _words(moment(meeting.called_at) if meeting.called_at else None, by=meeting.called_by),
        "Called by authority": meeting.convened_by_authority,
        "Because of": _word(meeting.trigger),
        "Asked for by": _word(meeting.triggered_from),
        "Agreed to by": _agreed_by(work, meeting.trigger_agreed_by),
        "Why it is later than the guidance asks": passages.words(meeting.reason_late),
        "Place it is about": place_line(place_by_id(work.whole.case, meeting.subject_place)),
        "Led by": _led_by(work, meeting),
        "Advice sought": passages.words(meeting.advice_sought),
        "Police invited through": _word(meeting.police_invitation_route),
    }
    return [{"label": label, "value": value} for label, value in known.items() if value]


def left_out(work: MeetingWork, passages: Passages) -> list[Values]:
    """Roles that were left out on purpose: the reason, by whom and when."""
    return [
        {
            "role": role_words(work, one.role),
            "reason": passages.words(one.reason),
            "by": _words(one.by, role=role_words(work, one.by_role) if one.by_role else None),
            "date": one.date,
        }
        for one in work.meeting.not_invited
    ]


def looked_at(work: MeetingWork, passages: Passages, *, named: bool) -> list[Values]:
    """What a Safer Options meeting is to look at, and why. Without `named`, people stand there by initials only."""
    return [
        {
            "subject": _subject(work, entry.subject, named=named),
            "reason": readable(entry.reason),
            "concern": _harms(work, entry.concern),
            "hub_consulted_on": entry.hub_consulted_on,
            "notes": passages.words(entry.notes, about=(entry.subject,)) if named else None,
        }
        for entry in work.meeting.entries
    ]


def _harms(work: MeetingWork, concern: str | None) -> str | None:
    known = work.whole.assessment.words.harms
    return known.get(concern, readable(concern)) if concern else None


def _subject(work: MeetingWork, subject: str, *, named: bool) -> str:
    name = name_of(work.whole.case, subject) or subject
    if named or place_by_id(work.whole.case, subject) is not None:
        return name
    return initials(name)


def _agreed_by(work: MeetingWork, who: Chair | None) -> str | None:
    return chair_line(work, who) if who is not None else None


def _led_by(work: MeetingWork, meeting: Meeting) -> str | None:
    lead = meeting.lead_area
    if lead is None:
        return None
    agreed = f"; agreed with {listed(lead.agreed_with)}" if lead.agreed_with else ""
    decided = f"; decided by {listed([role_words(work, role) for role in lead.decided_by])}" if lead.decided_by else ""
    return f"{lead.area}{agreed}{decided}"


def _word(code: str | None) -> str | None:
    return capitalised(readable(code) or code) if code else None


def _words(said: str | None, *, by: str | None = None, role: str | None = None) -> str | None:
    words = [said, f"by {by}" if by else None, role]
    return ", ".join(word for word in words if word) or None
