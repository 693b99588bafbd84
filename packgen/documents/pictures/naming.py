"""What a picture calls people: by name, or by initials where a paper goes to readers who need no names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_DESCRIPTION = re.compile(r"((?:A|An|The)(?: (?!using |called |known |named )[a-z][\w'-]*)+)")


def labels(names: Sequence[tuple[str, str]], *, named: bool) -> Mapping[str, str]:
    """Label by id, from (id, name) pairs. Equal initials are told apart by a number."""
    if named:
        return dict(names)
    short = {one: initials(name) for one, name in names}
    shared = {letters for letters, count in Counter(short.values()).items() if count > 1}
    seen: Counter[str] = Counter()
    found = {}
    for one, letters in short.items():
        seen[letters] += 1
        found[one] = f"{letters} ({seen[letters]})" if letters in shared else letters
    return found


def initials(name: str) -> str:
    """`Toby Wren-Field` -> `T.W.`; what is no name but a description (`The underpass group`, `A man called Inky`)
    stays as far as it names nobody."""
    described = _DESCRIPTION.match(name)
    if described:
        return described[1].strip()
    return "".join(f"{part[0].upper()}." for part in name.split())
