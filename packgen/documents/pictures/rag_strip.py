"""The actions of a plan at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from packgen.content import Figure
from packgen.documents.blocks import Values

_WORDS = {"red": "off track", "amber": "at risk", "green": "on track", "blue": "done", "": "not yet rated"}
_WIDTH = 165


def rag_strip(rows: Sequence[Values]) -> Figure | None:
    """The picture of action rows (with `number` and `rag`); None where none is rated."""
    if not any(row["rag"] for row in rows):
        return None
    counts = Counter(str(row["rag"]) for row in rows)
    says = ", ".join(f"{counts[rag]} {words}" for rag, words in _WORDS.items() if counts[rag])
    alt_text = f"{len(rows)} actions: {says}. The table below says which."
    data = {"actions": [{"number": row["number"], "rag": row["rag"]} for row in rows]}
    return Figure("rag_strip", data, alt_text, _WIDTH)
