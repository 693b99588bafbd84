from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.redaction.docx.model import Look, Run, cut_runs, join_runs
from packgen.redaction.docx.numbering import written_number
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.text import symbol, tidy, tidy_runs
from tests.redaction.docx_making import NAMES, Link, Recipe, build, run


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("To\u00adby", "Toby"),
        ("T\u200bo\u200cb\u200dy\ufeff", "Toby"),
        ("\u202eyboT\u202c said", "Toby said"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("T\u0336o\u0336by", "Toby"),
        ("Smith\u2011Jones", "Smith-Jones"),
        ("a\u00a0b\u2003c\u3000d", "a b c d"),
        ("\uff34\uff4f\uff42\uff59", "Toby"),
        ("\ufb01eld", "field"),
        ("\U0001d413oby", "Toby"),
        ("one\u2028two", "one\ntwo"),
        ("bell\x07", "bell"),
        ("\U000f0041", "\u25a1"),
        ("½ m² £5 café Łódź 李明 محمد", "½ m² £5 café Łódź 李明 محمد"),
    ],
)
def test_text_is_what_a_reader_of_the_page_sees(typed: str, seen: str) -> None:
    assert tidy(typed) == seen


def test_marks_at_the_edge_of_a_run_join_the_letter_before() -> None:
    runs = tidy_runs((Run("Zoe", Look(bold=True)), Run("\u0308!")), Counter())
    assert [one.text for one in runs] == ["Zo\u00eb", "!"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once or unicodedata.normalize("NFC", once) != once


@pytest.mark.parametrize(
    ("font", "code", "seen"),
    [
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xF0A8, "☐"),
        ("Wingdings 2", 0xF050, "✓"),
        ("Arial", 0xF054, "T"),
        ("MS Gothic", 0x2612, "☒"),
        ("Wingdings", 0xF022, "\u25a1"),
        ("Symbol", 0xF054, "\u25a1"),
    ],
)
def test_symbols_show_as_what_they_look_like_or_as_a_box(font: str, code: int, seen: str) -> None:
    assert symbol(font, code) == seen


@pytest.mark.parametrize(
    ("count", "kind", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (3, "ordinal", "3rd"),
        (12, "ordinal", "12th"),
        (5, "none", ""),
        (5, "chicago", "5"),
        (0, "lowerRoman", "0"),
    ],
)
def test_list_numbers_are_written_as_word_writes_them(count: int, kind: str, shown: str) -> None:
    assert written_number(count, kind) == shown


def _list_paragraph(num: int, level: int, text: str) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>{run(text)}</w:p>'


def test_lists_count_restart_and_nest() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate((("decimal", "%1."), ("lowerLetter", "%1.%2)")))
    )
    restart = '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>{restart}</w:lvlOverride></w:num></w:numbering>'
    )
    steps = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0)]
    body = "".join(_list_paragraph(num, level, "x") for num, level in steps)
    link = (Link("r1", "numbering", "numbering.xml"),)
    text = read_docx(build(Recipe(body=body, parts={"word/numbering.xml": numbering}, links=link))).stories[0].text
    labels = [line.partition("\t")[0] for line in text.split("\n") if "\t" in line]
    assert labels == ["1.", "1.a)", "1.b)", "2.", "2.a)", "5.", "6."]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=6), st.booleans()), max_size=8), st.lists(st.integers(0, 50), max_size=6))
def test_cutting_and_joining_runs_loses_nothing(parts: list[tuple[str, bool]], cuts: list[int]) -> None:
    runs = [Run(text, Look(bold=bold)) for text, bold in parts]
    pieces = cut_runs(runs, cuts)
    assert "".join(piece.text for piece in pieces) == "".join(text for text, _ in parts)
    assert join_runs(pieces) == join_runs(runs)
