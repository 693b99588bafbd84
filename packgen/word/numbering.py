"""Lists of a document: every numbered list begins at 1, whatever lists the template has of its own."""

from __future__ import annotations

import re

_BULLETS = ("•", "–", "▪")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")
_LEVELS = 9
_INDENT, _HANGING = 360, 360  # twentieths of a point: 6.35 mm a level
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"></w:numbering>'
)


class Numbering:
    """Adds lists to the numbering part `xml` of a template (None: it has none)."""

    def __init__(self, xml: bytes | None) -> None:
        self._xml = xml.decode("utf-8") if xml else _EMPTY
        self._definitions: list[str] = []
        self._lists: list[str] = []
        self._abstract = self._next_free("abstractNum", "abstractNumId")
        self._next = max(self._next_free("num", "numId"), 1)

    @property
    def used(self) -> bool:
        """Whether any list was added."""
        return bool(self._lists)

    def new_list(self, *, numbered: bool) -> str:
        """The `w:numId` of a new list of numbers from 1, or of points."""
        if not self._definitions:
            self._definitions = [_definition(self._abstract, _bullet), _definition(self._abstract + 1, _number)]
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(_LEVELS)
        )
        number = self._next + len(self._lists)
        self._lists.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{self._abstract + numbered}"/>'
            f"{starts if numbered else ''}</w:num>"
        )
        return str(number)

    def part(self) -> bytes:
        """The numbering part with the lists that were added. Word wants all definitions before all lists."""
        xml = re.sub(r"<w:numbering([^>]*)/>\s*\Z", r"<w:numbering\1></w:numbering>", self._xml)
        end = re.search(r"<w:numIdMacAtCleanup\b|</w:numbering>", xml)
        first = re.search(r"<w:num[ >]", xml) or end
        if first is None or end is None:
            raise ValueError("the numbering part does not use the prefix w")
        definitions, lists = "".join(self._definitions), "".join(self._lists)
        return "".join(
            [xml[: first.start()], definitions, xml[first.start() : end.start()], lists, xml[end.start() :]]
        ).encode("utf-8")

    def _next_free(self, element: str, attribute: str) -> int:
        found = re.findall(rf'<w:{element}\s[^>]*?w:{attribute}="(\d+)"', self._xml)
        return max((int(number) for number in found), default=-1) + 1


def _definition(number: int, level: object) -> str:
    assert callable(level)
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{level(depth)}<w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{_INDENT * (depth + 1)}" w:hanging="{_HANGING}"/></w:pPr></w:lvl>'
        for depth in range(_LEVELS)
    )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _bullet(depth: int) -> str:
    return f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{_BULLETS[depth % 3]}"/>'


def _number(depth: int) -> str:
    return f'<w:numFmt w:val="{_FORMATS[depth % 3]}"/><w:lvlText w:val="%{depth + 1}."/>'
