"""What the form asks, as data for its script: sections, parts, words of the council, and which facts ask for what."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import Field

from packgen import __version__
from packgen.builder.form.asked import asked_of
from packgen.builder.form.fields import parts_of
from packgen.builder.form.words import chair_roles, word_lists
from packgen.guidance.entry import Condition, Entry
from packgen.guidance.facts import FACTS
from packgen.guidance.profile import Profile
from packgen.own_data import own_data

# Facts that only the form needs: what meetings there are, and whether the date of one has come.
FORM_FACTS = frozenset({"meeting_types", "date_passed"})
_PLANS = (
    ("risk_management_plan", "Risk Management Plan", "risk_management_plans"),
    ("child_safety_plan", "Child Safety Plan", "child_safety_plans"),
)


class Switch(Entry):
    """A question that facts switch on: where it stands, when, and why in a sentence."""

    at: str
    """A section, or a part and its key."""
    when: Condition
    because: str = ""
    rule: str = ""
    """The rule behind it; where the profile has it off, nothing is switched."""
    about: str = Field(default="case", pattern="^(case|child|meeting)$")


def switches() -> tuple[Switch, ...]:
    """The switches of the form. Raises KeyError for a fact that nobody defined."""
    found = tuple(Switch.model_validate(entry) for entry in _data("switches"))
    for switch in found:
        for fact in switch.when.facts():
            if fact not in FORM_FACTS:
                FACTS[fact]
    return found


def form_model(profile: Profile) -> dict[str, Any]:
    """Everything that the form's script needs to know, as plain values. The same profile gives the same values."""
    used = [switch for switch in switches() if not switch.rule or _is_on(switch.rule, profile)]
    return {
        "version": __version__,
        "guidance": profile.guidance_version,
        "authority": profile.authority,
        "sections": _data("sections"),
        "parts": parts_of(_data("fields"), profile),
        "words": word_lists(profile),
        "switches": [_switch(switch, profile) for switch in used],
        "starts": _starts(profile),
        "asked": asked_of(profile),
    }


def _switch(switch: Switch, profile: Profile) -> dict[str, Any]:
    rule = profile.rules.get(switch.rule)
    return {
        "at": switch.at,
        "when": switch.when.model_dump(by_alias=True, exclude_defaults=True),
        "because": switch.because,
        "rule": f"{rule.id}: {rule.says}" if rule else "",
        "about": switch.about,
    }


def _is_on(rule: str, profile: Profile) -> bool:
    return rule in profile.rules and profile.rules[rule].on


def _starts(profile: Profile) -> list[dict[str, Any]]:
    """What can be begun: a meeting of each type that has papers, or a plan."""
    meetings = [
        {"value": word.id, "label": word.label, "list": "meetings", "chair": list(chair_roles(word.id, profile)[:1])}
        for word in profile.meeting_types.values()
        if not word.routing_target
    ]
    return [*meetings, *({"value": value, "label": label, "list": key} for value, label, key in _PLANS)]


@cache
def _data(name: str) -> Any:
    return own_data("packgen.builder.form", f"data/{name}.yaml")
