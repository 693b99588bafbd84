"""What a model allows at a place: which keys, and which of them a mistyped key was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from packgen.errors import KeyPath

_OFTEN_TYPED = {
    "dob": "date_of_birth",
    "born": "date_of_birth",
    "birthday": "date_of_birth",
    "nickname": "aliases",
    "nicknames": "aliases",
    "alias": "aliases",
    "aka": "aliases",
    "preferred_name": "known_as",
    "full_name": "name",
    "surname": "name",
    "tel": "phone",
    "telephone": "phone",
    "mobile": "phone",
    "mail": "email",
    "e_mail": "email",
    "nhs": "nhs_number",
    "ref": "reference",
    "case_reference": "reference",
    "sw": "social_worker",
    "iro": "independent_reviewing_officer",
    "time": "start",
    "start_time": "start",
    "end_time": "end",
    "location": "venue",
    "meeting_type": "type",
    "attendees": "invitees",
    "invited": "invitees",
    "deadline": "due",
    "organisation": "agency",
    "harm": "harm_types",
    "missing": "missing_episodes",
    "safety_plan": "child_safety_plans",
    "risk_plan": "risk_management_plans",
}


def model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """The model that stands at `path` under `model`; None where a plain value or nothing stands there."""
    here: Any = model
    for key in path:
        here = _below(here, key)
    return _model_in(here)


def _below(annotation: Any, key: str | int) -> Any:
    if isinstance(key, int):
        return next((args[0] for args in _containers(annotation, tuple)), None)
    found = _model_in(annotation)
    field = found.model_fields.get(key) if found else None
    return field.annotation if field else None


def _alternatives(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        return _alternatives(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [kind for part in get_args(annotation) for kind in _alternatives(part)]
    return [annotation]


def _containers(annotation: Any, kind: type) -> list[tuple[Any, ...]]:
    return [get_args(part) for part in _alternatives(annotation) if get_origin(part) is kind]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    for part in _alternatives(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def meant(key: str, fields: Iterable[str]) -> str | None:
    """The field that a mistyped key was meant to be, or None when none is near."""
    known = list(fields)
    plain = re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_")
    if plain in known:
        return plain
    usual = _OFTEN_TYPED.get(plain)
    if usual in known:
        return usual
    near = get_close_matches(plain, known, 1, 0.72)
    return near[0] if near else None


def nearest_word(word: str, words: Iterable[str]) -> str | None:
    """The word that `word` was probably meant to be, letter case aside, or None."""
    by_small = {known.lower(): known for known in words}
    near = get_close_matches(word.lower(), list(by_small), 1, 0.7)
    return by_small[near[0]] if near else None
