"""Keys of rows in the tables that come back from Word: they say nothing, and name the same row on the next build.

Staff add, move and delete rows of the minutes in Word or LibreOffice. A row keeps its key in a bookmark and in a
content control (docs/decisions/0020-tagged-tables.md); whoever reads the minutes works out the keys of the case again
and compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from packgen.case.meeting import Action, Decision, Meeting
from packgen.case.model import CaseFile
from packgen.guidance.assessment import Attendee

ATTENDANCE, DECISIONS, ACTIONS, NEXT_MEETING = "attendance", "decisions", "actions", "next_meeting"


def attendance_keys(case: CaseFile, meeting: Meeting, attendees: Iterable[Attendee]) -> list[str]:
    """A key for each attendee, in order: by role and person, so that a name or a reply may be filled in later."""
    return _keys(case, meeting, "attendance", [f"{one.role}|{one.person or ''}" for one in attendees])


def decision_keys(case: CaseFile, meeting: Meeting, decisions: Iterable[Decision]) -> list[str]:
    """A key for each decision, in order: by its code and the children it is for."""
    return _keys(case, meeting, "decision", [f"{one.decision}|{','.join(one.children)}" for one in decisions])


def action_keys(case: CaseFile, meeting: Meeting, actions: Iterable[Action]) -> list[str]:
    """A key for each action, in order: by its id, else by its words."""
    return _keys(case, meeting, "action", [one.id or one.what.text for one in actions])


def child_key(case: CaseFile, child: str) -> str:
    """Six hex digits that stand for a child in file names, the same whatever the order of children in the file."""
    return _hash(case, "child", child)[:6]


def _keys(case: CaseFile, meeting: Meeting, table: str, identities: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for identity in identities:
        seen[identity] += 1
        keys.append(_hash(case, meeting.id, table, identity, str(seen[identity])))
    return keys


def _hash(case: CaseFile, *words: str) -> str:
    key = case.case.reference.encode("utf-8")[:64]
    return blake2b("\x1f".join(words).encode("utf-8"), digest_size=6, key=key).hexdigest()
