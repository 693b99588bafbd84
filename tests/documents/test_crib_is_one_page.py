"""The chair has one page in hand: the crib of every sample, converted by LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from golden_cases import SAMPLES, of_kind
from pypdf import PdfReader

from packgen.pack.conversion.convert import convert, find_converter
from packgen.word.render import render
from packgen.word.templates import template_path


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_crib_of_every_meeting_of_every_sample_is_one_page_of_a4(tmp_path: Path) -> None:
    written = []
    for sample in SAMPLES:
        for document in of_kind(sample, "chairs_crib"):
            assert document.context is not None
            path = tmp_path / f"{sample.stem}-{document.folder}.docx"
            path.write_bytes(render(template_path("chairs_crib"), document.context))
            written.append(path)
    assert written
    (tmp_path / "pdf").mkdir()
    made = convert(written, tmp_path / "pdf", find_converter("libreoffice"))
    pages = {path.stem: PdfReader(pdf).pages for path, pdf in made.items()}
    assert {name: len(each) for name, each in pages.items()} == dict.fromkeys(pages, 1)
    assert {round(float(page.mediabox.height)) for each in pages.values() for page in each} == {842}
