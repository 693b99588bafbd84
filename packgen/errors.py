"""What can go wrong, said so that the person who typed the input knows what to type next.

A `Problem` is one fault at one place; a `PackgenError` ends a command with an exit code of the public contract.
Anything else that escapes is a bug (exit code 70) and its log holds no case content.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

KeyPath = tuple[str | int, ...]


class ExitCode(IntEnum):
    """Exit codes of the public contract."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    REDACTION_REFUSED = 3
    BUG = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a problem weighs. Only an open ERROR makes a command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        """What people read: error, warning or remark."""
        return "remark" if self is Severity.INFO else self.value


@dataclass(frozen=True, order=True)
class Location:
    """Where a problem stands: 1-based line and column, and the keys that lead there (`("meetings", 0, "date")`)."""

    file: str
    line: int = 0
    column: int = 0
    path: KeyPath = ()

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])

    @property
    def key_path(self) -> str:
        """The keys as staff read them, list positions counted from 1: `meetings 1 > chair > role`."""
        words: list[str] = []
        for key in self.path:
            if isinstance(key, int) and words:
                words[-1] += f" {key + 1}"
            else:
                words.append(str(key))
        return " > ".join(words)


@dataclass(frozen=True)
class Problem:
    """One fault: a plain sentence, what to type, and where. `excerpt` is the line as typed, for the caret."""

    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    location: Location | None = None
    rule: str = ""
    excerpt: str = ""

    def as_json(self) -> dict[str, str | int | None]:
        """The JSON problem of the public contract."""
        where = self.location
        return {
            "file": where.file if where else None,
            "line": where.line if where else None,
            "column": where.column if where else None,
            "path": where.key_path if where else None,
            "rule": self.rule or None,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint or None,
        }

    def as_text(self) -> str:
        """The problem as printed: place, sentence, the line with a caret, what to do."""
        where = f"{self.location}: " if self.location else ""
        rule = f" [{self.rule}]" if self.rule else ""
        lines = [f"{where}{self.severity.word}: {self.message}{rule}"]
        if self.excerpt and self.location:
            column = min(self.location.column, len(self.excerpt) + 1)
            lines += [f"    {self.excerpt}", f"    {' ' * max(column - 1, 0)}^"]
        if self.hint:
            lines.append(f"  -> {self.hint}")
        return "\n".join(lines)


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted by file, line and column; those without a place come last."""

    def place(problem: Problem) -> tuple[str, int, int, str]:
        where = problem.location or Location("\uffff")
        return where.file, where.line, where.column, where.key_path

    return tuple(sorted(problems, key=place))


class PackgenError(Exception):
    """An expected failure: what happened, what to do next, and the exit code it ends the command with."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  -> {self.hint}" if self.hint else self.message


class InputError(PackgenError):
    """Input that cannot be used; carries every problem found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_reading_order(problems)
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} found")


class UsageError(PackgenError):
    """The command line or the settings ask for something that cannot be done."""

    exit_code = ExitCode.USAGE


class RedactionRefusedError(PackgenError):
    """A redaction was refused or could not be verified; no released file exists."""

    exit_code = ExitCode.REDACTION_REFUSED
