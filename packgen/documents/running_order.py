"""The order in which a meeting takes its items, and who is in the room for each part of it.

A child or parent who joins for a part comes in once and leaves once: items that they may hear are taken together, after
what only professionals discuss and before the meeting closes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from packgen.documents.attendance import joining_family
from packgen.documents.british import listed
from packgen.documents.kind import MeetingWork
from packgen.guidance.assessment import AgendaItem, Attendee

_ORDER = ("opening", "closed", "joined", "closing")


@dataclass(frozen=True)
class Part:
    """A stretch of the meeting with the same people in the room. `says` tells who they are."""

    letter: str
    says: str
    items: tuple[AgendaItem, ...]


def running_order(work: MeetingWork) -> tuple[AgendaItem, ...]:
    """The items as they are taken, numbered in that order."""
    return tuple(item for part in parts_of(work) for item in part.items)


def parts_of(work: MeetingWork) -> tuple[Part, ...]:
    """The meeting cut where a child or parent comes in or leaves; one part where nobody does."""
    family = joining_family(work)
    items = work.assessment.agenda
    throughout = [one for one in family if one.joins == "all"]
    for_a_part = [one for one in family if one.joins == "part"]
    if not for_a_part or not any(item.part == "joined" for item in items):
        return (Part("A", _alone(throughout), tuple(items)),)
    taken = _numbered(sorted(items, key=lambda item: _ORDER.index(item.part) if item.part in _ORDER else 1))
    joined = [number for number, item in enumerate(taken) if item.part == "joined"]
    first, after = joined[0], joined[-1] + 1
    stretches = [
        (taken[:first], f"{_alone(throughout)}, before the joint part"),
        (taken[first:after], f"Joint part with the family: {_family(family)}"),
        (taken[after:], f"{_alone(throughout)}, after the joint part"),
    ]
    present = [(inside, says) for inside, says in stretches if inside]
    return tuple(Part(chr(ord("A") + n), says, tuple(inside)) for n, (inside, says) in enumerate(present))


def _numbered(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    return [replace(item, number=number) for number, item in enumerate(items, 1)]


def _alone(throughout: list[Attendee]) -> str:
    return f"Professionals, with {_family(throughout)} throughout" if throughout else "Professionals only"


def _family(people: list[Attendee]) -> str:
    """`the child and two parents`: an agenda goes to everybody, so it names no child and no relative."""
    many: Counter[str] = Counter(one.label.lower().removeprefix("the ") for one in people)
    return listed([_counted(label, number) for label, number in many.items()])


def _counted(label: str, number: int) -> str:
    if number == 1:
        return f"the {label}" if label == "child" else f"a {label}"
    return f"{number} {'children' if label == 'child' else label + 's'}"
