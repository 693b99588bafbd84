"""Every part of the case schema as the form asks for it: kinds of answer, words, hints, what is asked first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from packgen.builder.form.words import choices_of, suggestions_of
from packgen.case.checks.identifiers import groups_wanted
from packgen.case.descriptions import descriptions_of
from packgen.case.model import CaseFile
from packgen.case.values import ClockTime, Count, Day, Identifier, Moment, Reference, ShortText, Text, Words, YesNo
from packgen.guidance.profile import Profile

_KINDS = (
    (YesNo, "yesno"),
    (Day, "day"),
    (ClockTime, "time"),
    (Moment, "moment"),
    (Count, "count"),
    (Words, "words"),
    (Identifier, "id"),
    (Reference, "reference"),
    (ShortText, "text"),
    (Text, "long"),
)
_OF_THE_ADDRESS_BOOK = "contact"
_HOW_TO_TYPE = {
    "day": "Such as 14/03/2025.",
    "time": "Such as 2.30pm.",
    "moment": "Date and time, such as 14/03/2025 4.30pm.",
    "texts": "One to a line.",
}
Spec = dict[str, Any]


def parts_of(overlay: Mapping[str, Any], profile: Profile) -> dict[str, Spec]:
    """Each part of the schema by its name: its fields, what is asked first, what titles an entry.

    `overlay` is data/fields.yaml. Pure.
    """
    return {model.__name__: _part(model, overlay, profile) for model in models(CaseFile)}


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """`model` and every model that stands in one of its fields, each once. Texts with `about` are values, not parts."""
    waiting, seen = [model], {model}
    while waiting:
        here = waiting.pop()
        yield here
        hints = get_type_hints(here, include_extras=True)
        found = [part for hint in hints.values() if (part := _below(hint)[2]) is not None]
        waiting += [part for part in dict.fromkeys(found) if part not in seen]
        seen.update(found)


def _part(model: type[BaseModel], overlay: Mapping[str, Any], profile: Profile) -> Spec:
    hints = get_type_hints(model, include_extras=True)
    told = overlay["parts"].get(model.__name__, {})
    fields = {
        key: _field(model.__name__, key, hints[key], field, _told(model, key, overlay), profile)
        for key, field in model.model_fields.items()
    }
    main = told.get("main") or list(fields)
    return {
        "fields": {key: fields[key] for key in dict.fromkeys([*main, *fields])},
        "main": main,
        "wanted": told.get("wanted", []),
        "title": told.get("title", []),
    }


def _told(model: type[BaseModel], key: str, overlay: Mapping[str, Any]) -> dict[str, Any]:
    """What the overlay says of a key, beside the schema's own description."""
    return {"description": descriptions_of(model).get(key), **overlay["keys"].get(f"{model.__name__}.{key}", {})}


def _field(part: str, key: str, hint: Any, field: FieldInfo, told: Mapping[str, Any], profile: Profile) -> Spec:
    kind, many, model = _below(hint)
    spec: Spec = {"kind": kind, "label": told.get("label") or _label(key)}
    if many:
        spec["many"] = True
    if model is not None:
        spec["part"] = model.__name__
    if kind == "id" and key not in ("id", _OF_THE_ADDRESS_BOOK):
        spec |= {"kind": "ref", "groups": sorted(groups_wanted(key))}
    if key == "between":
        spec["exactly"] = 2
    if field.is_required():
        spec["required"] = True
    if kind == "yesno" and field.default is False:
        spec["unset"] = "no"
    spec |= choices_of(told.get("choices")) | suggestions_of(told.get("suggest"), profile)
    note = told["hint"] if "hint" in told else _described(told["description"], part)
    rule = profile.rules.get(told.get("rule", ""))
    spec["hint"] = " ".join(text for text in (rule.says if rule else note, _how(spec)) if text)
    return spec


def _label(key: str) -> str:
    words = key.replace("_", " ")
    return words[0].upper() + words[1:]


def _described(text: str | None, part: str) -> str:
    """The schema's own description, without what only somebody who types YAML needs."""
    joined = " ".join((text or "").split())
    if re.match(r"Ids? of\b", joined) or "`" in joined or part == "FreeText":
        return ""
    return joined


def _how(spec: Spec) -> str:
    if spec.get("many") and spec["kind"] == "text" and "choices" not in spec:
        return _HOW_TO_TYPE["texts"]
    return _HOW_TO_TYPE.get(spec["kind"], "")


def _below(hint: Any) -> tuple[str, bool, type[BaseModel] | None]:
    """The kind of answer that a type takes, whether there may be several, and the part that it is."""
    for known, kind in _KINDS:
        if hint == known:
            return kind, False, None
    if get_origin(hint) in (Union, UnionType):
        return _below(next(part for part in get_args(hint) if part is not NoneType))
    if get_origin(hint) is tuple:
        kind, _, model = _below(get_args(hint)[0])
        return kind, True, model
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "part", False, hint
    return "kept", False, None
