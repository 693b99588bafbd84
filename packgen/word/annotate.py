"""A copy of a template with a Word comment at every fault, so that staff see it where it stands."""

from __future__ import annotations

import io
from collections.abc import Iterable

from packgen.errors import Problem, Severity
from packgen.word.tags import part_label
from packgen.word.xml import w

_MAIN = part_label("word/document.xml")
_AUTHOR, _INITIALS = "packgen", "pg"


def annotate(template: bytes, problems: Iterable[Problem]) -> bytes:
    """`template` with one comment for each problem of weight (remarks of severity INFO are left out).

    Word has no comments in headers, footers and properties: faults there are noted at the first paragraph.
    """
    from docx import Document  # only here: importing it takes longer than a merge
    from docx.text.paragraph import Paragraph

    document = Document(io.BytesIO(template))
    elements = list(document.element.body.iter(w("p"))) or [document.add_paragraph()._p]
    for fault in problems:
        if fault.severity is Severity.INFO:
            continue
        paragraph = Paragraph(elements[_position(fault, len(elements))], document)
        runs = paragraph.runs or [paragraph.add_run("")]
        document.add_comment(runs, "\n".join(filter(None, (fault.message, fault.hint))), _AUTHOR, _INITIALS)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _position(fault: Problem, count: int) -> int:
    place = fault.location
    if place is None or not place.path or place.path[0] != _MAIN:
        return 0
    return min(max(place.line - 1, 0), count - 1)
