"""No visible word of a document is missing from its PDF, none stands there more often, and letters can be seen."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from packgen.errors import Severity
from packgen.pack.conversion import office_fonts
from packgen.pack.conversion.content_check import _made_of, check_content
from packgen.pack.conversion.convert import Converter, convert, find_converter
from packgen.pack.conversion.docx_words import words_of
from tests.pack.pack_makers import needs_libreoffice, pdf_of, word_document

WORDS = ("the social worker visited a family at home before school and spoke with both children alone").split()  # noqa: SIM905


def _pdf(path: Path, *lines: str) -> Path:
    path.write_bytes(pdf_of(lines))
    return path


def test_a_pdf_that_holds_every_word_is_good(tmp_path: Path) -> None:
    document = word_document(tmp_path / "a.docx", [" ".join(WORDS)])
    assert check_content(document, _pdf(tmp_path / "a.pdf", " ".join(WORDS[:8]), " ".join(WORDS[8:]))) == ()


def test_a_word_that_is_missing_is_an_error_and_one_too_often_a_warning(tmp_path: Path) -> None:
    document = word_document(tmp_path / "a.docx", [" ".join(WORDS)])
    problems = check_content(document, _pdf(tmp_path / "a.pdf", " ".join([*WORDS[:-1], "invented"])))
    assert [problem.severity for problem in problems] == [Severity.ERROR, Severity.WARNING]
    assert "lacks 1 word: 'alone' (from the text)" in problems[0].message
    assert "'invented'" in problems[1].message


def test_words_hyphenated_or_run_together_are_allowed_for(tmp_path: Path) -> None:
    document = word_document(tmp_path / "a.docx", ["safeguarding children together"])
    assert check_content(document, _pdf(tmp_path / "a.pdf", "safe-", "guarding childrentogether")) == ()


def test_the_number_of_a_footnote_behind_a_word_is_allowed_for(tmp_path: Path) -> None:
    document = word_document(tmp_path / "a.docx", ["the record noted this"])
    assert check_content(document, _pdf(tmp_path / "a.pdf", "the record noted12 this")) == ()


def test_text_in_a_box_that_a_converter_leaves_out_is_noticed(tmp_path: Path) -> None:
    document = word_document(tmp_path / "a.docx", ["outside"])
    with zipfile.ZipFile(document) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    box = (
        b'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        b"<w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + box)
    with zipfile.ZipFile(document, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert check_content(document, _pdf(tmp_path / "a.pdf", "boxed outside")) == ()
    assert "'boxed'" in check_content(document, _pdf(tmp_path / "b.pdf", "outside"))[0].message


def test_a_heading_row_may_be_repeated_and_list_numbers_may_be_added(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "Heading", "Row"
    heading = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(heading)
    document.save(str(tmp_path / "a.docx"))
    assert check_content(tmp_path / "a.docx", _pdf(tmp_path / "a.pdf", "Heading 1. Row", "Heading")) == ()
    assert check_content(tmp_path / "a.docx", _pdf(tmp_path / "b.pdf", "Heading Row", "Row"))


def test_hidden_text_is_not_expected_and_noticed_when_it_is_printed(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("shown")
    document.add_paragraph().add_run("concealed").font.hidden = True
    document.save(str(tmp_path / "a.docx"))
    assert check_content(tmp_path / "a.docx", _pdf(tmp_path / "a.pdf", "shown")) == ()
    assert "concealed" in check_content(tmp_path / "a.docx", _pdf(tmp_path / "b.pdf", "shown concealed"))[0].message


@pytest.mark.parametrize("broken", ["document", "pdf"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, broken: str) -> None:
    document, pdf = word_document(tmp_path / "a.docx"), _pdf(tmp_path / "a.pdf", "A few words.")
    {"document": document, "pdf": pdf}[broken].write_bytes(b"nothing")
    assert [problem.severity for problem in check_content(document, pdf)] == [Severity.ERROR]


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=2, max_size=4))
def test_a_word_run_together_is_found_from_its_pieces(pieces: list[str]) -> None:
    from collections import Counter

    found = _made_of("".join(pieces), Counter(pieces))
    assert "".join(found) == "".join(pieces)


def _rich(path: Path) -> Path:
    """Header, footer with page numbers, first-page header, lists, a table over pages, a text field, tabs, umlauts."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "OFFICIAL-SENSITIVE header"
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "1"), ("end", "")):
        run = footer.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == "PAGE":
            instruction = OxmlElement("w:instrText")
            instruction.text = " PAGE "
            run._r.append(instruction)
        else:
            run.text = text
    document.add_heading("Complex strategy meeting", 1)
    for number in range(6):
        document.add_paragraph(f"Item {number} of the ﬁrst list, Łódź", style="List Number")
    table = document.add_table(90, 3)
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells.cells):
            cell.text = f"cell {row} column {column} naïve"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph("a\ttabbed\tline").add_run(" BOLD").font.all_caps = True
    document.save(str(path))
    return path


def _converters() -> list[Converter]:
    names = ["built-in", *(["libreoffice"] if shutil.which("soffice") else [])]
    found = []
    for name in names:
        try:
            found.append(find_converter(name))
        except Exception:  # noqa: BLE001  (absent here)
            continue
    return found


@needs_libreoffice
@pytest.mark.parametrize("converter", _converters(), ids=lambda converter: converter.kind)
def test_a_rich_document_is_converted_without_loss_of_a_word(tmp_path: Path, converter: Converter) -> None:
    document = _rich(tmp_path / "rich.docx")
    assert check_content(document, convert([document], tmp_path / "out", converter)[document]) == ()


@needs_libreoffice
def test_arabic_and_hebrew_are_converted_without_loss_of_a_word(tmp_path: Path) -> None:
    document = word_document(tmp_path / "scripts.docx", ["اسمي محمد وأعيش مع أمي في المنزل", "שלום דוד כהן"])
    made = convert([document], tmp_path / "out", find_converter("libreoffice"))
    assert not [problem for problem in check_content(document, made[document]) if "lacks" in problem.message]


def test_letters_that_no_font_can_show_are_an_error_although_the_words_can_be_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_fonts, "_has_font", lambda letter: letter != "小")
    monkeypatch.setattr(office_fonts.shutil, "which", lambda _: "/usr/bin/fc-list")
    document = word_document(tmp_path / "a.docx", ["hello 小明"])
    problems = check_content(document, _pdf(tmp_path / "a.pdf", "hello"))
    assert problems[0].severity is Severity.ERROR
    assert "can show some of its letters (小)" in problems[0].message


@pytest.mark.parametrize(
    ("written", "read_back"), [("الآخرون", "اآلخرون"), ("تشايلد لاين", "تشايلد الين"), ("بالأمان", "باألمان")]
)
def test_lam_and_alef_that_a_pdf_gives_back_the_other_way_round_are_the_same(written: str, read_back: str) -> None:
    assert words_of(written) == words_of(read_back)


def test_other_letters_that_change_places_are_another_word() -> None:
    assert words_of("كلب") != words_of("بلك")
