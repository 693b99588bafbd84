"""Which Word file is the template of a kind of document: the council's own, else the one that packgen brings.

A template's name is its kind's name (`agenda.docx`). A council's folder overrides kind by kind.
"""

from __future__ import annotations

from pathlib import Path

from packgen.files import FileProblemError, publish, resolve_inside
from packgen.word.faults import TemplateError

_PACKAGE = Path(__file__).resolve().parent.parent


def templates_folder() -> Path:
    """The folder of packgen's own templates: `templates/` of a checkout, `packgen/templates` of an installed wheel."""
    inside_wheel = _PACKAGE / "templates"
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent / "templates"


def template_path(kind: str, council_folder: Path | None = None) -> Path:
    """The template for `kind` (a document kind's name): the council's file if it has one, else packgen's.

    Raises TemplateError when neither is there, or when the name would lead out of the folder.
    """
    for folder in (council_folder, templates_folder()):
        if folder is None:
            continue
        try:
            path = resolve_inside(folder, f"{kind}.docx")
        except FileProblemError as error:
            raise TemplateError(error.message, "Put the template file itself into the templates folder.") from None
        if path.is_file():
            return path
    message = f"There is no template for {kind!r}."
    raise TemplateError(message, f"`packgen templates export` writes all of them; the missing one is {kind}.docx.")


def export(folder: Path) -> tuple[Path, ...]:
    """Copy every template of packgen's own into `folder` for a council to edit; returns the files written, by name.

    Never replaces a file that is already there (it may hold the council's edits): those are left out of the answer.
    """
    written = []
    for source in sorted(templates_folder().glob("*.docx")):
        target = folder / source.name
        if not target.exists():
            publish(target, source.read_bytes())
            written.append(target)
    return tuple(written)
