"""What each audience of the schedule of children needs in order to search its own records, and no more.

A column is printed for an audience only when it is named here. Which children and places an audience sees is decided in
`schedule_of_children`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from packgen.case.model import CaseFile
from packgen.case.people import Child
from packgen.documents.blocks import age_of, name_of, place_by_id, place_line
from packgen.documents.british import readable


@dataclass(frozen=True)
class Audience:
    """Who a schedule is for: its name in files and titles, the details of a child it shows, whether it lists places."""

    name: str
    label: str
    details: tuple[str, ...]
    places: bool = False


_IDENTITY = ("also_known_as", "age")
OFFICE = Audience(
    "office",
    "office copy",
    (*_IDENTITY, "nhs_number", "upn", "address", "placement", "school", "status", "home_authority", "worker"),
    places=True,
)
POLICE = Audience("police", "police", (*_IDENTITY, "address", "placement", "status", "home_authority"), places=True)
HEALTH = Audience("health", "health", (*_IDENTITY, "nhs_number", "status"))
SOCIAL_CARE = Audience(
    "social_care",
    "social care",
    (*_IDENTITY, "address", "placement", "school", "status", "home_authority", "worker"),
    places=True,
)
EDUCATION = Audience("education", "education service", ("also_known_as", "upn", "school", "status"))
SCHOOL = Audience("school", "school", ("also_known_as", "upn", "status", "worker"))
OTHER_AUTHORITY = Audience(
    "other_authority",
    "other authority or police force",
    (*_IDENTITY, "status", "home_authority", "worker"),
    places=True,
)
SERVICE = Audience("service", "service that works with the child", ("also_known_as", "worker"))
PLACES_ONLY = Audience("other", "other agencies", (), places=True)

LABELS = {
    "also_known_as": "Also known as",
    "age": "Age at the meeting",
    "nhs_number": "NHS number",
    "upn": "Unique pupil number",
    "address": "Address",
    "placement": "Placement",
    "school": "School or college",
    "status": "Known to social care as",
    "home_authority": "Responsible authority",
    "worker": "Social worker",
}


def details_of(case: CaseFile, child: Child, audience: Audience, day: date) -> list[tuple[str, str | None]]:
    """The details of a child that an audience sees, each with its label; None for one that is not yet known."""
    return [(LABELS[key], _DETAILS[key](case, child, day)) for key in audience.details]


def _also_known_as(_: CaseFile, child: Child, __: date) -> str:
    names = dict.fromkeys((*([child.known_as] if child.known_as else []), *child.aliases))
    return ", ".join(names) or "no other name known"


def _age(_: CaseFile, child: Child, day: date) -> str | None:
    age = age_of(child, day)
    return None if age is None else str(age)


def _placement(case: CaseFile, child: Child, _: date) -> str | None:
    placement = child.placement
    if placement is None:
        return "none recorded"
    words = (readable(placement.kind), placement.provider, place_line(place_by_id(case, placement.place)))
    return ", ".join(word for word in words if word) or None


_DETAILS: dict[str, Callable[[CaseFile, Child, date], str | None]] = {
    "also_known_as": _also_known_as,
    "age": _age,
    "nhs_number": lambda _, child, __: child.nhs_number,
    "upn": lambda _, child, __: child.upn,
    "address": lambda _, child, __: child.address,
    "placement": _placement,
    "school": lambda case, child, _: place_line(place_by_id(case, child.school)),
    "status": lambda _, child, __: readable(child.status),
    "home_authority": lambda case, child, _: child.home_authority or case.case.authority or "this authority",
    "worker": lambda case, child, _: name_of(case, child.social_worker),
}
