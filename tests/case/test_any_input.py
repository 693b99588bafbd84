"""Whatever lies in the file, the reader gives a tree or located problems, never a traceback."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.case.load import load_case
from packgen.case.reading.tree import plain, scalars
from packgen.case.source import Source, read_tree
from packgen.case.starters import starter
from packgen.errors import InputError, Severity

REALISTIC = starter("risk_management").encode()
FRAGMENTS = (
    *("a: ", "- ", "  ", "\t", "\n", ": ", "*x", "&a ", "!t ", "> x", "| ", '"', "'", "[", "]", "{", "}", "#2", " #"),
    *(
        "---\n",
        "...\n",
        "%Y",
        "? ",
        "\xa0",
        "\x07",
        "é",
        "<<: ",
        "case:\n",
        "@",
        "`",
        "\\",
        ",",
        "key",
        "\r\n",
        "\u2028",
    ),
)


def read(data: bytes, name: str) -> Source | InputError:
    try:
        return read_tree(data, name)
    except InputError as error:
        return error


def outcome(data: bytes, name: str) -> None:
    result = read(data, name)
    assert result.problems or isinstance(result, Source)
    for problem in result.problems:
        assert problem.message
        assert problem.location is not None
        assert problem.location.file == name
        assert problem.location.line >= 1
        assert not isinstance(result, Source) or problem.location.line <= len(result.lines)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.yaml", "x.json"]))
def test_any_bytes_give_a_tree_or_located_problems(data: bytes, name: str) -> None:
    outcome(data, name)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25), st.sampled_from(["x.yaml", "x.json"]))
def test_any_heap_of_yaml_signs_gives_a_tree_or_located_problems(pieces: list[str], name: str) -> None:
    outcome("".join(pieces).encode(), name)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(REALISTIC)), st.sampled_from(FRAGMENTS), st.integers(0, 6))
def test_a_realistic_file_damaged_anywhere_gives_a_tree_or_located_problems(at: int, put: str, taken: int) -> None:
    outcome(REALISTIC[:at] + put.encode() + REALISTIC[at + taken :], "x.yaml")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, REALISTIC.index(b"end_of_case: true")))
def test_a_case_cut_short_is_explained_or_said_to_lack_its_last_line(length: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cut.yaml"
        path.write_bytes(REALISTIC[:length])
        try:
            said = load_case(path).warnings
        except InputError as error:
            said = error.problems
    assert any(p.severity is Severity.ERROR or "`end_of_case: true`, is missing" in p.message for p in said)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(str.strip))
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    typed: dict[str, Any] = {"case": {"title": text}}
    assert plain(read_tree(yaml.safe_dump(typed).encode(), "x.yaml").root) == typed
    assert plain(read_tree(json.dumps(typed).encode(), "x.json").root) == typed
    assert plain(read_tree(json.dumps(typed, ensure_ascii=False).encode("utf-16"), "x.json").root) == typed


WORDS = st.text("abcdefgxyz0123456789", min_size=1, max_size=8)
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORDS, inner, min_size=1, max_size=3)
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4), st.booleans())
def test_every_value_stands_where_its_position_says(typed: dict[str, Any], as_json: bool) -> None:
    text = json.dumps(typed, indent=1) if as_json else yaml.safe_dump(typed, default_style='"')
    source = read_tree(text.encode(), "x.json" if as_json else "x.yaml")
    assert plain(source.root) == typed
    for path, scalar in scalars(source.root):
        assert source.lines[scalar.line - 1][scalar.column - 1 :].startswith(f'"{scalar.text}"')
        assert source.locate(path).line == scalar.line


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="\x7f"), min_size=1, max_size=40)
)
def test_an_office_text_is_taken_as_typed_or_said_to_be_wrong_on_its_line(text: str) -> None:
    typed = f"case:\n  reference: R-1\n  title: {text}\n  locality: South\n"
    source = read(typed.encode(), "x.yaml")
    assert isinstance(source, Source), [problem.message for problem in source.problems]
    case: Any = plain(source.root)["case"]  # type: ignore[index,call-overload]
    if not source.problems and "#" not in text and "'" not in text and '"' not in text and text.strip():
        seen = case.get("title")
        begins_a_longer_text = re.fullmatch(r"[>|][+-]?[1-9]?[+-]?", text.strip())  # none follows: left empty
        assert (
            (begins_a_longer_text and seen is None)
            or isinstance(seen, list | dict)
            or seen == text.strip(" \t").replace("\x85", " ").strip(" ")
        )
    assert case.get("locality") == "South" or not source.is_sound


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=40), st.integers(0, len(REALISTIC)))
def test_soak_a_realistic_file_with_any_heap_of_signs_in_it(pieces: list[str], at: int) -> None:
    outcome(REALISTIC[:at] + "".join(pieces).encode("utf-8", "replace") + REALISTIC[at:], "x.yaml")
