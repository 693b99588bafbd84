"""Plain values (text, lists, mappings) as YAML that reads back as the very same text."""

from __future__ import annotations

import re

from packgen.case.reading.tree import Plain

_BLOCK_PLAIN = re.compile(r"[A-Za-z0-9£(][^\n:#\"`{}\[\]\\|>]*")
_FLOW_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./-]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}


def scalar(text: str, indent: int, *, flow: bool = False) -> str:
    """One text as it stands after `key: ` or `- `; several lines as a literal block set in by `indent` spaces."""
    safe = _FLOW_PLAIN if flow else _BLOCK_PLAIN
    if safe.fullmatch(text) and not text.endswith(" "):
        return text
    if "\n" in text and not flow and _fits_a_block(text):
        pad = " " * indent
        return "|-\n" + "\n".join(pad + line if line else "" for line in text.split("\n"))
    if not flow and re.fullmatch(r"\d{1,2}:\d\d|\d{4}-\d\d-\d\d \d\d:\d\d", text):
        return text
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _fits_a_block(text: str) -> bool:
    lines = text.split("\n")
    even = all(line == line.strip() and "\t" not in line for line in lines)
    return even and bool(lines[0]) and bool(lines[-1]) and not re.search("[\x85\u2028\u2029]", text)


def after_key(value: Plain, indent: int) -> str:
    """What follows the colon of a key, in block style; lines below the key are set in by `indent` spaces."""
    if isinstance(value, str):
        return f" {scalar(value, indent)}" if value else ""
    if not value:
        return " {}" if isinstance(value, dict) else " []"
    return "\n" + (mapping(value, indent) if isinstance(value, dict) else listing(value, indent))


def mapping(values: dict[str, Plain], indent: int) -> str:
    """The lines of a block mapping, set in by `indent` spaces, without a line end after the last."""
    pad = " " * indent
    return "\n".join(f"{pad}{key}:{after_key(value, indent + 2)}" for key, value in values.items())


def listing(items: list[Plain], indent: int) -> str:
    """The lines of a block list, set in by `indent` spaces, without a line end after the last."""
    return "\n".join(" " * indent + item(each, indent) for each in items)


def item(value: Plain, indent: int) -> str:
    """One entry of a block list from its dash on; its further lines are set in by `indent` and two more spaces."""
    if isinstance(value, str):
        return f"- {scalar(value, indent + 2)}"
    if not value or isinstance(value, list):
        return f"- {flow(value)}"
    return f"- {mapping(value, indent + 2).lstrip(' ')}"


def flow(value: Plain) -> str:
    """A value in brackets, on one line."""
    if isinstance(value, str):
        return scalar(value, 0, flow=True) if value else ""
    if isinstance(value, list):
        return f"[{', '.join(flow(each) for each in value)}]"
    return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
