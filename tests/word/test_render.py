# ruff: noqa: DTZ001  (meetings are held at local time)
"""Merging: what each kind of value prints, what is refused, and that equal input gives equal bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import docx
import pytest
from making import changed_package, lines, main_tree, part, saved, table_template, template

from packgen.content import Checkbox, Figure
from packgen.word.faults import RenderError, TemplateError
from packgen.word.render import render
from packgen.word.xml import w


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("A & B <x> \"y\" 'z'", "A & B <x> \"y\" 'z'"),
        (None, "not yet known"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (2.5, "2.5"),
        (date(2025, 3, 14), "Friday 14 March 2025"),
        (datetime(2025, 3, 14, 14, 5), "Friday 14 March 2025, 2.05pm"),
        (time(10, 30), "10.30am"),
        (time(9), "9am"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (["one", None, 3], "one, not yet known, 3"),
        (Checkbox(True), "☒"),
        (Checkbox(), "☐"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Windows\r\nlines", "Windows\nlines"),
        ("{{ not_a_tag }} {% nor this %} ]]>", "{{ not_a_tag }} {% nor this %} ]]>"),
    ],
)
def test_prints_a_value_as_staff_would_write_it(tmp_path: Path, value: object, printed: str) -> None:
    document = render(template(tmp_path, "Value: {{ value }}."), {"value": value})
    assert lines(document) == [f"Value: {printed}."]


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ when|date }}", "Friday 14 March 2025"),
        ("{{ when|short_date }}", "14 March 2025"),
        ("{{ when|time }}", "10.30am"),
        ("{{ nothing|date }}", "not yet known"),
        ("{{ people|join('; ', attribute='name') }}", "Ann; Bob"),
        ("{{ people|length }}", "2"),
        ("{{ 'at ' ~ when ~ ' with ' ~ nothing }}", "at Friday 14 March 2025, 10.30am with not yet known"),
        ("{{ nothing or 'nobody' }}", "nobody"),
        ("{{ none }} {{ true }} {{ 1 > 2 }} {{ 2 + 1 }} {{ 'A & <B>' }}", "not yet known yes no 3 A & <B>"),
        ("{{ 'two\\nlines' }} {{ absent|default('was absent') }}", "two\nlines was absent"),
        ("{{ people.items }}", "the key wins"),
        ("{{ “curly” }}", "curly"),
        ("{# a remark #}shown", "shown"),
    ],
)
def test_works_out_an_expression(tmp_path: Path, tag: str, printed: str) -> None:
    people = [{"name": "Ann"}, {"name": "Bob"}]
    context = {"when": datetime(2025, 3, 14, 10, 30), "nothing": None, "people": people}
    if "items" in tag:
        context["people"] = {"items": "the key wins"}
    assert lines(render(template(tmp_path, tag), context)) == [printed]


@dataclass(frozen=True)
class Person:
    name: str
    role: str | None = None


def test_repeats_rows_and_paragraphs_and_leaves_out_what_a_condition_closes(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("{%p for person in people %}", "{{ loop.index }} {{ person.name }}", "{%p endfor %}"):
        document.add_paragraph(text)
    for text in ("{%p if urgent %}", "Urgent", "{%p else %}", "Calm", "{%p endif %}"):
        document.add_paragraph(text)
    path = saved(tmp_path / "paper.docx", document)
    people = (Person("Ann"), Person("Bob", "chair"))
    assert lines(render(path, {"people": people, "urgent": False})) == ["1 Ann", "2 Bob", "Calm"]
    rows = table_template(
        tmp_path,
        ("Name", "Role"),
        ("{%tr for person in people %}", ""),
        ("{{ person.name }}", "{{ person.role }}"),
        ("{%tr endfor %}", ""),
    )
    assert lines(render(rows, {"people": people})) == ["Name", "Role", "Ann", "not yet known", "Bob", "chair"]


def test_merges_headers_footers_and_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Agenda {{ reference }}"
    document.sections[0].header.paragraphs[0].text = "{{ reference }} top"
    document.sections[0].footer.paragraphs[0].text = "{{ reference }} bottom"
    made = render(saved(tmp_path / "paper.docx", document), {"reference": "A & B"})
    read = docx.Document(io.BytesIO(made))
    assert read.core_properties.title == "Agenda A & B"
    assert read.sections[0].header.paragraphs[0].text == "A & B top"
    assert read.sections[0].footer.paragraphs[0].text == "A & B bottom"


def test_fills_the_tag_of_a_content_control(tmp_path: Path) -> None:
    path = template(tmp_path, "{%p for action in actions %}", "{{ action.text }}", "{%p endfor %}")
    xml = part(path.read_bytes(), "word/document.xml")
    paragraph = "<w:p><w:r><w:t>{{ action.text }}</w:t></w:r></w:p>"
    assert paragraph in xml
    tag = '<w:sdtPr><w:id w:val="7"/><w:tag w:val="packgen:action:{{ action.id }}"/></w:sdtPr>'
    control = f"<w:sdt>{tag}<w:sdtContent>{paragraph}</w:sdtContent></w:sdt>"
    changed_package(path, {"word/document.xml": xml.replace(paragraph, control).encode()})
    made = render(path, {"actions": [{"id": 'a"1', "text": "one"}, {"id": "a2", "text": "two"}]})
    tags = [tag.get(w("val")) for tag in main_tree(made).iter(w("tag"))]
    assert tags == ['packgen:action:a"1', "packgen:action:a2"]
    assert not list(main_tree(made).iter(w("id"))), "a number repeated by a loop would not be unique"


def test_equal_input_gives_equal_bytes_and_a_sound_package(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ value }}")
    first, second = render(path, {"value": "x" * 5000}), render(path, {"value": "x" * 5000})
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_names_nobody_and_says_british_english(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ value }}")
    document.core_properties.author = "Jo Bloggs"
    document.core_properties.last_modified_by = "Jo Bloggs"
    made = render(saved(tmp_path / "paper.docx", document), {"value": "x"})
    assert "Bloggs" not in part(made, "docProps/core.xml")
    read = docx.Document(io.BytesIO(made))
    assert read.core_properties.language == "en-GB"
    assert read.core_properties.author == "packgen"
    assert 'w:val="en-GB"' in part(made, "word/styles.xml")


def test_a_missing_name_is_said_with_its_paragraph_and_the_name_that_was_meant(tmp_path: Path) -> None:
    path = template(tmp_path, "First {{ case.reference }}", "Second {{ case.refrence }} here")
    with pytest.raises(RenderError) as caught:
        render(path, {"case": {"reference": "X1"}})
    assert caught.value.message.startswith("paper.docx: A tag asks for a value that is not there")
    assert "did you mean 'reference'" in caught.value.message
    assert "Second {{ case.refrence }} here" in caught.value.message
    assert "First" not in caught.value.message


@pytest.mark.parametrize("value", [{"name": "Ann"}, Person("Ann"), b"bytes", object()])
def test_a_group_of_values_where_one_was_meant_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(RenderError, match=r"paper\.docx"):
        render(template(tmp_path, "{{ value }}"), {"value": value})


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\x0cb", "a\ud800b", "a￿b"])
@pytest.mark.parametrize("place", ["In {{ value }} text", "{{ value|upper }}", "{{ 'x' ~ value }}"])
def test_a_character_that_word_cannot_store_is_reported(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(RenderError, match=r"U\+[0-9A-F]{4}") as caught:
        render(template(tmp_path, place), {"value": text})
    assert caught.value.hint


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ value.__init__ }}",
        "{{ cycler }}",
        "{{ 'a' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ value.format(1) }}",
        "{{ value.ljust(1000000000) }}",
        "{{ value|safe }}",
        "{{ value|tojson }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% autoescape false %}{{ value }}{% endautoescape %}",
        "{% macro x() %}{% endmacro %}",
    ],
)
def test_an_unsafe_expression_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises((TemplateError, RenderError)):
        render(template(tmp_path, tag), {"value": "v"})


def test_loops_inside_loops_cannot_fill_the_memory(tmp_path: Path) -> None:
    path = template(tmp_path, "{% for a in range(90000) %}{% for b in range(90000) %}{{ a }}{% endfor %}{% endfor %}")
    with pytest.raises(TemplateError, match="far too long"):
        render(path, {})


def test_linked_content_macros_and_entities_are_refused(tmp_path: Path) -> None:
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="http://example.org/x.png" TargetMode="External"/></Relationships>'
    )
    linked = changed_package(template(tmp_path, "x", name="l.docx"), {"word/_rels/footer9.xml.rels": link.encode()})
    macros = changed_package(template(tmp_path, "x", name="m.docx"), {"word/vbaProject.bin": b"x"})
    entity = template(tmp_path, "{{ x }}", name="e.docx")
    xml = part(entity.read_bytes(), "word/document.xml")
    doctype = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    changed_package(entity, {"word/document.xml": xml.replace("<w:document", doctype + "<w:document", 1).encode()})
    for path, said in ((linked, "links to something outside"), (macros, "macros"), (entity, "entities")):
        with pytest.raises(TemplateError, match=said):
            render(path, {"x": 1})


def test_the_link_to_words_own_template_is_taken_out(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{kind}" Target="file:///S:/Council.dotm" TargetMode="External"/>'
        "</Relationships>"
    )
    path = template(tmp_path, "{{ x }}")
    settings = part(path.read_bytes(), "word/settings.xml")
    names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"'
    settings = settings.replace("</w:settings>", f"<w:attachedTemplate {names}/></w:settings>")
    changed_package(path, {"word/settings.xml": settings.encode(), "word/_rels/settings.xml.rels": link.encode()})
    made = render(path, {"x": 1})
    assert "Council" not in part(made, "word/_rels/settings.xml.rels")
    assert "attachedTemplate" not in part(made, "word/settings.xml")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 torn"])
def test_a_file_that_is_no_word_document_is_said_plainly(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match=r"paper\.docx: This is not a Word document"):
        render(path, {})
    with pytest.raises(TemplateError, match="There is no file"):
        render(tmp_path / "absent.docx", {})


def test_a_picture_without_a_way_to_draw_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="ecomap"):
        render(template(tmp_path, "{{ map }}"), {"map": Figure("ecomap", {}, "A map")})
