"""The names that each kind's context offers to its template, as data beside this module.

`context_names.json` is made from the contexts of every sample (`pytest --update-golden` writes it), so that a council
can check an edited template without a case. A leaf is `any`; a list is `{"[]": ...}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from packgen.documents.kind import Document
from packgen.word.shapes import Shape, shape_of

FILE_NAME = "context_names.json"
LETTER_NAMES = "letter_names.json"
"""Beside the letters of subject access requests, which belong to no case and so to no kind of document."""
_ANY = "any"


@cache
def offered_names() -> Mapping[str, Shape]:
    """What the context of each template offers, by the template's name."""
    data = json.loads((files("packgen.builder") / FILE_NAME).read_text(encoding="utf-8"))
    letters = json.loads((files("packgen.builder.subject_access") / LETTER_NAMES).read_text(encoding="utf-8"))
    return {name: _shape("", tree) for name, tree in (data | letters).items()}


def names_of(documents: Iterable[Document]) -> dict[str, object]:
    """The names that the contexts of `documents` offer, by template, as plain values for the file."""
    contexts: dict[str, list[Mapping[str, object]]] = {}
    for document in documents:
        if document.context is not None:
            contexts.setdefault(document.template or document.kind, []).append(document.context)
    return {name: _tree(shape_of(*found)) for name, found in sorted(contexts.items())}


def _tree(shape: Shape) -> object:
    if shape.entry is not None:
        return {"[]": _tree(shape.entry)}
    if not shape.names:
        return _ANY if shape.open else {}
    return {name: _tree(below) for name, below in sorted(shape.names.items())}


def _shape(path: str, tree: object) -> Shape:
    if not isinstance(tree, dict):
        return Shape(path, open=True)
    if "[]" in tree:
        return Shape(path, entry=_shape(f"{path}[]", tree["[]"]))
    return Shape(path, {name: _shape(f"{path}.{name}".lstrip("."), below) for name, below in tree.items()})
