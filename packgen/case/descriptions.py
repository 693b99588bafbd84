"""What is written below each key of a model, read from its source when somebody asks and not at every start.

pydantic can read it too, but does so while the classes are made: that was a fifth of the start of every command.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from textwrap import dedent
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


@cache
def descriptions_of(model: type[BaseModel]) -> Mapping[str, str]:
    """By key of `model`, the text below it in the source, its lines as they stand. Keys without one are left out."""
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if issubclass(part, BaseModel) and part is not BaseModel:
            found |= dict(_below_keys(part))
    return found


def parts_of(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """`model` and every model that its keys lead to, by class name."""
    found: dict[str, type[BaseModel]] = {}
    waiting = [model]
    while waiting:
        part = waiting.pop()
        if part.__name__ not in found:
            found[part.__name__] = part
            waiting += [inner for field in part.model_fields.values() for inner in _models_in(field.annotation)]
    return found


def _below_keys(part: type[BaseModel]) -> Iterator[tuple[str, str]]:
    (written,) = ast.parse(dedent(inspect.getsource(part))).body
    assert isinstance(written, ast.ClassDef)
    for line, below in pairwise(written.body):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and isinstance(below, ast.Expr):
            text = below.value.value if isinstance(below.value, ast.Constant) else None
            if isinstance(text, str):
                yield line.target.id, inspect.cleandoc(text)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, UnionType, tuple, list, dict):
        for inner in get_args(annotation):
            yield from _models_in(inner)
