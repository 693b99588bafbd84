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
from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.finding.identifiers import DATE_OF_BIRTH, find_identifiers, spellings
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
_FEWEST_LETTERS = 2
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
    problems: list[Problem] = []
    persons: list[RosterPerson] = []
    not_persons: set[str] = set()
    for number, cells in _lines(data, file):
        row = _row(cells)
        if row.decision == NOT_A_PERSON:
            not_persons.update(word for text in (row.name, *row.aliases) for word in text.split())
            continue
        person = _unusable(row) or _person(row, policy, decided_by)
        if isinstance(person, str):
            problems.append(Problem(person, _hint(), location=Location(file, number)))
        else:
            persons.append(person)
    if problems:
        raise InputError(problems)
    return Roster(numbered(persons), frozenset(not_persons))


def read_rows(data: bytes, file: str = "names.csv") -> tuple[NamesRow, ...]:
    """The lines of a list that name somebody, as typed. Raises InputError where its headings are missing."""
    return tuple(_row(cells) for _, cells in _lines(data, file) if cells.get("name"))


def _lines(data: bytes, file: str) -> list[tuple[int, dict[str, str]]]:
    """Every line in which something is typed, with its number, by heading."""
    reader = csv.reader(io.StringIO(_decoded(data)), delimiter=_delimiter(data))
    header = [cell.strip().lower() for cell in next(reader, [])]
    if "name" not in header or "decision" not in header:
        hint = f"Give it the columns {', '.join(COLUMNS[:5])}."
        raise InputError([Problem("The list has no headings.", hint, location=Location(file, 1))])
    typed = [(reader.line_num, [_typed(cell) for cell in cells]) for cells in reader]
    lines = [(number, dict(zip(header, cells, strict=False))) for number, cells in typed if any(cells)]
    if len(lines) > _MOST_ROWS:
        message = f"The list has {len(lines)} names, and {_MOST_ROWS} is the most that is read."
        raise InputError([Problem(message, "Leave out the lines that say not-a-person.", location=Location(file))])
    return lines


def _unusable(row: NamesRow) -> str:
    """Why nobody could be found by what a line says, "" where they can."""
    if not row.name:
        return "This line has no name, so nobody can be found by it."
    if row.name.startswith((*_FORMULA, "#")):
        return f"“{row.name[:40]}” looks like a formula or an error of Excel, not like a name."
    short = next((text for text in (row.name, *row.aliases) if len(folded_letters(text)) < _FEWEST_LETTERS), "")
    return f"“{short[:40]}” is too short to be found as a name: write the name in full." if short else ""


def _row(cells: Mapping[str, str]) -> NamesRow:
    aliases = tuple(alias.strip() for alias in cells.get("aliases", "").split(";") if alias.strip())
    count = cells.get("count", "")
    return NamesRow(
        cells.get("name", ""),
        aliases,
        cells.get("category", "").lower(),
        cells.get("decision", "").lower(),
        cells.get("reason", ""),
        int(count) if count.isdigit() else 0,
        cells.get("pages", ""),
    )


def _person(row: NamesRow, policy: Policy, decided_by: str) -> RosterPerson | str:
    """The person of a line, or what is wrong with the line."""
    category = row.category or Standing.MEMBER_OF_PUBLIC.value
    if category not in set(Standing):
        return f"“{category[:40]}” is no category."
    if row.decision not in ("", *Decision):
        return f"“{row.decision[:40]}” is no decision."
    standing = Standing(category)
    default = policy.standings[standing]
    code = row.reason if policy.knows(row.reason) else default.reason_code
    by = decided_by or "officer"
    decided = Decided(Decision(row.decision), code, row.reason, default.rule, by) if row.decision else default
    points = {alias: kind for alias in row.aliases if (kind := _kind_of(alias))}
    names = tuple(alias for alias in row.aliases if alias not in points)
    identifiers = tuple(Identifier(kind, alias) for alias, kind in points.items())
    return RosterPerson("", row.name, standing, decided, names, identifiers)


def _kind_of(alias: str) -> str:
    """The kind of identifier that the whole of an alias is, "" for a name."""
    whole = (one.kind for one in find_identifiers(alias) if one.end - one.start >= len(alias) - 1)
    dated = DATE_OF_BIRTH if len(spellings(Identifier(DATE_OF_BIRTH, alias))) > 1 else ""
    return dated or next(whole, "")


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
