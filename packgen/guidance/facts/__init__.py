"""The documented table of named facts: all that a condition in the guidance may look at.

Each subject has a module; `packgen rules --format json` and `docs/guidance.md` print the table.
"""

from __future__ import annotations

from packgen.guidance.facts import agreed, children, concern, invited, meeting, missing, plans, subjects
from packgen.guidance.facts.fact import Fact, FactValue

__all__ = ["FACTS", "Fact", "FactValue"]

FACTS: dict[str, Fact] = {
    fact.name: fact
    for module in (concern, children, missing, meeting, invited, agreed, plans, subjects)
    for fact in module.FACTS
}
