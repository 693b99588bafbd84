"""What fits on the chair's one page: long lists are told shorter, and reminders give way to what must be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from packgen.documents.attendance import with_deputy
from packgen.documents.blocks import Values
from packgen.guidance.assessment import Attendee

# Measured on the template: 9.5 pt Arial in its right-hand column, rows between the title and the foot of A4.
_CHARACTERS_IN_A_LINE = 78
_LINES_ON_THE_PAGE = 58
_NAMED_WITH_ROLES = 10


def coming(people: Sequence[Attendee]) -> list[str]:
    """Each with their role; where many come, by agency: `Youth Justice Service: Priti Hallam`."""
    if len(people) <= _NAMED_WITH_ROLES:
        return [with_deputy(one) for one in people]
    by_agency: dict[str, list[str]] = {}
    for one in people:
        name = f"{one.deputy} (for {one.name or one.label})" if one.deputy else one.name or one.label
        by_agency.setdefault(one.agency or one.label, []).append(name)
    return [f"{agency}: {', '.join(names)}" if names != [agency] else agency for agency, names in by_agency.items()]


def reminders(notes: Sequence[Values], beside: Iterable[str]) -> Values:
    """`texts` of the notes that still fit below the paragraphs `beside` them; of the rest, the `rules` alone."""
    room = _LINES_ON_THE_PAGE - sum(map(_lines, beside))
    fitting: list[str] = []
    for note in notes:
        if _lines(" ".join([*fitting, str(note["text"])])) > room:
            break
        fitting.append(str(note["text"]))
    return {"texts": fitting, "rules": ", ".join(str(note["rules"]) for note in notes[len(fitting) :] if note["rules"])}


def _lines(text: str) -> int:
    return ceil(len(text) / _CHARACTERS_IN_A_LINE)
