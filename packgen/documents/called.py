"""What the rules call for, for those kinds that follow from rules alone."""

from __future__ import annotations

from collections.abc import Iterable

from packgen.guidance.assessment import DocumentCall, RuleReference


def calls(called: Iterable[DocumentCall], kind: str) -> list[DocumentCall]:
    """Those calls that ask for documents of this kind."""
    return [call for call in called if call.document == kind]


def rules_of(called: Iterable[DocumentCall]) -> tuple[RuleReference, ...]:
    """Every rule behind some calls, each once."""
    return tuple(dict.fromkeys(rule for call in called for rule in call.rules))
