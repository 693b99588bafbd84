"""The schema of input files as JSON Schema, with a description for every key, for editors and for the form."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from packgen.case.descriptions import descriptions_of, parts_of
from packgen.case.model import CaseFile

_HOW_TO_TYPE = {
    "date": "A date: 2025-03-14 or 14/03/2025.",
    "time": "A time of day: 14:30 or 2.30pm.",
    "date-time": "A date and time: 2025-03-14 16:30.",
    "yes-no": "Type yes or no.",
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a case file."""
    return schema_of(CaseFile, "packgen case file")


def schema_of(model: type[BaseModel], title: str) -> dict[str, Any]:
    """JSON Schema of any input model, with its key descriptions on one line and titles left to the keys."""
    schema = model.model_json_schema()
    _tidy(schema)
    models = parts_of(model)
    for name, part in {model.__name__: schema, **schema.get("$defs", {})}.items():
        told = descriptions_of(models[name]) if name in models else {}
        for key, value in part.get("properties", {}).items():
            value["description"] = _described(key, value, told.get(key, ""))
    return {"$schema": DIALECT, **schema, "title": title}


def _described(key: str, value: dict[str, Any], told: str) -> str:
    """The key's own description, or its words; and how to type it where that is a matter of form."""
    kinds = [value, *value.get("anyOf", [])]
    words = " ".join(told.split()) or value.get("description") or key.replace("_", " ").capitalize() + "."
    how = next((_HOW_TO_TYPE[kind["format"]] for kind in kinds if kind.get("format") in _HOW_TO_TYPE), "")
    if not how and any(kind.get("type") == "array" for kind in kinds):
        how = "A list."
    return f"{words} {how}".strip()


def _tidy(part: Any) -> None:
    """Join the lines of descriptions; drop the titles that only repeat a key; all in place."""
    if isinstance(part, list):
        for item in part:
            _tidy(item)
    elif isinstance(part, dict):
        if isinstance(part.get("description"), str):
            part["description"] = re.sub(r"\s+", " ", part["description"]).strip()
        if isinstance(part.get("title"), str):
            del part["title"]
        for value in part.values():
            _tidy(value)
