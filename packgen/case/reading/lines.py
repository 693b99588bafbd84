"""A line of a case file taken apart: indentation and dashes, key, value, remark; and put together as it should be."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARTS = re.compile(
    r"^(?P<lead>[ \t\xa0]*(?:-[ \t\xa0]+)*)"
    r"(?:(?P<key>[a-z_][a-z0-9_]*)(?P<colon>[ \t]*:[ \t\xa0]+|[ \t]*:$))?"
    r"(?P<value>.*)$"
)
_REMARK = re.compile(r"(?<![ \t])[ \t]+#(?:[ \t].*)?$")  # looks back, so that long runs of spaces cost no more
_BLOCK_START = re.compile(r"(?:^|[:-][ \t\xa0]+)[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")


@dataclass(frozen=True)
class LineParts:
    """`lead` is indentation and dashes, `key` the key with its colon and space, `remark` a comment at the end."""

    lead: str
    key: str
    value: str
    remark: str

    @property
    def indent(self) -> int:
        """How far the line is set in, in characters, dashes not counted."""
        return len(self.lead) - len(self.lead.lstrip(" \t\xa0"))

    @property
    def key_column(self) -> int:
        """0-based column of the key or text after indentation and dashes."""
        return len(self.lead)

    @property
    def value_column(self) -> int:
        """0-based column at which the value starts."""
        return len(self.lead) + len(self.key)

    @property
    def is_entry(self) -> bool:
        """Whether the line begins with a dash or a key, so that it cannot be more of the text above."""
        return bool(self.key) or "-" in self.lead

    def with_value(self, value: str) -> str:
        """The line with another value, and ordinary spaces outside it."""
        return _ordinary(self.lead) + _ordinary(self.key) + value

    def quoted(self) -> str:
        """The line with its value in quotes."""
        return self.with_value(in_quotes(self.value))


def _ordinary(text: str) -> str:
    return text.replace("\t", " ").replace("\xa0", " ")


def line_parts(line: str) -> LineParts:
    """`line` taken apart. Keys of a case file are single words in small letters; anything else belongs to the value."""
    remark = _REMARK.search(line)
    body = line[: remark.start()] if remark else line
    found = _PARTS.match(body)
    if found is None:  # only a line break inside it could do that
        return LineParts("", "", line, "")
    key = (found["key"] or "") + (found["colon"] or "")
    return LineParts(found["lead"], key, found["value"].rstrip(" \t\xa0"), remark[0] if remark else "")


def in_quotes(text: str) -> str:
    """`text` as a quoted YAML value on one line."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def indent_of(line: str) -> int:
    """How many characters of white space a line begins with."""
    return len(line) - len(line.lstrip(" \t\xa0"))


def structural(lines: list[str]) -> list[int]:
    """The 0-based numbers of lines that are not blank, no remark and not inside a text block begun with | or >."""
    kept: list[int] = []
    block_indent: int | None = None
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        if block_indent is not None and indent_of(line) > block_indent:
            continue
        block_indent = None
        if line.lstrip().startswith("#"):
            continue
        kept.append(number)
        if _BLOCK_START.search(line):
            parts = line_parts(line)
            block_indent = parts.key_column if parts.key else parts.indent
    return kept
