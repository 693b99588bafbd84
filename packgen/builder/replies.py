"""Replies kept beside the case file, laid over its invitation lists before it is held against the guidance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from packgen.builder.minutes.attendance_rows import entry_for, place_of
from packgen.builder.minutes.names import Known
from packgen.builder.minutes.proposal import RowError
from packgen.case.contacts import AddressBook
from packgen.case.load import LoadedCase
from packgen.case.meeting import Invitee, Meeting, Report
from packgen.case.model import CaseFile
from packgen.case.replies import Replies, Reply, read_replies
from packgen.errors import InputError, Problem
from packgen.guidance.assessment import Attendee, CaseAssessment
from packgen.guidance.profile import Profile


def with_replies(
    loaded: LoadedCase, assessed: CaseAssessment, profile: Profile, contacts: AddressBook, found: Iterable[Path]
) -> LoadedCase:
    """The case with the replies in the files `found`; `assessed` says who is invited. The later line counts.

    Every line that is not a reply, or whose meeting or person cannot be told, is an error among the case's `warnings`
    and is left out: a slip in one line must not keep anybody's papers from being made (design, decision 2).
    """
    case = loaded.case
    problems: list[Problem] = []
    for path in found:
        try:
            replies = read_replies(path, case.case.reference)
        except InputError as error:
            problems += error.problems
            continue
        problems += replies.problems
        for line in replies.lines:
            try:
                case = _with_reply(line, replies, case, assessed, profile, contacts)
            except InputError as error:
                problems += error.problems
    return replace(loaded, model=case, warnings=(*loaded.warnings, *problems))


def _with_reply(
    line: Reply,
    replies: Replies,
    case: CaseFile,
    assessed: CaseAssessment,
    profile: Profile,
    contacts: AddressBook,
) -> CaseFile:
    number, meeting = _meeting_of(line, replies, case)
    attendees = assessed.meeting(meeting.id).attendees
    attendee = _who(line, replies, attendees, contacts)
    known = Known(case, profile, attendees)
    try:
        place = place_of(attendee, meeting, known)
    except RowError as error:
        raise InputError([replies.sheet.problem(line.cell, error.message, error.hint)]) from None
    invitees = list(meeting.invitees)
    if place is None:
        invitees.append(Invitee.model_validate(entry_for(attendee, meeting, known)))
        place = len(invitees) - 1
    invitees[place] = _answered(invitees[place], line)
    changed = meeting.model_copy(update={"invitees": tuple(invitees)})
    return case.model_copy(update={"meetings": (*case.meetings[:number], changed, *case.meetings[number + 1 :])})


def _answered(invitee: Invitee, line: Reply) -> Invitee:
    """The invitee with the reply, unless the case file holds a later one; a report that came stays come."""
    changes: dict[str, object] = {}
    newer = line.replied_on is None or invitee.replied_on is None or line.replied_on >= invitee.replied_on
    if line.reply is not None and newer:
        changes = {"reply": line.reply, "deputy": line.deputy, "replied_on": line.replied_on or invitee.replied_on}
    if line.report_received is not None:
        report = invitee.report or Report()
        changes["report"] = report.model_copy(update={"received_on": line.report_received})
    return invitee.model_copy(update=changes)


def _meeting_of(line: Reply, replies: Replies, case: CaseFile) -> tuple[int, Meeting]:
    numbered = list(enumerate(case.meetings))
    fitting = [pair for pair in numbered if line.meeting in (pair[1].id, pair[1].date.isoformat())]
    if line.meeting is None:
        fitting = [pair for pair in numbered if pair[1].minutes is None and pair[1].cancelled is None]
    if len(fitting) == 1:
        return fitting[0]
    ids = [meeting.id for meeting in case.meetings]
    near = get_close_matches(line.meeting or "", ids, 1)
    says = f"Did you mean {near[0]}? " if near else ""
    message = (
        f"“{(line.meeting or '')[:60]}” is no meeting of this case." if line.meeting else "the meeting is missing."
    )
    hint = f"{says}Type one of: {', '.join(ids) or 'none is there yet'}."
    raise InputError([replies.sheet.problem(line.meeting_cell, message, hint)])


def _who(line: Reply, replies: Replies, attendees: tuple[Attendee, ...], contacts: AddressBook) -> Attendee:
    """The one attendee that a person's id, a name, an e-mail address, a role or a contact's id means."""
    wanted = _spelt(line.who)
    ways: tuple[Callable[[Attendee], str | None], ...] = (
        lambda one: one.person,
        lambda one: one.email,
        lambda one: one.name,
        lambda one: one.label,
        lambda one: one.role.replace("_", " "),
    )
    contact = contacts.by_id(line.who)
    for way in ways:
        found = [one for one in attendees if _spelt(way(one) or "") == wanted]
        if found:
            return _the_one(found, line, replies)
    if contact is not None:
        found = [one for one in attendees if one.name and one.name in (contact.name, contact.team)]
        if found:
            return _the_one(found, line, replies)
    names = [word for one in attendees for word in (one.name, one.label) if word]
    near = get_close_matches(line.who, names, 1)
    says = f"Did you mean “{near[0]}”? " if near else ""
    hint = f"{says}Type the name, role, e-mail address or id as the invitation list has it."
    raise InputError([replies.sheet.problem(line.cell, f"“{line.who[:60]}” is not invited to this meeting.", hint)])


def _the_one(found: list[Attendee], line: Reply, replies: Replies) -> Attendee:
    people = {(one.person, one.name) for one in found}
    if len(found) > 1 and (len(people) > 1 or people == {(None, None)}):
        hint = "Type the name, the e-mail address or the id instead."
        raise InputError([replies.sheet.problem(line.cell, f"“{line.who[:60]}” fits more than one invitee.", hint)])
    return found[0]


def _spelt(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").replace("’", "'").split())
