from __future__ import annotations

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.model import Table
from packgen.redaction.docx.reader import read_docx
from tests.redaction.docx_making import NAMES, Link, Recipe, build, paragraph, record_of, run, saved, text_of

_CHANGE = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'


def test_reads_headings_lists_and_tables_in_reading_order() -> None:
    document = docx.Document()
    document.add_heading("Minutes", 2)
    for text in ("first", "second"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("third", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    story = read_docx(saved(document)).stories[0]
    assert story.text == "Minutes\n1.\tfirst\n2.\tsecond\n•\tthird\nleft\nright"
    assert story.blocks[0].heading == 2  # type: ignore[union-attr]
    assert isinstance(story.blocks[-1], Table)


def test_offsets_of_paragraphs_count_the_characters_of_the_story() -> None:
    story = record_of(paragraph(run("one")) + paragraph(run("two"))).stories[0]
    for offset, part in story.paragraphs:
        assert story.text[offset : offset + len(part.text)] == part.text


def test_takes_tracked_changes_as_accepted() -> None:
    inserted = f"<w:ins {_CHANGE}>{run('came')}</w:ins>"
    deleted = f"<w:del {_CHANGE}><w:r><w:delText>went</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom {_CHANGE}>{run('away')}</w:moveFrom><w:moveTo {_CHANGE}>{run('.')}</w:moveTo>"
    record = record_of(paragraph(run("She ") + deleted + inserted + moved))
    assert "She came.\n" in record.stories[0].text
    assert {c.what for c in record.report.dropped} >= {"tracked deletions", "tracked moves"}


def test_joins_paragraphs_whose_parting_mark_is_deleted() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del {_CHANGE}/></w:rPr></w:pPr>{run('To')}</w:p>"
    assert text_of(first + paragraph(run("by"))) == "Toby"


def test_keeps_what_a_field_shows_and_drops_its_instruction() -> None:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    code = "<w:r><w:instrText>SECRET</w:instrText></w:r>"
    nested = marks["begin"] + code + run("hidden") + marks["separate"] + run("shown") + marks["end"]
    outer = marks["begin"] + code + nested + marks["separate"] + run("result") + marks["end"]
    assert text_of(paragraph(run("a ") + outer + run(" b"))) == "a result b"


def test_a_field_without_an_end_swallows_nothing_and_is_reported() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    record = record_of(paragraph(begin + run("still here")))
    assert "still here" in record.stories[0].text
    assert "Everybody" in record.stories[0].text
    assert any("field" in sentence for sentence in record.report.look_at)


def test_shows_the_entry_chosen_in_a_form_field() -> None:
    entries = '<w:listEntry w:val="no"/><w:listEntry w:val="yes"/>'
    data = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    field = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text_of(paragraph(run("Agreed: ") + field)) == "Agreed: yes"


def test_drops_hidden_text_and_says_so() -> None:
    record = record_of(paragraph(run("seen ") + run("unseen", "<w:vanish/>")))
    assert "unseen" not in record.stories[0].text
    assert [c.count for c in record.report.dropped if c.what == "hidden text"] == [1]


def test_text_hidden_by_both_styles_shows_again_as_in_word() -> None:
    hide = "<w:rPr><w:vanish/></w:rPr></w:style>"
    styles = (
        f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="P">{hide}'
        f'<w:style w:type="character" w:styleId="C">{hide}</w:styles>'
    )
    both = run("back", '<w:rStyle w:val="C"/>')
    body = f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("gone ")}{both}</w:p>'
    recipe = Recipe(body=body, parts={"word/styles.xml": styles}, links=(Link("r1", "styles", "styles.xml"),))
    text = read_docx(build(recipe)).stories[0].text
    assert "back" in text
    assert "gone" not in text


def test_takes_the_shown_branch_of_an_alternative_only() -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{run("shown")}</mc:Choice>'
        f"<mc:Fallback>{run('other')}</mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(paragraph(both)) == "shown"


@pytest.mark.parametrize(
    ("which", "more", "expected"),
    [("default", "", True), ("first", "", False), ("first", "<w:titlePg/>", True), ("even", "", False)],
)
def test_reads_only_headers_that_some_page_shows(which: str, more: str, expected: bool) -> None:
    section = f'<w:headerReference w:type="{which}" r:id="r1"/>{more}'
    parts = {"word/header1.xml": f"<w:hdr {NAMES}>{paragraph(run('On top'))}</w:hdr>"}
    record = read_docx(build(Recipe(section=section, parts=parts, links=(Link("r1", "header", "header1.xml"),))))
    assert any(story.text == "On top" for story in record.stories) is expected
    unseen = [c for c in record.report.dropped if c.what == "headers and footers that no page shows"]
    assert bool(unseen) is not expected


def test_numbers_notes_in_the_order_of_mention_and_drops_unmentioned_ones() -> None:
    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(run(f"text {n}"))}</w:footnote>' for n in (4, 5, 6))
    mentions = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in (6, 4))
    recipe = Recipe(
        body=paragraph(mentions),
        parts={"word/footnotes.xml": f"<w:footnotes {NAMES}>{notes}</w:footnotes>"},
        links=(Link("r1", "footnotes", "footnotes.xml"),),
    )
    record = read_docx(build(recipe))
    story = record.story("footnotes")
    assert story is not None
    assert story.text == "[note 1] text 6\n[note 2] text 4"
    assert any(c.what == "notes that no text refers to" for c in record.report.dropped)


def test_text_boxes_stand_where_they_are_anchored() -> None:
    content = f"<w:txbxContent>{paragraph(run('in the box'))}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    assert text_of(paragraph(box + run("after"))) == "in the box\nafter"
    assert text_of(paragraph(run("before") + box)) == "before\nin the box"


def test_text_under_a_content_control_is_a_tagged_passage_across_paragraphs() -> None:
    inner = paragraph(run("about him")) + paragraph(run("and him"))
    body = f'<w:sdt><w:sdtPr><w:tag w:val="k7"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    record = record_of(body)
    (passage,) = record.passages
    assert passage.key == "k7"
    assert record.text_at(passage.span) == "about him\nand him"


def test_pictures_get_ids_places_and_hashes() -> None:
    record = record_of(paragraph(run("see ") + '<w:r><w:drawing><a:blip r:embed="none"/></w:drawing></w:r>'))
    (picture,) = record.pictures
    assert record.text_at(picture.place) == "[picture 1]"
    assert picture.data == b""


def test_reads_cells_that_a_merge_hides_as_empty() -> None:
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr><w:vMerge{kind}/></w:tcPr>{paragraph(run(text))}</w:tc></w:tr>"
        for kind, text in ((' w:val="restart"', "shown"), ("", "under it"))
    )
    assert text_of(f"<w:tbl>{rows}</w:tbl>") == "shown"


@pytest.mark.parametrize(
    "data",
    [b"", b"not a zip", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old word"],
    ids=["empty", "text", "cut off", "old or locked"],
)
def test_refuses_what_is_no_word_document_and_says_what_to_do(data: bytes) -> None:
    with pytest.raises(RedactionRefusedError) as caught:
        read_docx(data)
    assert caught.value.hint


def test_refuses_a_document_type_with_entities() -> None:
    bomb = '<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    whole = f"{bomb}<w:document {NAMES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(RedactionRefusedError):
        read_docx(build(Recipe(whole=whole)))


def test_refuses_xml_nested_past_reading() -> None:
    deep = "<w:smartTag>" * 5_000 + run("deep") + "</w:smartTag>" * 5_000
    with pytest.raises(RedactionRefusedError):
        read_docx(build(Recipe(body=paragraph(deep))))


def test_refuses_a_workbook_that_calls_itself_a_document() -> None:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with pytest.raises(RedactionRefusedError, match="something else"):
        read_docx(build(Recipe(types={"word/document.xml": sheet})))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20), max_size=6
    )
)
def test_any_text_in_any_runs_is_read_without_invisible_characters(texts: list[str]) -> None:
    document = docx.Document()
    paragraph_ = document.add_paragraph()
    for text in texts:
        paragraph_.add_run(text)
    seen = read_docx(saved(document)).stories[0].text
    assert not any(character in seen for character in "\u00ad\u200b\u200d\u202e\ufeff")
    letters = [character for text in texts for character in text if character.isascii() and character.isalnum()]
    if not any("\u202e" in text for text in texts):
        assert [c for c in seen if c.isascii() and c.isalnum()] == letters or not "".join(texts).isascii()


@pytest.mark.parametrize("mark", ["<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>'])
def test_places_know_the_page_that_word_last_showed_them_on(mark: str) -> None:
    body = paragraph(run("one")) + paragraph(f"<w:r>{mark}<w:t>two</w:t></w:r>") + paragraph(run("three"))
    story = record_of(body).stories[0]
    assert [story.page_at(story.text.index(word)) for word in ("one", "two", "three")] == [1, 2, 2]


def test_invisible_characters_go_from_word_art_and_drawings_too() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="To\u200bby"/></v:shape></w:pict></w:r>'
    drawing = "<w:r><w:drawing><a:p><a:r><a:t>Sm\u00adith</a:t></a:r></a:p></w:drawing></w:r>"
    assert text_of(paragraph(art + drawing)) == "Toby\nSmith"


BOOKMARKED = """
<w:p><w:r><w:t>Before. </w:t></w:r><w:bookmarkStart w:id="4" w:name="packgen_p0a1b"/><w:r><w:t>In a line.</w:t></w:r>
<w:bookmarkEnd w:id="4"/><w:r><w:t> After.</w:t></w:r></w:p>
<w:bookmarkStart w:id="5" w:name="packgen_p0c2d"/><w:p><w:r><w:t>One.</w:t></w:r></w:p>
<w:p><w:r><w:t>Two.</w:t></w:r></w:p>
<w:bookmarkEnd w:id="5"/>
<w:bookmarkStart w:id="6" w:name="packgen_p0c2dn2"/><w:p><w:r><w:t>Again.</w:t></w:r></w:p><w:bookmarkEnd w:id="6"/>
<w:p><w:bookmarkStart w:id="7" w:name="packgen_action_0a1b"/><w:bookmarkStart w:id="8" w:name="packgen_p0e3f"/>
<w:r><w:t>Of a row, and one that never ends.</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>
"""


def test_a_bookmark_marks_a_passage_where_the_control_is_gone() -> None:
    record = record_of(BOOKMARKED)
    marked = [(one.key, record.text_at(one.span)) for one in record.passages]
    assert marked == [("p0a1b", "In a line."), ("p0c2d", "One.\nTwo.\nAgain.")]
