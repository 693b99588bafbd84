"""Every template, and what comes out of it, can be used by everybody; and the check finds what cannot."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import RGBColor
from making import Invented, invented_context, saved, template
from PIL import Image

from packgen.content import Figure, Markdown
from packgen.word.accessibility import accessibility_problems
from packgen.word.looks import contrast
from packgen.word.render import render
from packgen.word.templates import templates_folder

TEMPLATES = sorted(templates_folder().glob("*.docx"))


def sound() -> Any:
    document = docx.Document()
    document.core_properties.title = "A title"
    document.add_heading("Title of the page", 1)
    for level in (1, 2, 3):  # python-docx's own headings are too faint
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)
    return document


def messages(tmp_path: Path, document: Any) -> list[str]:
    made = render(saved(tmp_path / "paper.docx", document), {})
    return [problem.message for problem in accessibility_problems(made, "paper.docx")]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_what_our_templates_make_is_accessible(path: Path) -> None:
    made = render(path, invented_context(path, Invented))
    assert [problem.as_text() for problem in accessibility_problems(made, path.name)] == []


def test_a_sound_document_has_no_problem(tmp_path: Path) -> None:
    document = sound()
    document.add_heading("Next", 2)
    document.add_heading("Again", 1)
    assert messages(tmp_path, document) == []


def test_a_missing_title_and_missing_headings_are_found(tmp_path: Path) -> None:
    assert messages(tmp_path, docx.Document()) == ["The document has no title.", "The document has no headings."]


def test_another_language_is_found(tmp_path: Path) -> None:
    document = io.BytesIO()
    sound().save(document)
    found = [problem.message for problem in accessibility_problems(document.getvalue(), "paper.docx")]
    assert found == ["The document does not say that it is in British English."]


def test_a_level_that_is_left_out_is_found(tmp_path: Path) -> None:
    document = sound()
    document.add_heading("Too deep", 3)
    assert messages(tmp_path, document) == ["“Too deep” is a heading of level 3 and comes after level 1."]


def test_a_table_without_headers_is_found_and_a_table_of_details_is_not(tmp_path: Path) -> None:
    document = sound()
    for bold in (False, True):
        table = document.add_table(rows=2, cols=2)
        for row in table.rows:
            row.cells[0].paragraphs[0].add_run("When").bold = bold
            row.cells[1].text = "Friday"
    assert messages(tmp_path, document) == ["Table 1 (“WhenFriday”) has no header row."]


def test_a_picture_without_words_is_found(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "png")
    document = sound()
    document.add_picture(picture)
    assert messages(tmp_path, document) == ["Picture 1 has no alternative text."]


def test_a_figure_brings_its_words(tmp_path: Path) -> None:
    png = io.BytesIO()
    Image.new("RGB", (400, 200)).save(png, "png")
    path = template(tmp_path, "{{ map }} and again {{ map }}", "{{ text }}")
    context = {"map": Figure("ecomap", {}, "Ann <knows> Bob"), "text": Markdown("- x")}
    made = render(path, context, draw_figure=lambda figure: png.getvalue())
    read = docx.Document(io.BytesIO(made))
    assert len(read.inline_shapes) == 2
    first, second = (shape._inline.docPr for shape in read.inline_shapes)
    assert first.get("descr") == "Ann <knows> Bob"
    assert first.get("id") != second.get("id")
    assert [part.partname for part in read.part.package.image_parts] == [
        read.part.package.image_parts._image_parts[0].partname
    ]
    assert (read.inline_shapes[0].width.mm, read.inline_shapes[0].height.mm) == (160, 80)


def test_faint_text_is_found_and_large_text_may_be_fainter(tmp_path: Path) -> None:
    document = sound()
    document.add_paragraph().add_run("faint").font.color.rgb = RGBColor(0x8A, 0x8A, 0x8A)
    large = document.add_paragraph().add_run("large")
    large.font.color.rgb = RGBColor(0x8A, 0x8A, 0x8A)
    large.font.size = docx.shared.Pt(18)
    (found,) = messages(tmp_path, document)
    assert found.startswith("“faint” is hard to read: #8A8A8A on #FFFFFF has a contrast of 3.")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("FFFFFF", "FFFFFF") == pytest.approx(1)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)
