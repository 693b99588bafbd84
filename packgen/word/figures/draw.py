"""Every kind of figure, by hand: a new kind is one module with a function that draws its data, and one line here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from packgen.content import Figure
from packgen.word.faults import RenderError
from packgen.word.figures import (
    ecomap,
    influence,
    missing_timeline,
    process_chart,
    rag_strip,
    rings,
    scales,
    symbols,
)
from packgen.word.figures.faces import Face, choose_face
from packgen.word.figures.reading import Data, all_texts
from packgen.word.figures.sheet import Sheet

Draw = Callable[[Data, float, Face], Sheet]

KINDS: dict[str, Draw] = {
    "ecomap": ecomap.draw,
    "missing_timeline": missing_timeline.draw,
    "scales": scales.draw,
    "contact_rings": rings.draw,
    "influence": influence.draw,
    "process_chart": process_chart.draw,
    "rag_strip": rag_strip.draw,
    "symbol": symbols.draw,
}


@dataclass(frozen=True)
class _Asked:
    """A figure that is the same as another of equal content."""

    content: str
    figure: Figure = field(compare=False)


def draw_figure(figure: Figure) -> bytes:
    """The PNG of a figure at 200 dpi and its own width; for `render`. Raises RenderError for what cannot be drawn."""
    content = json.dumps([figure.kind, figure.width_mm, figure.data], default=repr)
    return _drawn(_Asked(content, figure))


@lru_cache(maxsize=32)
def _drawn(asked: _Asked) -> bytes:
    """Each once: the chair's copy, the minutes and the plan show the same figures."""
    figure = asked.figure
    draw = KINDS.get(figure.kind)
    if draw is None:
        raise RenderError(f"There is no way to draw a picture of the kind {figure.kind!r}.", "Report this fault.")
    try:
        return draw(figure.data, figure.width_mm, choose_face(all_texts(figure.data))).png()
    except (ValueError, TypeError, LookupError) as error:
        message = f"The values of a picture ({figure.kind}) cannot be drawn."
        raise RenderError(message, "Report this: it is a fault of packgen, not of the template.") from error
