"""Somebody whom the invitation list names under several roles, as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from packgen.guidance.assessment import Attendee

# The most definite answer first: whoever accepts in one role comes.
_REPLIES = ("accepted", "deputy", "apologies", "no_reply")
_ATTENDED = ("yes", "part", "no", None)


def together(attendees: Iterable[Attendee]) -> list[Attendee]:
    """The same people in the same order, each once. Only an id, or a name with the same address, makes two the same."""
    found: dict[object, Attendee] = {}
    for number, one in enumerate(attendees):
        key = _who(one) or number
        found[key] = _both(found[key], one) if key in found else one
    return list(found.values())


def _who(one: Attendee) -> object:
    if one.person is not None:
        return ("person", one.person)
    address = one.email or one.phone
    return ("address", one.name, address) if one.name and address else None


def _both(first: Attendee, second: Attendee) -> Attendee:
    return replace(
        first,
        label=first.label if second.label in first.label else f"{first.label} and {second.label}",
        rules=tuple(dict.fromkeys((*first.rules, *second.rules))),
        reply=min(first.reply, second.reply, key=lambda r: _REPLIES.index(r) if r in _REPLIES else len(_REPLIES)),
        deputy=first.deputy or second.deputy,
        attended=min(first.attended, second.attended, key=lambda a: _ATTENDED.index(a) if a in _ATTENDED else 0),
        joins=first.joins or second.joins,
        joins_reason=first.joins_reason or second.joins_reason,
        conflict=first.conflict or second.conflict,
        addressed=first.addressed or second.addressed,
        requested_team=first.requested_team and second.requested_team,
        report_wanted=first.report_wanted or second.report_wanted,
        report_questions=tuple(dict.fromkeys((*first.report_questions, *second.report_questions))),
        report_due=first.report_due or second.report_due,
        report_received=first.report_received or second.report_received,
    )
