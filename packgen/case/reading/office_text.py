"""Office text that YAML bends without a fault of syntax, and the words in which packgen says so.

Text such as `**Urgent** ring`, `> 48 hours`, `"Mum" said no` or `Room #2` means something else to YAML.
"""

from __future__ import annotations

import re

from packgen.case.reading.lines import in_quotes, indent_of, line_parts, structural
from packgen.errors import Location, Problem, Severity

SIGNS = {
    "*": "an asterisk",
    "&": "an ampersand",
    "!": "an exclamation mark",
    ">": "a “greater than” sign",
    "|": "an upright bar",
    "@": "an at sign",
    "`": "a back tick",
    "%": "a per cent sign",
    "[": "a square bracket",
    "]": "a square bracket",
    "{": "a curly bracket",
    "}": "a curly bracket",
    '"': "a quotation mark",
    "'": "a single quotation mark",
    ",": "a comma",
    "?": "a question mark",
    "-": "a dash",
    "#": "a hash sign",
}
_NO_BREAK_OUTSIDE_TEXT = re.compile(r"^[ \t\xa0]*\xa0|^[ \t\xa0]*(?:-[ \t\xa0]+)*(?:[a-z_][a-z0-9_]*:|-)[ \t]*\xa0")


def type_this(line: str) -> str:
    """The hint that shows a line as it should be typed."""
    return f"Put the text in quotes, like this:\n       {line.strip()}"


def begins_specially(value: str) -> str:
    """The sentence about a text whose first sign YAML keeps for itself."""
    sign = SIGNS.get(value[:1], f"“{value[:1]}”")
    return f"This text begins with {sign}, which has a meaning of its own in a case file."


def special_start(name: str, line: str, number: int, column: int) -> Problem:
    """The problem of a text that begins with a sign that YAML keeps for itself."""
    value = line[column - 1 :]
    parts = line_parts(line)
    mended = parts.quoted() if parts.value_column == column - 1 else line[: column - 1] + in_quotes(value.rstrip())
    where = Location(name, number, column)
    return Problem(begins_specially(value), type_this(mended), location=where, excerpt=line)


def eaten_by_remark(name: str, line: str, number: int, end: int) -> Problem | None:
    """A warning where text after “#” is lost, as in `Room #2`. `end` is the 0-based column at which the text ended."""
    found = re.compile(r"[ \t]+#(?=[^\s#])").match(line, end)
    if not found:
        return None
    lost = line[found.end() - 1 :].strip()
    message = f"“{lost[:40]}” is left out: a space and “#” begin a remark."
    hint = type_this(line_parts(line).quoted()) + "\n     If it is a remark, put a space after the “#”."
    return Problem(message, hint, Severity.WARNING, Location(name, number, found.end()), excerpt=line)


def ordinary_spaces(lines: list[str], name: str) -> tuple[list[str], list[Problem]]:
    """The lines with no-break spaces outside texts (at the start, after a colon or dash) made ordinary, each warned of.

    Web pages and Word leave them; they look like spaces, but YAML takes them for letters.
    """
    warnings = []
    mended = list(lines)
    for number in structural(lines):
        line = lines[number]
        if not _NO_BREAK_OUTSIDE_TEXT.search(line):
            continue
        parts = line_parts(line)
        mended[number] = parts.with_value(parts.value) + parts.remark
        message = "No-break spaces stand here, as copying from Word or the web leaves them; read as ordinary spaces."
        hint = f"Type the spaces again, like this:\n       {mended[number].strip()}"
        column = line.index("\xa0") + 1
        where = Location(name, number + 1, column)
        warnings.append(Problem(message, hint, Severity.WARNING, where, excerpt=line.replace("\xa0", " ")))
    return mended, warnings


def spaces_for_tabs(lines: list[str]) -> dict[int, str]:
    """The lines that are set in with tabs, by 1-based number, with two spaces for each tab."""
    return {
        number + 1: line[: indent_of(line)].replace("\t", "  ") + line.lstrip(" \t\xa0")
        for number, line in enumerate(lines)
        if "\t" in line[: indent_of(line)]
    }
