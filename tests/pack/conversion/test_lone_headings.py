"""No heading stands alone at the foot of a page, whatever LibreOffice makes of "keep with next"."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
from docx import Document
from docx.oxml.ns import qn

from packgen.pack.conversion.convert import convert, find_converter
from packgen.pack.conversion.lone_headings import LoneHeading, begin_pages, lone_headings
from tests.pack.pack_makers import needs_libreoffice

TEMPLATE = Path(__file__).parents[3] / "templates" / "child_safety_plan.docx"


def paper(path: Path, longer: int = 0, *, parts: int = 2) -> Path:
    """Headings with a line or two below each (two below the first `longer`), laid out as the child's plan is."""
    document = Document(str(TEMPLATE))
    body = document.element.body
    for made in [one for one in body if one.tag != qn("w:sectPr")]:
        body.remove(made)
    for number in range(parts):
        document.add_paragraph("What helps", style="Heading 1")
        document.add_paragraph(f"Thing {number}.", style="List Bullet")
        if number < longer:
            document.add_paragraph("And another.", style="List Bullet")
    document.save(str(path))
    return path


def drawn(path: Path, *, below: str = "", picture: bool = False, pages: int = 2) -> Path:
    """A PDF with a bookmarked heading at 120 points, something below it if asked, and an empty page after it."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    image = pdf.make_stream(b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 1, 1, 8, pikepdf.Name.DeviceGray
    resources = pikepdf.Dictionary(Font={"/F": font}, XObject={"/I": image})
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        words = "BT /F 12 Tf 70 120 Td (What helps) Tj ET BT /F 9 Tf 70 30 Td (Page 1) Tj ET "
        words += f"BT /F 12 Tf 70 90 Td ({below}) Tj ET " if below else ""
        words += "q 50 0 0 20 70 80 cm /I Do Q" if picture else ""
        if number == 0:
            page.Contents, page.Resources = pdf.make_stream(words.encode()), resources
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("What helps", 0, "XYZ", top=134, left=70))
    pdf.save(path)
    return path


def test_a_heading_with_nothing_below_it_but_the_footer_is_alone(tmp_path: Path) -> None:
    document = paper(tmp_path / "paper.docx")
    assert lone_headings(drawn(tmp_path / "alone.pdf"), document) == (LoneHeading("What helps", 0),)
    assert lone_headings(drawn(tmp_path / "text.pdf", below="Something"), document) == ()
    assert lone_headings(drawn(tmp_path / "picture.pdf", picture=True), document) == ()
    assert lone_headings(drawn(tmp_path / "last.pdf", pages=1), document) == ()


def test_a_file_that_is_no_pdf_has_none(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    document = paper(tmp_path / "paper.docx")
    assert lone_headings(tmp_path / "broken.pdf", document) == ()
    assert lone_headings(tmp_path / "missing.pdf", document) == ()


def test_only_the_heading_that_is_meant_begins_a_page(tmp_path: Path) -> None:
    document = paper(tmp_path / "paper.docx")
    assert begin_pages(document, (LoneHeading("What helps", 1),))
    breaks = [
        one.paragraph_format.page_break_before for one in Document(str(document)).paragraphs if "What" in one.text
    ]
    assert breaks == [None, True]
    with zipfile.ZipFile(document) as package:
        assert package.testzip() is None


def test_a_heading_that_the_paper_does_not_have_changes_nothing(tmp_path: Path) -> None:
    document = paper(tmp_path / "paper.docx")
    assert not begin_pages(document, ())
    assert not begin_pages(document, (LoneHeading("Something else", 0),))


@needs_libreoffice
def test_no_heading_is_left_alone_after_conversion(tmp_path: Path) -> None:
    papers = [paper(tmp_path / f"paper-{longer}.docx", longer, parts=24) for longer in (2, 4, 6, 8)]
    before = {one: one.read_bytes() for one in papers}
    made = convert(papers, tmp_path / "out", find_converter("libreoffice"))
    assert [one.name for one, pdf in made.items() if lone_headings(pdf, one)] == []
    assert {one: one.read_bytes() for one in papers} == before
    for one, pdf in made.items():
        words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
        assert words.count("What helps") == 24, one.name
