"""Reading parts of a Word package: bounded, without entities, with the names that other modules need."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Parts in which text stands, by the start of their names.
STORIES = {
    "word/document": "the text",
    "word/header": "a header",
    "word/footer": "a footer",
    "word/footnotes": "the footnotes",
    "word/endnotes": "the endnotes",
    "word/comments": "the comments",
}


def parse(data: bytes) -> etree._Element:
    """The root of an XML part. Raises etree.XMLSyntaxError for damaged XML; entities are left alone."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def stories(package: zipfile.ZipFile) -> Iterator[tuple[str, str, etree._Element]]:
    """Part name, what it is in plain words, and its root, for every part that holds text; the main text first."""
    names = sorted(package.namelist(), key=lambda name: (not name.startswith("word/document"), name))
    for name in names:
        if not name.endswith(".xml") or name.count("/") != 1:
            continue
        for start, words in STORIES.items():
            if name.startswith(start):
                yield name, words, parse(package.read(name))


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a toggle such as `vanish` is set in run or paragraph properties."""
    toggle = properties.find(f"{WORD}{name}") if properties is not None else None
    return toggle is not None and toggle.get(f"{WORD}val", "true").lower() not in ("0", "false", "off", "none")


def hiding_styles(package: zipfile.ZipFile) -> frozenset[str]:
    """Ids of the styles whose text is hidden, by themselves or by the style that they are based on."""
    if "word/styles.xml" not in package.namelist():
        return frozenset()
    styles = {
        style.get(f"{WORD}styleId", ""): style for style in parse(package.read("word/styles.xml")).iter(f"{WORD}style")
    }
    return frozenset(name for name in styles if _hides(name, styles))


def _hides(name: str, styles: dict[str, etree._Element]) -> bool:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        properties = styles[name].find(f"{WORD}rPr")
        if properties is not None and properties.find(f"{WORD}vanish") is not None:
            return is_on(properties, "vanish")
        base = styles[name].find(f"{WORD}basedOn")
        name = base.get(f"{WORD}val", "") if base is not None else ""
    return False


def is_hidden(run: etree._Element, hiding: frozenset[str]) -> bool:
    """Whether the text of a run is hidden, by itself or by its own style or that of its paragraph."""
    properties = run.find(f"{WORD}rPr")
    if properties is not None and properties.find(f"{WORD}vanish") is not None:
        return is_on(properties, "vanish")
    return bool(_styles_of(run, properties) & hiding) if hiding else False


def _styles_of(run: etree._Element, properties: etree._Element | None) -> set[str]:
    named = [properties.find(f"{WORD}rStyle")] if properties is not None else []
    paragraph = next(run.iterancestors(f"{WORD}p"), None)
    if paragraph is not None:
        named.append(paragraph.find(f"{WORD}pPr/{WORD}pStyle"))
    return {style.get(f"{WORD}val", "") for style in named if style is not None}
