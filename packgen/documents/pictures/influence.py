"""Weight of influence: what pulls on one child, from 0 (nothing) to 10 (most of all)."""

from __future__ import annotations

from packgen.case.people import Child
from packgen.content import Figure
from packgen.documents.blocks import Values, called
from packgen.documents.kind import LeftOut
from packgen.documents.passages import Passages

_WIDTH = 150


def influence(child: Child | None, passages: Passages, left_out: LeftOut | None = None) -> Values | None:
    """`picture` and `rows`, where the case file gives weights; the picture without what tells of `left_out`."""
    if child is None or not child.influences:
        return None
    without = left_out or LeftOut()
    shown = [one for one in child.influences if child.id not in without.ids and not without.tells(one.source)]
    found = [{"label": one.source, "weight": min(one.weight, 10)} for one in shown]
    says = ", ".join(f"{one.source} {one.weight}" for one in shown)
    alt_text = f"What influences {called(child)}, by weight from 0 to 10: {says}."
    rows = [
        {"source": one.source, "weight": one.weight, "evidence": passages.words(one.evidence, about=(child.id,))}
        for one in child.influences
    ]
    picture = Figure("influence", {"influences": found}, alt_text, _WIDTH, (child.id,)) if shown else None
    return {"picture": picture, "rows": rows}
