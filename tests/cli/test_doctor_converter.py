"""What doctor says of a converter that it could not try."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from packgen.cli.doctor import doctor
from packgen.pack.conversion import convert
from packgen.pack.conversion.converter import Converter, ConverterKind
from packgen.pack.conversion.word_converter import CAUTION


def test_doctor_says_that_word_was_not_tried_when_it_is_the_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    word = Converter(ConverterKind.WORD, "Microsoft Word", "16", ("Arial",), caution=CAUTION)
    monkeypatch.setattr(convert, "find_converter", lambda _: word)
    said = CliRunner().invoke(doctor, []).output
    assert "PDF converter: Microsoft Word 16" in said
    assert "not tried" in said.split("PDF converter:")[1].splitlines()[1]
