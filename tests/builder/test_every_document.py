"""Every kind of every sample: everybody can use it, and LibreOffice prints every word of it once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from packgen.builder.inputs import case_files
from packgen.builder.layout import document_path
from packgen.builder.make_documents import document_makers
from packgen.builder.prepare import prepare
from packgen.documents.kind import Document, Format
from packgen.errors import PackgenError
from packgen.pack.conversion.content_check import check_content
from packgen.pack.conversion.convert import convert, find_converter
from packgen.settings import Settings
from packgen.word.accessibility import accessibility_problems

SAMPLES = Path(__file__).parents[2] / "sample_inputs"


def _one_of_each_template(documents: tuple[Document, ...]) -> list[Document]:
    first: dict[str, Document] = {}
    for document in documents:
        if document.format is Format.WORD:
            first.setdefault(document.template or document.kind, document)
    return list(first.values())


each_sample = pytest.mark.parametrize("path", case_files([SAMPLES]), ids=lambda path: path.stem)


def _made(path: Path, folder: Path) -> list[Path]:
    prepared = prepare(path, Settings(), date(2025, 4, 10))
    makers = document_makers(prepared, Settings())
    files = []
    for number, document in enumerate(_one_of_each_template(prepared.documents)):
        file = folder / f"{number:02}-{document.name}.docx"
        file.write_bytes(makers[document_path(prepared.loaded.case, document)]())
        files.append(file)
    return files


@each_sample
def test_everybody_can_use_it(path: Path, tmp_path: Path) -> None:
    found = [
        problem for file in _made(path, tmp_path) for problem in accessibility_problems(file.read_bytes(), file.name)
    ]
    assert [problem.as_text() for problem in found] == []


@each_sample
def test_libreoffice_prints_every_word(path: Path, tmp_path: Path) -> None:
    try:
        converter = find_converter("libreoffice")
    except PackgenError:
        pytest.skip("LibreOffice is not installed")
    converted = convert(_made(path, tmp_path), tmp_path / "pdf", converter)
    problems = [problem.as_text() for file, pdf in converted.items() for problem in check_content(file, pdf)]
    assert problems == []
