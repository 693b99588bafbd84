"""What the words of an opened page stand on: its rules, the rings around words, and signs and gaps beside the lines."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.redaction.pdf.asides import Aside
from packgen.redaction.pdf.layout import PageGround
from packgen.redaction.pdf.model import Box
from packgen.redaction.pdf.scene import Scene
from packgen.redaction.pdf.things import Kind, clusters, is_fill

_TOGETHER = 2.0


def ground_of(scene: Scene) -> PageGround:
    """The ground of a page. Rings around words count among its rules; other signs may stand beside a line."""
    things = scene.things.found
    signs = {number: thing for number, thing in enumerate(things) if thing.kind is Kind.SIGN}
    inks = [one.ink for one in scene.characters if not one.text.isspace()]
    rings = {n for n, sign in signs.items() if not is_fill(sign) and any(_holds(sign.box, ink) for ink in inks)}
    rules = {n: thing.box for n, thing in enumerate(things) if n in rings or thing.kind in (Kind.RULE, Kind.MARK)}
    loose = [(number, sign.box) for number, sign in signs.items() if number not in rings]
    asides = [Aside(tuple(own), _around([things[n].box for n in own])) for own in clusters(loose, _TOGETHER)]
    asides += [Aside(one.things, one.box) for one in scene.withheld]
    outlines = frozenset(number for number in rules if not is_fill(things[number]))
    return PageGround((scene.width, scene.height), rules, scene.tainted, outlines, tuple(asides))


def _holds(ring: Box, ink: Box) -> bool:
    across, down = (ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2
    return ring.left < across < ring.right and ring.top < down < ring.bottom


def _around(boxes: Sequence[Box]) -> Box:
    box = boxes[0]
    for other in boxes[1:]:
        box = box.joined(other)
    return box
