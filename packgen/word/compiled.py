"""A template made ready once: a Jinja template for each part that holds tags, every other part kept deflated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Template
from jinja2.exceptions import TemplateSyntaxError

from packgen.word import metadata
from packgen.word.dialect import changes_columns, tidy, to_jinja, words_of_line
from packgen.word.document import style_ids
from packgen.word.environment import environment
from packgen.word.faults import TemplateError
from packgen.word.lint import structural_faults
from packgen.word.package import Package, pack, read_package, write_package
from packgen.word.parts import CORE, STYLES, mergeable, parts_with_tags
from packgen.word.tags import part_label

_APP = "docProps/app.xml"
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


def compiled_from(
    name: str, data: bytes, python_sources: Mapping[str, str] | None
) -> tuple[CompiledTemplate, dict[str, str]]:
    """Make the bytes of the .docx called `name` ready; also returns the generated Python source of each part with tags.

    `python_sources` are those of an earlier time for the same bytes, or None; only then is the template checked and
    compiled. Raises TemplateError, with every fault, for a file that may not be used as a template.
    """
    original = read_package(data)
    if python_sources is None and (faults := structural_faults(name, original.parts)):
        first, more = faults[0], len(faults) - 1
        others = f" {more} more: `packgen templates check` shows them all." if more else ""
        raise TemplateError(f"{first.message}{others}", first.hint, faults)
    package = _with_our_properties(original)
    if python_sources is None:
        python_sources = {part: _python_source(package, part) for part in parts_with_tags(package.parts)}
    merged = {part: _template(source) for part, source in python_sources.items()}
    needs_docxtpl = any(changes_columns(package.parts[part]) for part in merged if part != CORE)
    return CompiledTemplate(package, merged, needs_docxtpl), dict(python_sources)


def _with_our_properties(package: Package) -> Package:
    """The package with our document properties, its parts with tags without Word's editing marks."""
    parts, members = dict(package.parts), dict(package.members)
    changed = {name: tidy(parts[name]) for name in mergeable(parts) if name != CORE and b"{" in parts[name]}
    changed[CORE] = metadata.core_properties(parts[CORE]) if CORE in parts else b""
    if _APP in parts:
        changed[_APP] = metadata.extended_properties(parts[_APP])
    if STYLES in parts:
        changed[STYLES] = metadata.in_british_english(parts[STYLES])
    for name, part in changed.items():
        if part:
            parts[name], members[name] = part, pack(name, part)
    return Package(parts, members)


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
