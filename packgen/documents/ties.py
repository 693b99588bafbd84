"""Whether the case file itself says that an invitee works with or cares for a child: the test of need to know."""

from __future__ import annotations

from packgen.case.people import Child
from packgen.documents.blocks import children_of, person_by_id
from packgen.documents.kind import MeetingWork
from packgen.guidance.assessment import Attendee

_YOUTH_JUSTICE = "youth_justice"
_REDUCING_OFFENDING = "reducing_offending_practitioner"
_DEALS_WITH_PLACES_ALONE = frozenset(("licensing", "antisocial_behaviour_team"))


def is_tied_to(work: MeetingWork, invitee: Attendee, child: Child) -> bool:
    """Whether named on the child, related to it, its service or provider; or the meeting is about one child.

    At a meeting about one child everybody is asked because of that child, but for those who deal with places alone.
    """
    if len(children_of(work)) == 1 and invitee.role not in _DEALS_WITH_PLACES_ALONE:
        return True
    return _is_named(work, invitee, child) or _serves(invitee, child)


def _is_named(work: MeetingWork, invitee: Attendee, child: Child) -> bool:
    if invitee.person is None:
        return False
    named = {
        child.social_worker,
        child.supervising_social_worker,
        child.independent_reviewing_officer,
        child.lead_professional,
        child.trusted_adult,
        child.youth_justice.practitioner if child.youth_justice else None,
        *child.carers,
    }
    person = person_by_id(work.whole.case, invitee.person)
    related = person is not None and any(tie.to == child.id for tie in person.relationships)
    return invitee.person in named or related


def _serves(invitee: Attendee, child: Child) -> bool:
    if {invitee.role, invitee.label, invitee.agency} & set(child.services):
        return True
    if invitee.role == _YOUTH_JUSTICE:
        return child.youth_justice is not None
    if invitee.role == _REDUCING_OFFENDING:
        return bool(child.reducing_offending_practitioner)
    provider = child.placement.provider if child.placement else None
    return provider is not None and (invitee.agency or "").casefold() == provider.casefold()
