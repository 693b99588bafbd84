"""The ecomap of a meeting: its children, who and what stands near them, and by which ties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packgen.case.model import CaseFile
from packgen.case.people import Child, Link
from packgen.content import Figure
from packgen.documents.blocks import Values, name_of, person_by_id, place_by_id
from packgen.documents.british import count_of, listed, readable
from packgen.documents.passages import Passages
from packgen.documents.pictures.naming import labels

_GROUPS = {"person_of_concern": "concern", "family": "family", "carer": "family", "professional": "professional"}
_SAYS = {
    "friend": "is a friend of",
    "family": "is family of",
    "relationship": "is in a relationship with",
    "exploits": "exploits",
    "supplies": "supplies",
    "threatens": "threatens",
    "supports": "supports",
}
_WIDTH = 165


def ecomap(
    case: CaseFile,
    children: Sequence[Child],
    passages: Passages,
    *,
    whole: bool,
    named: bool = True,
    hidden: frozenset[str] = frozenset(),
) -> Values | None:
    """`picture` and `rows` (who, tie, whom, strength, note) of the ties that touch one of `children`.

    `whole` adds the ties between all others too, as a complex strategy meeting looks at them. Without `named` people
    are shown by initials, and notes are left out.
    """
    links = [link for link in _links(case, children, whole=whole) if not hidden & set(link.between)]
    ids = list(dict.fromkeys((*(child.id for child in children if child.id not in hidden), *_ends(links))))
    known = [(one, name) for one in ids if (name := name_of(case, one))]
    if not links or len(known) < 2:
        return None
    called = labels([pair for pair in known if not place_by_id(case, pair[0])], named=named)
    called = {one: called.get(one, name) for one, name in known}
    links = [link for link in links if set(link.between) <= called.keys()]
    data = {
        "nodes": [_node(case, one, _without_aside(called[one]), children) for one in called],
        "links": [_link(link) for link in links],
    }
    about = tuple(one for one in called if place_by_id(case, one) is None)
    picture = Figure("ecomap", data, _alt_text(case, links, called), _WIDTH, about)
    return {"picture": picture, "rows": [_row(link, called, passages if named else None) for link in links]}


def _links(case: CaseFile, children: Sequence[Child], *, whole: bool) -> list[Link]:
    wanted = {child.id for child in children}
    return [link for link in case.links if whole or wanted & set(link.between)]


def _ends(links: Sequence[Link]) -> list[str]:
    return [one for link in links for one in link.between]


def _without_aside(name: str) -> str:
    """`A man called Inky (real name unknown)` -> `A man called Inky`: a box is small, and the table says the rest."""
    return re.sub(r" \([a-z].*\)$", "", name)


def _node(case: CaseFile, one: str, label: str, children: Sequence[Child]) -> Values:
    person, place = person_by_id(case, one), place_by_id(case, one)
    if any(child.id == one for child in children):
        group, note = "child", ""
    elif person is not None:
        in_family = person.group in ("family", "carer")
        kin = next((tie.kind for tie in person.relationships if tie.to in {c.id for c in children}), None)
        concern = one in case.concern.sources and person.group not in ("peer", "family", "carer")
        group = "concern" if concern else _GROUPS.get(person.group, "peer")
        note = readable(kin if in_family and kin else person.role if group != "concern" else None) or ""
    else:
        group, note = ("place", readable(place.kind) or "") if place else ("peer", "")
    return {"id": one, "label": label, "note": note, "group": group}


def _kind(link: Link) -> str:
    return link.kind.strip().lower().replace(" ", "_")


def _link(link: Link) -> Values:
    start, end = link.between
    return {"from": start, "to": end, "kind": _kind(link), "strength": (link.strength or "").lower()}


def _tie_words(link: Link) -> str:
    return _SAYS.get(_kind(link)) or (
        "has an unknown tie to" if _kind(link) == "unknown" else f"{readable(link.kind)}:"
    )


def _row(link: Link, called: dict[str, str], passages: Passages | None) -> Values:
    start, end = link.between
    return {
        "who": called[start],
        "tie": _tie_words(link),
        "whom": called[end],
        "strength": readable(link.strength) or "",
        "note": passages.words(link.note, about=link.between) if passages else None,
    }


def _alt_text(case: CaseFile, links: Sequence[Link], called: dict[str, str]) -> str:
    concern = [called[o] for o in called if (p := person_by_id(case, o)) and p.group == "person_of_concern"]
    ties = [f"{called[link.between[0]]} {_tie_words(link)} {called[link.between[1]]}" for link in links]
    start = f"Ecomap of {count_of(len(called), 'person or place', 'people and places')}. "
    worry = f"Of concern: {listed(concern)}. " if concern else ""
    return start + worry + "; ".join(ties) + "."
