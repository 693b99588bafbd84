"""The typeface of drawn pictures.

The one that comes with packgen is first, so the same figure gives the same bytes on every machine; only a name that it
cannot set (it knows Western European letters) makes packgen look for a face of the machine.
"""

from __future__ import annotations

from collections.abc import Iterable

from packgen.fonts import Face, first_that_sets

__all__ = ["Face", "choose_face"]

_ORDER = ("Vera", "DejaVu", "Liberation", "Arial", "ArialMac")


def choose_face(texts: Iterable[str]) -> Face:
    """The first face that can set every character, else the one that misses fewest."""
    return first_that_sets(texts, _ORDER)
