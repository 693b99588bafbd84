"""Whether a text names a child, a relative, a carer or a person of concern of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.case.model import CaseFile
from packgen.case.people import Child, Person

_SHORTEST = 3


def names_somebody(case: CaseFile, text: str) -> bool:
    """Whether any name, part of a name or alias stands in `text` as a word, with its capitals. In doubt: yes."""
    words = "|".join(re.escape(name) for name in sorted(set(_names(case)), key=len, reverse=True))
    return bool(words) and re.search(rf"(?<!\w)(?:{words})(?!\w)", text) is not None


def _names(case: CaseFile) -> Iterator[str]:
    """Names as given, and each part of a name: `Danielle Wrenfield-Croft` gives Danielle, Wrenfield and Croft too."""
    private = [person for person in case.people if person.group != "professional"]
    everybody: list[Child | Person] = [*case.children, *private]
    for who in everybody:
        yield who.name
        yield from who.aliases
        yield from (part for part in re.split(r"[\s-]+", who.name) if len(part) >= _SHORTEST and part[0].isupper())
    yield from (child.known_as for child in case.children if child.known_as)
