"""What a check found: a sentence and the keys that lead to it. Its line is looked up by whoever read the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from packgen.errors import KeyPath, Severity


@dataclass(frozen=True)
class Finding:
    """One fault or remark. `word`, if given, is a word inside the text at `path` to point at."""

    path: KeyPath
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    word: str = ""


def warning(path: KeyPath, message: str, hint: str = "", word: str = "") -> Finding:
    """A finding that does not stop a build."""
    return Finding(path, message, hint, Severity.WARNING, word)


def parts(model: BaseModel, path: KeyPath = ()) -> Iterator[tuple[KeyPath, BaseModel]]:
    """`model` and every model inside it, each with the keys that lead to it."""
    yield path, model
    for name, value in _values(model):
        if isinstance(value, BaseModel):
            yield from parts(value, (*path, name))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from parts(item, (*path, name, position))


def texts(model: BaseModel, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text directly under `model`, those in its lists included."""
    for name, value in _values(model):
        if isinstance(value, str):
            yield (*path, name), value
        elif isinstance(value, tuple):
            yield from (((*path, name, position), item) for position, item in enumerate(value) if isinstance(item, str))


def _values(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Fields that the file gave; a default holds nothing to check."""
    return ((name, getattr(model, name)) for name in model.model_fields_set)
