"""The guidance files that come with packgen, and how profiles lie over each other. Each is parsed once a process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from packgen.errors import PackgenError
from packgen.guidance.entry import Entry
from packgen.guidance.model import Rule
from packgen.guidance.overlay import ProfileEntry, overlaid, selected
from packgen.guidance.profile import Profile, words
from packgen.guidance.vocabulary import Harm, Holidays, MeetingType, Role, SourceText, Word

DATA = Path(__file__).parent / "data"
WORD_LISTS: Mapping[str, type[Word]] = {
    "roles": Role,
    "meeting_types": MeetingType,
    "harms": Harm,
    "statuses": Word,
    "place_kinds": Word,
    "decisions": Word,
    "destinations": Word,
    "language": Word,
}
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
E = TypeVar("E", bound=Entry)


class GuidanceDataError(PackgenError):
    """A guidance entry that cannot be used: which one, and why."""


@cache
def built_in() -> Mapping[str, ProfileEntry]:
    """The profiles that come with packgen, by id."""
    entries = (parsed(ProfileEntry, item) for item in read_data("profiles.yaml")["profiles"])
    return {entry.id: entry for entry in entries}


def chain(entry: ProfileEntry, known: Mapping[str, ProfileEntry]) -> list[ProfileEntry]:
    """The profiles that `entry` builds on, the first one first, and itself last."""
    links = [entry]
    while links[0].extends:
        if links[0].extends not in known or len(links) > 5:
            raise GuidanceDataError(
                f"The profile {links[0].id!r} builds on {links[0].extends!r}, which packgen does not have.",
                f"Write extends: followed by one of {', '.join(known)}.",
            )
        links.insert(0, known[links[0].extends])
    return links


def assemble(links: list[ProfileEntry]) -> Profile:
    """One profile out of the packgen data and every profile of the chain, later ones over earlier ones."""
    rules: Mapping[str, Rule] = base_rules()
    lists = {name: base_words(name) for name in WORD_LISTS}
    for link in links:
        rules = selected(overlaid(rules, link.rules, lambda item: parsed(Rule, item)), link)
        lists = {name: overlaid(lists[name], getattr(link, name), _reader(kind)) for name, kind in WORD_LISTS.items()}
    lists["meeting_types"] = _with_usual_frame(lists["meeting_types"])
    last = links[-1]
    sources = {item.key: item for item in (*base_sources(), *(s for link in links for s in link.sources))}
    override_roles = next((link.override_roles for link in reversed(links) if link.override_roles), ())
    return Profile(
        id=last.id,
        label=last.label,
        note=last.note,
        version=last.version,
        rules=rules,
        sources=sources,
        holidays=base_holidays(),
        override_roles=override_roles,
        switches={key: text for link in links for key, text in link.switches.items()},
        authority=next((link.authority for link in reversed(links) if link.authority), ""),
        police_force=next((link.police_force for link in reversed(links) if link.police_force), ""),
        **{name: words(found.values()) for name, found in lists.items()},  # type: ignore[arg-type]
    )


def _with_usual_frame(types: Mapping[str, Word]) -> dict[str, Word]:
    """A type of the council's own that gives no frame or papers has those of a strategy meeting."""
    usual = types.get("strategy")
    result = dict(types)
    for key, kind in types.items():
        if isinstance(kind, MeetingType) and isinstance(usual, MeetingType) and not kind.routing_target:
            own = {"frame": kind.frame or usual.frame, "documents": kind.documents or usual.documents}
            result[key] = kind.model_copy(update=own)
    return result


def _reader(kind: type[Word]) -> Callable[[Mapping[str, Any]], Word]:
    return lambda item: parsed(kind, item)


@cache
def base_rules() -> Mapping[str, Rule]:
    """Every rule that comes with packgen, by id, in the order of the files."""
    found: dict[str, Rule] = {}
    for path in sorted((DATA / "rules").glob("*.yaml")):
        for item in read_data(f"rules/{path.name}")["rules"]:
            rule = parsed(Rule, item)
            if rule.id in found:
                raise GuidanceDataError(f"The rule {rule.id} is entered twice ({path.name}).")
            found[rule.id] = rule
    return found


@cache
def base_words(name: str) -> Mapping[str, Word]:
    """The words of one list (roles, harms, ...) that come with packgen, by id."""
    kind = WORD_LISTS[name]
    file = {"roles": "agencies.yaml", "meeting_types": "meetings.yaml"}.get(name, "words.yaml")
    return {word.id: word for word in (parsed(kind, item) for item in read_data(file)[name])}


@cache
def base_sources() -> tuple[SourceText, ...]:
    """The texts that rules cite."""
    return tuple(parsed(SourceText, item) for item in read_data("sources.yaml")["sources"])


@cache
def base_holidays() -> Holidays:
    """Bank holidays of England and Wales."""
    return parsed(Holidays, read_data("bank_holidays.yaml"))


@cache
def read_data(name: str) -> Any:
    """One file of the guidance data, every scalar as text."""
    with (DATA / name).open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=_Loader)  # noqa: S506 - our own files, and a loader that builds text only


def parsed(kind: type[E], item: Mapping[str, Any]) -> E:
    """`item` as an entry of `kind`. Raises GuidanceDataError that names the entry and every fault in it."""
    try:
        return kind.model_validate(item)
    except ValidationError as error:
        name = item.get("id") or item.get("key") or "without an id"
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise GuidanceDataError(f"The entry {name} cannot be used: {faults}") from None
