"""Whether a rule holds together: every fact, moment, role, type and word that it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from packgen.errors import KeyPath
from packgen.guidance import effects as kinds
from packgen.guidance.entry import Condition
from packgen.guidance.facts import FACTS
from packgen.guidance.model import Rule, Subject
from packgen.guidance.moments import MOMENTS
from packgen.guidance.profile import Profile

_EACH_CHILD = {Subject.CHILD, Subject.EPISODE, Subject.RISK_PLAN, Subject.SAFETY_PLAN}


@dataclass(frozen=True)
class Fault:
    """Something a rule names that is not there: the keys from the rule on, what is wrong, what to write."""

    path: KeyPath
    message: str
    hint: str


def faults_of(rule: Rule, profile: Profile) -> Iterator[Fault]:
    """Every fault of one rule, as the profile stands."""
    yield from _citations(rule, profile)
    yield from _types(rule, profile)
    for path, condition in conditions_of(rule):
        for name in condition.facts():
            yield from _fact(rule, path, name)
    for number, effect in enumerate(rule.effects):
        for key, name, known in _named(effect, profile):
            if name not in known:
                yield _unknown(("effects", number, key), name, known)
    yield from _blanks(rule)
    if rule.same_as and rule.same_as not in profile.rules:
        yield _unknown(("same_as",), rule.same_as, profile.rules)


def conditions_of(rule: Rule) -> Iterator[tuple[KeyPath, Condition]]:
    """Every condition in a rule, with where it stands."""
    if rule.when:
        yield ("when",), rule.when
    if rule.check:
        yield ("check", "problem_when"), rule.check.problem_when
    for number, effect in enumerate(rule.effects):
        if effect.when:
            yield ("effects", number, "when"), effect.when


def _citations(rule: Rule, profile: Profile) -> Iterator[Fault]:
    for citation in rule.source:
        if citation.file not in profile.sources:
            yield _unknown(("source",), citation.file, profile.sources)


def _types(rule: Rule, profile: Profile) -> Iterator[Fault]:
    for name in rule.applies_to:
        if name != "all" and name not in profile.meeting_types:
            yield _unknown(("applies_to",), name, profile.meeting_types)


def _fact(rule: Rule, path: KeyPath, name: str) -> Iterator[Fault]:
    fact = FACTS.get(name)
    if fact is None:
        yield _unknown(path, name, FACTS)
        return
    per = (rule.check.per if rule.check and path[0] == "check" else None) or rule.per
    if fact.per and fact.per is not per and not (fact.per is Subject.CHILD and per in _EACH_CHILD):
        message = f"The fact {name} is about one {fact.per.value}, and this rule is held against a {per.value}."
        yield Fault(path, message, f"Write per: {fact.per.value} in the rule, or use another fact.")


def _named(effect: kinds.Effect, profile: Profile) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """The (key, name, known names) that an effect refers to."""
    if isinstance(effect, kinds.Invite | kinds.Notify):
        yield "role", effect.role, profile.roles
    elif isinstance(effect, kinds.ChairBy):
        yield from (("roles", role, profile.roles) for role in (*effect.roles, *effect.with_note))
    elif isinstance(effect, kinds.Coordinate):
        yield from (("through", role, profile.roles) for role in effect.through)
    elif isinstance(effect, kinds.Agenda) and effect.lead != "chair":
        yield "lead", effect.lead, profile.roles
    elif isinstance(effect, kinds.Decide):
        yield "code", effect.code, profile.decisions
    elif isinstance(effect, kinds.Route):
        yield "asks_for", effect.asks_for, profile.meeting_types
    elif isinstance(effect, kinds.Record):
        yield "destination", effect.destination, profile.destinations
    elif isinstance(effect, kinds.Clock):
        yield "starts", effect.starts, MOMENTS
        yield "stops", effect.stops, MOMENTS


def _blanks(rule: Rule) -> Iterator[Fault]:
    texts: list[tuple[KeyPath, str]] = []
    if rule.check:
        texts.append((("check", "message"), rule.check.message + rule.check.hint))
    for number, effect in enumerate(rule.effects):
        if isinstance(effect, kinds.Prompt | kinds.Inform):
            texts.append((("effects", number, "text"), effect.text))
    for path, text in texts:
        for name in re.findall(r"\{(\w+)\}", text):
            if name not in FACTS:
                yield _unknown(path, name, FACTS)


def _unknown(path: KeyPath, name: str, known: Iterable[str]) -> Fault:
    names = [str(item) for item in known]
    nearest = get_close_matches(name, names, n=1, cutoff=0.6)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"Known are: {', '.join(sorted(names)[:40])}."
    return Fault(path, f"{name!r} is not known.", hint)
