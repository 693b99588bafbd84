"""Values of a plan as lines that a paper prints: text, lists, answers, frequencies, people behind ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from packgen.case.meeting import Action
from packgen.case.model import CaseFile
from packgen.case.plans import AnswerWithReason, Frequency
from packgen.case.values import FreeText
from packgen.documents.blocks import Values, days_overdue, name_of, person_by_id, person_line
from packgen.documents.british import capitalised, listed, readable, short_date
from packgen.documents.passages import Passages

_NO_WORDS: Mapping[str, str] = MappingProxyType({})
RAG_WORDS = {"red": "R: off track", "amber": "A: at risk", "green": "G: on track", "blue": "B: done"}


def lines_of(  # noqa: PLR0911  (a table of types)
    value: object, case: CaseFile, passages: Passages, roles: Mapping[str, str] = _NO_WORDS
) -> list[object]:
    """What a field of a plan prints, one entry a paragraph; empty where nothing is known. `roles`: roles in words.

    Raises TypeError for a field whose type no paper knows how to print.
    """
    match value:
        case None:
            return []
        case FreeText():
            return [passages.words(value)]
        case AnswerWithReason():
            return ["Yes." if value.answer else "No.", *lines_of(value.reason, case, passages)]
        case Frequency():
            return _frequency(value, case, passages)
        case date():
            return [short_date(value)]
        case str():
            return [capitalised(_person_or_words(value, case, roles))]
        case tuple() if all(isinstance(item, str) for item in value):
            return [_series([_person_or_words(item, case, roles) for item in value])] if value else []
        case tuple():
            return [line for item in value for line in lines_of(item, case, passages, roles)]
    raise TypeError(f"a plan's paper cannot print {type(value).__name__}")


def _frequency(value: Frequency, case: CaseFile, passages: Passages) -> list[object]:
    lines: list[object] = [f"Meetings are held {frequency_words(value.interval)}."]
    lines += lines_of(value.reason, case, passages)
    if value.partners_consulted is not None:
        lines.append("Partners were asked." if value.partners_consulted else "Partners have not been asked yet.")
    return lines


def frequency_words(interval: str) -> str:
    """`six_weekly` -> `every six weeks`; other words as they stand."""
    return {"six_weekly": "every six weeks", "weekly": "every week", "fortnightly": "every two weeks"}.get(
        interval, readable(interval) or ""
    )


def _person_or_words(value: str, case: CaseFile, roles: Mapping[str, str]) -> str:
    person = person_by_id(case, value)
    return (person_line(person) if person else name_of(case, value)) or roles.get(value) or readable(value) or value


def _series(words: Sequence[str]) -> str:
    """`A, b and c.`; set apart by semicolons where one of them has a comma of its own."""
    if any("," in word for word in words):
        return f"{capitalised('; '.join(words))}."
    return f"{capitalised(listed(words))}."


def owner_of(action: Action, case: CaseFile) -> str | None:
    """Who does it: the person's name, the name as typed, or the role."""
    return name_of(case, action.owner) or action.owner_name or readable(action.owner_role)


def agency_of(action: Action, case: CaseFile) -> str:
    """The agency that an action belongs to: as typed, else its owner's, else "Others"."""
    owner = person_by_id(case, action.owner)
    return action.agency or (owner.agency if owner else None) or "Others"


def action_row(action: Action, case: CaseFile, passages: Passages, at: date) -> Values:
    """An action as a table prints one; overdue days count to `at`, never to today."""
    rag = "blue" if action.done_on else (action.rag or "").lower()
    overdue = days_overdue(action.due, action.done_on, at)
    return {
        "what": passages.words(action.what, about=action.about),
        "agency": agency_of(action, case),
        "owner": owner_of(action, case),
        "due": action.due,
        "done": action.done_on,
        "overdue": f"{overdue} day{'' if overdue == 1 else 's'} overdue" if overdue else "",
        "progress": passages.words(action.progress, about=action.about),
        "has_progress": action.progress is not None,
        "rag": rag if rag in RAG_WORDS else "",
        "rag_words": RAG_WORDS.get(rag, "not yet rated"),
    }


def by_agency(actions: tuple[Action, ...], case: CaseFile, passages: Passages, at: date) -> list[Values]:
    """Actions grouped by agency, in the order in which agencies first appear."""
    groups: dict[str, list[Values]] = {}
    for action in actions:
        groups.setdefault(agency_of(action, case), []).append(action_row(action, case, passages, at))
    return [{"agency": agency, "actions": rows} for agency, rows in groups.items()]
