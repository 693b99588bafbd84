"""Markdown as typed in a case file, read into the `markdown` package's element tree.

Only what a case file needs is switched on: bold, italics, lists, links and tables. Everything else is text as typed, so
that `> 48 hours`, `#2`, `+44`, `<name>` or `1986. A year` keep every character. Nothing opens a file or a connection.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any, cast
from xml.etree import ElementTree as ET

from markdown import Markdown as MarkdownReader
from markdown.extensions.tables import TableExtension, TableProcessor

_BLOCKS = {"empty", "indent", "olist", "ulist", "table", "paragraph"}
_LINKS = {"link", "image_link"}
_INLINE = {"escape", "linebreak", "em_strong", "em_strong2", "not_strong"}
_ITEM = re.compile(r"(?:[-*•]|(\d{1,9})[.)])\s+(?=\S)")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\Z")
# A line shorter than this was ended on purpose (an address, a list of times); a longer one was wrapped by an editor.
_WRAPPED_FROM = 60
_one_at_a_time = Lock()  # a reader holds the state of the text it reads
_DEEPEST = 9  # Word's lists have nine levels
# A link or picture without brackets inside.
_LINK = r"!?\[[^\[\]\n]{0,500}\]\([^()\s\[\]]*(?: +(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
_BRACKET = re.compile(rf"\\.|{_LINK}|\[")
_FIND_LINK = re.compile(_LINK)
# The reader needs quadratic time for these.
_MOST_BRACKETS, _MOST_BACKSLASHES = 500, 2000


def read(text: str) -> ET.Element:
    """The tree of `text`: a `div` of `p`, `ul`, `ol`, `table`, with `strong`, `em`, `a`, `img`, `br` inside."""
    if text.count("\\") > _MOST_BACKSLASHES:
        return _as_it_is(text)
    links = text.count("[") <= _MOST_BRACKETS and _FIND_LINK.search(text) is not None
    lines = list(_lines(text, links))
    try:
        root = _parsed([line.text for line in lines], links)
    except RecursionError:
        return _as_it_is(text)
    words = Counter(filter(str.isalnum, "".join(line.text[line.marker :] for line in lines)))
    return root if Counter(filter(str.isalnum, _words(root))) == words else _as_it_is(text)


def _parsed(lines: list[str], links: bool) -> ET.Element:
    with _one_at_a_time:
        reader = _reader(links)
        reader.reset()
        root: Any = reader.parser.parseDocument(lines).getroot()
        for name in ("inline", "unescape"):
            reader.treeprocessors[name].run(root)  # both change the tree in place
    return cast(ET.Element, root)


def _words(root: ET.Element) -> str:
    """Every word that will be printed: texts, and what links and pictures name."""
    named = [value for element in root.iter("a") for value in (element.get("href"), element.get("title"))]
    named += [image.get(name) for image in root.iter("img") for name in ("alt", "src", "title")]
    return "".join([*root.itertext(), *filter(None, named)])


def _as_it_is(text: str) -> ET.Element:
    """The text without any Markdown: the reader drops words of some unhappy sequences of asterisks."""
    root = ET.Element("div")
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")):
        made = ET.SubElement(root, "p")
        first, *others = paragraph.split("\n")
        made.text = first
        for line in others:
            ET.SubElement(made, "br").tail = line
    return root


def pictures(text: str) -> tuple[str, ...]:
    """What each picture of `text` says it shows; case text may not hold pictures."""
    return tuple(image.get("alt", "") or image.get("src", "") for image in read(text).iter("img"))


class _WholeRows(TableProcessor):
    """A row with more cells than the heading keeps their words in its last cell."""

    def _build_row(self, row: str, parent: ET.Element, align: list[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined]
        if len(cells) > len(align):
            parent[-1][-1].text = " | ".join(cell.strip() for cell in cells[len(align) - 1 :])


@cache
def _reader(links: bool) -> MarkdownReader:
    reader = MarkdownReader(extensions=["sane_lists", TableExtension()], tab_length=4)
    reader.parser.blockprocessors.register(_WholeRows(reader.parser, {"use_align_attribute": True}), "table", 75)
    for registry, kept in (
        (reader.parser.blockprocessors, _BLOCKS),
        (reader.inlinePatterns, _INLINE | (_LINKS if links else set())),
    ):
        for name in _names(registry) - kept:
            registry.deregister(name)
    return reader


def _names(registry: Any) -> set[str]:
    len(registry)
    return {item.name for item in registry._priority}


@dataclass
class _Line:
    text: str
    in_list: bool = False
    in_table: bool = False
    marker: int = 0  # how many characters of `text` are margin and number of an item
    after_blank: bool = False


@dataclass
class _Level:
    indent: int
    number: int | None  # the last number of a numbered list, None in a list of points


@dataclass
class _Lists:
    """The lists open at the line being read, outermost first."""

    levels: list[_Level] = field(default_factory=list)

    def takes(self, indent: int, number: int | None) -> bool:
        """Whether a line that looks like an item is one: numbers count from 1, so `1986. A year` is text."""
        if number is None or number == 1:
            return True
        return any(level.number == number - 1 for level in self.levels if level.indent <= indent + 1)

    def enter(self, indent: int, number: int | None) -> bool:
        """Go to the level of an item; True when it goes on with a list that is already open there."""
        while self.levels and indent < self.levels[-1].indent:
            self.levels.pop()
        if not self.levels or (indent >= self.levels[-1].indent + 2 and len(self.levels) < _DEEPEST):
            self.levels.append(_Level(indent, number))
            return False
        same_kind = (self.levels[-1].number is None) == (number is None)
        self.levels[-1].number = number
        return same_kind


def _lines(text: str, links: bool) -> Iterator[_Line]:
    """Lines with lists indented by four, blank lines where the reader needs them, kept line breaks marked."""
    if links:
        text = _BRACKET.sub(lambda found: "\\[" if found.group() == "[" else found.group(), text)
    typed = [line.expandtabs(4).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lists, before = _Lists(), _Line("")
    for position, line in enumerate(typed):
        following = typed[position + 1] if position + 1 < len(typed) else ""
        for made in _line(line, following, lists, before):
            before = made
            yield made


def _line(line: str, following: str, lists: _Lists, before: _Line) -> Iterator[_Line]:
    bare = line.strip()
    if not bare:
        yield _Line("")
        return
    indent = len(line) - len(line.lstrip())
    item = _ITEM.match(bare)
    number = int(item[1]) if item and item[1] else None
    if item and lists.takes(indent, number):
        goes_on = lists.enter(indent, number)
        if before.text and (before.after_blank or (len(lists.levels) == 1 and not (before.in_list and goes_on))):
            yield _Line("")
        marker = "-" if number is None else f"{number}."
        margin = " " * 4 * (len(lists.levels) - 1)
        made = f"{margin}{marker} "
        text = f"{made}{_as_typed(bare[item.end() :])}{_break(bare, following)}"
        yield _Line(text, in_list=True, marker=len(made))
        return
    if not before.text and not indent:
        lists.levels.clear()
    margin = " " * 4 * (len(lists.levels) if not before.text else len(lists.levels) - 1)
    in_table = "|" in bare and (before.in_table or bool(_TABLE_RULE.match(following)))
    if before.text and in_table != before.in_table:
        yield _Line("")
    yield _Line(
        margin + _as_typed(bare) + _break(bare, following), bool(lists.levels), in_table, after_blank=not before.text
    )


def _break(bare: str, following: str) -> str:
    """Markdown's mark for a kept line break, where the line was ended on purpose."""
    after = following.strip()
    wrapped = len(bare) >= _WRAPPED_FROM
    return "" if not after or wrapped or "|" in bare or bare.endswith("\\") else "  "


def _as_typed(bare: str) -> str:
    """Words of a line, written so that the reader does not take them for an item of a list."""
    if match := re.match(r"(\d+)\.(?=\s)", bare):
        return f"{match[1]}\\.{bare[match.end() :]}"
    return f"\\{bare}" if re.match(r"[-+*]\s", bare) else bare
