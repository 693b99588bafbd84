"""What a .docx's styles say about a run or paragraph: looks, hidden text, headings, numbering. No name is carried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from packgen.redaction.docx.xml import Element, attribute, child, child_value, is_on, name_of, whole_number

_HEADING = re.compile(r"heading\s*([1-9])$", re.IGNORECASE)
_DEEPEST = 30


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id, the default paragraph style's id, and the document's default run properties."""

    by_id: dict[str, Element]
    default_paragraph: str
    default_run: Element | None
    _switches: dict[tuple[str, str], bool] = field(default_factory=dict)

    def chain(self, style_id: str) -> Iterator[Element]:
        """A style and those it is based on, nearest first; a circle ends."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen and len(seen) < _DEEPEST:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            style_id = child_value(style, "w:basedOn")

    def run_switch(self, style_id: str, name: str) -> bool:
        """Whether a style (with its ancestors) turns a run property such as `w:vanish` on."""
        known = self._switches.get((style_id, name))
        if known is None:
            values = (is_on(child(style, "w:rPr"), name) for style in self.chain(style_id))
            known = next((value for value in values if value is not None), False)
            self._switches[style_id, name] = known
        return known

    def toggled(self, name: str, direct: Element | None, paragraph_style: str) -> bool:
        """An on/off run property as Word works it out: what stands on the run itself, else the styles toggling it."""
        value = is_on(direct, name)
        if value is not None:
            return value
        if is_on(self.default_run, name):
            return True
        by_paragraph = self.run_switch(paragraph_style or self.default_paragraph, name)
        by_run = self.run_switch(child_value(direct, "w:rStyle"), name)
        return by_paragraph != by_run

    def value(self, name: str, direct: Element | None, paragraph_style: str) -> Element | None:
        """The element of a valued run property (`w:sz`, `w:color`), nearest first, None where nothing sets it."""
        found = child(direct, name)
        if found is not None:
            return found
        for style_id in (child_value(direct, "w:rStyle"), paragraph_style or self.default_paragraph):
            for style in self.chain(style_id):
                found = child(child(style, "w:rPr"), name)
                if found is not None:
                    return found
        return child(self.default_run, name)

    def heading(self, paragraph_style: str, direct: Element | None) -> int:
        """The heading level 1 to 6 of a paragraph, 0 for ordinary text."""
        level = child_value(direct, "w:outlineLvl")
        for style in self.chain(paragraph_style):
            named = _HEADING.match(child_value(style, "w:name").strip())
            if named:
                return min(int(named.group(1)), 6)
            if child_value(style, "w:name").strip().lower() == "title":
                return 1
            level = level or child_value(child(style, "w:pPr"), "w:outlineLvl")
        deep = whole_number(level, 9)
        return min(deep + 1, 6) if deep < 9 else 0

    def numbering(self, paragraph_style: str) -> tuple[str, str]:
        """List id and level that a paragraph style brings along, ("", "") for none."""
        for style in self.chain(paragraph_style or self.default_paragraph):
            numbered = child(child(style, "w:pPr"), "w:numPr")
            if numbered is not None:
                return child_value(numbered, "w:numId"), child_value(numbered, "w:ilvl")
        return "", ""


def read_styles(root: Element | None) -> Styles:
    """The styles part as `Styles`; an absent part gives none."""
    by_id: dict[str, Element] = {}
    default = ""
    for style in root if root is not None else ():
        if name_of(style) != "w:style":
            continue
        style_id = attribute(style, "w:styleId")
        by_id.setdefault(style_id, style)
        if attribute(style, "w:type") == "paragraph" and attribute(style, "w:default") in ("1", "true", "on"):
            default = style_id
    defaults = child(child(child(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr")
    return Styles(by_id, default, defaults)
