"""The safety scale of one child: who gave which number from 0 to 10."""

from __future__ import annotations

from packgen.case.people import Child
from packgen.content import Figure
from packgen.documents.blocks import Values, called
from packgen.documents.british import listed
from packgen.documents.kind import LeftOut
from packgen.documents.passages import Passages

LOW, HIGH = "0: not safe", "10: safe enough"
_WIDTH = 165


def mapping(child: Child | None, passages: Passages, left_out: LeftOut | None = None) -> Values | None:
    """Three columns (`worries`, `working_well`, `what_next`), the `picture` of the scale, and its `ratings`.

    The picture is without the ratings of whoever `left_out` tells of.
    """
    if child is None or not (child.worries or child.working_well or child.what_next or child.safety_scale):
        return None
    about = (child.id,)
    return {
        "worries": passages.each(child.worries, about=about),
        "working_well": passages.each(child.working_well, about=about),
        "what_next": passages.each(child.what_next, about=about),
        "picture": _scale(child, left_out or LeftOut()),
        "ratings": [{"by": rating.by, "score": rating.score} for rating in child.safety_scale],
    }


def _scale(child: Child, left_out: LeftOut) -> Figure | None:
    shown = [one for one in child.safety_scale if child.id not in left_out.ids and not left_out.tells(one.by)]
    if not shown:
        return None
    ratings = [{"by": rating.by, "score": rating.score} for rating in shown]
    words = listed([f"{rating.by} says {rating.score}" for rating in shown])
    alt_text = f"How safe {called(child)} is, from 0 (not safe) to 10 (safe enough): {words}."
    return Figure("scales", {"low": LOW, "high": HIGH, "ratings": ratings}, alt_text, _WIDTH, (child.id,))
