"""Starter case files: commented, ready to fill in, and without problems as they are.

The texts are fragments in `starter_texts/`; a starter is a few of them put together, with the words of the council's
profile in the hints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from string import Template

from packgen.errors import UsageError

_STATUSES = "child_in_care, child_protection, child_in_need, open_referral, early_concerns or not_open"
_HARMS = "cse, cce, county_lines, knife, serious_youth_violence, missing, online"
_EVERYWHERE = {"statuses": _STATUSES, "harm_types": _HARMS, "authority": "Bristol"}


@dataclass(frozen=True)
class _Starter:
    """What a starter is for, its fragments in order, and the words its hints need."""

    title: str
    fragments: tuple[str, ...]
    words: Mapping[str, str]


def _meeting(title: str, kind: str, chair_roles: tuple[str, ...]) -> _Starter:
    words = {
        "type": kind,
        "meeting_id": f"{kind.replace('_', '-')}-1",
        "chair_role": chair_roles[0],
        "chair_roles": " or ".join(chair_roles),
    }
    return _Starter(title, ("head", "child", "meeting", kind, "tail"), words)


_STRATEGY_CHAIRS = ("practice_lead", "consultant_social_worker")
_STARTERS: Mapping[str, _Starter] = {
    "strategy": _meeting("a strategy meeting", "strategy", _STRATEGY_CHAIRS),
    "complex_strategy": _meeting(
        "a complex strategy meeting", "complex_strategy", ("service_manager", "deputy_service_manager")
    ),
    "risk_management": _meeting("a risk management meeting", "risk_management", ("practice_lead",)),
    "safer_options": _meeting("a Safer Options meeting", "safer_options", ("area_deputy_service_manager",)),
    "emergency": _Starter(
        "a strategy meeting today",
        ("emergency", "tail"),
        {
            "meeting_id": "strategy-1",
            "chair_role": _STRATEGY_CHAIRS[0],
            "chair_roles": " or ".join(_STRATEGY_CHAIRS),
        },
    ),
    "risk_management_plan": _Starter("a Risk Management Plan", ("head", "child", "risk_management_plan", "tail"), {}),
    "child_safety_plan": _Starter("a Child Safety Plan", ("head", "child", "child_safety_plan", "tail"), {}),
    "contacts": _Starter("the address book", ("contacts",), {}),
}
KINDS = tuple(_STARTERS)


def starter(kind: str, words: Mapping[str, str] | None = None, today: date | None = None) -> str:
    """The text of a commented starter file: one of KINDS (dashes for underscores will do).

    `words` are the profile's own for the hints (statuses, harm_types, authority, chair_role, chair_roles); `today`
    is the date that stands in it. Raises UsageError for a kind there is none of.
    """
    found = _STARTERS.get(kind.lower().replace("-", "_"))
    if found is None:
        near = get_close_matches(kind.lower(), KINDS, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Choose one of: {', '.join(KINDS)}."
        raise UsageError(f"There is no starter called “{kind[:40]}”.", hint)
    day = (today or date.today()).isoformat()  # noqa: DTZ011  (the date on the wall of whoever types)
    filled = {**_EVERYWHERE, "title": found.title, "today": day, **found.words, **(words or {})}
    folder = files("packgen.case") / "starter_texts"
    text = "".join((folder / f"{name}.yaml").read_text("utf-8") for name in found.fragments)
    return Template(text).substitute(filled)
