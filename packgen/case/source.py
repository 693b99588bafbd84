"""An input file as read: its tree, its lines for excerpts, its hash, and what was wrong with the way it was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from packgen.case.reading.decode import decode
from packgen.case.reading.json_tree import read_json
from packgen.case.reading.limits import LARGEST_BYTES
from packgen.case.reading.tree import Branch, Entry, Node, Scalar, nearest, without_blanks
from packgen.case.reading.yaml_tree import read_yaml
from packgen.errors import InputError, KeyPath, Location, Problem, Severity
from packgen.files import FileProblemError, read_untrusted, sha256_of

_LONGEST_EXCERPT = 160


@dataclass(frozen=True)
class Source:
    """A file that could be read as far as a tree. `problems` holds errors (mended in memory only) and warnings."""

    name: str
    sha256: str
    lines: tuple[str, ...]
    root: Branch
    problems: tuple[Problem, ...] = ()
    unused_lines: frozenset[int] = frozenset()

    @property
    def is_sound(self) -> bool:
        """Whether nothing had to be mended."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    def excerpt(self, line: int) -> str:
        """The line (1-based) as typed, cut when very long; empty where there is none."""
        return self.lines[line - 1][:_LONGEST_EXCERPT].rstrip() if 0 < line <= len(self.lines) else ""

    def locate(self, path: KeyPath) -> Location:
        """Where the value at `path` starts; where it is absent, the nearest key above it that is there."""
        node, line, column, depth = nearest(self.root, path)
        if 0 < depth < len(path) and not isinstance(node, Scalar):
            return replace(self.locate_key(path[:depth]), path=path)
        return Location(self.name, line, column, path)

    def locate_key(self, path: KeyPath) -> Location:
        """Where the key that ends `path` stands; for a list entry or an absent key, the same as `locate`."""
        parent, _, _, depth = nearest(self.root, path[:-1])
        entry = _entry(parent, path[-1]) if path and depth == len(path) - 1 else None
        if entry:
            return Location(self.name, entry.key_line, entry.key_column, path)
        _, line, column, _ = nearest(self.root, path)
        return Location(self.name, line, column, path)

    def locate_word(self, path: KeyPath, word: str) -> Location:
        """Where `word` stands inside the text at `path`; where the text starts if it cannot be found there."""
        node, line, column, _ = nearest(self.root, path)
        last = node.end_line if isinstance(node, Scalar) else line
        for number in range(line, min(last, len(self.lines)) + 1):
            found = self.lines[number - 1].find(word, column - 1 if number == line else 0)
            if found >= 0:
                return Location(self.name, number, found + 1, path)
        return Location(self.name, line, column, path)

    def problem(self, where: Location, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Problem:
        """A problem at `where` with the line as typed."""
        return Problem(message, hint, severity, where, excerpt=self.excerpt(where.line))


def _entry(node: Node, key: str | int) -> Entry | None:
    if isinstance(node, Branch) and isinstance(key, str):
        return node.entries.get(key) or node.blank.get(key)
    return None


def read_tree(source: Path | bytes, name: str = "") -> Source:
    """Read a file, or bytes that stand for the file `name`, as far as a tree.

    A name ending in .json is read as JSON, anything else as YAML. Raises InputError when there is no tree to be had
    (no such file, no permission, too large, binary, empty, nested too deep, not a mapping).
    """
    name = name or (str(source) if isinstance(source, Path) else "input")
    data = _bytes_of(source, name)
    text, notes = decode(data, name)
    if name.lower().endswith(".json"):
        root, found = read_json(text, name)
        problems, unused = (*notes, *found), frozenset[int]()
    else:
        tree = read_yaml(text, name)
        root, problems, unused = tree.root, (*notes, *tree.problems), tree.unused_lines
    lines = tuple(text.split("\n"))
    problems = tuple(_with_excerpt(problem, lines) for problem in problems)
    return Source(name, sha256_of(data), lines, _mapping(root, name, lines, problems), problems, unused)


def _with_excerpt(problem: Problem, lines: tuple[str, ...]) -> Problem:
    where = problem.location
    if problem.excerpt or where is None or not 0 < where.line <= len(lines):
        return problem
    return replace(problem, excerpt=lines[where.line - 1][:_LONGEST_EXCERPT].rstrip())


def _bytes_of(source: Path | bytes, name: str) -> bytes:
    try:
        data = source if isinstance(source, bytes) else read_untrusted(source, LARGEST_BYTES)
        if len(data) > LARGEST_BYTES:
            limit = f"{LARGEST_BYTES / 1_000_000:g} MB"
            raise FileProblemError(f"This is larger than {limit}, the most that is read.", "Make it smaller.")
    except FileProblemError as error:
        raise InputError([Problem(error.message, error.hint, location=Location(name))]) from None
    return data


def _mapping(root: Node | None, name: str, lines: tuple[str, ...], problems: tuple[Problem, ...]) -> Branch:
    if isinstance(root, Branch):
        cleaned = without_blanks(root)
        assert isinstance(cleaned, Branch)
        return cleaned
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InputError(problems)
    if root is None or (isinstance(root, Scalar) and not root.text):
        message, hint = "This file holds only remarks.", "Write the case into it; `packgen new strategy` gives a start."
        line = 1
    else:
        message, line = "This is not a case file: it does not begin with a key and a colon.", root.line
        hint = "The first line of a case file is `case:`; `packgen new strategy` gives a start."
    where = Location(name, line, 1)
    raise InputError([*problems, Problem(message, hint, location=where, excerpt=lines[line - 1][:_LONGEST_EXCERPT])])
