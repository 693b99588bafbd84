"""`packgen templates check`: every fault at once, where it stands, in words that say what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from broken_templates import BROKEN, OFFERED
from making import lines, saved, table_template, template

from packgen.content import Markdown
from packgen.errors import Severity
from packgen.word.annotate import annotate
from packgen.word.faults import RenderError, TemplateError
from packgen.word.lint import check
from packgen.word.render import render
from packgen.word.shapes import shape_of
from packgen.word.templates import templates_folder

SHAPE = shape_of(OFFERED)
TEMPLATES = sorted(templates_folder().glob("*.docx"))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_template_gets_exactly_these_messages(
    name: str, tmp_path: Path, golden: Callable[[str, object], None]
) -> None:
    problems = [p for p in check(BROKEN[name](tmp_path), SHAPE).problems if p.severity is not Severity.INFO]
    assert problems
    golden(f"word/broken/{name}.txt", "\n".join(problem.as_text() for problem in problems) + "\n")


@pytest.mark.parametrize("name", [name for name in BROKEN if name != "split-by-formatting"])
def test_a_broken_template_is_never_merged(name: str, tmp_path: Path) -> None:
    path = BROKEN[name](tmp_path)
    with pytest.raises((TemplateError, RenderError), match=path.name):
        render(path, OFFERED)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_our_own_templates_have_no_fault(path: Path) -> None:
    assert [problem.as_text() for problem in check(path).problems] == []


def test_a_sound_template_has_no_fault_and_what_it_never_prints_is_listed(tmp_path: Path) -> None:
    rows = (("{%tr for a in actions %}", ""), ("{{ a.text }}", "{{ a.owner }}"), ("{%tr endfor %}", ""))
    checked = check(table_template(tmp_path, *rows), SHAPE)
    assert all(problem.severity is Severity.INFO for problem in checked.problems)
    assert set(checked.unused) == {"case", "title", "actions[].due"}


def test_names_are_known_whichever_way_a_template_reaches_them(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        "{% set child = case.child %}{{ child.name }} {{ case['reference'] }} {{ (actions|first).owner }}",
        "{% for a in actions|sort(attribute='owner') %}{{ loop.index }}{{ a.due.year }}{% endfor %}",
        "{% for key, value in case.items() %}{{ key }}{% endfor %}{{ case.child.known_as.anything }}",
        "{{ title if case.urgent else actions[0].text }} {{ (case.child or none).name }} {{ range(3)|join }}",
    )
    assert [p.as_text() for p in check(path, SHAPE).problems if p.severity is not Severity.INFO] == []


def test_the_place_of_a_fault_is_part_table_row_and_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("fine")
    for _ in range(2):
        document.add_table(rows=3, cols=2)
    document.tables[1].rows[2].cells[1].text = "Due {{ duee }}"
    (fault,) = [p for p in check(saved(tmp_path / "t.docx", document), SHAPE).problems if p.severity is Severity.ERROR]
    assert fault.location is not None
    assert fault.location.key_path == "main text > table 2 > row 3"
    assert fault.excerpt == "Due {{ duee }}"
    assert fault.location.column == 5


def test_the_annotated_copy_has_a_comment_at_each_fault(tmp_path: Path) -> None:
    path = template(tmp_path, "fine", "{{ titel }} and {{ case.refrence }}", "fine", "{%p endif %}")
    problems = check(path, SHAPE).problems
    copy = docx.Document(io.BytesIO(annotate(path.read_bytes(), problems)))
    comments = [comment.text for comment in copy.comments]
    assert len(comments) == 3
    assert "Did you mean 'title'?" in comments[0]
    marked = [p.text for p in copy.paragraphs if p._p.xpath("./w:commentRangeStart")]
    assert marked == ["{{ titel }} and {{ case.refrence }}", "{%p endif %}"]
    assert not any(comment.author not in ("packgen",) for comment in copy.comments)


def test_shapes_join_what_several_cases_offer() -> None:
    shape = shape_of({"a": None, "b": [{"x": 1}]}, {"a": {"name": "n"}, "b": [{"y": Markdown("m")}]})
    assert set(shape.names["a"].names) == {"name"}
    entry = shape.names["b"].entry
    assert entry is not None
    assert set(entry.names) == {"x", "y"}
    assert shape_of({"a": None}).names["a"].open


def test_what_the_check_accepts_merges(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ title }}{% if case.urgent %} now{% endif %}")
    assert check(path, SHAPE).problems[0].severity is Severity.INFO
    assert lines(render(path, OFFERED)) == ["Agenda now"]
