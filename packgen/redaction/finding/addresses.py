"""Addresses in other words: short forms of streets, and what of an address stands beside a part that was found.

A house number, a `Vw` or a town left standing beside a box would tell most of an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SHORT_FORMS = {
    "Avenue": ("Ave", "Av"),
    "Buildings": ("Bldgs",),
    "Close": ("Cl", "Cls"),
    "Court": ("Ct", "Crt"),
    "Crescent": ("Cres", "Cresc", "Cr"),
    "Drive": ("Dr", "Drv"),
    "Gardens": ("Gdns", "Gdn"),
    "Green": ("Grn",),
    "Grove": ("Gr", "Grv"),
    "Hill": ("Hl",),
    "Lane": ("Ln", "La"),
    "Mews": ("Mws",),
    "Parade": ("Pde",),
    "Park": ("Pk",),
    "Place": ("Pl",),
    "Road": ("Rd",),
    "Square": ("Sq",),
    "Street": ("St", "Str"),
    "Terrace": ("Terr", "Ter", "Tce"),
    "View": ("Vw",),
    "Walk": ("Wlk",),
    "Way": ("Wy",),
}
_OTHERS = ("Croft", "Hey", "Mead", "Quay", "Rise", "Row", "Vale", "Wharf")
_ALIKE = tuple((full, *short) for full, short in _SHORT_FORMS.items())
#: Every way to call a street, as alternatives of a pattern.
STREETS = "|".join(sorted((*_OTHERS, *(one for alike in _ALIKE for one in alike)), key=len, reverse=True))
_TYPE = re.compile(rf"(?:{STREETS})\.?\Z", re.IGNORECASE)
_GAP = r"[ \t\n\xa0]{1,2}"
_FLAT = rf"(?:\b(?:Flat|Flt|Apt|Apartment|Unit|Room|Block)\.?[ \xa0]?\w{{1,4}},?{_GAP})"
_HOUSE = r"(?:\b(?:no\.?|nr\.?|number|house)[ \xa0]?)?\b(?!(?:19|20)\d\d\b)\d{1,4}[A-Za-z]?,?"
_NUMBER = rf"{_HOUSE}(?:{_GAP}(?:in|on|of|at))?{_GAP}"
_BEFORE_A_NUMBER = re.compile(rf"{_FLAT}\Z", re.IGNORECASE)
_BEFORE_A_STREET = re.compile(rf"(?:{_FLAT}?{_NUMBER}|{_FLAT})\Z", re.IGNORECASE)
_FAR = 40


def other_spellings(line: str) -> Iterator[str]:
    """A line of an address with its kind of street in every long and short form (View, Vw)."""
    words = line.split()
    kind = words[-1].removesuffix(".").casefold() if words else ""
    for alike in _ALIKE:
        if kind in (one.casefold() for one in alike):
            yield from (" ".join([*words[:-1], one]) for one in alike if one.casefold() != kind)


class Surroundings:
    """What stands beside a part of one person's addresses, given as typed with commas between their lines."""

    def __init__(self, addresses: Iterable[str]) -> None:
        lines = [line.strip() for address in addresses for line in address.split(",")]
        towns = sorted({re.escape(line) for line in lines if line and not any(map(str.isdigit, line))}, key=len)
        kind = rf"(?P<kind>{_GAP}(?:{STREETS})\b\.?)?"
        self._after = re.compile(
            kind + (rf"(?:,?{_GAP}(?:{'|'.join(towns[::-1])})\b)*" if towns else ""), re.IGNORECASE
        )
        self._towns = re.compile("|".join(towns[::-1]) or r"(?!)", re.IGNORECASE)

    def widened(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Offsets with the house number and flat before them, and the kind of street and the town behind them."""
        found = text[start:end]
        if self._towns.fullmatch(found):
            return start, end
        before = (_BEFORE_A_NUMBER if found[:1].isdigit() else _BEFORE_A_STREET).search(
            text[max(start - _FAR, 0) : start]
        )
        after = self._after.match(text, end)
        if after is not None and after["kind"] and _TYPE.search(found.split()[-1]):
            after = None
        return start - len(before.group()) if before else start, after.end() if after else end
