"""The part of a meeting's record that belongs to one child: nothing that is about, or names, another child.

What a text is about is said by `about` in the case file; a text without it is taken to be about everybody, unless it
names another child or somebody of concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.case.meeting import Action, Decision
from packgen.case.people import Child
from packgen.case.values import FreeText
from packgen.documents.kind import MeetingWork
from packgen.documents.minutes_tables import decided

_SHORTEST = 3


def notes_for(work: MeetingWork, child: Child) -> Iterator[tuple[str, FreeText]]:
    """What was said, with the item it was said under."""
    for item in work.meeting.minutes.items if work.meeting.minutes else ():
        for words in item.notes:
            if may_stand(work, child, words):
                yield item.item, words


def decisions_for(work: MeetingWork, child: Child) -> list[tuple[Decision, str]]:
    """Decisions for this child, and those for no one child that name nobody else; each with its code."""
    return [(one, code) for one, code in decided(work) if not one.children or child.id in one.children]


def actions_for(work: MeetingWork, child: Child) -> list[Action]:
    """Actions about this child, and those about nobody in particular."""
    kept = [one for one in work.meeting.actions if one.dropped is None]
    return [one for one in kept if child.id in one.about or (not one.about and may_stand(work, child, one.what))]


def may_stand(work: MeetingWork, child: Child, words: FreeText | None) -> bool:
    """Whether a text may stand on this child's record."""
    if words is None or (words.about and child.id not in words.about):
        return False
    return not _names_another(work, child, words.text)


def _names_another(work: MeetingWork, child: Child, text: str) -> bool:
    case = work.whole.case
    others = [name for one in case.children if one.id != child.id for name in (one.name, one.known_as, *one.aliases)]
    others += [
        name for one in case.people if one.group in ("person_of_concern", "peer") for name in (one.name, *one.aliases)
    ]
    parts = {part for name in others if name for part in (name, *re.split(r"[\s-]+", name)) if len(part) >= _SHORTEST}
    own = {part for part in re.split(r"[\s-]+", f"{child.name} {child.known_as or ''}") if part}
    names = [re.escape(part) for part in parts - own if part[0].isupper()]
    return bool(names) and re.search(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", text) is not None
