"""The typeface of what packgen draws in a pack: cover, contents, stamps. Always embedded.

A face of the machine that looks like the papers themselves comes first, where it can set every character of the pack
(names are not only English).
"""

from __future__ import annotations

from collections.abc import Iterable

from packgen.fonts import Face, first_that_sets

__all__ = ["Face", "choose_face"]

_ORDER = ("Liberation", "Arial", "ArialMac", "DejaVu", "Vera")


def choose_face(texts: Iterable[str]) -> Face:
    """The first face of this machine that can set every character, else the one that misses fewest."""
    return first_that_sets(texts, _ORDER)
