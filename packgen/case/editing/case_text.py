"""Changes made in the text of a case file, each held against the same change made in the values alone.

What comes out is only given back when a reader of case files takes from it exactly what was there, with the changes
and nothing else: an edit can fail, it cannot bend a neighbour.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from pathlib import PurePath

import yaml

from packgen.case.editing.change import Change, changed_values, tidy
from packgen.case.editing.yaml_edit import CannotEditError, edited
from packgen.case.reading.tree import Plain, plain
from packgen.case.source import read_tree
from packgen.errors import InputError, PackgenError


class CaseEditError(PackgenError):
    """A change could not be made in the text of a case file."""


def with_changes(data: bytes, name: str, changes: Iterable[Change]) -> bytes:
    """The file `name` (its bytes are `data`) with all changes made in order; line ends and a byte mark stay.

    Raises InputError for a file with faults, CaseEditError where a change cannot be made without touching more.
    """
    source = read_tree(data, name)
    if not source.is_sound:
        raise InputError(source.problems)
    text = "\n".join(source.lines)
    values = plain(source.root)
    is_json = PurePath(name).suffix.lower() == ".json"
    for change in changes:
        values = _expected(values, change, name)
        text = _edited_json(text, change, name) if is_json else _edited(text, change, name)
        if tidy(_values(text, name)) != tidy(values):
            raise _by_hand(name)
    return _as_it_was_saved(text, data)


def _expected(values: Plain, change: Change, name: str) -> Plain:
    try:
        return changed_values(values, change)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise _by_hand(name) from None


def _edited(text: str, change: Change, name: str) -> str:
    try:
        return edited(text, change)
    except (CannotEditError, yaml.YAMLError, ValueError):
        raise _by_hand(name) from None


def _values(text: str, name: str) -> Plain:
    try:
        found = read_tree(text.encode("utf-8"), name)
    except InputError:
        raise _by_hand(name) from None
    if not found.is_sound:
        raise _by_hand(name)
    return plain(found.root)


def _edited_json(text: str, change: Change, name: str) -> str:
    """JSON has no comments to keep: it is written anew, in the same order; a number with a point keeps its digits."""
    made = _expected(json.loads(text, parse_float=str), change, name)
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _by_hand(name: str) -> CaseEditError:
    message = (
        f"A change could not be put into {PurePath(name).name} without touching something else; nothing was changed."
    )
    return CaseEditError(message, "Type the changes into the case file by hand, then delete the file of changes.")


def _as_it_was_saved(text: str, data: bytes) -> bytes:
    if b"\r\n" in data:
        text = text.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode("utf-8")
