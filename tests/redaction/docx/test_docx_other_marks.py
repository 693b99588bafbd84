"""A proposal that is marked by shading or a style is refused, not read as if nobody had marked it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from packgen.errors import RedactionRefusedError
from packgen.redaction.release import ready_copies
from tests.redaction.subject_access_making import ORDER, POLICY, proposed, record, text_of

YELLOW = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFFF00"/>'
NO_COLOUR = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="auto"/>'


def paragraph(document: Document, shading: str = YELLOW) -> None:
    document.paragraphs[-1]._p.get_or_add_pPr().append(parse_xml(shading))


def cell(document: Document) -> None:
    table = document.add_table(1, 1)
    table.cell(0, 0)._tc.get_or_add_tcPr().append(parse_xml(YELLOW))


def style(document: Document, mark: str = f'<w:highlight {nsdecls("w")} w:val="yellow"/>') -> None:
    made = document.styles.add_style("Officer", 2)
    made.element.get_or_add_rPr().append(parse_xml(mark))
    document.paragraphs[-1].runs[0].style = made


def shaded_style(document: Document) -> None:
    style(document, YELLOW)


def marked(root: Path, change: Callable[[Document], None]) -> Path:
    made = proposed(root, record("Dario Castellmoor came.", "Kyleford rang."))
    document = docx.Document(str(made.file))
    change(document)
    document.save(str(made.file))
    return made.file


@pytest.mark.parametrize("change", [paragraph, cell, style, shaded_style])
def test_shading_and_styles_are_no_marks_and_are_refused(tmp_path: Path, change: Callable[[Document], None]) -> None:
    file = marked(tmp_path, change)
    with pytest.raises(RedactionRefusedError, match="shading or a style") as refused:
        ready_copies(tmp_path, [file], ORDER, POLICY)
    assert "highlighter" in refused.value.hint


def test_shading_without_a_colour_and_a_style_that_nothing_uses_are_no_marks(tmp_path: Path) -> None:
    def harmless(document: Document) -> None:
        paragraph(document, NO_COLOUR)
        style(document)
        document.paragraphs[-1].runs[0].style = None

    (copy,) = ready_copies(tmp_path, [marked(tmp_path, harmless)], ORDER, POLICY)
    assert "Kyleford rang" in text_of(copy.data)
