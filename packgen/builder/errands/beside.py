"""Address books and files of replies, read for what is wrong with them by themselves."""

from __future__ import annotations

from pathlib import Path

from packgen.builder.errands.orders import Looked, LookOrder
from packgen.case.load import load_contacts
from packgen.case.replies import read_replies
from packgen.errors import InputError, Location, PackgenError, Problem


def look(order: LookOrder) -> Looked:
    """How many lines each file holds, and what is wrong with it. Whom a reply is from, only a case can tell."""
    lines: dict[str, int] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    for path in order.paths:
        try:
            lines[path.name], problems[path.name] = _lines(path)
        except InputError as error:
            problems[path.name] = error.problems
        except PackgenError as error:
            problems[path.name] = (Problem(error.message, error.hint, location=Location(str(path))),)
    return Looked(lines, problems)


def _lines(path: Path) -> tuple[int, tuple[Problem, ...]]:
    if path.stem.casefold().startswith("contacts"):
        return len(load_contacts(path).contacts), ()
    replies = read_replies(path)
    return len(replies.lines), replies.problems
