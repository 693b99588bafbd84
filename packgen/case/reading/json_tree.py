"""JSON text to a tree: the standard parser for syntax, a small scanner for positions.

Numbers, true and false stay the text that was typed; null counts as left empty. NaN and double keys are refused.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from packgen.case.reading.growing import Growing
from packgen.case.reading.limits import DEEPEST, too_deep
from packgen.case.reading.tree import Node, Scalar, Style
from packgen.errors import InputError, Location, Problem

_TOKEN = re.compile(r'[ \t\n\r]*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<sign>[\[\]{}:,])|(?P<word>[^\s\[\]{}:,"]+))')
_PLAIN_WORDS = {
    "Expecting ',' delimiter": "A comma is missing before this.",
    "Expecting ':' delimiter": "A colon is missing after the key.",
    "Expecting value": "A value is missing here.",
    "Expecting property name enclosed in double quotes": "A key in double quotes is expected here.",
    "Illegal trailing comma before end of object": "There is a comma too many before the closing bracket.",
    "Illegal trailing comma before end of array": "There is a comma too many before the closing bracket.",
    "Invalid control character at": "A line ends inside quotation marks here.",
    "Unterminated string starting at": "The quotation mark that opens here is never closed.",
    "Extra data": "The case has ended, but something follows.",
    "Invalid \\escape": "A backslash stands here that means nothing; type two.",
}


class _NotANumberError(ValueError):
    """NaN or Infinity: no JSON, though the standard parser would take it."""


def read_json(text: str, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of `text` (line ends "\\n"), and its problems.

    Raises InputError past a limit or for a fault of syntax.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    tokens = list(_tokens(text))
    _check_depth(tokens, starts, name)
    _check_syntax(text, name)
    growing = Growing(name)
    for kind, typed, offset in tokens:
        line, column = _position(starts, offset)
        if typed in ("{", "["):
            growing.open(mapping=typed == "{", line=line, column=column, flow=True)
        elif typed in ("}", "]"):
            growing.close(line)
        elif kind == "string":
            growing.scalar(Scalar(json.loads(typed), line, column, line, Style.QUOTED))
        elif kind == "word":
            growing.scalar(Scalar("" if typed == "null" else typed, line, column, line))
    return growing.root, tuple(growing.problems)


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found = []
    position = 0
    while (match := _TOKEN.match(text, position)) is not None:
        kind = match.lastgroup or ""
        found.append((kind, match[kind], match.start(kind)))
        position = match.end()
    return found


def _position(starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _check_depth(tokens: list[tuple[str, str, int]], starts: list[int], name: str) -> None:
    depth = 0
    for kind, typed, offset in tokens:
        if kind == "sign":
            depth += (typed in "[{") - (typed in "]}")
            if depth > DEEPEST:
                raise too_deep(name, *_position(starts, offset))


def _check_syntax(text: str, name: str) -> None:
    try:
        json.loads(text, parse_constant=_refuse_constant, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        message = _PLAIN_WORDS.get(error.msg, "This is not JSON from here on.")
        hint = "Mend it here, or make the case from the form or as .yaml, which is easier to type."
        excerpt = text.split("\n")[error.lineno - 1][:200]
        where = Location(name, error.lineno, error.colno)
        raise InputError([Problem(message, hint, location=where, excerpt=excerpt)]) from None
    except _NotANumberError as error:
        word = str(error)
        offset = re.search(rf"(?<![\w\"])-?{re.escape(word.lstrip('-'))}\b", text)
        before = text[: offset.start() if offset else 0]
        where = Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"{word} is not a value that a case file can hold."
        raise InputError([Problem(message, "Type the number, or leave it out.", location=where)]) from None


def _refuse_constant(word: str) -> str:
    raise _NotANumberError(word)
