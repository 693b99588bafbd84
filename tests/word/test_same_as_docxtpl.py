"""docxtpl is the oracle: every template and every feature of its tags gives the same parts through both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from making import Invented, InventedFalse, canonical, invented_context, part, saved, table_template, template

from packgen.content import Markdown
from packgen.word.engine import ready
from packgen.word.package import read_package
from packgen.word.render import render, render_with_docxtpl
from packgen.word.templates import templates_folder

TEMPLATES = sorted(templates_folder().glob("*.docx"))
ROWS = [{"name": "Ann & <b>", "role": "chair\nand note taker", "n": 1}, {"name": "Bob", "role": None, "n": 2}]
CONTEXT: dict[str, object] = {
    "name": "A & B <x> “q”",
    "yes": True,
    "no": False,
    "none": None,
    "rows": ROWS,
    "text": "one\ntwo\tthree  four ",
    "columns": ["x", "y", "z"],
    "colour": "D9D9D9",
    "span": 2,
}


def same(path: Path, context: dict[str, object]) -> None:
    """Both ways give the same parts."""
    ours, theirs = render(path, context), render_with_docxtpl(path, context)
    names = list(read_package(ours).parts)
    assert names == list(read_package(theirs).parts)
    for name in names:
        if name.endswith(".xml") and name.startswith(("word/", "docProps/core")):
            assert canonical(part(ours, name)) == canonical(part(theirs, name)), name


@pytest.mark.parametrize("kind", [Invented, InventedFalse])
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_template_merges_alike(path: Path, kind: type[Invented]) -> None:
    same(path, invented_context(path, kind))


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("{{ name }}",),
        ("Before {{ name }} and {{ text }} after", "{{ none }}", "{{ rows|length }} {{ rows[0].name|upper }}"),
        ("{%p if yes %}", "shown", "{%p else %}", "hidden", "{%p endif %}"),
        ("{%p if no %}", "hidden", "{%p elif yes %}", "shown", "{%p endif %}"),
        ("{% if no %}hidden{% else %}shown{% endif %} tail",),
        ("{%p for row in rows %}", "{{ loop.index }}. {{ row.name }}: {{ row.role }}", "{%p endfor %}"),
        ("{% for row in rows %}{{ row.name }}{% if not loop.last %}, {% endif %}{% endfor %}",),
        ("{%p for a in rows %}", "{%p for b in rows %}", "{{ a.n }}{{ b.n }}", "{%p endfor %}", "{%p endfor %}"),
        ("{%p set first = rows[0] %}", "{{ first.name }}", "{% set x = 3 %}{{ x + 1 }}"),
        ("{# nothing #}left", "{#p nothing at all #}", "last"),
        ("{{ ‘curly’ }} {{ “quotes” }} {{ 1 if 2 > 1 and 1 < 2 else 0 }}",),
        ("{_{ kept }_} and {_% too %_}",),
        ("a {{r name }} b {{ text }}", "{%r if yes %}x{%r endif %}y"),
        ("{{p name }}", "after"),
        ("{% if yes %}first", "second{% endif %} tail"),
        ("one{%- if yes %} joined{% endif -%}", "next"),
        ("{{ text }}\t{{ name }}",),
    ],
)
def test_every_feature_in_paragraphs_merges_alike(tmp_path: Path, paragraphs: tuple[str, ...]) -> None:
    same(template(tmp_path, *paragraphs), CONTEXT)


@pytest.mark.parametrize(
    ("rows", "by_docxtpl"),
    [
        (
            (("Name", "Role"), ("{%tr for r in rows %}", ""), ("{{ r.name }}", "{{ r.role }}"), ("{%tr endfor %}", "")),
            False,
        ),
        ((("{%tr if no %}", ""), ("hidden", ""), ("{%tr endif %}", ""), ("shown", "{{ name }}")), False),
        ((("{% for r in rows %}{{ r.name }} {% endfor %}", "{{ text }}"),), False),
        ((("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),), True),
        ((("{% colspan span %}{{ name }}", "x", "y"),), True),
        ((("{% cellbg colour %}{{ name }}", "x"),), True),
        ((("{%tr for r in rows %}", ""), ("{% vm %}{{ name }}", "{{ r.name }}"), ("{%tr endfor %}", "")), True),
    ],
)
def test_every_feature_in_tables_merges_alike(tmp_path: Path, rows: Any, by_docxtpl: bool) -> None:
    path = table_template(tmp_path, *rows)
    assert ready(path).needs_docxtpl is by_docxtpl
    same(path, CONTEXT)


def test_tags_that_word_split_over_runs_merge_alike(tmp_path: Path) -> None:
    document = docx.Document()
    for pieces in (("{", "{ na", "me }", "} end"), ("x {% i", "f yes %", "}y{", "% endif %}"), ("{%p if", " no %}")):
        paragraph = document.add_paragraph()
        for piece in pieces:
            paragraph.add_run(piece)
    document.add_paragraph("hidden")
    document.add_paragraph("{%p endif %}")
    same(saved(tmp_path / "paper.docx", document), CONTEXT)


def test_headers_footers_properties_and_text_boxes_merge_alike(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "About {{ name }}"
    document.core_properties.subject = "{% if yes %}x{% endif %}"
    document.sections[0].different_first_page_header_footer = True
    for place in (document.sections[0].header, document.sections[0].first_page_header, document.sections[0].footer):
        place.paragraphs[0].text = "{% for r in rows %}{{ r.name }} {% endfor %}{{ text }}"
    same(saved(tmp_path / "paper.docx", document), CONTEXT)


def test_markdown_becomes_the_same_elements(tmp_path: Path) -> None:
    text = Markdown("First **bold**\n\n- one\n- two\n\n1. x\n\nA | B\n---|---\n1 | 2")
    path = template(
        tmp_path, "{{ text }}", "In {{ text }} between", "{{p text }}", "{% if yes %}{{ short }}{% endif %}!"
    )
    same(path, {**CONTEXT, "text": text, "short": Markdown("*it*")})
