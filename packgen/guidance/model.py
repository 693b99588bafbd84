"""One entry of the guidance: what it says, where that is written, when it applies, and what follows from it.

A rule is data. A council changes one by overriding its entry in its own profile file; nothing here knows a council.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from packgen.errors import Severity
from packgen.guidance.effects import Effect
from packgen.guidance.entry import Condition, Entry, Texts, one_or_many

RULE_ID = r"^[A-Z]{2,4}(?:-[A-Z]{2,4})?-\d{2}$|^[A-Z]{2,4}-[A-Z]{2,5}(?:-\d{2})?$"


class Strength(StrEnum):
    """The source's own verb. It never decides the severity."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    DEFINITION = "definition"
    NOTE = "note"


class Origin(StrEnum):
    """Which text a rule comes from."""

    NEWER = "newer"
    CARRIED_OVER = "carried_over"
    STRATEGY_PROMPT = "strategy_prompt"
    EXTERNAL = "external"
    OWN = "own"
    """A safeguard of packgen itself, or an entry of the council's own."""


class Citation(Entry):
    """Where a rule is written: the key of a source in `sources.yaml`, the section and the lines."""

    file: str
    section: str = ""
    lines: str = ""


def _read_citation(value: Any) -> Any:
    """`001 §3 L69` as a citation; a mapping stays one."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\S+)(?: §(.+?))?(?: L([\d, L-]+))?", value.strip())
    if not found:
        raise ValueError(f"{value[:60]!r} is not a citation; write it as: 001 §3 L69-72")
    return {"file": found[1], "section": found[2] or "", "lines": (found[3] or "").replace("L", "")}


Citations = Annotated[
    tuple[Annotated[Citation, BeforeValidator(_read_citation)], ...], BeforeValidator(one_or_many), Field(min_length=1)
]


class Subject(StrEnum):
    """What a rule is held against, one at a time."""

    MEETING = "meeting"
    CHILD = "child"
    EPISODE = "episode"
    RISK_PLAN = "risk_plan"
    SAFETY_PLAN = "safety_plan"
    DECISION = "decision"
    ACTION = "action"
    ENTRY = "entry"


class Check(Entry):
    """What is wrong when: a plain message with `{blanks}` that facts fill, what to type, and the key it stands at."""

    problem_when: Condition
    message: str
    hint: str
    at: str = ""
    """Keys from the subject on, joined by dots: `chair.role`."""
    per: Subject | None = None
    """What is checked, one at a time, where that is not what the rule is held against."""


class Rule(Entry):
    """One rule of the guidance. `says` is a paraphrase in our own words."""

    id: Annotated[str, Field(pattern=RULE_ID)]
    says: Annotated[str, Field(min_length=10)]
    strength: Strength
    severity: Severity = Severity.WARNING
    source: Citations
    origin: Origin = Origin.NEWER
    applies_to: Texts = ()
    """Types of meeting; a rule without any is held against the case as a whole."""
    per: Subject = Subject.MEETING
    when: Condition | None = None
    effects: tuple[Effect, ...] = ()
    check: Check | None = None
    same_as: str | None = None
    """The rule that this one repeats: it shares that one's effects and check, and prints with it."""
    in_force_from: date | None = None
    in_force_until: date | None = None
    """The last day on which the rule holds."""
    on: bool = True
    """Whether the profile uses it; a conflict between versions is a rule that is off, with a note."""
    note: str = ""
    earlier: Rule | None = None
    """The text that held before `in_force_from`, where a council changed the rule from a day on."""

    @property
    def family(self) -> str:
        """The letters that the id begins with."""
        return self.id.split("-")[0]

    def as_on(self, day: date) -> Rule | None:
        """The text of the rule that is in force on `day`; None where it is off or not in force."""
        if self.in_force_from and day < self.in_force_from:
            return self.earlier.as_on(day) if self.earlier else None
        ended = self.in_force_until is not None and day > self.in_force_until
        return None if ended or not self.on else self
