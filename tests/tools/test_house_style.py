"""Every template keeps the house style. The files are looked at, so an edit in Word is held to it too."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from tools.templates.papers import PAPERS
from tools.templates.write import write

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").glob("*.docx"))
FOR_FAMILIES = {
    "child_safety_plan",
    "child_safety_plan_easy_read",
    "child_safety_plan_large_print",
    "child_safety_plan_pocket_card",
    "child_safety_plan_side_by_side",
    "plain_invitation",
    "what_i_want_to_say",
    "safety_plan_worksheet",
}
# Goes out to the person who asked: no marking, but the size of an office letter.
SENT_OUT = {"subject_access_letter"}
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)


def opened(template: Path) -> Any:
    """The template as python-docx opens it."""
    return Document(str(template))


def of_family(template: Path) -> bool:
    return template.stem in FOR_FAMILIES


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_writing_a_template_twice_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    write(PAPERS[name](), first)
    write(PAPERS[name](), second)
    assert first.read_bytes() == second.read_bytes()


@each_template
def test_pages_are_a4_with_room_for_the_staple(template: Path) -> None:
    for section in opened(template).sections:
        sides = sorted((round(section.page_width / Mm(1)), round(section.page_height / Mm(1))))
        assert sides == [210, 297]
        assert section.left_margin >= Mm(24)


@each_template
def test_body_text_is_12_point_and_14_for_families(template: Path) -> None:
    normal = opened(template).styles["Normal"]
    assert normal.font.name == "Arial"
    assert normal.font.size.pt >= (14 if of_family(template) else 12)


@each_template
def test_office_papers_are_marked_top_and_bottom_and_family_papers_nowhere(template: Path) -> None:
    section = opened(template).sections[0]
    top = " ".join(p.text for p in section.header.paragraphs)
    bottom = " ".join(p.text for p in section.footer.paragraphs)
    if of_family(template) or template.stem in SENT_OUT:
        everything = _all_text(template)
        for secret in ("paper.marking", "paper.reference", "paper.guidance", "OFFICIAL", "rules"):
            assert secret not in everything, secret
    else:
        assert "paper.marking" in top
        assert "paper.draft" in top
        for tag in ("paper.marking", "paper.reference", "paper.version", "paper.guidance"):
            assert tag in bottom


@each_template
def test_pages_are_numbered_x_of_y(template: Path) -> None:
    with zipfile.ZipFile(template) as package:
        footers = "".join(package.read(n).decode() for n in package.namelist() if "footer" in n and n.endswith(".xml"))
    assert " PAGE " in footers
    assert " NUMPAGES " in footers


@each_template
def test_no_row_is_broken_over_pages_and_every_table_is_described(template: Path) -> None:
    for table in opened(template).element.body.iter(qn("w:tbl")):
        assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        for row in table.iter(qn("w:tr")):
            said = "".join(text.text or "" for text in row.iter(qn("w:t")))
            if not said.startswith("{%tr"):
                assert row.trPr is not None and row.trPr.find(qn("w:cantSplit")) is not None, said  # noqa: PT018


@each_template
def test_a_table_that_grows_repeats_its_header_row(template: Path) -> None:
    for table in opened(template).element.body.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        if any("{%tr for" in "".join(text.text or "" for text in row.iter(qn("w:t"))) for row in rows):
            assert rows[0].trPr.find(qn("w:tblHeader")) is not None


@each_template
def test_column_widths_are_fixed_and_say_the_same_in_grid_and_cells(template: Path) -> None:
    for table in opened(template).element.body.iter(qn("w:tbl")):
        assert table.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        grid = [int(column.get(qn("w:w"))) for column in table.tblGrid.findall(qn("w:gridCol"))]
        width = int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        assert abs(sum(grid) - width) <= len(grid)


@each_template
def test_nothing_is_italic_underlined_or_right_aligned(template: Path) -> None:
    document = opened(template)
    for run in document.element.body.iter(qn("w:r")):
        for name in ("w:i", "w:u", "w:caps"):
            assert run.find(f"{qn('w:rPr')}/{qn(name)}") is None
    assert not [j for j in document.element.body.iter(qn("w:jc")) if j.get(qn("w:val")) in ("both", "right")]


@each_template
def test_headings_are_real_and_their_levels_follow_one_another(template: Path) -> None:
    styles = [p.style.name for p in opened(template).paragraphs]
    assert "Title" in styles
    level = 0
    for name in styles:
        if name.startswith("Heading "):
            assert int(name[-1]) <= level + 1, name
            level = int(name[-1])


@each_template
def test_title_language_and_nobodys_name_stand_in_the_properties(template: Path) -> None:
    properties = opened(template).core_properties
    assert "paper.title" in properties.title
    assert properties.language == "en-GB"
    assert properties.author in ("packgen", "")


@each_template
def test_pictures_have_alt_text(template: Path) -> None:
    for picture in opened(template).element.body.iter(qn("wp:docPr")):
        assert picture.get("descr")


def _all_text(template: Path) -> str:
    with zipfile.ZipFile(template) as package:
        parts = [n for n in package.namelist() if n.endswith(".xml") and n.startswith("word/")]
        return " ".join(package.read(n).decode("utf-8") for n in parts if "styles" not in n)
