"""Rows of the table of decisions as proposals."""

from __future__ import annotations

import re

from packgen.builder.minutes.columns import ReadRow, Words, parts
from packgen.builder.minutes.names import Known, short_text
from packgen.builder.minutes.proposal import Proposal, RowError
from packgen.case.meeting import Decision
from packgen.case.reading.tree import Plain
from packgen.word.typed_text import as_markdown

_FOR, _INTERVIEWS, _RECORDED, _OWNER = "For:", "Part in interviews:", "Recorded as:", "Owner:"
_LABELS = (_FOR, _INTERVIEWS, _RECORDED, _OWNER)
_TAKEN_TO = "Taken to:"
_BY = re.compile(r"(?P<by>[^()]{2,150}?)(?: \((?P<agency>[^()]{1,140})\))?")


def new_decision(row: ReadRow, known: Known) -> Proposal:
    """A decision that was added. Raises RowError."""
    if not row.cells["Decision"]:
        raise RowError("it has a reason but no decision.", "Type the decision in the column Decision.")
    values = _decision(row.cells["Decision"], known)
    if row.cells["Reason"]:
        values["rationale"] = as_markdown(row.cells["Reason"])
    if dissent := _dissent(row.cells["Who disagreed, and why"], known):
        values["dissent"] = dissent
    return Proposal("decisions", None, values)


def changed_decision(
    place: int, row: ReadRow, our: ReadRow, decision: Decision, typed_dissent: list[Plain], known: Known
) -> Proposal:
    """What of a decision was typed over; `typed_dissent` is the dissent as the case file has it. Raises RowError."""
    values: dict[str, Plain] = {}
    clear: list[str] = []
    cell, had = row.cells["Decision"], our.cells["Decision"]
    if cell != had:
        values, clear = _changed(cell, had, decision, known)
    if row.cells["Reason"] != our.cells["Reason"]:
        if row.cells["Reason"]:
            values["rationale"] = as_markdown(row.cells["Reason"])
        else:
            clear.append("rationale")
    dissent, before = row.cells["Who disagreed, and why"], our.cells["Who disagreed, and why"]
    if dissent != before:
        now = _kept(_dissent(dissent, known), _dissent(before, known), typed_dissent)
        if now:
            values["dissent"] = now
        else:
            clear.append("dissent")
    return Proposal("decisions", place + 1, values, tuple(clear))


def _decision(paragraphs: Words, known: Known) -> dict[str, Plain]:
    first, *text = parts(paragraphs, _LABELS)[""] or [""]
    values: dict[str, Plain] = {"decision": known.decision(first)}
    if text:
        values["text"] = as_markdown(text)
    return values | _labelled(parts(paragraphs, _LABELS), known)


def _labelled(found: dict[str, Words], known: Known) -> dict[str, Plain]:
    values: dict[str, Plain] = {}
    if words := found.get(_FOR):
        values["children"] = known.children(", ".join(words))
    if words := found.get(_INTERVIEWS):
        values["social_worker_in_interviews"] = as_markdown(words)
    if words := found.get(_RECORDED):
        values["destination"] = known.destination(" ".join(words))
    if words := found.get(_OWNER):
        owner = known.owner(" ".join(words))
        if "owner_name" in owner:
            hint = "Type somebody under `people` in the case file, or a role."
            raise RowError(f"{words[0][:60]} is not under the people of the case and cannot own a decision.", hint)
        values |= owner
    return values


def _changed(cell: Words, had: Words, decision: Decision, known: Known) -> tuple[dict[str, Plain], list[str]]:
    """The parts that differ; what was not touched is not read, so it cannot be misread."""
    now, before = parts(cell, _LABELS), parts(had, _LABELS)
    values: dict[str, Plain] = {}
    clear: list[str] = []
    name, old = (now[""] or ("",))[0], (before[""] or ("",))[0]
    if name != old:
        values["decision"] = known.decision(name)
    if now[""][1:] != before[""][1:]:
        text = as_markdown(now[""][1:])
        values |= {"text": text} if text else {}
        clear += [] if text else ["text"]
    values |= _labelled({label: words for label, words in now.items() if label and words != before.get(label)}, known)
    fields = {_FOR: "children", _INTERVIEWS: "social_worker_in_interviews", _RECORDED: "destination"}
    clear += [field for label, field in fields.items() if before.get(label) and not now.get(label)]
    if now.get(_OWNER) != before.get(_OWNER):
        clear += [key for key in ("owner", "owner_role") if getattr(decision, key) and key not in values]
    return values, clear


def _dissent(paragraphs: Words, known: Known) -> list[Plain]:
    """Who, the reason, and `Taken to:`; the next one begins after that, or with the name of somebody known."""
    groups: list[list[str]] = []
    for paragraph in paragraphs:
        ended = groups and groups[-1][-1].casefold().startswith(_TAKEN_TO.casefold())
        if not groups or ended or (len(groups[-1]) > 1 and _is_known(paragraph, known)):
            groups.append([])
        groups[-1].append(paragraph)
    return [_one_dissent(group) for group in groups]


def _is_known(paragraph: str, known: Known) -> bool:
    name = paragraph.split(" (", maxsplit=1)[0]
    names = {one.name for one in known.attendees} | {one.label for one in known.attendees} | set(known.typed)
    return name in names or bool(known.ids_of(name))


def _one_dissent(group: list[str]) -> dict[str, Plain]:
    who, *rest = group
    found = _BY.fullmatch(who)
    said = parts(rest, (_TAKEN_TO,))
    if found is None or not said[""]:
        hint = "Type who in one paragraph, as Name (agency), and the reason in the next."
        raise RowError("who disagreed, and why, cannot be told apart.", hint)
    values: dict[str, Plain] = {"by": found["by"].strip()}
    if found["agency"]:
        values["agency"] = found["agency"].strip()
    values["reason"] = as_markdown(said[""])
    if said.get(_TAKEN_TO):
        values["escalated_to"] = short_text(said[_TAKEN_TO])
    return values


def _kept(now: list[Plain], before: list[Plain], typed: list[Plain]) -> list[Plain]:
    """Each dissent that was not touched as the case file has it, with all that the paper does not print."""
    whole = len(before) == len(typed)
    return [typed[before.index(one)] if whole and one in before else one for one in now]
