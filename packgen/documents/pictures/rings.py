"""Contact rings: how each child of a meeting stands to those who do harm."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.case.people import Child
from packgen.content import Figure
from packgen.documents.blocks import Values

_RINGS = {
    "current": "In contact now",
    "at_risk": "At risk of contact",
    "former": "Was in contact",
    "now_adult": "Was harmed, now an adult",
}
_WIDTH = 165


def contact_rings(children: Sequence[Child], *, hidden: frozenset[str] = frozenset()) -> Values | None:
    """`picture` and `rows`, where the case file says for two children or more how they stand to the source."""
    stand = {child.id: (child.contact_with_source or "").lower().replace(" ", "_") for child in children}
    shown = [child for child in children if stand[child.id] in _RINGS and child.id not in hidden]
    if len(shown) < 2:
        return None
    inside = {label: [child.name for child in shown if stand[child.id] == ring] for ring, label in _RINGS.items()}
    rows = [{"ring": label, "names": ", ".join(names) or "nobody"} for label, names in inside.items()]
    says = "; ".join(f"{row['ring']}: {row['names']}" for row in rows)
    alt_text = f"Contact rings. {says}."
    data = {"rings": [{"label": label, "names": names} for label, names in inside.items()]}
    about = tuple(child.id for child in shown)
    return {"picture": Figure("contact_rings", data, alt_text, _WIDTH, about), "rows": rows}
