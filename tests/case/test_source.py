"""Reading a file as far as a tree: what is refused outright, how it is decoded, what positions say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from packgen.case.reading.tree import plain
from packgen.case.source import Source, read_tree
from packgen.errors import InputError, Problem, Severity


def refusal(source: Path | bytes, name: str = "case.yaml") -> Problem:
    with pytest.raises(InputError) as caught:
        read_tree(source, name)
    (problem,) = caught.value.problems
    assert problem.location is not None
    assert problem.location.file
    assert problem.hint
    return problem


def read(text: str, name: str = "case.yaml") -> Source:
    return read_tree(text.encode(), name)


def test_every_value_stays_the_text_that_was_typed() -> None:
    source = read("a: NO\nb: 10:30\nc: 01174960000\nd: Null\ne: 1.20\nf: 2025-02-30\ng: ~\nh: yes\ni: 0x1F\nj: .inf\n")
    assert plain(source.root) == {
        **{"a": "NO", "b": "10:30", "c": "01174960000", "d": "Null", "e": "1.20"},
        **{"f": "2025-02-30", "g": "~", "h": "yes", "i": "0x1F", "j": ".inf"},
    }
    assert plain(read('{"a": 01, "b": 1.20}'.replace("01", "10"), "x.json").root) == {"a": "10", "b": "1.20"}


def test_what_is_left_empty_is_not_there() -> None:
    source = read("case:\n  reference: R-1\n  title:\n  locality: ''\nchildren:\n  -\n  - id: kit\n")
    assert plain(source.root) == {"case": {"reference": "R-1"}, "children": [{"id": "kit"}]}
    assert plain(read('{"a": null, "b": "", "c": "x"}', "x.json").root) == {"c": "x"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_however_windows_saved_it(encoding: str) -> None:
    source = read_tree("case:\r\n  title: Zoë’s café £5\r\n".encode(encoding), "case.yaml")
    assert plain(source.root) == {"case": {"title": "Zoë’s café £5"}}
    assert not source.problems


def test_the_old_windows_code_page_is_read_with_a_note_at_its_line() -> None:
    source = read_tree("case:\n  title: “Zoë”\n".encode("cp1252"), "case.yaml")
    (note,) = source.problems
    assert plain(source.root) == {"case": {"title": "“Zoë”"}}
    assert note.severity is Severity.WARNING
    assert note.location
    assert note.location.line == 2
    assert "UTF-8" in note.hint


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n  \n", "empty"),
        (b"PK\x03\x04" + bytes(range(256)), "a Word, Excel or zip file"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"{\\rtf1 case", "a rich text file"),
        (bytes(range(256)) * 20, "not a case file in plain text"),
        (b"\xff\xfe\x00\xd8\x00", "damaged text"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    problem = refusal(data)
    assert words in problem.message
    assert problem.location
    assert problem.location.line == 1


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 5 MB" in refusal(path, "").message
    assert "larger than 5 MB" in refusal(b"a" * 5_000_001).message


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "\n".join(" " * n + "a:" for n in range(2_500))]
)
@pytest.mark.parametrize("name", ["deep.yaml", "deep.json"])
def test_a_hundred_thousand_levels_are_refused_where_they_get_too_deep(text: str, name: str) -> None:
    if name.endswith(".json") and text.startswith(("-", "a")):
        return
    problem = refusal(text.encode(), name)
    assert "nested more than 50 levels deep" in problem.message


def test_fifty_levels_are_read() -> None:
    source = read("a: " + "[" * 48 + "x" + "]" * 48)
    assert source.is_sound


@pytest.mark.parametrize(
    ("text", "name"), [("a:\n" + "- x\n" * 200_001, "many.yaml"), ('{"a": [' + "1," * 200_001 + "1]}", "many.json")]
)
def test_too_many_values_are_refused(text: str, name: str) -> None:
    assert "more than 200,000 values" in refusal(text.encode(), name).message


def test_a_folder_a_link_and_an_absent_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("case:\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    assert "is a folder" in refusal(tmp_path, "").message
    assert "is a link" in refusal(tmp_path / "link.yaml", "").message
    assert "There is no file" in refusal(tmp_path / "absent.yaml", "").message


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("case:\n")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)  # a test run as root could read it all the same
    assert "no permission to read it" in refusal(path, "").message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NaN", "NaN is not a value"),
        ("-Infinity", "-Infinity is not a value"),
        ("1,", "comma too many|key in double quotes"),
        ("tru", "A value is missing here"),
        ('"x', "A line ends inside quotation marks"),
        ('"x" "y"', "A comma is missing"),
    ],
)
def test_json_faults_are_said_plainly_at_their_place(text: str, words: str) -> None:
    problem = refusal(('{\n "a": ' + text + "\n}").encode(), "case.json")
    assert any(part in problem.message for part in words.split("|"))
    assert problem.location
    assert problem.location.line in (2, 3)


@pytest.mark.parametrize(("text", "name"), [("a: 1\nb: 2\na: 3\n", "x.yaml"), ('{"a": 1,\n"b": 2,\n"a": 3}', "x.json")])
def test_a_key_typed_twice_is_refused_at_the_second(text: str, name: str) -> None:
    (problem,) = read(text, name).problems
    assert "typed twice" in problem.message
    assert "line 1" in problem.message
    assert problem.location
    assert problem.location.line == 3


def test_an_expanding_alias_bomb_stays_the_text_it_is() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    source = read(text)
    assert not source.is_sound
    assert {problem.location.line for problem in source.problems if problem.location} == {1, 2, 3}
    assert len(str(plain(source.root))) < 200


def test_positions_are_those_an_editor_shows() -> None:
    source = read("# remark\r\ncase:\r\n  reference: R-1\r\nchildren:\r\n- id: kit\r\n  name: 'Kit 😀'\r\n")
    assert str(source.locate(("case", "reference"))) == "case.yaml:3:14"
    assert str(source.locate(("children", 0, "name"))) == "case.yaml:6:9"
    assert str(source.locate(("children", 0))) == "case.yaml:5:3"
    assert source.excerpt(3) == "  reference: R-1"
    assert source.excerpt(99) == ""


def test_an_absent_value_is_located_at_the_nearest_key_above_it() -> None:
    source = read("case:\n  reference: R-1\nconcern:\n  summary: short\n")
    assert str(source.locate(("concern", "sources", 3))) == "case.yaml:3:1"
    assert str(source.locate(("concern", "summary", "text"))) == "case.yaml:4:12"
    assert str(source.locate(("places", 2, "id"))) == "case.yaml:1:1"


def test_a_word_is_located_inside_a_text_of_several_lines() -> None:
    source = read("concern:\n  summary: |\n    one\n    two Brendan\n")
    assert str(source.locate_word(("concern", "summary", "text"), "Brendan")) == "case.yaml:4:9"


def test_a_text_in_a_block_keeps_its_signs_tabs_and_no_break_spaces() -> None:
    text = "**Urgent** ring: now\n> 48 hours #2\n\ttab\n\xa0\xa0key:\xa0value\n"
    block = "".join(f"    {line}\n" for line in text.splitlines())
    source = read(f"concern:\n  summary: |\n{block}")
    assert not source.problems
    assert plain(source.root) == {"concern": {"summary": text}}
