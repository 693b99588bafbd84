"""YAML text to a tree, read from libyaml's events: nothing is composed or constructed, so no value changes its meaning.

Aliases, anchors, tags, double keys and second documents are refused. A fault of syntax is mended in memory (see
office_text.py), said with the line as it should be, and reading goes on, so that the rest is listed too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from packgen.case.reading.growing import Growing
from packgen.case.reading.office_text import eaten_by_comment, special_start
from packgen.case.reading.repair import Repair
from packgen.case.reading.tree import Node, Scalar, Style
from packgen.errors import Location, Problem

_STYLES = {"'": Style.QUOTED, '"': Style.QUOTED, "|": Style.BLOCK, ">": Style.BLOCK}
_NOT_YAML = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlTree:
    """What was read: the tree (None where there is none), every problem, and lines that could not be used at all."""

    root: Node | None
    problems: tuple[Problem, ...]
    unused_lines: frozenset[int]


def read_yaml(text: str, name: str) -> YamlTree:
    """The tree of `text` (line ends "\\n"). Raises InputError only past a limit; all else is among the problems."""
    lines, problems = _printable(text.translate(_BREAKS).split("\n"), name)
    repair = Repair(lines, name)
    while True:
        try:
            growing = _grow(repair.lines, name)
            break
        except yaml.YAMLError as error:
            if not repair.mend(error):
                return YamlTree(None, (*problems, *repair.problems), frozenset(repair.unused))
    return YamlTree(growing.root, (*problems, *repair.problems, *_elsewhere(growing, repair)), frozenset(repair.unused))


def _elsewhere(growing: Growing, repair: Repair) -> list[Problem]:
    return [problem for problem in growing.problems if problem.location and problem.location.line not in repair.seen]


def _printable(lines: list[str], name: str) -> tuple[list[str], list[Problem]]:
    """The lines with unprintable characters turned into spaces, and a problem for each line that had one."""
    problems = []
    for number, line in enumerate(lines, 1):
        found = _NOT_YAML.search(line)
        if found:
            lines[number - 1] = _NOT_YAML.sub(" ", line)
            message = (
                f"This line holds a character that cannot be printed (code {ord(found[0])}), often left by copying."
            )
            where = Location(name, number, found.start() + 1)
            hint = f"Delete it, or type the line again:\n       {lines[number - 1].strip()}"
            problems.append(Problem(message, hint, location=where, excerpt=lines[number - 1]))
    return lines, problems


def _grow(lines: list[str], name: str) -> Growing:
    growing = Growing(name)
    seen_document = False
    for event in yaml.parse("\n".join(lines), Loader=_LOADER):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            _place_scalar(growing, event, lines, name)
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_special(growing, event, lines, name)
            mapping = isinstance(event, yaml.MappingStartEvent)
            growing.open(mapping=mapping, line=line, column=column, flow=bool(event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            growing.close(event.start_mark.line + bool(event.start_mark.column))
        elif isinstance(event, yaml.AliasEvent):
            growing.problems.append(special_start(name, lines[line - 1], line, column))
            growing.scalar(Scalar(lines[line - 1][column - 1 :].strip(), line, column, line))
        elif isinstance(event, yaml.DocumentStartEvent):
            if seen_document:
                raise SecondDocumentError(problem_mark=event.start_mark)
            seen_document = True
    return growing


class SecondDocumentError(yaml.MarkedYAMLError):  # type: ignore[misc,unused-ignore]
    """A line of three dashes starts a second document."""


def _place_scalar(growing: Growing, event: yaml.ScalarEvent, lines: list[str], name: str) -> None:
    start, end = event.start_mark, event.end_mark
    text = event.value
    if event.anchor or (event.tag and event.tag is not None):
        _refuse_special(growing, event, lines, name)
        text = lines[start.line][start.column :].strip()
    style = _STYLES.get(event.style or "", Style.PLAIN)
    if style is Style.PLAIN:
        eaten = eaten_by_comment(name, lines[end.line] if end.line < len(lines) else "", end.line + 1, end.column)
        if eaten:
            growing.problems.append(eaten)
    last = max(start.line, end.line - (end.column == 0))
    growing.scalar(Scalar(text, start.line + 1, start.column + 1, last + 1, style))


def _refuse_special(growing: Growing, event: yaml.NodeEvent, lines: list[str], name: str) -> None:
    tag = getattr(event, "tag", None)
    if event.anchor or tag:
        line = event.start_mark.line
        growing.problems.append(special_start(name, lines[line], line + 1, event.start_mark.column + 1))
