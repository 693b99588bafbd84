"""YAML text to a tree, read from libyaml's events: nothing is composed or constructed, so no value changes its meaning.

Aliases, anchors, tags, double keys and second documents are refused. A fault of syntax is mended in memory (see
diagnosis.py), said with the line as it should be, and reading goes on, so that the rest is listed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from packgen.case.reading.growing import Growing
from packgen.case.reading.office_text import eaten_by_remark, ordinary_spaces, special_start
from packgen.case.reading.repair import Repair
from packgen.case.reading.tree import Node, Scalar, Style
from packgen.errors import Location, Problem

_STYLES = {"'": Style.QUOTED, '"': Style.QUOTED, "|": Style.BLOCK, ">": Style.BLOCK}
_NOT_YAML = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlTree:
    """What was read: the tree (None where there is none), every problem, and lines that could not be used at all."""

    root: Node | None
    problems: tuple[Problem, ...]
    unused_lines: frozenset[int]


class SecondDocumentError(yaml.MarkedYAMLError):
    """A line of three dashes begins a second document."""


def read_yaml(text: str, name: str) -> YamlTree:
    """The tree of `text` (line ends "\\n"). Raises InputError only past a limit; all else is among the problems."""
    lines, problems = _printable(text, name)
    if "\xa0" in text:
        lines, warnings = ordinary_spaces(lines, name)
        problems += warnings
    repair = Repair(lines, name)
    growing: Growing | None = None
    while growing is None:
        try:
            growing = _grow(repair.lines, name)
        except yaml.YAMLError as error:
            if not repair.mend(error):
                break
    problems += repair.problems
    if growing is None:
        return YamlTree(None, tuple(problems) or (_unreadable(name),), frozenset(repair.unused))
    problems += [p for p in growing.problems if p.location and p.location.line not in repair.seen]
    return YamlTree(growing.root, tuple(problems), frozenset(repair.unused))


def _unreadable(name: str) -> Problem:
    hint = "Start again from `packgen new strategy` and copy the text over."
    return Problem("This file cannot be understood from its first line on.", hint, location=Location(name, 1, 1))


def _printable(text: str, name: str) -> tuple[list[str], list[Problem]]:
    """The lines with unprintable characters turned into spaces, and a problem for each line that had one.

    Line breaks that editors do not count as such become spaces too, so that line numbers agree with the editor's.
    """
    lines = text.translate(_BREAKS).split("\n")
    problems: list[Problem] = []
    if not _NOT_YAML.search(text):
        return lines, problems
    for number, line in enumerate(lines, 1):
        found = _NOT_YAML.search(line)
        if found:
            lines[number - 1] = mended = _NOT_YAML.sub(" ", line)
            message = f"A character that cannot be printed stands here (code {ord(found[0])}), often left by copying."
            where = Location(name, number, found.start() + 1)
            hint = f"Delete it, or type the line again:\n       {mended.strip()[:160]}"
            problems.append(Problem(message, hint, location=where, excerpt=mended[:160]))
    return lines, problems


def _grow(lines: list[str], name: str) -> Growing:
    """The tree grown from libyaml's events. Its events carry 0-based marks, which the type stubs call optional."""
    growing = Growing(name)
    documents = 0
    events: Iterator[Any] = yaml.parse("\n".join(lines), Loader=_LOADER)
    for event in events:
        mark: Any = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            _place_scalar(growing, event, lines, name)
        elif isinstance(event, yaml.CollectionStartEvent):
            _open_collection(growing, event, lines, name)
        elif isinstance(event, yaml.CollectionEndEvent):
            growing.close(mark.line + bool(mark.column))
        elif isinstance(event, yaml.AliasEvent):
            _place_raw(growing, event, lines, name)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise SecondDocumentError(problem="a second document", problem_mark=mark)
    return growing


def _open_collection(growing: Growing, event: Any, lines: list[str], name: str) -> None:
    line, column = event.start_mark.line, event.start_mark.column
    if event.anchor or event.tag:
        growing.problems.append(special_start(name, lines[line], line + 1, column + 1))
    mapping = isinstance(event, yaml.MappingStartEvent)
    growing.open(mapping=mapping, line=line + 1, column=column + 1, flow=bool(event.flow_style))


def _place_raw(growing: Growing, event: Any, lines: list[str], name: str) -> None:
    """A text that YAML took for an alias, or gave an anchor or a tag: refused, and kept as it was typed."""
    line, column = event.start_mark.line, event.start_mark.column
    growing.problems.append(special_start(name, lines[line], line + 1, column + 1))
    growing.scalar(Scalar(lines[line][column:].strip(), line + 1, column + 1, line + 1))


def _place_scalar(growing: Growing, event: Any, lines: list[str], name: str) -> None:
    if event.anchor or event.tag:
        _place_raw(growing, event, lines, name)
        return
    start, end = event.start_mark, event.end_mark
    style = _STYLES.get(event.style or "", Style.PLAIN)
    if style is Style.PLAIN and end.line < len(lines):
        eaten = eaten_by_remark(name, lines[end.line], end.line + 1, end.column)
        if eaten:
            growing.problems.append(eaten)
    last = max(start.line, end.line - (end.column == 0))
    growing.scalar(Scalar(event.value, start.line + 1, start.column + 1, last + 1, style))
