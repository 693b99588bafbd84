"""Keys that do not belong, and keys that are missing: a misspelt key is both, and is said once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from pydantic import BaseModel

from packgen.case.descriptions import descriptions_of
from packgen.case.explain.shape import meant, model_at
from packgen.case.reading.lines import in_quotes, line_parts
from packgen.case.reading.office_text import type_this
from packgen.case.reading.tree import Branch, Entry, Node, branches, nearest
from packgen.case.source import Source
from packgen.case.values import FreeText
from packgen.errors import KeyPath, Location, Problem

_MOST_KEYS_LISTED = 14
_MOST_EXPLAINED = 300  # a file with more unknown keys is no case file; the rest is counted


def key_problems(
    source: Source, model: type[BaseModel], unknown: Iterable[KeyPath], missing: Iterable[KeyPath]
) -> Iterator[Problem]:
    """The problems of `unknown` and `missing` keys (full paths), each pair of a misspelling as one."""
    lacking = set(missing)
    strange = [*unknown, *_unknown_blanks(source, model)]
    for path in strange[:_MOST_EXPLAINED]:
        problem, explained = _unknown(source, model, path, lacking)
        for settled in explained:
            lacking.discard(settled)
        yield problem
    if len(strange) > _MOST_EXPLAINED:
        message = f"{len(strange) - _MOST_EXPLAINED:,} more keys from here on do not belong in such a file."
        yield source.problem(source.locate_key(strange[_MOST_EXPLAINED]), message, "Check that this is the right file.")
    for path in sorted(lacking, key=str):
        if not _lost_a_line(source, path[:-1]):
            yield _missing(source, model, path)


def _unknown_blanks(source: Source, model: type[BaseModel]) -> Iterator[KeyPath]:
    """Keys without a value that no model knows: validation never sees them, yet they are misspelt."""
    for path, branch in branches(source.root):
        if branch.blank:
            here = model_at(model, path)
            if here:
                yield from ((*path, key) for key in branch.blank if key not in here.model_fields)


def _unknown(
    source: Source, model: type[BaseModel], path: KeyPath, lacking: set[KeyPath]
) -> tuple[Problem, list[KeyPath]]:
    parent, key = path[:-1], str(path[-1])
    here = model_at(model, parent)
    fields = list(here.model_fields) if here else []
    present = _present(source.root, parent)
    where = source.locate_key(path)
    guess = meant_key(source.root, model, path, lacking)
    if here is FreeText and not guess and "text" not in present:
        return _colon_in_text(source, where), [(*parent, "text")]
    if guess:
        hint = f"Did you mean “{guess}”? Type `{guess}:`."
        return source.problem(where, f"“{key[:60]}” is not a key that packgen knows.", hint), [(*parent, guess)]
    hint = _is_there(fields, present, key) or _belongs_elsewhere(model, parent, key) or _what_may_stand(fields, present)
    return source.problem(where, f"“{key[:60]}” is not a key that belongs here.", hint), []


def meant_key(root: Node, model: type[BaseModel], path: KeyPath, lacking: Collection[KeyPath]) -> str | None:
    """The key that the unknown key at `path` was meant to be; one of the `lacking` keys if it can be."""
    parent, key = path[:-1], str(path[-1])
    here = model_at(model, parent)
    fields = list(here.model_fields) if here else []
    present = _present(root, parent)
    wanted = [field for field in fields if (*parent, field) in lacking]
    return meant(key, wanted) or meant(key, [field for field in fields if field not in present])


def _present(root: Node, parent: KeyPath) -> Mapping[str, Entry]:
    branch = nearest(root, parent)[0]
    return branch.entries if isinstance(branch, Branch) else {}


def _is_there(fields: list[str], present: Mapping[str, Entry], key: str) -> str:
    """A hint where the key that was meant is there already."""
    guess = meant(key, [field for field in fields if field in present])
    return f"Did you mean “{guess}”? That is already in line {present[guess].key_line}." if guess else ""


def _colon_in_text(source: Source, where: Location) -> Problem:
    line = source.excerpt(where.line)
    parts = line_parts(line)
    value = line[parts.key_column :].rstrip() if parts.key else parts.value
    mended = parts.lead + in_quotes(value)
    message = "A colon followed by a space stands inside this text; in a case file that begins a new value."
    return source.problem(where, message, type_this(mended))


def _belongs_elsewhere(model: type[BaseModel], parent: KeyPath, key: str) -> str:
    """A hint where a key above, or one below, has such a key: the line is set in wrongly."""
    for length in range(len(parent) - 1, -1, -1):
        above = model_at(model, parent[:length])
        if above and key in above.model_fields:
            name = next((str(part) for part in reversed(parent[:length]) if isinstance(part, str)), "")
            place = f"under “{name}”" if name else "at the very left"
            return f"It belongs {place}: check how far the line is set in."
    here = model_at(model, parent)
    for field in here.model_fields if here else ():
        below = model_at(model, (*parent, field))
        if below and key in below.model_fields:
            return f"It belongs below “{field}:”, set in by two more spaces."
    return ""


def _what_may_stand(fields: list[str], present: Iterable[str]) -> str:
    free = [field for field in fields if field not in present]
    if not free:
        return "Take the line out."
    more = ", …" if len(free) > _MOST_KEYS_LISTED else ""
    return f"Keys that may stand here: {', '.join(free[:_MOST_KEYS_LISTED])}{more}."


def _lost_a_line(source: Source, parent: KeyPath) -> bool:
    """Whether a line of this mapping could not be read at all, so that what seems missing may stand there."""
    node = nearest(source.root, parent)[0]
    return any(node.line <= line <= node.end_line + 1 for line in source.unused_lines)


def _missing(source: Source, model: type[BaseModel], path: KeyPath) -> Problem:
    parent, key = path[:-1], str(path[-1])
    branch = nearest(source.root, parent)[0]
    here = model_at(model, parent)
    about = " ".join(descriptions_of(here).get(key, "").split()) if here else ""
    if isinstance(branch, Branch) and key in branch.blank:
        entry = branch.blank[key]
        where = Location(source.name, entry.key_line, entry.key_column, path)
        return source.problem(where, f"“{key}” is left empty, but it is needed.", about or "Type it after the colon.")
    name = next((str(part) for part in reversed(parent) if isinstance(part, str)), "the file")
    hint = f"Add a line `{key}: …`." + (f" {about}" if about else "")
    return source.problem(source.locate(path), f"“{key}” is missing under “{name}”.", hint)
