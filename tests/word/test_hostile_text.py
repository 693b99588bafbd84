"""Case text of every kind comes out as written or is reported; nothing is dropped in silence."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import lines, saved

from packgen.content import Markdown, Passage
from packgen.word.faults import RenderError
from packgen.word.render import render

HOSTILE = (
    *("&", "<", ">", '"', "'", "{{", "}}", "{%", "%}", "{#", "#}", "{_{", "]]>", "<?x ?>", "<!--", "&amp;", "&#0;"),
    *(
        "😀",
        "👩‍👧‍👦",
        "שלום",
        "مرحبا",
        "é",
        "e\u0301",
        "\u202e",
        "\u200b",
        "\u00ad",
        "\u00a0",
        "\ufeff",
        "\u2028",
        "\U0010fffe",
    ),
    *("\t", "\n", "\r\n", "word", "O'Neill-Ümit", "**bold**", "- item", "1. one", "| a | b |", "</w:t>", "\ue000"),
)
FORBIDDEN = ("\x00", "\x07", "\x0b", "\x0c", "\x1b", "\ud83d", "\ufffe", "\uffff")
SAFE_TEXT = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8))
)
WHITESPACE = re.compile(r"\s+")


def usable(text: str) -> str:
    return text.replace("\ufffe", "").replace("\uffff", "")


@pytest.fixture(scope="module")
def hostile_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = docx.Document()
    document.core_properties.title = "{{ text }}"
    document.sections[0].header.paragraphs[0].text = "{{ text }}"
    document.add_paragraph("start {{ text }} end")
    document.add_paragraph("{% for line in texts %}{{ line }};{% endfor %}")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{ passage }}"
    document.add_paragraph("{{ markdown }}")
    return saved(tmp_path_factory.mktemp("hostile") / "hostile.docx", document)


def context(text: str) -> dict[str, object]:
    passage = Passage(Markdown(text), "k1")
    return {"text": text, "texts": [text, text], "passage": passage, "markdown": Markdown(text)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAFE_TEXT.map("".join).map(usable))
def test_text_comes_out_as_written(hostile_template: Path, text: str) -> None:
    made = render(hostile_template, context(text))
    shown = lines(made)
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    assert shown[0] == f"start {unified} end"
    assert shown[1] == f"{unified};{unified};"
    read = docx.Document(io.BytesIO(made))
    assert read.sections[0].header.paragraphs[0].text == unified
    assert WHITESPACE.sub("", read.core_properties.title) == WHITESPACE.sub("", unified)
    everything = "".join(shown[2:])
    for word in re.findall(r"[^\W\d_]+", text):
        assert everything.count(word) >= 2, "once in the passage and once in the Markdown"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=5), st.sampled_from(FORBIDDEN), st.sampled_from(["text", "texts", "passage", "markdown"]))
def test_what_word_cannot_store_is_reported(hostile_template: Path, before: str, character: str, where: str) -> None:
    values = {**context("fine"), where: context(before + character + "after")[where]}
    with pytest.raises(RenderError, match=r"U\+"):
        render(hostile_template, values)


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000, "- item\n" * 14_000, "[" * 100_000, "<" * 100_000])
def test_100_000_characters_come_out(hostile_template: Path, text: str) -> None:
    made = render(hostile_template, {**context("short"), "text": text, "markdown": Markdown(text)})
    shown = lines(made)
    assert shown[0] == f"start {text} end"
    letters = re.sub(r"[\s-]", "", text)
    assert re.sub(r"[\s-]", "", "".join(shown[3:])) == letters


def test_every_word_of_a_context_is_in_the_document(hostile_template: Path) -> None:
    text = (
        "Ring **0117 496 0000**, ask for [the duty desk](https://example.org/desk);\n\n"
        "1. say `who`\n   - and why\n\na | b\n- | -\nc | d"
    )
    shown = " ".join(lines(render(hostile_template, context(text))))
    for word in re.findall(r"\w+", text.replace("1.", "")):
        assert shown.count(word) >= 4, word
