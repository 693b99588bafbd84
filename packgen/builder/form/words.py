"""The words that the form offers: those of the profile, and short fixed lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from packgen.guidance.effects import ChairBy
from packgen.guidance.profile import Profile
from packgen.guidance.vocabulary import Harm, Role, Word

_OF_THE_PROFILE = ("harms", "statuses", "place_kinds", "destinations", "decisions", "roles")
_GROUPS = {"social_care": "Social care", "police": "Police", "health": "Health", "education": "Education"}
Choice = dict[str, Any]


def choices_of(named: str | Mapping[str, str] | None) -> dict[str, Any]:
    """`choices` of a field: the name of a list of words, or values with their labels. Empty where there are none."""
    if named is None:
        return {}
    if isinstance(named, str):
        return {"choices": named}
    return {"choices": [{"value": value, "label": label, "also": []} for value, label in named.items()]}


def suggestions_of(named: str | Iterable[str] | None, profile: Profile) -> dict[str, Any]:
    """`suggest` of a field: words that it offers although any text will do. Empty where there are none."""
    if named is None:
        return {}
    if isinstance(named, str):
        return {"suggest": sorted(getattr(profile, named))}
    return {"suggest": list(named)}


def word_lists(profile: Profile) -> dict[str, list[Choice]]:
    """The lists of words by name, each word with its value, label, other spellings, group and note."""
    lists = {name: [_choice(word) for word in getattr(profile, name).values()] for name in _OF_THE_PROFILE}
    types = [word for word in profile.meeting_types.values() if not word.routing_target]
    lists["meeting_types"] = [{**_choice(word), "note": _purpose(word.id, word.purpose, profile)} for word in types]
    others = [word for word in profile.meeting_types.values() if word.routing_target]
    lists["meeting_types"] += [{**_choice(word), "group": "Held under other procedures"} for word in others]
    lists["override_roles"] = [_choice(profile.roles[role]) for role in profile.override_roles]
    return lists


def _choice(word: Word) -> Choice:
    choice: Choice = {"value": word.id, "label": word.label, "also": list(word.aliases)}
    if isinstance(word, Harm):
        choice |= {"exploitation": word.exploitation, "outside_family": word.outside_family}
    if isinstance(word, Role):
        choice["group"] = _GROUPS.get(word.group, "Others")
    else:
        choice["label"] = word.label[0].upper() + word.label[1:]
    return choice


def _purpose(kind: str, purpose: str, profile: Profile) -> str:
    roles = chair_roles(kind, profile)
    chairs = " or ".join(profile.role_label(role) for role in roles)
    return f"{purpose} Chaired by: {chairs}." if chairs else purpose


def chair_roles(kind: str, profile: Profile) -> tuple[str, ...]:
    """The roles that may chair a type of meeting without a remark, as the guidance lists them."""
    effects = (effect for rule in profile.with_effect(kind, ChairBy) for effect in rule.effects)
    found = [role for effect in effects if isinstance(effect, ChairBy) for role in effect.roles]
    return tuple(dict.fromkeys(found)) or profile.meeting_types[kind].chair_roles
