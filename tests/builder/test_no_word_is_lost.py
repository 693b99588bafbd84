"""Every kind of every sample, converted by LibreOffice: no visible word is missing from the PDF and none is doubled."""

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
from packgen.pack.content_check import check_content
from packgen.pack.convert import convert, find_converter
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"


def _one_of_each_template(documents: tuple[Document, ...]) -> list[Document]:
    first: dict[str, Document] = {}
    for document in documents:
        if document.format is Format.WORD:
            first.setdefault(document.template or document.kind, document)
    return list(first.values())


@pytest.mark.parametrize("path", case_files([SAMPLES]), ids=lambda path: path.stem)
def test_libreoffice_prints_every_word(path: Path, tmp_path: Path) -> None:
    try:
        converter = find_converter("libreoffice")
    except PackgenError:
        pytest.skip("LibreOffice is not installed")
    prepared = prepare(path, Settings(), date(2025, 4, 10))
    makers = document_makers(prepared, Settings())
    files = []
    for number, document in enumerate(_one_of_each_template(prepared.documents)):
        file = tmp_path / f"{number:02}-{document.name}.docx"
        file.write_bytes(makers[document_path(prepared.loaded.case, document)]())
        files.append(file)
    converted = convert(files, tmp_path / "pdf", converter)
    problems = [problem.as_text() for file, pdf in converted.items() for problem in check_content(file, pdf)]
    assert problems == []
