from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, PngImagePlugin

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.docx.pictures import redrawn
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.redactor import rebuild
from packgen.redaction.model import ApprovedPicture, Redaction, Span, token_for
from packgen.redaction.verify.docx_markup import read_markup
from tests.redaction.docx_making import (
    NAMES,
    Link,
    Recipe,
    build,
    minutes,
    paragraph,
    record_of,
    redactions_of,
    run,
    spans_of,
)

_TOKEN = token_for("third-party")


def _copy_text(record: DocxRecord, redactions: list[Redaction]) -> str:
    return read_docx(rebuild(record, redactions).data).stories[0].text


def test_takes_out_what_it_is_told_and_keeps_the_rest_in_order() -> None:
    record = read_docx(minutes())
    text = _copy_text(record, redactions_of(record, "Toby Smith|Toby"))
    assert "Toby" not in text
    assert f"Present: {_TOKEN} and his mother. {_TOKEN} spoke for himself" in text
    assert "2.\tNobody else" in text
    assert text.index("attends") < text.index("Header") < text.index("About")


def test_neighbouring_redactions_give_one_token_so_that_words_cannot_be_counted() -> None:
    record = record_of(paragraph(run("Saw Toby James Smith today")))
    text = _copy_text(record, redactions_of(record, "Toby|James|Smith"))
    assert f"Saw {_TOKEN} today" in text


def test_every_token_of_a_reason_is_the_same_whatever_it_stands_for() -> None:
    record = record_of(paragraph(run("Al saw Bartholomew-Fitzgerald")))
    text = _copy_text(record, redactions_of(record, "Al|Bartholomew-Fitzgerald"))
    assert f"{_TOKEN} saw {_TOKEN}" in text


def test_a_passage_over_several_paragraphs_leaves_one_token() -> None:
    record = record_of("".join(paragraph(run(text)) for text in ("one here", "two here", "three here", "four here")))
    story = record.stories[0].text
    span = Span("document", story.index("two"), story.index("four"))
    text = _copy_text(record, [Redaction(span, "health")])
    assert f"one here\n{token_for('health')}\nfour here" in text


def test_a_passage_that_ends_inside_a_paragraph_leaves_a_token_there_too() -> None:
    record = record_of(paragraph(run("one here")) + paragraph(run("two here")))
    story = record.stories[0].text
    span = Span("document", story.index("one"), story.index("two") + 3)
    assert f"{_TOKEN}\n{_TOKEN} here" in _copy_text(record, [Redaction(span, "third-party")])


def test_a_list_inside_a_passage_goes_with_its_numbers() -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    items = "".join(f"<w:p>{numbered}{run(text)}</w:p>" for text in ("first", "second"))
    control = f'<w:sdt><w:sdtPr><w:tag w:val="k"/></w:sdtPr><w:sdtContent>{items}</w:sdtContent></w:sdt>'
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    link = (Link("r1", "numbering", "numbering.xml"),)
    record = read_docx(build(Recipe(body=control, parts={"word/numbering.xml": numbering}, links=link)))
    (passage,) = record.passages
    assert record.text_at(passage.span) == "1.\tfirst\n2.\tsecond"
    text = _copy_text(record, [Redaction(passage.span, "police")])
    assert f"September.\n{token_for('police')}\nEverybody" in text


def test_disclosed_places_are_found_again_in_the_copy() -> None:
    record = read_docx(minutes())
    spans = spans_of(record, "Toby Smith")
    rebuilt = rebuild(record, [Redaction(spans[0], "third-party")], disclosed=spans[1:])
    with zipfile.ZipFile(io.BytesIO(rebuilt.data)) as archive:
        text = read_markup(archive.read("word/document.xml")).text
    assert [text[span.start : span.end] for span in rebuilt.disclosed] == ["Toby Smith"] * (len(spans) - 1)


def test_equal_input_gives_equal_bytes() -> None:
    redactions = redactions_of(read_docx(minutes()), "Toby")
    assert rebuild(read_docx(minutes()), redactions).data == rebuild(read_docx(minutes()), redactions).data


def test_table_columns_are_equal_whatever_their_width_was() -> None:
    record = read_docx(minutes())
    with zipfile.ZipFile(io.BytesIO(rebuild(record, []).data)) as archive:
        main = archive.read("word/document.xml").decode()
    assert len(set(re.findall(r'<w:gridCol w:w="(\d+)"', main))) == 1


def _picture(kind: str = "PNG") -> bytes:
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "Toby Smith")
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(buffer, kind, pnginfo=note)
    return buffer.getvalue()


_SHOWN = '<w:r><w:drawing><a:blip r:embed="none"/></w:drawing></w:r>'


def test_pictures_are_withheld_unless_approved() -> None:
    record = record_of(paragraph(run("See ") + _SHOWN))
    rebuilt = rebuild(record, [])
    assert "See [redacted: picture]" in read_docx(rebuilt.data).stories[0].text
    assert rebuilt.report.withheld == 1


def test_an_approved_picture_is_drawn_again_without_its_metadata() -> None:
    record = record_of(paragraph(run("See ") + _SHOWN))
    rebuilt = rebuild(record, [], approved={"picture 1": ApprovedPicture(_picture(), "A red field")})
    with zipfile.ZipFile(io.BytesIO(rebuilt.data)) as archive:
        data = archive.read("word/media/picture1.png")
    assert b"Toby" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (30, 20)
        assert picture.getpixel((1, 1)) == (255, 0, 0)
        assert not picture.info
    assert rebuilt.report.withheld == 0


@pytest.mark.parametrize(
    ("bar", "letters"), [((0, 0, 0), (3, 3, 3)), ((6, 0, 2), (0, 4, 0)), ((255, 255, 255), (252, 250, 254))]
)
def test_writing_that_nobody_sees_on_its_ground_is_not_in_the_copy(
    bar: tuple[int, int, int], letters: tuple[int, int, int]
) -> None:
    picture = Image.new("RGB", (120, 40), bar)
    ImageDraw.Draw(picture).text((10, 10), "Toby Smith", fill=letters)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    with Image.open(io.BytesIO(redrawn(buffer.getvalue())[0])) as drawn:
        assert len(drawn.getcolors() or ()) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_pictures_of_every_kind_of_colour_can_be_drawn_again(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (12, 8)).save(buffer, "JPEG" if mode in ("CMYK", "YCbCr") else "PNG")
    data, width, height = redrawn(buffer.getvalue())
    assert (width, height) == (12, 8)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.mode == "RGB"


def test_a_redaction_over_an_approved_picture_wins() -> None:
    record = record_of(paragraph(run("See ") + _SHOWN))
    approved = {"picture 1": ApprovedPicture(_picture())}
    rebuilt = rebuild(record, redactions_of(record, r"See \[picture 1\]"), approved=approved)
    with zipfile.ZipFile(io.BytesIO(rebuilt.data)) as archive:
        assert not [name for name in archive.namelist() if "media" in name]


def test_an_approved_picture_that_is_none_refuses_the_copy() -> None:
    record = record_of(paragraph(_SHOWN))
    with pytest.raises(RedactionRefusedError, match="cannot be drawn again"):
        rebuild(record, [], approved={"picture 1": ApprovedPicture(b"no picture")})


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_redacted_the_other_words_survive_in_order(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=25))
    parting = st.sampled_from([" ", "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> "])
    breaks = data.draw(st.lists(parting, min_size=25, max_size=25))
    inner = "".join(word + gap for word, gap in zip(words, breaks, strict=False))
    record = record_of(paragraph(f'<w:r><w:t xml:space="preserve">{inner}</w:t></w:r>'))
    spans = spans_of(record, r"[a-z]+")
    chosen = data.draw(st.sets(st.integers(0, len(spans) - 1)))
    text = _copy_text(record, [Redaction(spans[number], "third-party") for number in chosen])
    left = [record.text_at(span) for number, span in enumerate(spans) if number not in chosen]
    assert re.findall(r"[a-z]+", text.replace(_TOKEN, "")) == left
