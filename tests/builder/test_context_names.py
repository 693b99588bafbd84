"""The names that contexts offer are kept as data, so that a council can check a template without a case."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from packgen.builder.context_names import FILE_NAME, names_of
from packgen.builder.inputs import case_files
from packgen.builder.prepare import prepare
from packgen.builder.templates import check_templates
from packgen.errors import Severity
from packgen.settings import Settings
from packgen.word.templates import export

REPOSITORY = Path(__file__).parents[2]


def test_the_file_of_names_says_what_the_samples_offer(request: pytest.FixtureRequest) -> None:
    documents = [
        document
        for path in case_files([REPOSITORY / "sample_inputs"])
        for document in prepare(path, Settings(), date(2025, 4, 10)).documents
    ]
    file = REPOSITORY / "packgen" / "builder" / FILE_NAME
    text = json.dumps(names_of(documents), indent=1) + "\n"
    if request.config.getoption("--update-golden"):
        file.write_text(text, "utf-8")
    assert file.read_text("utf-8") == text, "run pytest --update-golden and look at the difference"


def test_the_templates_that_come_with_packgen_have_no_fault() -> None:
    found = [problem for checked in check_templates(None) for problem in checked.problems]
    assert [problem.as_text() for problem in found if problem.severity is not Severity.INFO] == []


def test_a_template_that_no_kind_uses_is_named(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "agenda.docx").rename(tmp_path / "agneda.docx")
    problems = [problem for checked in check_templates(tmp_path) for problem in checked.problems]
    assert any("agneda.docx is not the name of a template" in p.message and "agenda" in p.hint for p in problems)
