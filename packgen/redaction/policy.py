"""The policy of subject access copies as data: default decisions, reason codes, what must be settled first.

The data (`data/policy.yaml`) is packgen's own starting point; a council confirms it before it relies on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from packgen.own_data import own_data
from packgen.redaction.model import Decision
from packgen.redaction.persons import Decided, Standing


@dataclass(frozen=True)
class Reason:
    """A reason code: the exemption, its statute, and what the requester is told in plain words."""

    code: str
    exemption: str
    statute: str
    plain: str


@dataclass(frozen=True)
class Origin:
    """Whose information a passage is: the reason code, what must be settled first (or ""), a decision or None."""

    name: str
    reason_code: str
    needs: str = ""
    decision: Decision | None = None


@dataclass(frozen=True)
class Policy:
    """What is decided where nobody decided otherwise."""

    standings: Mapping[Standing, Decided]
    presumption: Decided
    identifiers: Mapping[str, Decision]
    origins: Mapping[str, Origin]
    about_others: Decided
    rows_about_others: Decided
    opinion_months: int
    second_check_always: bool
    second_check_capacities: frozenset[str]
    second_check_origins: frozenset[str]
    unexplained_names_stop: bool
    reasons: Mapping[str, Reason]

    def reason(self, code: str) -> Reason:
        """The reason of that code, the officer's own where it is unknown."""
        return self.reasons.get(code, self.reasons["officer"])

    def knows(self, code: str) -> bool:
        """Whether the code is in the table."""
        return code in self.reasons


@cache
def default_policy() -> Policy:
    """The policy that comes with packgen."""
    return _policy(own_data("packgen.redaction", "data/policy.yaml"))


def _policy(data: Mapping[str, Any]) -> Policy:
    second = data["second_check"]
    return Policy(
        standings={Standing(name): _decided(entry) for name, entry in data["standings"].items()},
        presumption=_decided(data["presumption"]),
        identifiers={kind: Decision(decision) for kind, decision in data["identifiers"].items()},
        origins={name: _origin(name, entry) for name, entry in data["origins"].items()},
        about_others=_decided({"decision": "redact", **data["passage_about_others"]}),
        rows_about_others=_decided(data["row_about_others"]),
        opinion_months=data["opinion_months"],
        second_check_always=second["always"],
        second_check_capacities=frozenset(second["for_capacities"]),
        second_check_origins=frozenset(second["for_origins"]),
        unexplained_names_stop=data["unexplained_names"]["stop_release"],
        reasons={code: Reason(code, **entry) for code, entry in data["reasons"].items()},
    )


def _decided(entry: Mapping[str, Any]) -> Decided:
    return Decided(Decision(entry["decision"]), entry.get("reason", ""), rule=entry.get("rule", ""))


def _origin(name: str, entry: Mapping[str, Any]) -> Origin:
    decision = Decision(entry["decision"]) if "decision" in entry else None
    return Origin(name, entry["reason"], entry.get("needs", ""), decision)
