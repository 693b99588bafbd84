"""Numbers and bullets of lists, worked out as text: the definitions of a list can hide words and are never carried."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from packgen.redaction.docx.styles import Styles
from packgen.redaction.docx.text import symbol, tidy
from packgen.redaction.docx.xml import (
    Element,
    attribute,
    child,
    child_attribute,
    child_value,
    is_on,
    name_of,
    whole_number,
)

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")
_LONGEST_LABEL = 200


@dataclass
class Numbering:
    """The lists of a document; keeps count while labels are asked for in reading order."""

    abstracts: dict[str, Element]
    nums: dict[str, Element]
    styles: Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, num_id: str, level_text: str) -> tuple[str, int] | None:
        """The label of the next paragraph of a list at a level, and the level from 1; None where there is no list."""
        level = min(whole_number(level_text, 0), 8)
        num = self.nums.get(num_id)
        if num is None or num_id == "0":
            return None
        abstract_id = self._abstract_id(num)
        definition = self._level(num, abstract_id, level)
        self._count(num_id, num, abstract_id, level)
        if definition is None:
            return "", level + 1
        return self._shown(num, abstract_id, definition), level + 1

    def _abstract_id(self, num: Element) -> str:
        abstract_id = child_value(num, "w:abstractNumId")
        link = child_value(self.abstracts.get(abstract_id), "w:numStyleLink")
        linked = self.nums.get(self.styles.numbering(link)[0]) if link else None
        return child_value(linked, "w:abstractNumId") if linked is not None else abstract_id

    def _override(self, num: Element, level: int) -> Element | None:
        overrides = (inner for inner in num if name_of(inner) == "w:lvlOverride")
        return next((inner for inner in overrides if attribute(inner, "w:ilvl") == str(level)), None)

    def _level(self, num: Element, abstract_id: str, level: int) -> Element | None:
        override = child(self._override(num, level), "w:lvl")
        if override is not None:
            return override
        levels = self.abstracts.get(abstract_id)
        found = (inner for inner in levels if name_of(inner) == "w:lvl") if levels is not None else iter(())
        return next((inner for inner in found if attribute(inner, "w:ilvl") == str(level)), None)

    def _start(self, num: Element, abstract_id: str, level: int) -> int:
        override = child_value(self._override(num, level), "w:startOverride")
        value = override or child_value(self._level(num, abstract_id, level), "w:start") or "1"
        return whole_number(value, 1)

    def _count(self, num_id: str, num: Element, abstract_id: str, level: int) -> None:
        counts = self._counts[abstract_id]
        restarted = (
            bool(child_value(self._override(num, level), "w:startOverride")) and (num_id, level) not in self._started
        )
        self._started.add((num_id, level))
        counts[level] = self._start(num, abstract_id, level) if restarted or level not in counts else counts[level] + 1
        for upper in range(level):
            counts.setdefault(upper, self._start(num, abstract_id, upper))
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]

    def _shown(self, num: Element, abstract_id: str, definition: Element) -> str:
        look = child(definition, "w:rPr")
        if is_on(look, "w:vanish"):
            return ""
        text = child_value(definition, "w:lvlText")
        if child_value(definition, "w:numFmt") == "bullet" or child(definition, "w:lvlPicBulletId") is not None:
            font = child_attribute(look, "w:rFonts", "w:ascii")
            return "".join(_bullet(font, character) for character in text) or "•"
        plain = is_on(definition, "w:isLgl") or False
        filled = _PLACEHOLDER.sub(lambda found: self._number(num, abstract_id, int(found.group(1)) - 1, plain), text)
        return tidy(filled)[:_LONGEST_LABEL]

    def _number(self, num: Element, abstract_id: str, level: int, plain: bool) -> str:
        count = self._counts[abstract_id].get(level, self._start(num, abstract_id, level))
        kind = "decimal" if plain else child_value(self._level(num, abstract_id, level), "w:numFmt")
        return written_number(count, kind)


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The numbering part as `Numbering`; an absent part gives no lists."""
    elements = list(root) if root is not None else []
    abstracts = {attribute(e, "w:abstractNumId"): e for e in elements if name_of(e) == "w:abstractNum"}
    nums = {attribute(e, "w:numId"): e for e in elements if name_of(e) == "w:num"}
    return Numbering(abstracts, nums, styles)


def written_number(count: int, kind: str) -> str:
    """A count as a list shows it; a kind that is not known is shown in figures."""
    if kind == "none":
        return ""
    if kind in ("lowerLetter", "upperLetter") and 0 < count <= 780:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return _roman(count) if kind == "lowerRoman" else _roman(count).upper()
    if kind == "decimalZero":
        return f"{count:02d}"
    if kind == "ordinal":
        return f"{count}{'th' if 10 <= count % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _bullet(font: str, character: str) -> str:
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF:
        shown = symbol(font or "symbol", code)
        return shown if shown != "\u25a1" else "•"
    return tidy(character)
