"""What the guidance wants known, sorted by the paper that prints it."""

from __future__ import annotations

from packgen.documents.blocks import Values, rule_ids
from packgen.documents.kind import MeetingWork


def notes_for(work: MeetingWork, *places: str) -> list[Values]:
    """The notes for these papers (crib, header, record, letter, agenda, plan), each with the rules behind it."""
    found = {note.text: note for note in work.assessment.notes if note.where in places}
    return [{"text": note.text, "rules": rule_ids(note.rules)} for note in found.values()]


def other_meetings(work: MeetingWork) -> list[Values]:
    """Other types of meeting that the facts of the case ask for, and why."""
    return [
        {"label": route.label, "reason": route.reason, "rules": rule_ids(route.rules)}
        for route in work.assessment.routes
        if route.asks_for != work.assessment.type
    ]
