"""A template made ready once: a Jinja template for each part that holds tags, every other part kept deflated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import Template
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from packgen.word import metadata
from packgen.word.dialect import parse, parse_part, to_jinja
from packgen.word.environment import environment
from packgen.word.faults import TemplateError
from packgen.word.package import Member, pack, read_package

CORE = "docProps/core.xml"
MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_WITH_TAGS = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(document\.main|header|footer|footnotes|endnotes)\+xml\Z"
)
_HYPERLINK = "/hyperlink"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class CompiledTemplate:
    """`order` of all parts, the deflated ones that never change, and a Jinja template for each of the others."""

    order: tuple[str, ...]
    fixed: dict[str, Member]
    merged: dict[str, Template]
    raw: dict[str, bytes]


def compile_template(data: bytes) -> CompiledTemplate:
    """Make the bytes of a .docx ready for merging. Raises TemplateError for a file that may not be used as a template."""
    parts = safe_parts(data)
    sources = {name: to_jinja(parts[name]) for name in _mergeable(parts) if b"{" in parts[name]}
    merged = {name: _template(source) for name, source in sources.items()}
    fixed = {name: pack(name, part) for name, part in parts.items() if name not in merged}
    return CompiledTemplate(tuple(parts), fixed, merged, parts)


def safe_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a template with our document properties, or TemplateError: linked content, macros, not a document."""
    parts = read_package(data)
    if MAIN not in parts:
        raise TemplateError("This is not a Word document.", "Save it in Word as a Word document (.docx).")
    if any(name.endswith("vbaProject.bin") for name in parts) or b"macroEnabled" in parts[_TYPES]:
        raise TemplateError("The template holds macros.", "Save it in Word as a Word document without macros (.docx).")
    for name in parts:
        if name.endswith(".rels"):
            _refuse_links(parts[name])
    if CORE in parts:
        parts[CORE] = metadata.core_properties(parts[CORE])
    if "docProps/app.xml" in parts:
        parts["docProps/app.xml"] = metadata.extended_properties(parts["docProps/app.xml"])
    if "word/styles.xml" in parts:
        parts["word/styles.xml"] = metadata.in_british_english(parts["word/styles.xml"])
    return parts


def _refuse_links(relationships: bytes) -> None:
    for relationship in parse_part(relationships):
        if relationship.get("TargetMode") == "External" and not relationship.get("Type", "").endswith(_HYPERLINK):
            kind = relationship.get("Type", "").rsplit("/", 1)[-1]
            hint = "In Word: File > Info > Edit Links to Files, then Break Link; or insert the picture itself."
            raise TemplateError(f"The template links to something outside itself ({kind}).", hint)


def _mergeable(parts: dict[str, bytes]) -> list[str]:
    types = parse_part(parts[_TYPES])
    chosen = [
        override.get("PartName", "").lstrip("/")
        for override in types
        if _WITH_TAGS.match(override.get("ContentType", ""))
    ]
    return [name for name in (*chosen, CORE) if name in parts]


def _template(source: str) -> Template:
    try:
        code = environment().compile(parse(_DECLARATION + source), "<template>", "<template>")
    except TemplateSyntaxError as error:
        raise TemplateError(f"A tag of the template is wrong: {error.message}.", _line_hint(source, error.lineno)) from None
    return Template.from_code(environment(), code, dict(environment().globals))


def _line_hint(source: str, line: int) -> str:
    lines = (_DECLARATION + source).split("\n")
    text = re.sub(r"<[^>]*>?|^[^<]*>", " ", lines[min(line, len(lines)) - 1])
    return f"Look at the paragraph: {' '.join(text.split())[:200]}"


def well_formed(data: bytes) -> etree._Element:
    """The tree of a merged part. Raises TemplateError when the tags of the template broke its structure."""
    try:
        return etree.fromstring(data, _MERGED)
    except etree.XMLSyntaxError as error:
        hint = "A loop or condition begins and ends in different places: put {%p ... %} tags into paragraphs of their own."
        raise TemplateError("The merged document would not open in Word.", hint) from error


_MERGED = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
