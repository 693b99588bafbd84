"""The schedule of children and places: sent apart from the invitation, each audience seeing only what it needs.

It lets an agency search its records before the meeting. A school sees its own pupils alone; health sees NHS numbers and
no addresses; police see addresses and no NHS numbers; any other service sees only children the case file ties it to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.case.people import Child, Place
from packgen.documents.audiences import (
    EDUCATION,
    HEALTH,
    OFFICE,
    OTHER_AUTHORITY,
    PLACES_ONLY,
    POLICE,
    SCHOOL,
    SERVICE,
    SOCIAL_CARE,
    Audience,
    details_of,
)
from packgen.documents.blocks import (
    Values,
    called_for,
    children_of,
    meeting_facts,
    meeting_paper,
    place_by_id,
    state_of,
)
from packgen.documents.british import readable
from packgen.documents.invitees import ADDRESSEE, gets_a_letter, letters, reply_to, slug
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork
from packgen.documents.ties import is_tied_to
from packgen.guidance.assessment import Attendee

NAME = "schedule_of_children"
_BY_GROUP = {"police": POLICE, "health": HEALTH, "social_care": SOCIAL_CARE, "other_authority": OTHER_AUTHORITY}
_GIVEN = frozenset((*_BY_GROUP, "education"))
_EDUCATION_SERVICE = frozenset(("education_senior", "education_inclusion", "education_welfare"))
_VIRTUAL_SCHOOL = "virtual_school"
_DEALS_WITH_PLACES = frozenset(("licensing", "housing", "antisocial_behaviour_team", "community_safety"))
_OF_CONCERN = frozenset(("place_of_concern", "online"))


def documents(work: MeetingWork) -> Iterator[Document]:
    """The office copy; then one for each audience that has somebody who may be written to."""
    if not called_for(work, NAME) or work.meeting.cancelled:
        return
    children = children_of(work)
    yield _document(work, OFFICE, children, "office", ("chair", "office"))
    invited = [attendee for attendee in work.assessment.attendees if _may_see(work, attendee)]
    for group, audience in _BY_GROUP.items():
        if any(attendee.group == group for attendee in invited):
            yield _document(work, audience, children, slug(audience.name), (audience.name,))
    yield from _for_education(work, children, [attendee for attendee in invited if attendee.group == "education"])
    yield from _for_services(work, children)


def _may_see(work: MeetingWork, attendee: Attendee) -> bool:
    """Whoever gets a letter, and the police teams that the police request asks for. The chair has the office copy."""
    return gets_a_letter(work, attendee) or (attendee.requested_team and not attendee.needs_decision)


def _for_education(work: MeetingWork, children: Sequence[Child], invited: Sequence[Attendee]) -> Iterator[Document]:
    """One for the education service, one for the Virtual School, one for each school that has a pupil here."""
    roles = {attendee.role for attendee in invited}
    if roles & _EDUCATION_SERVICE:
        yield _document(work, EDUCATION, [child for child in children if child.school], "education", ADDRESSEE)
    if _VIRTUAL_SCHOOL in roles:
        in_care = [child for child in children if child.status == "child_in_care"]
        yield _document(work, EDUCATION, in_care, slug(_VIRTUAL_SCHOOL), ADDRESSEE, "Virtual School")
    of_schools = [a for a in invited if a.role not in _EDUCATION_SERVICE and a.role != _VIRTUAL_SCHOOL]
    for school in _schools_invited(work, children, of_schools):
        pupils = [child for child in children if child.school == school.id]
        yield _document(work, SCHOOL, pupils, f"school-{school.id}", ADDRESSEE, school.name)


def _schools_invited(work: MeetingWork, children: Sequence[Child], invited: Sequence[Attendee]) -> list[Place]:
    """Schools with a pupil here that somebody is invited for, by name; every school left while it is not said which."""
    ids = dict.fromkeys(child.school for child in children)
    schools = [place for place in (place_by_id(work.whole.case, school) for school in ids) if place]
    named = {(attendee.agency or "").casefold() for attendee in invited}
    which = [school for school in schools if school.name.casefold() in named]
    all_named = named <= {school.name.casefold() for school in which}
    return which if all_named or not invited else schools


def _for_services(work: MeetingWork, children: Sequence[Child]) -> Iterator[Document]:
    """For each other letter, the children whom the case file ties it to; and places for those that deal with places."""
    others = [letter for letter in letters(work) if letter.group not in _GIVEN]
    for letter in others:
        known = [child for child in children if any(is_tied_to(work, invitee, child) for invitee in letter.invitees)]
        if known:
            yield _document(work, SERVICE, known, letter.slug, ADDRESSEE, letter.label)
    if any(invitee.role in _DEALS_WITH_PLACES for letter in others for invitee in letter.invitees) and _places(work):
        yield _document(work, PLACES_ONLY, (), "places", ADDRESSEE)


def _document(
    work: MeetingWork,
    audience: Audience,
    children: Sequence[Child],
    name: str,
    readers: tuple[str, ...],
    label: str = "",
) -> Document:
    """One schedule. `label` names the reader where the audience's own label is not enough."""
    what = "Schedule of children and places" if audience.places else "Schedule of children"
    what = what if children or audience is OFFICE else "Schedule of places"
    context: Values = {
        "paper": meeting_paper(work, what),
        "meeting": meeting_facts(work),
        "for_whom": label or audience.label,
        "office": audience is OFFICE,
        "children": [_child(work, child, audience) for child in children],
        "places": [_place(place, work.meeting.subject_place) for place in _places(work)] if audience.places else [],
        "reply_to": reply_to(work),
    }
    return Document(
        kind=NAME,
        name=f"schedule-{name}",
        title=f"{what}: {label or audience.label}",
        format=Format.WORD,
        audience=readers,
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state_of(work.meeting),
        context=context,
    )


def _child(work: MeetingWork, child: Child, audience: Audience) -> Values:
    details = details_of(work.whole.case, child, audience, work.meeting.date)
    return {
        "name": child.name,
        "date_of_birth": child.date_of_birth,
        "details": [{"label": label, "value": value} for label, value in details],
    }


def _places(work: MeetingWork) -> list[Place]:
    """The place the meeting is about and places of concern; never a home, a placement or a school."""
    subject, sources = work.meeting.subject_place, work.whole.case.concern.sources
    return [place for place in work.whole.case.places if place.id in (subject, *sources) or (place.kind in _OF_CONCERN)]


def _place(place: Place, subject: str | None) -> Values:
    area = ", ".join(word for word in (place.authority, place.police_force) if word)
    online = "online" if place.kind == "online" else None
    return {
        "name": place.name,
        "kind": readable(place.kind),
        "address": place.address or online,
        "area": area or online,
        "licensed": place.licensed,
        "subject": place.id == subject,
    }


KIND = MeetingKind(NAME, "Schedule of children and places", documents)
