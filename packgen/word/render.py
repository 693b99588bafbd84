"""Merge: a Word template and a context of plain values in, the bytes of a .docx out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from traceback import walk_tb

from jinja2 import Template
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from lxml import etree

from packgen.content import Figure
from packgen.files import FileProblemError
from packgen.word.compiled import CompiledTemplate
from packgen.word.dialect import renumber_drawings
from packgen.word.engine import ready
from packgen.word.environment import RENDERING, Element, Rendering
from packgen.word.fallback import merged_by_docxtpl
from packgen.word.faults import RenderError, TemplateError
from packgen.word.package import Member, pack, write_package
from packgen.word.parts import CORE
from packgen.word.tags import part_label

DrawFigure = Callable[[Figure], bytes]

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MERGED = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
# A template is untrusted: loops inside loops could go on for ever.
_MOST_PIECES = 1_000_000
_FROM_THE_TEMPLATE = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, TemplateRuntimeError)


def no_figures(figure: Figure) -> bytes:
    """The default of `draw_figure`: refuses."""
    message = f"The template shows a picture ({figure.kind}), and no way to draw it was given."
    raise RenderError(message, "Report this: it is a fault of packgen, not of the template.")


def render(template: Path, context: Mapping[str, object], *, draw_figure: DrawFigure = no_figures) -> bytes:
    """The .docx that `template` gives with `context`; equal input gives equal bytes.

    `draw_figure` turns a Figure of the context into PNG bytes. Raises TemplateError for a faulty template, RenderError
    for a value that cannot be put into it; both name the template.
    """
    try:
        compiled = ready(template)
        return _whole(compiled, context, draw_figure, _by_docxtpl if compiled.needs_docxtpl else _part_by_part)
    except (TemplateError, FileProblemError) as error:
        problems = getattr(error, "problems", ())
        raise TemplateError(f"{template.name}: {error.message}", error.hint, problems) from error
    except RenderError as error:
        raise RenderError(f"{template.name}: {error.message}", error.hint) from error


def render_with_docxtpl(
    template: Path, context: Mapping[str, object], *, draw_figure: DrawFigure = no_figures
) -> bytes:
    """The same document through docxtpl, slowly: the oracle that `render` is held against."""
    return _whole(ready(template), context, draw_figure, _by_docxtpl)


_Merge = Callable[[CompiledTemplate, Mapping[str, object], Rendering], dict[str, bytes]]


def _whole(template: CompiledTemplate, context: Mapping[str, object], draw_figure: DrawFigure, merge: _Merge) -> bytes:
    rendering = Rendering()
    token = RENDERING.set(rendering)
    try:
        merged = merge(template, context, rendering)
    finally:
        RENDERING.reset(token)
    if not rendering.elements:
        packed = {name: pack(name, _well_formed(name, part)) for name, part in merged.items()}
        return write_package(_in_order(template, packed))
    return _with_elements(template, merged, rendering.elements, draw_figure)


def _with_elements(
    template: CompiledTemplate, merged: dict[str, bytes], elements: list[Element], draw_figure: DrawFigure
) -> bytes:
    from packgen.word.document import Document  # only here: most documents of a batch hold none
    from packgen.word.elements import put_in_place

    document = Document(template.package.parts, lambda: template.styles, draw_figure)
    changed = {name: put_in_place(_tree(name, part), name, elements, document) for name, part in merged.items()}
    packed = {name: pack(name, part) for name, part in (changed | document.changed_parts()).items()}
    return write_package(_in_order(template, packed))


def _in_order(template: CompiledTemplate, changed: dict[str, Member]) -> list[Member]:
    return list((template.package.members | changed).values())


def _part_by_part(
    template: CompiledTemplate,
    context: Mapping[str, object],
    rendering: Rendering,  # noqa: ARG001
) -> dict[str, bytes]:
    return {name: _merged(name, template, context) for name in template.merged}


def _by_docxtpl(template: CompiledTemplate, context: Mapping[str, object], rendering: Rendering) -> dict[str, bytes]:
    rendering.line_breaks_in_text = False
    try:
        merged = merged_by_docxtpl(template, context)
    except (UndefinedError, SecurityError, *_FROM_THE_TEMPLATE) as error:
        raise _explained(error, "this template") from error
    if CORE in merged:
        merged[CORE] = _merged(CORE, template, context)  # docxtpl escapes the properties twice
    return merged


def _merged(name: str, template: CompiledTemplate, context: Mapping[str, object]) -> bytes:
    part = template.merged[name]
    try:
        pieces = list(islice(part.root_render_func(part.new_context(dict(context))), _MOST_PIECES + 1))
    except (UndefinedError, SecurityError, RenderError, *_FROM_THE_TEMPLATE) as error:
        words = template.words_at(name, _line(error, part))
        raise _explained(error, f"{part_label(name)}, at “{words[:160]}”") from error
    if len(pieces) > _MOST_PIECES:
        raise TemplateError("The document would be far too long.", "Check the template's loops.")
    return _DECLARATION + renumber_drawings("".join(pieces)).encode("utf-8")


def _line(error: Exception, part: Template) -> int:
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"]
    return part.get_corresponding_lineno(lines[-1]) if lines else 1


def _explained(error: Exception, where: str) -> TemplateError | RenderError:
    check = "`packgen templates check` shows every fault of the template at once."
    if isinstance(error, RenderError):
        return RenderError(f"{error.message} It stands in {where}.", error.hint)
    if isinstance(error, UndefinedError):
        return RenderError(f"A tag asks for a value that is not there ({error.message}), in {where}.", check)
    if isinstance(error, SecurityError):
        return TemplateError(
            f"A tag tries what templates may not do ({error.message}), in {where}.", "Remove that tag."
        )
    return TemplateError(f"A tag cannot be worked out ({error}), in {where}.", check)


def _well_formed(name: str, part: bytes) -> bytes:
    """The part itself, checked: every part is, whatever it holds."""
    _tree(name, part)
    return part


def _tree(name: str, part: bytes) -> etree._Element:
    try:
        return etree.fromstring(part, _MERGED)
    except etree.XMLSyntaxError as error:
        hint = (
            "A loop or condition may begin and end in different places: give {%p ... %} tags paragraphs of their own."
        )
        message = f"The tags of {part_label(name)} do not fit together; Word could not open it."
        raise TemplateError(message, hint) from error
