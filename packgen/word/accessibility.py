"""Whether everybody can use a Word document: title, language, headings, table headers, alternative text, contrast.

What is checked is what Word's own Accessibility Checker and screen readers rely on; contrast is WCAG 2.2 level AA.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from packgen.errors import Location, Problem
from packgen.word.dialect import parse_part
from packgen.word.looks import Styles, background, contrast, is_bold, is_large, style_of, text_colour
from packgen.word.metadata import LANGUAGE
from packgen.word.package import read_package
from packgen.word.parts import CORE, MAIN, STYLES
from packgen.word.tags import part_label
from packgen.word.xml import w

_HEADING = re.compile(r"heading ([1-9])\Z")
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_READ_BY_EYE = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")
_LEAST, _LEAST_LARGE = 4.5, 3.0


def accessibility_problems(document: bytes, name: str) -> tuple[Problem, ...]:
    """What stands in the way of a reader in the .docx `document`, called `name` in the problems' locations."""
    parts = read_package(document).parts
    styles_tree = parse_part(parts[STYLES]) if STYLES in parts else None
    styles = Styles(styles_tree)
    found = [*_title_and_language(parts.get(CORE), styles_tree, name)]
    for part in sorted(part for part in parts if _READ_BY_EYE.match(part)):
        root = parse_part(parts[part])
        if part == MAIN:
            found += _headings(root, styles, name)
        found += _tables(root, part, styles, name)
        found += _pictures(root, part, name)
        found += _contrasts(root, part, styles, name)
    return tuple(found)


def _title_and_language(core: bytes | None, styles: etree._Element | None, name: str) -> Iterator[Problem]:
    properties = None if core is None else parse_part(core)
    title = None if properties is None else properties.findtext(f"{_DUBLIN}title")
    if not (title or "").strip():
        hint = "Word: File > Info > Title. It may hold tags."
        yield Problem("The document has no title.", hint, location=Location(name))
    language = None if styles is None else styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    if language is None or language.get(w("val")) != LANGUAGE:
        hint = "Word: Review > Language > English (United Kingdom) > Set As Default."
        yield Problem("The document does not say that it is in British English.", hint, location=Location(name))


def _headings(root: etree._Element, styles: Styles, name: str) -> Iterator[Problem]:
    before = 0
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        level = _level(paragraph, styles)
        if level is None:
            continue
        if level > before + 1:
            after = f"comes after level {before}" if before else "is the first heading"
            message = f"“{_words(paragraph)[:60]}” is a heading of level {level} and {after}."
            yield _at(name, MAIN, number, message, f"Use the style Heading {before + 1}.")
        before = level
    if not before and not _has_title(root, styles):
        hint = "Give the main title of the page the style Heading 1."
        yield Problem("The document has no headings.", hint, location=Location(name))


def _has_title(root: etree._Element, styles: Styles) -> bool:
    """Whether a paragraph has the style Title; a single page needs no headings below it."""
    titles = (style_of(paragraph, "p") for paragraph in root.iter(w("p")) if _words(paragraph).strip())
    return any(style is not None and styles.name(style) == "title" for style in titles)


def _level(paragraph: etree._Element, styles: Styles) -> int | None:
    style_id = style_of(paragraph, "p")
    if style_id is None or not _words(paragraph).strip():
        return None
    for style in styles.chain(style_id):
        if found := _HEADING.match(styles.name(style.get(w("styleId"), ""))):
            return int(found[1])
    return None


def _tables(root: etree._Element, part: str, styles: Styles, name: str) -> Iterator[Problem]:
    for number, table in enumerate(root.iter(w("tbl")), 1):
        rows = [row for row in table.findall(w("tr")) if _words(row).strip()]
        if len(rows) < 2 or _says_header(rows[0]) or _headed_by_column(rows, styles):
            continue
        message = f"Table {number} (“{_words(rows[0])[:60]}”) has no header row."
        hint = "Word: select its first row, then Table Layout > Repeat Header Rows; or make its first column bold."
        yield _at(name, part, 0, message, hint)


def _says_header(row: etree._Element) -> bool:
    header = row.find(f"{w('trPr')}/{w('tblHeader')}")
    return header is not None and header.get(w("val"), "1") not in ("0", "false", "off")


def _headed_by_column(rows: list[etree._Element], styles: Styles) -> bool:
    """A table of details: each row begins with a bold word for what stands beside it."""
    firsts = [row.find(w("tc")) for row in rows]
    return all(first is not None and _is_bold(first, styles) for first in firsts)


def _is_bold(cell: etree._Element, styles: Styles) -> bool:
    runs = [(run, p) for p in cell.iter(w("p")) for run in p.iter(w("r")) if _words(run).strip()]
    return bool(runs) and all(is_bold(run, paragraph, styles) for run, paragraph in runs)


def _pictures(root: etree._Element, part: str, name: str) -> Iterator[Problem]:
    for number, properties in enumerate(root.iter(_DOC_PR), 1):
        decorative = any(mark.get("val") in ("1", "true") for mark in properties.iter(_DECORATIVE))
        if not decorative and not properties.get("descr", "").strip():
            hint = "Word: right-click the picture > View Alt Text, and say what it shows."
            yield _at(name, part, 0, f"Picture {number} has no alternative text.", hint)


def _contrasts(root: etree._Element, part: str, styles: Styles, name: str) -> Iterator[Problem]:
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        for run in paragraph.iter(w("r")):
            if not _words(run).strip():
                continue
            colour, behind = text_colour(run, paragraph, styles), background(run, paragraph, styles)
            least = _LEAST_LARGE if is_large(run, paragraph, styles) else _LEAST
            if (ratio := contrast(colour, behind)) < least:
                message = f"“{_words(run)[:60]}” is hard to read: #{colour} on #{behind} has a contrast of {ratio:.1f}."
                yield _at(name, part, number, message, f"Choose colours with a contrast of at least {least:g}.")


def _words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _at(name: str, part: str, number: int, message: str, hint: str) -> Problem:
    return Problem(message, hint, location=Location(name, number, path=(part_label(part),)))
