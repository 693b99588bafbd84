"""What the case file says already, in whatever words it was typed: it is not proposed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from packgen.builder.minutes.columns import ReadRow, parts
from packgen.builder.minutes.names import Known
from packgen.builder.minutes.proposal import Proposal, RowError
from packgen.case.editing.change import tidy
from packgen.case.meeting import Meeting
from packgen.case.reading.tree import Plain
from packgen.case.values import FreeText, Part
from packgen.word.typed_text import bare, printed, same_words


def without_what_is_so(proposal: Proposal, meeting: Meeting) -> Proposal:
    """The proposal without values that the entry of the case has already, and without emptying what is empty."""
    entry = _entry(proposal, meeting)
    if entry is None:
        return proposal
    values = {key: value for key, value in proposal.values.items() if not _is_so(getattr(entry, key, None), value)}
    clear = tuple(key for key in proposal.clear if getattr(entry, key, None))
    return replace(proposal, values=values, clear=clear)


def _entry(proposal: Proposal, meeting: Meeting) -> Part | None:
    if proposal.table == "next_meeting":
        return meeting.minutes
    if proposal.number is None:
        return None
    decided = meeting.minutes.decisions if meeting.minutes else ()
    lists = {"attendance": meeting.invitees, "decisions": decided, "actions": meeting.actions}
    return lists[proposal.table][proposal.number - 1]


def _is_so(has: object, value: Plain) -> bool:
    if isinstance(has, FreeText):
        return isinstance(value, str) and same_words(printed(has.text), printed(value))
    if isinstance(has, tuple) and isinstance(value, list):
        return len(has) == len(value) and all(_is_so(one, other) for one, other in zip(has, value, strict=True))
    if isinstance(has, Part):
        said = {key for key in type(has).model_fields if getattr(has, key)}
        known = tidy(value)
        return isinstance(known, dict) and said == set(known) and all(_is_so(getattr(has, k), known[k]) for k in said)
    return has is not None and _spelt(has) == value


def _spelt(has: object) -> str:
    if isinstance(has, bool):
        return "yes" if has else "no"
    if isinstance(has, datetime):
        return has.strftime("%Y-%m-%d %H:%M")
    return has.isoformat() if isinstance(has, date) else str(has)


def sense_of(table: str, known: Known) -> Callable[[ReadRow], object]:
    """What a row of a table is about, so that it is known again in other words; None where nothing says so."""
    return {"actions": _action, "attendance": _attendee}.get(table, lambda row: _decision(row, known))


def _action(row: ReadRow) -> object:
    text = parts(row.cells["Action"], ("The family may be told:", "Progress:", "No longer needed:"))[""]
    return tuple(bare(paragraph) for paragraph in text) or None


def _attendee(row: ReadRow) -> object:
    return row.cells["Name"] or None


def _decision(row: ReadRow, known: Known) -> object:
    name, *text = parts(row.cells["Decision"], ("For:", "Part in interviews:", "Recorded as:", "Owner:"))[""] or ("",)
    try:
        code = known.decision(name)
    except RowError:
        code = name
    return (code, *(bare(paragraph) for paragraph in text)) if name else None
