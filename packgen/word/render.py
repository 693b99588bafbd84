"""Merge: a Word template and a context of plain values in, the bytes of a .docx out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2.exceptions import SecurityError, UndefinedError

from packgen.content import Figure
from packgen.files import FileProblemError, read_untrusted
from packgen.word.compiled import CompiledTemplate, compile_template, well_formed
from packgen.word.elements import Document, put_in_place
from packgen.word.environment import RENDERING, Rendering
from packgen.word.faults import RenderError, TemplateError
from packgen.word.package import LARGEST_FILE, Member, pack, write_package

DrawFigure = Callable[[Figure], bytes]


def no_figures(figure: Figure) -> bytes:
    """The default of `draw_figure`: refuses."""
    raise RenderError(f"The template shows a picture ({figure.kind}), and nothing here draws pictures.", "Report this.")


def render(template: Path, context: Mapping[str, object], *, draw_figure: DrawFigure = no_figures) -> bytes:
    """The .docx that `template` gives with `context`; equal input gives equal bytes.

    `draw_figure` turns a Figure of the context into PNG bytes. Raises TemplateError for a faulty template, RenderError
    for a value that cannot be put into it; both name the template.
    """
    try:
        return _merge(_compiled(template), context, draw_figure)
    except (TemplateError, RenderError, FileProblemError) as error:
        raise _located(error, template) from error


def _located(error: TemplateError | RenderError | FileProblemError, template: Path) -> TemplateError | RenderError:
    message = f"{template.name}: {error.message}"
    if isinstance(error, RenderError):
        return RenderError(message, error.hint)
    return TemplateError(message, error.hint, getattr(error, "problems", ()))


def _compiled(template: Path) -> CompiledTemplate:
    return compile_template(read_untrusted(template, LARGEST_FILE))


def _merge(template: CompiledTemplate, context: Mapping[str, object], draw_figure: DrawFigure) -> bytes:
    rendering = Rendering()
    token = RENDERING.set(rendering)
    document = Document(template.raw, draw_figure)
    try:
        merged = {name: _merged_part(name, template, context, rendering, document) for name in template.merged}
    finally:
        RENDERING.reset(token)
    changed = {name: pack(name, part) for name, part in (merged | document.changed_parts()).items()}
    return write_package(_in_order(template, changed))


def _in_order(template: CompiledTemplate, changed: Mapping[str, Member]) -> list[Member]:
    known = [changed[name] if name in changed else template.fixed[name] for name in template.order]
    return known + [member for name, member in changed.items() if name not in template.order]


def _merged_part(
    name: str, template: CompiledTemplate, context: Mapping[str, object], rendering: Rendering, document: Document
) -> bytes:
    before = len(rendering.elements)
    try:
        data = template.merged[name].render(context).encode("utf-8")
    except UndefinedError as error:
        hint = "`packgen templates check` shows which tag asks for it."
        raise RenderError(f"The template asks for something this document does not have: {error.message}.", hint) from None
    except SecurityError as error:
        raise TemplateError(f"The template tries something that templates may not do: {error}.", "Remove that tag.") from None
    root = well_formed(data)
    if len(rendering.elements) == before:
        return data
    return put_in_place(root, name, rendering.elements, document)
