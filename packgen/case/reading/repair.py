"""Mends a fault of YAML syntax in memory, so that the reader can go on and list what else is wrong.

Nothing mended is ever built from: every mend is an error that the person who typed the line must settle.
"""

from __future__ import annotations

import re

import yaml

from packgen.case.reading.office_text import begins_specially, in_quotes, line_parts, special_start, type_this
from packgen.errors import Location, Problem

_MOST_WORK = 30_000_000  # characters parsed again; a small file is mended as often as needed, a huge one a few times
_MOST_MENDS = 200


class Repair:
    """The lines as mended so far, the problems said about them, and lines that had to be left out."""

    def __init__(self, lines: list[str], name: str) -> None:
        self.lines = lines
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.unused: set[int] = set()
        self._name = name
        self._size = sum(map(len, lines)) + len(lines)
        self._mends = 0

    def mend(self, error: yaml.YAMLError) -> bool:
        """Mend the line that `error` is about. False when nothing more can be done."""
        self._mends += 1
        number = self._line_of(error)
        self._drop(number)
        return self._mends <= _MOST_MENDS and self._mends * self._size <= _MOST_WORK and number > 0

    def _line_of(self, error: yaml.YAMLError) -> int:
        mark = getattr(error, "problem_mark", None)
        return min(mark.line + 1, len(self.lines)) if mark else 0

    def _drop(self, number: int) -> None:
        while number > 0 and not self.lines[number - 1].strip():
            number -= 1
        line = self.lines[max(number, 1) - 1]
        self._say("This line cannot be understood.", "Check its indentation, colons and quotation marks.", number, line)
        self.lines[number - 1] = ""
        self.unused.add(number)

    def _say(self, message: str, hint: str, number: int, line: str, column: int = 0) -> None:
        if number not in self.seen:
            self.seen.add(number)
            column = column or len(line) - len(line.lstrip()) + 1
            self.problems.append(Problem(message, hint, location=Location(self._name, number, column), excerpt=line))
