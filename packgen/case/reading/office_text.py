"""Office text that YAML bends: what is wrong with a line, and the line as it should be typed.

Text such as `**Urgent** ring`, `> 48 hours`, `"Mum" said no`, `Seen at: park` or `Room #2` means something else to YAML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from packgen.errors import Location, Problem, Severity

_PARTS = re.compile(
    r"^(?P<lead>[ \t\xa0]*(?:-[ \t\xa0]+)*)(?:(?P<key>[a-z_][a-z0-9_]*)(?P<colon>:[ \t\xa0]+|:$))?(?P<value>.*)$"
)
_TRAILING_COMMENT = re.compile(r"[ \t]+#[ \t].*$")
_SPECIAL = {
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
    "'": "an apostrophe or single quotation mark",
    ",": "a comma",
    "?": "a question mark",
    "-": "a dash",
}


@dataclass(frozen=True)
class LineParts:
    """A line of a case file: indentation and dashes, key with its colon, the value, a comment at the end."""

    lead: str
    key: str
    value: str
    comment: str

    @property
    def value_column(self) -> int:
        """1-based column at which the value starts."""
        return len(self.lead) + len(self.key) + 1

    def quoted(self) -> str:
        """The line with its value in quotes, without tabs or no-break spaces outside the text."""
        lead = self.lead.replace("\t", "  ").replace("\xa0", " ")
        return lead + self.key.replace("\t", " ").replace("\xa0", " ") + in_quotes(self.value)


def line_parts(line: str) -> LineParts:
    """`line` taken apart. Keys of a case file are single words in small letters; anything else belongs to the value."""
    comment = _TRAILING_COMMENT.search(line)
    body = line[: comment.start()] if comment else line
    found = _PARTS.match(body)
    assert found is not None
    key = (found["key"] or "") + (found["colon"] or "")
    return LineParts(found["lead"], key, found["value"].rstrip(" \t\xa0"), comment[0] if comment else "")


def in_quotes(text: str) -> str:
    """`text` as a quoted YAML value on one line."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def type_this(line: str) -> str:
    """The hint that shows a line as it should be typed."""
    return f"Put the text in quotes, like this:\n       {line.strip()}"


def special_start(name: str, line: str, number: int, column: int) -> Problem:
    """The problem of a text that begins with a sign that YAML keeps for itself."""
    parts = line_parts(line)
    sign = parts.value[:1]
    what = _SPECIAL.get(sign, f"“{sign}”")
    message = f"This text begins with {what}, which has a meaning of its own in a case file."
    return Problem(message, type_this(parts.quoted()), location=Location(name, number, column), excerpt=line)


def begins_specially(value: str) -> bool:
    """Whether a value begins with a sign that YAML keeps for itself."""
    return value[:1] in _SPECIAL


def eaten_by_comment(name: str, line: str, number: int, end: int) -> Problem | None:
    """A warning where text after “#” is lost, as in `Room #2`. `end` is the 0-based column at which the text ended."""
    rest = line[end:]
    found = re.match(r"[ \t]+#(?=[^\s#])", rest)
    if not found:
        return None
    kept = line[:end]
    parts = line_parts(line)
    message = f"Everything from “{rest.strip()[:30]}” on is left out: a space and “#” start a remark."
    hint = type_this(parts.quoted()) + "\n     If it is a remark, put a space after the “#”."
    return Problem(message, hint, Severity.WARNING, Location(name, number, len(kept) + found.end()), excerpt=line)
