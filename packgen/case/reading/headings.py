"""Headings of a spreadsheet as fields: in whatever way people spell them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from packgen.case.reading.sheet import Cell, Sheet
from packgen.errors import Problem


def columns_of(
    sheet: Sheet, fields: Mapping[str, str], needed: tuple[str, ...]
) -> tuple[dict[int, str], list[Problem]]:
    """The field of each column (from 1), and what is wrong with the headings.

    `fields` maps headings (small letters and spaces) to fields; `needed` are fields that must have a column.
    """
    found: dict[int, str] = {}
    problems = []
    for cell in sheet.headings:
        field = fields.get(_spelt(cell.text))
        if field is None and cell.text:
            near = get_close_matches(_spelt(cell.text), fields, 1)
            says = f"Did you mean “{near[0].capitalize()}”? " if near else ""
            hint = (
                f"{says}The headings are: {', '.join(dict.fromkeys(one.replace('_', ' ') for one in fields.values()))}."
            )
            problems.append(sheet.problem(cell, f"the heading “{cell.text[:60]}” is not known.", hint))
        elif field is not None and field in found.values():
            hint = "Keep one of the two columns."
            problems.append(sheet.problem(cell, f"there is a second column for {field.replace('_', ' ')}.", hint))
        elif field is not None:
            found[cell.column] = field
    missing = [field for field in needed if field not in found.values()]
    if missing and sheet.headings:
        words = " and ".join(field.replace("_", " ") for field in missing)
        hint = "Its first row holds the headings; `packgen new contacts --output contacts.xlsx` gives a start."
        problems.append(sheet.problem(sheet.headings[0], f"there is no column for {words}.", hint))
    return found, problems


def values_of(row: tuple[Cell, ...], columns: Mapping[int, str]) -> dict[str, Cell]:
    """The cells of a row that hold anything, by field."""
    return {columns[cell.column]: cell for cell in row if cell.text and cell.column in columns}


def _spelt(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", heading.lower().replace("e-mail", "email")).strip()
