"""Ids: each stands for one thing only, and whatever refers to one finds it, and finds the right kind of thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from packgen.case.checks.finding import Finding, parts
from packgen.case.explain.shape import nearest_word
from packgen.case.model import CaseFile
from packgen.case.values import Identifier
from packgen.errors import KeyPath

_KINDS = {"children": "a child", "people": "a person", "places": "a place", "meetings": "a meeting"}
_CHILD, _PERSON, _PLACE, _MEETING = {"children"}, {"children", "people"}, {"places"}, {"meetings"}
_ANYTHING = {"children", "people", "places"}
_ELSEWHERE = {"contact"}  # ids of the address book
_WANTED: Mapping[str, set[str]] = {
    "child": _CHILD,
    "children": _CHILD,
    "related_to": _CHILD,
    "school": _PLACE,
    "place": _PLACE,
    "venue": _PLACE,
    "subject_place": _PLACE,
    "meeting": _MEETING,
    "sources": _ANYTHING,
    "subject": _ANYTHING,
    "between": _ANYTHING,
    "about": _ANYTHING,
}


def check_identifiers(case: CaseFile, typed_ids: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Ids given twice, and references to ids that are nowhere or that stand for another kind of thing."""
    yield from check_unique(
        [((group, number, "id"), thing.id) for group in _KINDS for number, thing in enumerate(getattr(case, group))]
    )
    for number, meeting in enumerate(case.meetings):
        actions = enumerate(meeting.actions)
        yield from check_unique([(("meetings", number, "actions", n, "id"), a.id) for n, a in actions if a.id])
    kind_of = {thing.id: group for group in _KINDS for thing in getattr(case, group)}
    names = {
        thing.name.lower(): thing.id for group in ("children", "people", "places") for thing in getattr(case, group)
    }
    for path, model in parts(case):
        for field in _reference_fields(type(model)):
            for place, word in _words(getattr(model, field), (*path, field)):
                if word not in kind_of and word in typed_ids:
                    continue
                finding = _judged(place, word, _WANTED.get(field, _PERSON), kind_of, names)
                if finding:
                    yield finding


def check_unique(typed: Iterable[tuple[KeyPath, str]]) -> Iterator[Finding]:
    """A finding for each id that was already given, letter case aside."""
    seen: dict[str, KeyPath] = {}
    for path, word in typed:
        first = seen.setdefault(word.lower(), path)
        if first != path:
            what = f"{first[0]} {int(first[1]) + 1}"
            hint = "Give one of them another id, and use it wherever that one is meant."
            yield Finding(path, f"The id “{word}” is already that of {what}.", hint)


def _words(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        yield from (((*path, position), item) for position, item in enumerate(value))


def _judged(
    path: KeyPath, word: str, wanted: set[str], kind_of: Mapping[str, str], names: Mapping[str, str]
) -> Finding | None:
    kind = kind_of.get(word)
    if kind in wanted:
        return None
    expected = " or ".join(_KINDS[group] for group in _KINDS if group in wanted)
    if kind:
        return Finding(path, f"“{word}” is {_KINDS[kind]}; the id of {expected} belongs here.", "Type that id.")
    fitting = [known for known, group in kind_of.items() if group in wanted]
    guess = names.get(word.lower()) or nearest_word(word, fitting)
    where = " or ".join(f"`{group}:`" for group in _KINDS if group in wanted)
    hint = f"Did you mean “{guess}”?" if guess else f"Add {expected} with this id under {where}, or type another id."
    return Finding(path, f"Nothing in this file has the id “{word}”.", hint)


def groups_wanted(field: str) -> frozenset[str]:
    """The lists of a case file (children, people, places, meetings) whose ids a field of this name may hold."""
    return frozenset(_WANTED.get(field, _PERSON))


@cache
def _reference_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that hold the id of something else."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(name for name, hint in hints.items() if name not in {"id", *_ELSEWHERE} and _holds_id(hint))


def _holds_id(hint: Any) -> bool:
    return bool(hint == Identifier) or any(_holds_id(part) for part in get_args(hint) if not isinstance(part, str))
