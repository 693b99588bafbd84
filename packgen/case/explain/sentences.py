"""What validation found, as plain sentences at their lines; no jargon of the validator reaches staff."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from packgen.case.explain.keys import key_problems
from packgen.case.explain.shape import model_at
from packgen.case.reading.lines import in_quotes, line_parts
from packgen.case.reading.office_text import type_this
from packgen.case.reading.tree import Branch, Listing, Node, Scalar, branches, nearest
from packgen.case.source import Source
from packgen.case.values import FreeText
from packgen.errors import KeyPath, Problem

Details = Any  # one entry of pydantic's ValidationError.errors()


def problems_of(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Problem]:
    """Every problem behind `error`, each with its line and what to type."""
    details = error.errors(include_url=False)
    unknown = [e["loc"] for e in details if e["type"] == "extra_forbidden"]
    missing = [e["loc"] for e in details if e["type"] == "missing" and isinstance(e["loc"][-1], str)]
    rest = [e for e in details if e["type"] != "extra_forbidden" and e["loc"] not in missing]
    return [*key_problems(source, model, unknown, missing), *_value_problems(source, model, rest)]


@dataclass(frozen=True)
class Wrong:
    """One fault as the validator found it, with what is needed to say it at its line."""

    source: Source
    model: type[BaseModel]
    path: KeyPath
    detail: Details

    @property
    def key(self) -> str:
        """The last key of the path, or the list that its entry stands in."""
        return next((str(part) for part in reversed(self.path) if isinstance(part, str)), "this")

    @property
    def node(self) -> Node:
        """What stands there."""
        return nearest(self.source.root, self.path)[0]

    def problem(self, message: str, hint: str) -> Problem:
        """The problem at the value's line."""
        return self.source.problem(self.source.locate(self.path), message, hint)


def _value_problems(source: Source, model: type[BaseModel], details: Iterable[Details]) -> list[Problem]:
    wrongs = (Wrong(source, model, tuple(detail["loc"]), detail) for detail in details)
    return [_SENTENCES.get(wrong.detail["type"], _other)(wrong) for wrong in wrongs]


def _wrong_value(wrong: Wrong) -> Problem:
    """A ValueError of ours: `'x' is not a date; type it as …`."""
    said = str(wrong.detail["ctx"]["error"])
    message, _, hint = said.partition("; ")
    if isinstance(wrong.detail["input"], list | dict):
        message, hint = f"“{wrong.key}” takes one value, not a list or several keys.", hint or "Type one value."
    message = re.sub(r"^(['\"])(.*?)\1(?= )", r"“\2”", message)
    return wrong.problem(_sentence(message), _sentence(hint))


def _sentence(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _text_expected(wrong: Wrong) -> Problem:
    """A list or a mapping stands where a text belongs: mostly office text that YAML took for something else."""
    node = wrong.node
    line = wrong.source.excerpt(node.line)
    parts = line_parts(line)
    if not isinstance(node, Scalar) and node.flow:
        mended = parts.quoted()
        return wrong.problem("This text stands in brackets, which make it a list.", type_this(mended))
    if isinstance(node, Branch):
        text = line[len(parts.lead) :].rstrip()
        message = "A colon followed by a space stands inside this text; in a case file that begins a new value."
        return wrong.problem(message, type_this(parts.lead + in_quotes(text)))
    message = f"“{wrong.key}” takes one text, not a list."
    hint = f"Type the text after the colon, without a dash: `{wrong.key}: …`."
    return wrong.problem(message, hint)


def _list_expected(wrong: Wrong) -> Problem:
    key, node = wrong.key, wrong.node
    if isinstance(node, Branch):
        first = next(iter(node.entries), "id")
        hint = f"Put a dash before the first key of each entry:\n       {key}:\n         - {first}: …"
        return wrong.problem(f"“{key}” is a list, but its first entry has no dash.", hint)
    text = node.text[:100] if isinstance(node, Scalar) else "…"
    bullet = re.match(r"^[–—•·*▪]\s*", text)
    entries = re.split(r"\s*[–—•·*▪]\s+", text[bullet.end() :]) if bullet else text.split("\n")[:1]
    hint = f"Begin each entry with a dash and a space on a line of its own:\n       {key}:"
    hint += "".join(f"\n         - {entry}" for entry in entries)
    why = " (the sign at its start is not a plain dash)" if bullet else ""
    return wrong.problem(f"“{key}” is a list, but one text stands here{why}.", hint)


def _group_expected(wrong: Wrong) -> Problem:
    here = model_at(wrong.model, wrong.path)
    if here is FreeText:
        return _text_expected(wrong)
    key, node = wrong.key, wrong.node
    fields = list(here.model_fields) if here else []
    needed = [name for name in fields if here and here.model_fields[name].is_required()]
    shown = (needed or fields)[:4]
    what = "a list" if isinstance(node, Listing) else "one text"
    if isinstance(wrong.path[-1], int):
        message = f"An entry of “{key}” has keys of its own, but {what} stands here."
        hint = "Type it as:\n       - " + "\n         ".join(f"{name}: …" for name in shown)
    else:
        message = f"“{key}” has keys of its own below it, but {what} stands here."
        hint = f"Type it as:\n       {key}:\n" + "\n".join(f"         {name}: …" for name in shown)
    return wrong.problem(message, hint)


def _wrong_name(wrong: Wrong) -> Problem:
    typed = str(wrong.detail["input"])
    what = "a reference" if "/" in wrong.detail["ctx"]["pattern"] else "an id"
    message = f"“{typed[:60]}” cannot be {what}: letters, digits, dots, dashes and underscores only, no spaces."
    known = _id_of(typed, wrong.source)
    if known and wrong.key != "id":
        return wrong.problem(f"An id is expected here, not a name: “{typed[:60]}”.", f"Type `{known}`.")
    return wrong.problem(message, f"Type for example `{as_identifier(typed)}`, the same wherever it is used.")


def _id_of(name: str, source: Source) -> str | None:
    """The id of whoever has this name in the file."""
    for _, branch in branches(source.root):
        told = {key: entry.value for key, entry in branch.entries.items()}
        named, known = told.get("name"), told.get("id")
        if isinstance(named, Scalar) and isinstance(known, Scalar) and named.text.casefold() == name.casefold():
            return known.text
    return None


def as_identifier(typed: str) -> str:
    """The nearest text to `typed` that can be an id or a reference."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", typed).strip("-_.")[:60] or "x-1"


def _too_long(wrong: Wrong) -> Problem:
    most = wrong.detail["ctx"].get("max_length", 300)
    message = f"This is longer than the {most} characters that “{wrong.key}” holds."
    return wrong.problem(message, "Shorten it; longer text belongs under notes, an account or the minutes.")


def _empty(wrong: Wrong) -> Problem:
    return wrong.problem(f"“{wrong.key}” is left empty.", "Type something, or take the line out.")


def _pair(wrong: Wrong) -> Problem:
    message = f"“{wrong.key}” names exactly two ids."
    return wrong.problem(message, f"Type it as `{wrong.key}: [first-id, second-id]`.")


def _other(wrong: Wrong) -> Problem:
    message = f"What stands under “{wrong.key}” is not what belongs there."
    return wrong.problem(message, "`packgen new strategy` shows how it is typed.")


_SENTENCES: dict[str, Callable[[Wrong], Problem]] = {
    "value_error": _wrong_value,
    "string_type": _text_expected,
    "tuple_type": _list_expected,
    "model_type": _group_expected,
    "model_attributes_type": _group_expected,
    "dict_type": _group_expected,
    "string_pattern_mismatch": _wrong_name,
    "string_too_long": _too_long,
    "string_too_short": _empty,
    "missing": _pair,
    "too_long": _pair,
    "too_short": _pair,
}
