"""How large an input may be, checked before anything is composed: libyaml and `json` do fall over, if far later."""

from __future__ import annotations

from packgen.errors import InputError, Location, Problem

LARGEST_BYTES = 5_000_000
DEEPEST = 50
MOST_NODES = 200_000


def too_deep(name: str, line: int, column: int) -> InputError:
    """The refusal of a file nested deeper than any case file is."""
    message = f"This file is nested more than {DEEPEST} levels deep; no case file is."
    return _refusal(message, "Check the indentation from this line on.", Location(name, line, column))


def too_many(name: str, line: int, column: int) -> InputError:
    """The refusal of a file with more values than are read."""
    message = f"This file holds more than {MOST_NODES:,} values, the most that is read."
    return _refusal(message, "Split it into one file a case.", Location(name, line, column))


def _refusal(message: str, hint: str, where: Location) -> InputError:
    return InputError([Problem(message, hint, location=where)])
