"""Mends a fault of YAML syntax in memory, so that the reader can go on and list what else is wrong.

Nothing mended is ever built from: every mend is an error that the person who typed the line must settle.
"""

from __future__ import annotations

from collections import Counter

import yaml

from packgen.case.reading.diagnosis import Fault, diagnose
from packgen.errors import Location, Problem

_MOST_WORK = 20_000_000  # characters parsed again: a small file is mended as often as needed, a huge one a few times
_MOST_MENDS = 100
_TRIES_A_LINE = 2


class Repair:
    """The lines as mended so far, the problems said about them, and lines that had to be left out (1-based)."""

    def __init__(self, lines: list[str], name: str) -> None:
        self.lines = lines
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.unused: set[int] = set()
        self._typed = tuple(lines)
        self._name = name
        self._tries: Counter[int] = Counter()
        self._size = sum(map(len, lines)) + len(lines)
        self._mends = 0

    def mend(self, error: yaml.YAMLError) -> bool:
        """Mend the line that `error` is about and say so. False when reading cannot go on."""
        self._mends += 1
        fault = diagnose(error, self.lines) if isinstance(error, yaml.MarkedYAMLError) else None
        if fault is None or self._tries[fault.line] >= _TRIES_A_LINE:
            fault = self._leave_out(error)
        if fault is None:
            return False
        self._tries[fault.line] += 1
        self._say(fault)
        for number, line in fault.mended.items():
            if not line and self.lines[number - 1]:
                self.unused.add(number)
            self.lines[number - 1] = line
        return self._mends < _MOST_MENDS and self._mends * self._size < _MOST_WORK

    def _leave_out(self, error: yaml.YAMLError) -> Fault | None:
        """The line at which libyaml noticed, or the nearest above that is not blank, left out."""
        mark = getattr(error, "problem_mark", None)
        number = min(mark.line + 1, len(self.lines)) if mark else 0
        while number > 0 and not self.lines[number - 1].strip():
            number -= 1
        if number == 0:
            return None
        line = self.lines[number - 1]
        column = len(line) - len(line.lstrip()) + 1
        hint = "Compare its indentation, colons and quotation marks with the lines above and below."
        return Fault(number, column, "This line cannot be understood.", hint, {number: ""})

    def _say(self, fault: Fault) -> None:
        if fault.line in self.seen:
            return
        self.seen.add(fault.line)
        excerpt = self._typed[fault.line - 1][:160]
        where = Location(self._name, fault.line, fault.column)
        self.problems.append(Problem(fault.message, fault.hint, location=where, excerpt=excerpt))
