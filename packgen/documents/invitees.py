"""Who is written to, and in which letter: the invitation list turned into addressees. Pure functions.

Nobody is written to whom only a named decision lets in. Police officers who are asked for are named in one request to
the team that coordinates them and never addressed themselves (CS-INV-05, CS-INV-06). Children and parents have their
own plain invitation, which is another kind of document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from packgen.case.meeting import Chair
from packgen.documents.blocks import Values, agency_beside, citations_of, person_by_id, rule_ids
from packgen.documents.british import readable
from packgen.documents.kind import MeetingWork
from packgen.guidance.assessment import Attendee, RuleReference

_CHOSEN = "The chair asks for you because of what your agency knows or can do here."
ADDRESSEE = ("addressee",)  # for one reader alone: such a paper is bound into nobody's pack
_INVESTIGATIONS = ("police_investigations", "investigations")
_ROUTES = {"lighthouse": ("lighthouse",)} | dict.fromkeys(_INVESTIGATIONS, _INVESTIGATIONS)
_COORDINATING = frozenset(role for roles in _ROUTES.values() for role in roles)


@dataclass(frozen=True)
class Recipient:
    """One line of an address: what is known of it. `label` is the role in words."""

    label: str
    name: str | None = None
    agency: str | None = None
    email: str | None = None
    phone: str | None = None
    secure: bool | None = None


@dataclass(frozen=True)
class Letter:
    """One letter: its name in files, the group it belongs to, to whom, on behalf of which invitees.

    `teams` are police teams that the letter asks for; only the one police request has any.
    """

    slug: str
    group: str
    label: str
    recipients: tuple[Recipient, ...]
    invitees: tuple[Attendee, ...]
    teams: tuple[Attendee, ...] = ()

    @property
    def rules(self) -> tuple[RuleReference, ...]:
        """The rules behind it, each once."""
        found = (rule for invitee in (*self.invitees, *self.teams) for rule in invitee.rules)
        return tuple({rule.id: rule for rule in found}.values())


def letters(work: MeetingWork) -> tuple[Letter, ...]:
    """Every letter of a meeting, the police request first; one for each role within an agency.

    Carers never share a letter: one family's name is no business of another's.
    """
    request = police_request(work)
    spoken_for = {id(attendee) for attendee in (*request.invitees, *request.teams)} if request else set()
    found: dict[tuple[str, object], list[Attendee]] = {}
    for number, attendee in enumerate(work.assessment.attendees):
        if id(attendee) not in spoken_for and gets_a_letter(work, attendee):
            together_by = number if attendee.agency is None or _is_carer(attendee) else attendee.agency
            found.setdefault((attendee.role, together_by), []).append(attendee)
    made = [request] if request else []
    used: Counter[str] = Counter()
    for (role, _), together in found.items():
        used[role] += 1
        name = (slug(role) or "invited") + (f"-{used[role]}" if used[role] > 1 else "")
        made.append(_letter(name, together))
    return tuple(made)


def police_request(work: MeetingWork) -> Letter | None:
    """The one request to the police team that coordinates, where the meeting asks for police in that way."""
    police = [a for a in work.assessment.attendees if a.group == "police" and not a.needs_decision]
    if work.assessment.police_route is None and not any(attendee.requested_team for attendee in police):
        return None
    route = _route_roles(work)
    coordinating = [a for a in police if a.role in route and not a.requested_team]
    teams = [a for a in police if a not in coordinating and (a.requested_team or a.role in _COORDINATING)]
    recipients = [recipient(attendee) for attendee in coordinating] or [_coordinating_team(work, route)]
    label = recipients[0].label
    return Letter("police-request", "police", label, tuple(recipients), tuple(coordinating), tuple(teams))


def gets_a_letter(work: MeetingWork, attendee: Attendee) -> bool:
    """Whether somebody is written to: not family, nobody who waits for a decision, not the chair or minute taker."""
    if not attendee.addressed or attendee.needs_decision or attendee.requested_team or is_family(attendee):
        return False
    return not any(_is_the_same(attendee, who) for who in (work.meeting.chair, work.meeting.minute_taker))


def undecided(work: MeetingWork) -> tuple[Attendee, ...]:
    """Invitees about whom a named person must decide first."""
    return tuple(attendee for attendee in work.assessment.attendees if attendee.needs_decision)


def is_family(attendee: Attendee) -> bool:
    """A child, parent or relative; a foster carer is written to as a professional is."""
    return attendee.group in ("child", "family") and not _is_carer(attendee)


def _is_carer(attendee: Attendee) -> bool:
    return "carer" in attendee.role


def recipient(attendee: Attendee) -> Recipient:
    """The address of an invitee."""
    return Recipient(
        attendee.label, attendee.name, attendee.agency, attendee.email, attendee.phone, attendee.secure_email
    )


def recipient_row(to: Recipient) -> Values:
    """An address as templates print it; None where a line is left to fill in."""
    return {
        "label": to.label,
        "name": to.name,
        "agency": agency_beside(to.label, to.agency),
        "email": to.email,
        "phone": to.phone,
    }


def reason_row(attendee: Attendee) -> Values:
    """Why somebody is asked, with the rule behind it."""
    return {
        "label": attendee.label,
        "name": attendee.name,
        "why": attendee.why if attendee.rules or attendee.need != "chosen" else _CHOSEN,
        "rules": rule_ids(attendee.rules),
        "citations": citations_of(attendee.rules),
    }


def reply_to(work: MeetingWork) -> Values:
    """Whom to answer: the minute taker, else business support of the address book; parts unknown are None."""
    who = work.meeting.minute_taker or Chair()
    person = person_by_id(work.whole.case, who.person)
    contact = work.whole.contacts.for_role(who.role or "business_support")
    name = who.name or (person.name if person else None) or (contact.name if contact else None)
    return {
        "name": name,
        "email": (person.email if person else None) or (contact.email if contact else None),
        "phone": (person.phone if person else None) or (contact.phone if contact else None),
    }


def slug(role: str) -> str:
    """A role as part of a file name: `community_paediatrician` -> `community-paediatrician`."""
    return role.replace("_", "-")


def _is_the_same(attendee: Attendee, who: Chair | None) -> bool:
    if who is None:
        return False
    if who.person is not None:
        return attendee.person == who.person
    return who.name is not None and attendee.name == who.name


def _letter(name: str, together: Iterable[Attendee]) -> Letter:
    invitees = tuple(together)
    first = invitees[0]
    return Letter(name, first.group, first.label, tuple(recipient(invitee) for invitee in invitees), invitees)


def _route_roles(work: MeetingWork) -> tuple[str, ...]:
    """The roles that stand for the coordinating team; a council's own name for it stands for itself."""
    route = work.assessment.police_route
    return _ROUTES.get(route, (route,)) if route else ()


def _coordinating_team(work: MeetingWork, roles: tuple[str, ...]) -> Recipient:
    for role in roles:
        if contact := work.whole.contacts.for_role(role):
            label = contact.team or (readable(role) or "").capitalize()
            return Recipient(label, contact.name, contact.agency, contact.email, contact.phone, contact.secure_email)
    if roles:
        return Recipient((readable(roles[0]) or "").capitalize())
    return Recipient("Lighthouse or the Investigations team (still to be chosen)")
