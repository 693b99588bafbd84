"""How one profile changes another: entries overridden key by key, rules switched on or off, new ones added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import Field

from packgen.guidance.entry import Entry, Texts
from packgen.guidance.model import Origin, Rule
from packgen.guidance.vocabulary import SourceText, VersionBlock

E = TypeVar("E", bound=Entry)
Changes = tuple[dict[str, Any], ...]


class ProfileEntry(Entry):
    """A profile as its file gives it: what it builds on, and what it changes."""

    id: str
    label: str
    note: str = ""
    version: VersionBlock
    extends: str = ""
    authority: str = ""
    police_force: str = ""
    override_roles: Texts = ()
    switches: dict[str, str] = Field(default_factory=dict)
    only_cited_in: Texts = ()
    """Keeps only the rules that cite one of these sources (packgen's own safeguards always stay)."""
    leave_out: Texts = ()
    """Rule ids, or whole families such as SO, that are switched off."""
    bring_in: Texts = ()
    rules: Changes = ()
    sources: tuple[SourceText, ...] = ()
    roles: Changes = ()
    meeting_types: Changes = ()
    harms: Changes = ()
    statuses: Changes = ()
    place_kinds: Changes = ()
    decisions: Changes = ()
    destinations: Changes = ()
    language: Changes = ()


def overlaid(base: Mapping[str, E], changes: Changes, read: Callable[[Mapping[str, Any]], E]) -> dict[str, E]:
    """`base` with every change over it. A change that names a known id needs only the keys that differ."""
    result = dict(base)
    for change in changes:
        key = str(change.get("id", ""))
        before = result.get(key)
        whole = {**as_written(before), **change} if before else change
        changed = read(whole)
        if isinstance(before, Rule) and change.get("in_force_from"):
            changed = changed.model_copy(update={"earlier": before})
        result[key] = changed
    return result


def as_written(entry: Entry) -> dict[str, Any]:
    """An entry as its file gave it, key by key."""
    return entry.model_dump(by_alias=True, exclude_unset=True, mode="json")


def selected(rules: Mapping[str, Rule], profile: ProfileEntry) -> dict[str, Rule]:
    """`rules` as `profile` has them switched."""
    result = {}
    for key, rule in rules.items():
        on = rule.on
        if profile.only_cited_in and rule.origin is not Origin.OWN:
            on = on and any(citation.file in profile.only_cited_in for citation in rule.source)
        if key in profile.leave_out or rule.family in profile.leave_out:
            on = False
        if key in profile.bring_in:
            on = True
        result[key] = rule if on == rule.on else rule.model_copy(update={"on": on})
    return result
