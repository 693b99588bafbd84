"""The ecomap: who stands near the children, and by which ties.

Data: `nodes` [{id, label, note, group}], groups concern, child, peer, family, professional, place;
`links` [{from, to, kind, strength}]. A link's kind is told by its line and by a letter on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from packgen.word.figures.ecomap_layout import (
    BOX_ACROSS,
    BOX_DOWN,
    Point,
    Route,
    depth,
    positions,
    routes,
)
from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, entries, text
from packgen.word.figures.sheet import BLACK, DARK, MIDDLE, PALE, WHITE, Sheet, wrapped

GROUPS = {
    "concern": "person of concern",
    "child": "child",
    "peer": "friend or peer",
    "family": "family or carer",
    "professional": "professional",
    "place": "place",
}
_LEGEND_ROW = 5.5


@dataclass(frozen=True)
class Line:
    """How a kind of tie looks: its letter, thickness, dashes, and whether it has a direction."""

    letter: str
    weight: float
    dash: tuple[float, ...] = ()
    arrow: bool = False


LINES = {
    "friend": Line("F", 0.35),
    "family": Line("K", 0.9),
    "relationship": Line("R", 0.35, (2.2, 0.9)),
    "exploits": Line("E", 0.9, (), arrow=True),
    "supplies": Line("S", 0.6, (3.0, 0.8, 0.8, 0.8), arrow=True),
    "threatens": Line("T", 0.9, (1.0, 0.8), arrow=True),
    "supports": Line("+", 0.35, (0.6, 0.8), arrow=True),
    "unknown": Line("?", 0.3, (0.6, 1.4)),
}


def draw(data: Data, width: float, face: Face) -> Sheet:
    """The picture, `width` millimetres wide and as high as its rows need."""
    nodes, links = entries(data, "nodes"), _known_links(data)
    rows = [[text(node, "id") for node in nodes if text(node, "group") == group] for group in GROUPS]
    ties = [(text(link, "from"), text(link, "to")) for link in links]
    places = positions([row for row in rows if row], ties, width)
    foot = depth(places) + 2
    sheet = Sheet(width, foot + _legend_height(nodes, links), face)
    drawn = routes(ties, places, width)
    for link, route in zip(links, drawn, strict=True):
        _tie(sheet, link, route)
    for node in nodes:
        if text(node, "id") in places:
            _box(sheet, node, places[text(node, "id")])
    for link, route in zip(links, drawn, strict=True):
        _mark(sheet, route.mark, _line(link))
    _legend(sheet, nodes, links, foot)
    return sheet


def _known_links(data: Data) -> list[Data]:
    known = {text(node, "id") for node in entries(data, "nodes") if text(node, "group") in GROUPS}
    links = [link for link in entries(data, "links") if {text(link, "from"), text(link, "to")} <= known]
    return [link for link in links if text(link, "from") != text(link, "to")]


def _line(link: Data) -> Line:
    return LINES.get(text(link, "kind"), LINES["unknown"])


def _tie(sheet: Sheet, link: Data, route: Route) -> None:
    line = _line(link)
    strained = text(link, "strength") in ("weak", "strained")
    sheet.path(route.points, weight=line.weight, dash=line.dash, shade=MIDDLE if strained else BLACK)
    if line.arrow and len(route.points) > 3:
        _arrow(sheet, route.points[-3], route.points[-1])


def _arrow(sheet: Sheet, before: Point, tip: Point) -> None:
    across, down = tip[0] - before[0], tip[1] - before[1]
    long = hypot(across, down) or 1.0
    x, y = across / long, down / long
    back = (tip[0] - x * 3, tip[1] - y * 3)
    sheet.shape([tip, (back[0] - y * 1.3, back[1] + x * 1.3), (back[0] + y * 1.3, back[1] - x * 1.3)], fill=BLACK)


def _mark(sheet: Sheet, at: Point, line: Line) -> None:
    sheet.circle(at, 1.9, fill=WHITE, weight=0.2)
    sheet.text((at[0], at[1] + 0.95), line.letter, size=7.5, bold=True, anchor="middle")


def _frame(sheet: Sheet, group: str, corner: Point, across: float, down: float) -> None:
    radius = min(3.0, down / 3)
    if group == "child":
        sheet.box(corner, across, down, fill=WHITE, weight=1.0, radius=radius)
    elif group == "concern":
        sheet.box(corner, across, down, fill=PALE, weight=0.8)
        sheet.line((corner[0] + 1.2, corner[1] + 0.4), (corner[0] + 1.2, corner[1] + down - 0.4), weight=1.6)
    elif group == "family":
        sheet.box(corner, across, down, fill=WHITE, weight=0.3)
        sheet.box((corner[0] + 0.8, corner[1] + 0.8), across - 1.6, down - 1.6, weight=0.2)
    elif group == "place":
        sheet.box(corner, across, down, fill=WHITE, weight=0.35, dash=(1.5, 1.0))
    else:
        sheet.box(corner, across, down, fill=WHITE, weight=0.35, radius=radius if group == "peer" else 0)


def _box(sheet: Sheet, node: Data, at: Point) -> None:
    group = text(node, "group")
    _frame(sheet, group, (at[0] - BOX_ACROSS / 2, at[1] - BOX_DOWN / 2), BOX_ACROSS, BOX_DOWN)
    room, bold = BOX_ACROSS - 4.5, group in ("child", "concern")
    size = next(
        (s for s in (8.0, 7.5, 7.0, 6.5) if len(wrapped(sheet.face, text(node, "label"), s, room, bold=bold)) <= 2), 6.0
    )
    name = _at_most_three(wrapped(sheet.face, text(node, "label"), size, room, bold=bold))
    note = wrapped(sheet.face, text(node, "note"), 6.5, room)[: max(0, 3 - len(name))]
    step = 3.2
    top = at[1] - (len(name) + len(note)) * step / 2 + 2.4
    for number, line in enumerate(name):
        sheet.text((at[0], top + number * step), line, size=size, bold=bold, anchor="middle")
    for number, line in enumerate(note, start=len(name)):
        sheet.text((at[0], top + number * step), line, size=6.5, anchor="middle", shade=DARK)


def _at_most_three(lines: list[str]) -> list[str]:
    """What a box holds; dots where the table below says more."""
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2].rstrip()}…"]


def _legend_height(nodes: list[Data], links: list[Data]) -> float:
    return 3 + _LEGEND_ROW * (-(-len(_groups_of(nodes)) // 3) + -(-len(_kinds_of(links)) // 3))


def _groups_of(nodes: list[Data]) -> list[str]:
    return [group for group in GROUPS if any(text(node, "group") == group for node in nodes)]


def _kinds_of(links: list[Data]) -> list[str]:
    used = {text(link, "kind") for link in links}
    return [kind for kind in LINES if kind in used or (kind == "unknown" and used - LINES.keys())]


def _legend(sheet: Sheet, nodes: list[Data], links: list[Data], top: float) -> None:
    sheet.line((0, top), (sheet.width, top), weight=0.15, shade=MIDDLE)
    column = sheet.width / 3
    row = top + 3
    groups, kinds = _groups_of(nodes), _kinds_of(links)
    for number, group in enumerate(groups):
        x, y = column * (number % 3) + 1, row + _LEGEND_ROW * (number // 3)
        _frame(sheet, group, (x, y - 1.5), 9, 3.8)
        sheet.text((x + 12, y + 1.4), GROUPS[group], size=7.5)
    row += _LEGEND_ROW * -(-len(groups) // 3)
    for number, kind in enumerate(kinds):
        x, y = column * (number % 3) + 1, row + _LEGEND_ROW * (number // 3)
        line = LINES[kind]
        sheet.line((x, y + 0.5), (x + 15, y + 0.5), weight=line.weight, dash=line.dash)
        if line.arrow:
            _arrow(sheet, (x, y + 0.5), (x + 15, y + 0.5))
        _mark(sheet, (x + 6, y + 0.5), line)
        sheet.text((x + 18, y + 1.5), kind if kind != "unknown" else "not known", size=7.5)
