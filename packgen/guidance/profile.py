"""A profile: the rules and words that one council works by. Frozen; everything is looked up by id or alias."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from packgen.guidance.assessment import RuleReference
from packgen.guidance.effects import AnyEffect
from packgen.guidance.model import Citation, Rule
from packgen.guidance.vocabulary import Harm, Holidays, MeetingType, Role, SourceText, VersionBlock, Word

W = TypeVar("W", bound=Word)


class Words(dict[str, W]):
    """Words by id, found by id, alias or label in any letter case."""

    def resolve(self, text: str | None) -> W | None:
        """The word that `text` means, or None."""
        return self._by_spelling.get(_spelt(text)) if text else None

    def nearest(self, text: str) -> str | None:
        """The id of the word most like `text`, for a "did you mean"."""
        found = get_close_matches(_spelt(text), self._by_spelling, n=1, cutoff=0.6)
        return self._by_spelling[found[0]].id if found else None

    @cached_property
    def _by_spelling(self) -> dict[str, W]:
        spellings: dict[str, W] = {}
        for word in self.values():
            for text in (word.id, *word.aliases, word.label):
                spellings.setdefault(_spelt(text), word)
        return spellings


def _spelt(text: str | None) -> str:
    return (text or "").strip().lower().replace("-", "_").replace(" ", "_").replace("'", "").replace("’", "")


def words(items: Iterable[W]) -> Words[W]:
    """`items` as a look-up."""
    return Words((item.id, item) for item in items)


@dataclass(frozen=True, eq=False)
class Profile:
    """The rules and words of one council, all dates of force included; see `in_force`."""

    id: str
    label: str
    note: str
    version: VersionBlock
    rules: Mapping[str, Rule]
    roles: Words[Role]
    meeting_types: Words[MeetingType]
    harms: Words[Harm]
    statuses: Words[Word]
    place_kinds: Words[Word]
    decisions: Words[Word]
    destinations: Words[Word]
    language: Words[Word]
    """Words that a child's plan does without: `label` says what to write instead, `note` what kind of fault it is."""
    sources: Mapping[str, SourceText]
    holidays: Holidays
    override_roles: tuple[str, ...] = ()
    switches: Mapping[str, str] = field(default_factory=dict)
    authority: str = ""
    police_force: str = ""

    def in_force(self, on: date) -> Profile:
        """This profile with only the rules that hold on `on`."""
        known = self._on_days.get(on)
        if known is None:
            holding = {key: rule.as_on(on) for key, rule in self.rules.items()}
            known = replace(self, rules={key: rule for key, rule in holding.items() if rule is not None})
            self._on_days[on] = known
        return known

    @cached_property
    def _on_days(self) -> dict[date, Profile]:
        return {}

    @property
    def guidance_version(self) -> str:
        """The line that papers print so that a reader knows which text was used."""
        return f"{self.version.name}, version {self.version.version} ({self.id})"

    def cite(self, rule: Rule) -> str:
        """Where `rule` is written, in words."""
        return "; ".join(self._cited(citation) for citation in rule.source)

    def _cited(self, citation: Citation) -> str:
        source = self.sources.get(citation.file)
        parts = [source.title if source else citation.file]
        if citation.section:
            numbered = citation.section[:1].isdigit()
            parts.append(f"section {citation.section}" if numbered else citation.section)
        if citation.lines:
            one = citation.lines.isdigit()
            parts.append(f"{'line' if one else 'lines'} {citation.lines}")
        return ", ".join(parts)

    def reference(self, rule: Rule) -> RuleReference:
        """`rule` as papers print it: twins once, with both ids."""
        known = self._references.get(rule.id)
        if known is None:
            twins = [other for other in self.rules.values() if other.same_as == rule.id]
            ids = ", ".join([rule.id, *(twin.id for twin in twins)])
            known = RuleReference(ids, rule.says, rule.strength.value, self.cite(rule))
            self._references[rule.id] = known
        return known

    @cached_property
    def _references(self) -> dict[str, RuleReference]:
        return {}

    def has_check(self, reference: str) -> bool:
        """Whether a rule (or the first of joined twins) finds problems by a check of its own."""
        rule = self.rules.get(reference.split(",", maxsplit=1)[0])
        return rule is not None and rule.check is not None

    def role_label(self, role: str | None) -> str:
        """How a role is printed; text that is no role of the profile stays as typed."""
        found = self.roles.resolve(role)
        return found.label if found else (role or "")

    def role_id(self, role: str | None) -> str | None:
        """The id of the role that `role` means; text that is none stays as typed."""
        found = self.roles.resolve(role)
        return found.id if found else role

    def type_id(self, meeting_type: str) -> str:
        """The id of the type of meeting that the text means; text that is none stays as typed."""
        found = self.meeting_types.resolve(meeting_type)
        return found.id if found else meeting_type

    def applying(self, meeting_type: str | None) -> tuple[Rule, ...]:
        """The rules for one type of meeting; for None, those held against the case as a whole. Twins are left out."""
        known = self._applying.get(meeting_type)
        if known is None:
            known = tuple(rule for rule in self.rules.values() if rule.same_as is None and _fits(rule, meeting_type))
            self._applying[meeting_type] = known
        return known

    @cached_property
    def _applying(self) -> dict[str | None, tuple[Rule, ...]]:
        return {}

    def with_effect(self, meeting_type: str | None, kind: type[AnyEffect]) -> tuple[Rule, ...]:
        """Those of `applying` that have an effect of this kind."""
        key = (meeting_type, kind)
        known = self._with_effect.get(key)
        if known is None:
            rules = self.applying(meeting_type)
            known = tuple(rule for rule in rules if any(isinstance(effect, kind) for effect in rule.effects))
            self._with_effect[key] = known
        return known

    @cached_property
    def _with_effect(self) -> dict[tuple[str | None, type[AnyEffect]], tuple[Rule, ...]]:
        return {}


def _fits(rule: Rule, meeting_type: str | None) -> bool:
    if meeting_type is None:
        return not rule.applies_to
    return meeting_type in rule.applies_to or "all" in rule.applies_to
