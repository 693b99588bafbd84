"""Document properties: title, British English, fixed dates, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from packgen.word.dialect import parse_part
from packgen.word.parts import ATTACHED_TEMPLATE

LANGUAGE = "en-GB"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
# Equal input gives equal bytes; and a date of making tells a reader nothing: the papers carry their own dates.
_FIXED_DATE = "2000-01-01T00:00:00Z"
# The usual case, without taking a large part to pieces.
_DEFAULT_LANGUAGE = re.compile(
    rb'(<w:rPrDefault>(?:(?!</w:rPrDefault>).)*?<w:lang (?:[^>]*? )?w:val=")[^"]*', re.DOTALL
)
_KEPT = ("title", "subject", "keywords", "description")


def core_properties(template_part: bytes | None) -> bytes:
    """`docProps/core.xml`: title and subject of the template (they may hold tags), no person's name, fixed dates."""
    kept = _kept(template_part)
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    for name, text in kept.items():
        etree.SubElement(root, f"{{{_CORE if name == 'keywords' else _DC}}}{name}").text = text
    etree.SubElement(root, f"{{{_DC}}}creator").text = "packgen"
    etree.SubElement(root, f"{{{_CORE}}}lastModifiedBy").text = "packgen"
    etree.SubElement(root, f"{{{_DC}}}language").text = LANGUAGE
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        moment.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        moment.text = _FIXED_DATE
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _kept(template_part: bytes | None) -> dict[str, str]:
    if template_part is None:
        return {}
    found = {str(etree.QName(child).localname): child.text or "" for child in parse_part(template_part)}
    return {name: found[name] for name in _KEPT if found.get(name, "").strip()}


def extended_properties(part: bytes) -> bytes:
    """`docProps/app.xml` without the manager's name, the editing time and the counts of the template's words."""
    root = parse_part(part)
    for child in list(root):
        if etree.QName(child).localname in (
            "Manager",
            "TotalTime",
            "Words",
            "Characters",
            "Pages",
            "Lines",
            "Paragraphs",
        ):
            root.remove(child)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def in_british_english(styles: bytes) -> bytes:
    """`word/styles.xml` whose default language is British English, whatever the template was last saved with."""
    named, count = _DEFAULT_LANGUAGE.subn(rb"\g<1>" + LANGUAGE.encode(), styles, count=1)
    return named if count else _with_language(parse_part(styles))


def settings_alone(settings: bytes) -> bytes:
    """`word/settings.xml` without its link to the template that the file was once made from."""
    return _without(settings, lambda child: child.tag == f"{{{_W}}}attachedTemplate")


def relationships_alone(relationships: bytes) -> bytes:
    """The relationships of the settings without the one to that template."""
    return _without(relationships, lambda child: child.get("Type", "").endswith(ATTACHED_TEMPLATE))


def _without(part: bytes, unwanted: Callable[[etree._Element], bool]) -> bytes:
    if b"attachedTemplate" not in part:
        return part
    root = parse_part(part)
    for child in [child for child in root if unwanted(child)]:
        root.remove(child)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _with_language(root: etree._Element) -> bytes:
    defaults = root.find(f"{{{_W}}}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{{{_W}}}docDefaults")
        root.insert(0, defaults)
    run = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
    _child(run, "lang", len(run)).set(f"{{{_W}}}val", LANGUAGE)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _child(parent: etree._Element, name: str, position: int) -> etree._Element:
    found = parent.find(f"{{{_W}}}{name}")
    if found is None:
        found = etree.Element(f"{{{_W}}}{name}")
        parent.insert(position, found)
    return found
