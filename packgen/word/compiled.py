"""A template made ready once: a Jinja template for each part that holds tags, every other part kept deflated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jinja2 import Template
from jinja2.exceptions import TemplateSyntaxError

from packgen.word.dialect import only_docxtpl, tidy, to_jinja, words_of_line
from packgen.word.environment import environment
from packgen.word.faults import TemplateError
from packgen.word.package import Package, pack, write_package
from packgen.word.parts import CORE, STYLES, parts_with_tags
from packgen.word.store import Kept
from packgen.word.tags import part_label

_APP = "docProps/app.xml"
_SETTINGS, _SETTINGS_LINKS = "word/settings.xml", "word/_rels/settings.xml.rels"
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
        from packgen.word.document import style_ids  # only here: most documents of a batch need none

        return style_ids(self.package.parts.get(STYLES))

    def whole(self) -> bytes:
        """The template as one file for docxtpl, with our document properties and without Word's editing marks."""
        tidied = {name: pack(name, tidy(self.package.parts[name])) for name in self.merged if name != CORE}
        return write_package((self.package.members | tidied).values())

    def words_at(self, part: str, line: int) -> str:
        """Words and tags of the template's paragraph on a line of the Jinja source of `part`."""
        return words_of_line(to_jinja(self.package.parts[part]), line)


def checked(name: str, parts: dict[str, bytes]) -> Kept:
    """What to keep of the .docx called `name` with these parts, once it has been checked.

    Raises TemplateError, with every fault, for a file that may not be used as a template.
    """
    from packgen.word.lint import structural_faults  # only here: not needed for a template that is kept

    if faults := structural_faults(name, parts):
        first, more = faults[0], len(faults) - 1
        others = f" {more} more: `packgen templates check` shows them all." if more else ""
        raise TemplateError(f"{first.message}{others}", first.hint, faults)
    prepared = _prepared(parts)
    with_tags = parts_with_tags(parts | prepared)
    needs_docxtpl = any(only_docxtpl(parts[part]) for part in with_tags if part != CORE)
    sources = {part: _python_source(part, prepared.get(part, parts[part])) for part in with_tags}
    return Kept(sources, {part: made.decode("utf-8") for part, made in prepared.items()}, needs_docxtpl)


def compiled_from(package: Package, kept: Kept) -> CompiledTemplate:
    """The template made of a .docx and of what `checked` said of the same file."""
    prepared = {part: text.encode("utf-8") for part, text in kept.prepared.items()}
    members = {part: pack(part, made) for part, made in prepared.items() if part not in kept.sources}
    whole = Package(package.parts | prepared, package.members | members)
    merged = {part: _template(source) for part, source in kept.sources.items()}
    return CompiledTemplate(whole, merged, kept.needs_docxtpl)


def _prepared(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts that come out otherwise than the template has them: properties, default language, its own template."""
    from packgen.word import metadata  # only here: not needed for a template that is kept

    ways = {
        CORE: metadata.core_properties,
        _APP: metadata.extended_properties,
        STYLES: metadata.in_british_english,
        _SETTINGS: metadata.settings_alone,
        _SETTINGS_LINKS: metadata.relationships_alone,
    }
    made = {name: prepare(parts[name]) for name, prepare in ways.items() if name in parts}
    return {name: part for name, part in made.items() if part != parts[name]}


def _python_source(name: str, part: bytes) -> str:
    source = to_jinja(part)
    try:
        return str(environment().compile(source, name, _FILE_NAME, raw=True))
    except TemplateSyntaxError as error:
        hint = f"Look at this paragraph of {part_label(name)}: {words_of_line(source, error.lineno)[:200]}"
        raise TemplateError(f"A tag of the template is wrong: {error.message}.", hint) from None


def _template(python_source: str) -> Template:
    code = compile(python_source, _FILE_NAME, "exec")
    return Template.from_code(environment(), code, dict(environment().globals))
