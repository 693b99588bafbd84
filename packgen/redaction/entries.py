"""What must be settled before a release besides highlights: opinions, consultations, views, checks, approvals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from packgen.redaction.policy import Policy


class EntryKind(StrEnum):
    """What an entry of the schedule asks for."""

    HEALTH_OPINION = "health opinion"
    POLICE_CONSULTATION = "police consultation"
    CHILD_VIEWS = "child's views and safety"
    LOST_MARK = "lost mark"
    REQUEST = "request"
    NAME = "unexplained name"


class Outcome(StrEnum):
    """How an opinion or a consultation came out."""

    DISCLOSE = "disclose"
    WITHHOLD = "withhold"
    KNOWN = "already known to subject"


@dataclass(frozen=True)
class Answer:
    """An opinion or the answer to a consultation. `passages` are passage keys; empty means every one of its origin."""

    kind: EntryKind
    by: str
    on: date | None
    outcome: Outcome
    passages: frozenset[str] = frozenset()

    def covers(self, key: str) -> bool:
        """Whether it is about the passage of that key."""
        return not self.passages or key in self.passages


@dataclass(frozen=True)
class OpenEntry:
    """Something that stops the release. `says` is plain English without words of the record."""

    kind: EntryKind
    says: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.says}" if self.where else self.says


def is_fresh(answer: Answer, policy: Policy, as_of: date) -> bool:
    """Whether an opinion is dated and no older than the policy allows (six months); other answers do not age."""
    if answer.kind is not EntryKind.HEALTH_OPINION or answer.outcome is Outcome.KNOWN:
        return True
    if answer.on is None or answer.on > as_of:
        return False
    month = answer.on.month - 1 + policy.opinion_months
    year, month = answer.on.year + month // 12, month % 12 + 1
    return (as_of.year, as_of.month, as_of.day) <= (year, month, answer.on.day)
