"""A template made ready once: a Jinja template for each part that holds tags, every other part kept deflated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Template
from jinja2.exceptions import TemplateSyntaxError

from packgen.word import metadata
from packgen.word.dialect import changes_columns, parse_part, tidy, to_jinja, words_of_line
from packgen.word.document import style_ids
from packgen.word.environment import environment
from packgen.word.faults import TemplateError
from packgen.word.package import Package, pack, read_package, write_package

CORE = "docProps/core.xml"
MAIN = "word/document.xml"
STYLES = "word/styles.xml"
_APP = "docProps/app.xml"
_TYPES = "[Content_Types].xml"
_WITH_TAGS = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(document\.main|header|footer|footnotes|endnotes)\+xml\Z"
)
_HYPERLINK = "/hyperlink"
_FILE_NAME = "<template>"


@dataclass(frozen=True)
class CompiledTemplate:
    """The package as it will be written, a Jinja template for each part with tags, whether docxtpl must merge it."""

    package: Package
    merged: dict[str, Template]
    needs_docxtpl: bool

    @cached_property
    def styles(self) -> dict[str, str]:
        """Style ids by lower-case name."""
        return style_ids(self.package.parts.get(STYLES))

    def whole(self) -> bytes:
        """The template as one file, with our document properties."""
        return write_package(self.package.members.values())

    def words_at(self, part: str, line: int) -> str:
        """Words and tags of the template's paragraph on a line of the Jinja source of `part`."""
        return words_of_line(to_jinja(self.package.parts[part]), line)


def compiled_from(data: bytes, python_sources: Mapping[str, str] | None) -> tuple[CompiledTemplate, dict[str, str]]:
    """Make the bytes of a .docx ready; also returns the generated Python source of each part with tags.

    `python_sources` are those of an earlier time for the same bytes, or None. Raises TemplateError for a file that may
    not be used as a template.
    """
    package = safe_package(data)
    if python_sources is None:
        python_sources = {name: _python_source(package, name) for name in parts_with_tags(package)}
    merged = {name: _template(source) for name, source in python_sources.items()}
    needs_docxtpl = any(changes_columns(package.parts[name]) for name in merged if name.startswith("word/"))
    return CompiledTemplate(package, merged, needs_docxtpl), dict(python_sources)


def safe_package(data: bytes) -> Package:
    """A template with our document properties. Raises TemplateError for linked content, macros, or no Word document."""
    package = read_package(data)
    parts, members = dict(package.parts), dict(package.members)
    if MAIN not in parts:
        raise TemplateError("This is not a Word document.", "Save it in Word as a Word document (.docx).")
    for fault, hint in unsafe_content(parts):
        raise TemplateError(fault, hint)
    changed = {name: tidy(parts[name]) for name in _mergeable(parts) if name != CORE and b"{" in parts[name]}
    changed[CORE] = metadata.core_properties(parts[CORE]) if CORE in parts else b""
    if _APP in parts:
        changed[_APP] = metadata.extended_properties(parts[_APP])
    if STYLES in parts:
        changed[STYLES] = metadata.in_british_english(parts[STYLES])
    for name, part in changed.items():
        if part:
            parts[name], members[name] = part, pack(name, part)
    return Package(parts, members)


def unsafe_content(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """What makes a file unfit as a template, each with what to do: macros, pictures or data from outside the file."""
    found = []
    if any(name.lower().endswith("vbaproject.bin") for name in parts) or b"macroEnabled" in parts[_TYPES]:
        found.append(("The template holds macros.", "Save it in Word as a Word document without macros (.docx)."))
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        for relationship in parse_part(part):
            kind = relationship.get("Type", "")
            if relationship.get("TargetMode") == "External" and not kind.endswith(_HYPERLINK):
                hint = "In Word: File > Info > Edit Links to Files, then Break Link; or insert the picture itself."
                found.append((f"The template links to something outside itself ({kind.rsplit('/', 1)[-1]}).", hint))
    return found


def parts_with_tags(package: Package) -> list[str]:
    """The names of the parts that may hold tags and do hold a bracket."""
    return [name for name in _mergeable(package.parts) if b"{" in package.parts[name]]


def _mergeable(parts: Mapping[str, bytes]) -> list[str]:
    types = parse_part(parts[_TYPES])
    overrides = [entry for entry in types if _WITH_TAGS.match(entry.get("ContentType", ""))]
    chosen = [entry.get("PartName", "").lstrip("/") for entry in overrides]
    return [name for name in (*chosen, CORE) if name in parts]


def _python_source(package: Package, name: str) -> str:
    source = to_jinja(package.parts[name])
    try:
        return str(environment().compile(source, name, _FILE_NAME, raw=True))
    except TemplateSyntaxError as error:
        hint = f"Look at this paragraph of {part_label(name)}: {words_of_line(source, error.lineno)[:200]}"
        raise TemplateError(f"A tag of the template is wrong: {error.message}.", hint) from None


def _template(python_source: str) -> Template:
    code = compile(python_source, _FILE_NAME, "exec")
    return Template.from_code(environment(), code, dict(environment().globals))


def part_label(name: str) -> str:
    """A part's name as staff know it."""
    stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
    labels = {"document": "the main text", "core": "the document properties", "footnotes": "the footnotes"}
    kind, number = stem.rstrip("0123456789"), stem.lstrip("abcdefghijklmnopqrstuvwxyz")
    return labels.get(stem) or f"{kind} {number}".strip()
