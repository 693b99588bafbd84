"""Letters that look alike are no lie; other letters are one."""

from __future__ import annotations

import io
import shutil
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.pdf.eye_letters import reads_as
from packgen.redaction.pdf.reader import read_here

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("IOU", "lou"),
        ("O0O0", "0000"),
        ("l1I", "I|l"),
        ("III", "Il"),
        ("1 1 1", "11iil"),
        ("rn m", "mm"),
        ("5S5", "585"),
        ("Ollie", "0Ilie"),
        ("I will", "|will"),
    ],
)
def test_letters_that_look_alike_are_taken_for_one_another(said: str, seen: str) -> None:
    assert reads_as(folded_letters(said), seen)


@pytest.mark.parametrize(
    ("said", "seen"),
    [("Ill", "Dario"), ("IIIII", "Toby"), ("Marston Bold", "Quillon Vant"), ("illilli", "Hannah"), ("Oslo", "Anna")],
)
def test_other_letters_are_not(said: str, seen: str) -> None:
    assert not reads_as(folded_letters(said), seen)
    assert not reads_as(folded_letters(said), "")


@settings(max_examples=100, deadline=None)
@given(st.text("abcdefghjkmnpqrtuvwxy", min_size=3, max_size=14), st.text("abcdefghjkmnpqrtuvwxy", max_size=14))
def test_nothing_that_was_read_as_said_before_is_doubted_now(said: str, seen: str) -> None:
    if SequenceMatcher(None, said, seen).ratio() >= 0.7:
        assert reads_as(said, seen)


@needs_tesseract
@pytest.mark.parametrize("line", ["Ill", "III", "IOU", "O0O0", "l1I", "5S5", "rn m", "1 1 1", "Illi"])
def test_a_lone_word_of_look_alikes_raises_no_doubt(line: str) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(72, 780, line)
    canvas.save()
    assert read_here(buffer.getvalue(), by_eye=True).doubts == ()
