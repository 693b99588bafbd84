"""`names.csv`: the list of likely persons that the officer fills in in Excel, read back as a roster.

Columns: name, aliases (parted by ;), category, decision (disclose, redact, ask or not-a-person), reason; `count` and
`pages` are written for the officer and not read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from packgen.errors import InputError, Location, Problem
from packgen.redaction.identifiers import find_identifiers
from packgen.redaction.model import Decision
from packgen.redaction.persons import (
    NOT_A_PERSON,
    Decided,
    Identifier,
    Roster,
    RosterPerson,
    Standing,
    numbered,
)
from packgen.redaction.policy import Policy

COLUMNS = ("name", "aliases", "category", "decision", "reason", "count", "pages")
_MOST_ROWS = 20_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class NamesRow:
    """One line of the list."""

    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    decision: str = "ask"
    reason: str = ""
    count: int = 0
    pages: str = ""


def write_names(rows: Iterable[NamesRow]) -> bytes:
    """The list as Excel opens it: UTF-8 with a mark, no cell that Excel would take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        aliases = "; ".join(row.aliases)
        cells = [row.name, aliases, row.category, row.decision, row.reason, str(row.count or ""), row.pages]
        writer.writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def read_names(data: bytes, policy: Policy, file: str = "names.csv", decided_by: str = "") -> Roster:
    """The roster in a filled-in list. Raises InputError with every line that cannot be used."""
    rows = list(csv.reader(io.StringIO(_decoded(data)), delimiter=_delimiter(data)))
    problems: list[Problem] = []
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "name" not in header or "decision" not in header:
        hint = f"Give it the columns {', '.join(COLUMNS[:5])}."
        raise InputError([Problem("The list has no headings.", hint, location=Location(file, 1))])
    persons: list[RosterPerson] = []
    not_persons: set[str] = set()
    for number, cells in enumerate(rows[1 : _MOST_ROWS + 1], 2):
        row = {name: _typed(cell) for name, cell in zip(header, cells, strict=False)}
        if not row.get("name"):
            continue
        if row.get("decision", "").lower() == NOT_A_PERSON:
            not_persons.update(word for text in _names_of(row) for word in text.split())
            continue
        person = _person(row, policy, decided_by)
        if isinstance(person, str):
            problems.append(Problem(person, _hint(), location=Location(file, number)))
        else:
            persons.append(person)
    if problems:
        raise InputError(problems)
    return Roster(numbered(persons), frozenset(not_persons))


def _person(row: Mapping[str, str], policy: Policy, decided_by: str) -> RosterPerson | str:
    """The person of a line, or what is wrong with the line."""
    category = row.get("category", "").lower() or Standing.MEMBER_OF_PUBLIC.value
    typed = row.get("decision", "").lower()
    if category not in set(Standing):
        return f"“{category[:40]}” is no category."
    if typed not in ("", *Decision):
        return f"“{typed[:40]}” is no decision."
    standing = Standing(category)
    default = policy.standings[standing]
    reason = row.get("reason", "")
    code = reason if policy.knows(reason) else default.reason_code
    decided = Decided(Decision(typed), code, reason, default.rule, decided_by or "officer") if typed else default
    aliases = tuple(_names_of(row)[1:])
    names = tuple(alias for alias in aliases if not list(find_identifiers(alias)))
    points = tuple(Identifier(next(find_identifiers(alias)).kind, alias) for alias in aliases if alias not in names)
    return RosterPerson("", row["name"], standing, decided, names, points)


def _names_of(row: Mapping[str, str]) -> list[str]:
    return [row["name"], *(alias.strip() for alias in row.get("aliases", "").split(";") if alias.strip())]


def _hint() -> str:
    categories = ", ".join(standing.value for standing in Standing)
    return f"Categories: {categories}. Decisions: disclose, redact, ask or not-a-person."


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _delimiter(data: bytes) -> str:
    first = data.split(b"\n", 1)[0]
    return max(",;\t", key=lambda sign: first.count(sign.encode()))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _typed(cell: str) -> str:
    text = cell.strip()
    return text[1:].strip() if text.startswith("'") and text[1:2] in _FORMULA else text
