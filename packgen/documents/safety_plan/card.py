"""The pocket card: whom to ring and what helps, on a card that folds. Only where it is asked for.

It says nothing that gives the child away to a finder: no name, no code word, nothing of what happened.
"""

from __future__ import annotations

from packgen.case.model import CaseFile
from packgen.case.people import Child
from packgen.case.plans import ChildSafetyPlan
from packgen.documents.blocks import Values, family_paper
from packgen.documents.passages import Passages
from packgen.documents.safety_plan.people import ring_rows

_MOST_NUMBERS = 5
_MOST_HELPS = 3
_LONGEST_HELP = 60
_EMERGENCY = "999"


def pocket_card(case: CaseFile, child: Child, plan: ChildSafetyPlan, passages: Passages) -> Values:  # noqa: ARG001
    """`ring` (at most 5; 999 stands on the card anyway) and `helps` (at most 3 short lines)."""
    ring = [row for row in ring_rows(case, plan.ring) if row["number"] != _EMERGENCY]
    short = [words for words in plan.feel_safe if len(words.text) <= _LONGEST_HELP]
    return {
        "paper": family_paper("My card", plan),
        "ring": ring[:_MOST_NUMBERS],
        "helps": passages.each(tuple(short[:_MOST_HELPS])),
    }
