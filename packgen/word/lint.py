"""`packgen templates check`: every fault of a template at once, each where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from packgen.errors import Location, Problem, Severity, in_reading_order
from packgen.files import FileProblemError, read_untrusted
from packgen.word.dialect import parse_part
from packgen.word.environment import environment
from packgen.word.faults import TemplateError
from packgen.word.lint_blocks import Blocks
from packgen.word.lint_names import Names
from packgen.word.lint_structure import (
    loose_brackets,
    outside_a_table,
    problem,
    split_by_formatting,
    vanishing_text,
)
from packgen.word.package import LARGEST_FILE, read_package
from packgen.word.parts import MAIN, mergeable, unsafe_content
from packgen.word.shapes import Shape, unused
from packgen.word.tags import Tag, as_jinja, paragraphs, tags_of


@dataclass(frozen=True)
class Checked:
    """What a check found: problems in reading order, and the paths of the context that no tag asks for."""

    problems: tuple[Problem, ...]
    unused: tuple[str, ...] = ()


def check(template: Path, offered: Shape | None = None) -> Checked:
    """Every fault of the file at `template`; with `offered` (see `shapes.shape_of`) its names are checked both ways.

    Names of the context that the template never prints are Problems of severity INFO. Nothing is raised: a file that
    cannot be read is one Problem.
    """
    try:
        parts = read_package(read_untrusted(template, LARGEST_FILE)).parts
        found, used = _all(template.name, parts, offered)
    except (TemplateError, FileProblemError) as error:
        return Checked((Problem(error.message, error.hint, location=Location(template.name)),))
    never = tuple(unused(offered, frozenset(used))) if offered else ()
    return Checked((*in_reading_order(found), *(_never_printed(template.name, path) for path in never)), never)


def structural_faults(template: str, parts: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Faults of severity ERROR that need no context: a template with one of these is not merged."""
    found, _ = _all(template, parts, None)
    return tuple(fault for fault in in_reading_order(found) if fault.severity is Severity.ERROR)


def _all(template: str, parts: Mapping[str, bytes], offered: Shape | None) -> tuple[list[Problem], set[str]]:
    if MAIN not in parts:
        raise TemplateError("This is not a Word document.", "Save it in Word as a Word document (.docx).")
    found = [Problem(message, hint, location=Location(template)) for message, hint in unsafe_content(parts)]
    used: set[str] = set()
    for name in mergeable(parts):
        if b"{" in parts[name] or b"}" in parts[name]:
            problems, names = _part(template, name, parse_part(parts[name]), offered)
            found += problems
            used |= names
    return found, used


def _part(template: str, name: str, root: etree._Element, offered: Shape | None) -> tuple[list[Problem], set[str]]:
    found: list[Problem] = []
    tags: list[Tag] = []
    for paragraph in paragraphs(name, root):
        if "{" in paragraph.text or "}" in paragraph.text:
            found += loose_brackets(template, paragraph)
        tags += tags_of(paragraph)
    typed = [tag for tag in tags if not tag.in_property]
    for look_for in (vanishing_text, outside_a_table, split_by_formatting):
        found += look_for(template, typed)
    tree = _together(tags)
    blocks = Blocks(template, readable_together=tree is not None)
    blocks.read(tags)
    names = Names(offered)
    names.walk((tree or environment().parse("\n".join(blocks.readable))).body)
    found += blocks.problems
    for line, message, hint in names.faults:
        tag = tags[min(line, len(tags)) - 1]
        found.append(problem(tag.paragraph, tag.column, template, f"{tag.text}: {message}", hint))
    return found, names.used


def _together(tags: list[Tag]) -> nodes.Template | None:
    """The tree of all tags if they can be read as they stand, each on a line of its own; None where any is faulty."""
    try:
        return environment().parse("\n".join(as_jinja(tag).replace("\n", " ") for tag in tags))
    except (TemplateSyntaxError, TemplateError):
        return None


def _never_printed(template: str, path: str) -> Problem:
    return Problem(f"{path} is offered and not printed.", "", Severity.INFO, Location(template))
