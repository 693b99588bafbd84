"""Where a problem is, in the words that notes and the status page put before it."""

from __future__ import annotations

from pathlib import Path

from packgen.case.reading.sheet import is_sheet
from packgen.errors import Problem


def place_of(problem: Problem, name: str) -> str:
    """`Line 3: `, or which other file than `name` it stands in; a sheet's own message says its cell. May be empty."""
    where = problem.location
    if where is None:
        return ""
    file = Path(where.file).name
    if is_sheet(Path(file)):
        return "" if file == name else f"{file}, "
    if not where.line:
        return ""
    return f"Line {where.line}: " if file in ("", name) else f"{file}, line {where.line}: "
