"""Rows of the table of actions as proposals."""

from __future__ import annotations

from packgen.builder.minutes.columns import ReadRow, Words, parts
from packgen.builder.minutes.names import Known, day, due
from packgen.builder.minutes.proposal import Proposal, RowError
from packgen.case.meeting import Action
from packgen.case.reading.tree import Plain
from packgen.word.typed_text import as_markdown

_LABELS = {
    "": "what",
    "The family may be told:": "share_with_family",
    "Progress:": "progress",
    "No longer needed:": "dropped",
}
_OWNERS = ("owner", "owner_name", "owner_role")


def new_action(row: ReadRow, known: Known) -> Proposal:
    """An action that was added. Raises RowError."""
    values = _texts(row.cells["Action"])
    if "what" not in values:
        raise RowError("it has an owner or a date but no action.", "Type what is to be done in the column Action.")
    if row.cells["Owner"]:
        values |= _owner(row.cells["Owner"], known)
    if row.cells["Due"]:
        values |= due(" ".join(row.cells["Due"]))
    if row.cells["Done"]:
        values["done_on"] = day(" ".join(row.cells["Done"]), "the day it was done,")
    return Proposal("actions", None, values)


def changed_action(place: int, row: ReadRow, our: ReadRow, action: Action, known: Known) -> Proposal:
    """What of an action was typed over. Raises RowError."""
    values: dict[str, Plain] = {}
    clear: list[str] = []
    for heading, change in (("Action", _changed_texts), ("Owner", None), ("Due", None), ("Done", None)):
        typed, had = row.cells[heading], our.cells[heading]
        if typed == had:
            continue
        if change is not None:
            new, emptied = change(typed, had)
        else:
            new, emptied = _changed_cell(heading, typed, action, known)
        values |= new
        clear += emptied
    return Proposal("actions", place + 1, values, tuple(clear))


def _changed_texts(typed: Words, had: Words) -> tuple[dict[str, Plain], list[str]]:
    now, before = _texts(typed), _texts(had)
    if "what" not in now:
        raise RowError("the action itself was deleted.", "Delete the whole row, or type what is to be done.")
    changed = {key: value for key, value in now.items() if before.get(key) != value}
    return changed, [key for key in before if key not in now]


def _changed_cell(heading: str, typed: Words, action: Action, known: Known) -> tuple[dict[str, Plain], list[str]]:
    if heading == "Owner":
        values = _owner(typed, known) if typed else {}
        old = [key for key in (*_OWNERS, "agency") if getattr(action, key) and key not in values]
        return {key: value for key, value in values.items() if getattr(action, key) != value}, old
    if heading == "Due":
        values = due(" ".join(typed)) if typed else {}
        old = [key for key in ("due", "immediate") if getattr(action, key) and key not in values]
        return {key: value for key, value in values.items() if not _same(action, key, value)}, old
    if not typed:
        return {}, ["done_on"]
    return {"done_on": day(" ".join(typed), "the day it was done,")}, []


def _same(action: Action, key: str, value: Plain) -> bool:
    return action.immediate if key == "immediate" else str(action.due) == value


def _texts(paragraphs: Words) -> dict[str, Plain]:
    found = parts(paragraphs, [label for label in _LABELS if label])
    return {_LABELS[label]: as_markdown(words) for label, words in found.items() if words}


def _owner(paragraphs: Words, known: Known) -> dict[str, Plain]:
    if len(paragraphs) > 2:
        raise RowError(
            "more than a name and an agency stand in Owner.", "One row has one owner; add a row for another."
        )
    return known.owner(paragraphs[0]) | ({"agency": paragraphs[1]} if len(paragraphs) == 2 else {})
