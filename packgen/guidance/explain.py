"""The guidance explained: one rule in full, or every rule counted by family and strength."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from packgen.errors import UsageError
from packgen.guidance.effect_words import effect_in_words
from packgen.guidance.entry import Condition
from packgen.guidance.facts import FACTS
from packgen.guidance.model import Rule, Strength
from packgen.guidance.profile import Profile

FAMILIES = {
    "RT": "Meeting types and routing",
    "SM": "Child protection strategy meeting",
    "AS": "Assessment and section 47",
    "CS": "Complex strategy meeting",
    "SO": "Safer Options meetings",
    "IN": "Places and peer groups in need",
    "RM": "Risk management meeting",
    "RP": "Risk Management Plan",
    "SP": "Child Safety Plan",
    "MS": "Missing",
    "CSE": "Sexual exploitation check list",
    "OOA": "Out of area",
    "REC": "Recording and access",
    "KB": "Strategy prompts, Bristol",
    "CH": "Strategy prompts, City & Hackney",
    "AB": "Strategy prompts, Appendix B",
    "EXT": "Clocks from law",
    "PG": "packgen's own safeguards",
}


@dataclass(frozen=True)
class Explanation:
    """One rule, in words. `as_text` prints it; the fields serve JSON."""

    id: str
    twins: tuple[str, ...]
    says: str
    strength: str
    severity: str
    origin: str
    on: bool
    citation: str
    held_for: str
    when: str
    effects: tuple[str, ...]
    problem_when: str
    what_to_do: str
    in_force: str
    note: str
    profile: str

    def as_text(self) -> str:
        """The rule as `packgen rules ID` prints it."""
        twins = f" (the same as {', '.join(self.twins)})" if self.twins else ""
        state = "" if self.on else "  [off in this profile]"
        lines = [f"{self.id}{twins}{state}", f"  {self.says}", ""]
        facts = {
            "Strength": self.strength,
            "If it is not met": self.severity,
            "Where it is written": self.citation,
            "Comes from": self.origin,
            "Held for": self.held_for,
            "Only when": self.when,
            "In force": self.in_force,
            "A problem when": self.problem_when,
            "Then": self.what_to_do,
            "Note": self.note,
            "Profile": self.profile,
        }
        lines += [f"  {name + ':':<21}{text}" for name, text in facts.items() if text]
        if self.effects:
            lines += ["  What follows:", *(f"    - {effect}" for effect in self.effects)]
        return "\n".join(lines)


@dataclass(frozen=True)
class FamilyCount:
    """How many rules of a family a profile has, by strength."""

    family: str
    label: str
    rules: tuple[str, ...]
    by_strength: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All rules of the family."""
        return len(self.rules)


def explain(rule_id: str, profile: Profile) -> Explanation:
    """One rule in words. Raises UsageError, with the id most like it, for an id that the profile does not have."""
    rule = profile.rules.get(rule_id.strip().upper())
    if rule is None:
        nearest = get_close_matches(rule_id.upper(), list(profile.rules), n=1, cutoff=0.5)
        hint = f"Did you mean {nearest[0]}?" if nearest else "packgen rules lists every id."
        raise UsageError(f"There is no rule {rule_id!r} in the profile {profile.id}.", hint)
    meant = profile.rules.get(rule.same_as or "") or rule
    twins = [r.id for r in profile.rules.values() if meant.id in (r.same_as, r.id) and r.id != rule.id]
    return Explanation(
        id=rule.id,
        twins=tuple(twins),
        says=rule.says,
        strength=rule.strength.value,
        severity=meant.severity.value if _can_be_unmet(meant) else "",
        origin=rule.origin.value.replace("_", " "),
        on=rule.on,
        citation=f"{profile.cite(rule)} (file {', '.join(_files(rule, profile))})",
        held_for=_held_for(meant, profile),
        when=condition_in_words(meant.when) if meant.when else "",
        effects=tuple(effect_in_words(effect, profile) for effect in meant.effects),
        problem_when=condition_in_words(meant.check.problem_when) if meant.check else "",
        what_to_do=meant.check.hint if meant.check else "",
        in_force=_in_force(rule),
        note=rule.note or profile.switches.get(rule.id, ""),
        profile=profile.label,
    )


def counts(profile: Profile, *, also_off: bool = True) -> tuple[FamilyCount, ...]:
    """Every family with its rules and how many there are of each strength; packgen's own safeguards come last."""
    rules = [rule for rule in profile.rules.values() if rule.on or also_off]
    families = dict.fromkeys([*FAMILIES, *(rule.family for rule in rules)])
    found = []
    for family in families:
        members = sorted((rule for rule in rules if rule.family == family), key=lambda rule: rule.id)
        strengths = Counter(rule.strength for rule in members)
        by_strength = tuple((strength.value, strengths[strength]) for strength in Strength if strengths[strength])
        label = FAMILIES.get(family, family)
        found.append(FamilyCount(family, label, tuple(rule.id for rule in members), by_strength))
    return tuple(count for count in found if count.rules)


def condition_in_words(condition: Condition) -> str:
    """A condition as a policy officer reads it."""
    if condition.all:
        return "; and ".join(condition_in_words(part) for part in condition.all)
    if condition.any:
        return "(" + ", or ".join(condition_in_words(part) for part in condition.any) + ")"
    if condition.none is not None:
        return f"not: {condition_in_words(condition.none)}"
    fact = FACTS.get(str(condition.fact))
    said = fact.says.rstrip(".") if fact else str(condition.fact)
    if condition.at_least is not None:
        return f"{said}: at least {condition.at_least}"
    if condition.contains is not None:
        return f"{said}: among them {' or '.join(condition.contains)}"
    return f"{said}: {' or '.join(condition.is_ or ())}"


def _files(rule: Rule, profile: Profile) -> tuple[str, ...]:
    keys = dict.fromkeys(citation.file for citation in rule.source)
    return tuple(profile.sources[key].file for key in keys if key in profile.sources)


def _can_be_unmet(rule: Rule) -> bool:
    kinds = {effect.kind for effect in rule.effects}
    return bool(rule.check) or bool(kinds & {"invite", "chair", "clock", "notify"})


def _held_for(rule: Rule, profile: Profile) -> str:
    if not rule.applies_to:
        meetings = "the case as a whole"
    elif "all" in rule.applies_to:
        meetings = "every meeting"
    else:
        meetings = ", ".join(profile.meeting_types[t].label for t in rule.applies_to if t in profile.meeting_types)
    each = "" if rule.per.value == "meeting" else f", each {rule.per.value.replace('_', ' ')}"
    return meetings + each


def _in_force(rule: Rule) -> str:
    start = f"from {rule.in_force_from.isoformat()}" if rule.in_force_from else ""
    end = f"until {rule.in_force_until.isoformat()}" if rule.in_force_until else ""
    return " ".join(part for part in (start, end) if part)
