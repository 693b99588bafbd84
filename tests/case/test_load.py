"""From a file to a checked model: everything wrong is said at once, nothing that follows from it is said as well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from packgen.case.load import load_case, load_contacts, load_model
from packgen.case.values import Day, Part, ShortText
from packgen.errors import InputError, Problem, Severity
from packgen.files import sha256_of

FOLDER = Path(__file__).parents[2] / "sample_inputs"
SAMPLES = sorted(path for path in FOLDER.glob("*.yaml") if path.stem not in ("contacts", "request"))
WHOLE = """case:
  reference: R-2025-1
children:
  - id: kit
    name: Kit Farrow
    worries:
      - He was late.
      - text: He was tired.
        about: [kit]
meetings:
  - id: strategy-1
    type: strategy
    date: 14/03/2025
    start: 2.30pm
end_of_case: true
"""


def file(tmp_path: Path, text: str, name: str = "case.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path: Path, text: str, name: str = "case.yaml") -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        load_case(file(tmp_path, text, name))
    return caught.value.problems


def test_a_case_comes_back_with_its_hash_and_a_way_to_its_lines(tmp_path: Path) -> None:
    path = file(tmp_path, WHOLE)
    loaded = load_case(path)
    assert loaded.path == path
    assert loaded.sha256 == sha256_of(path.read_bytes())
    assert loaded.warnings == ()
    assert loaded.case.meetings[0].start is not None
    assert loaded.case.meetings[0].start.hour == 14
    assert loaded.case.children[0].worries[1].about == ("kit",)
    assert loaded.locate(("meetings", 0, "date")).line == 13
    assert loaded.locate(("meetings", 0, "chair", "role")).line == 11
    assert loaded.locate(("children", 0, "worries", 0, "text")).line == 7
    assert loaded.excerpt(13) == "    date: 14/03/2025"


def test_yaml_and_json_have_one_schema(tmp_path: Path) -> None:
    typed = {
        "case": {"reference": "R-2025-1", "title": None},
        "children": [{"id": "kit", "name": "Kit Farrow", "age": 13, "open_referral": True}],
        "meetings": [{"id": "strategy-1", "type": "strategy", "date": "2025-03-14"}],
        "end_of_case": True,
    }
    loaded = load_case(file(tmp_path, json.dumps(typed, indent=1), "case.json"))
    assert loaded.case.children[0].age == 13
    assert loaded.case.children[0].open_referral is True
    assert loaded.case.case.title is None


def test_a_fault_in_json_is_located_too(tmp_path: Path) -> None:
    (problem,) = problems(
        tmp_path, '{"case": {"reference": "R-2025-1"},\n "childen": [], "end_of_case": true}', "x.json"
    )
    assert str(problem.location).endswith("x.json:2:2")
    assert problem.hint == "Did you mean “children”? Type `children:`."


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_load_and_hardly_a_name_in_them_is_unexplained(path: Path) -> None:
    loaded = load_case(path)
    named = [problem for problem in loaded.warnings if "is named here" in problem.message]
    assert loaded.case.end_of_case
    assert len(named) <= 1, [problem.message for problem in named]


def test_faults_of_typing_of_values_and_of_sense_are_all_said_in_one_run(tmp_path: Path) -> None:
    text = WHOLE.replace("name: Kit", "nmae: Kit").replace("- He was late.", "- **Late** again")
    text = text.replace("about: [kit]", "about: [kat]").replace("start: 2.30pm", "start: 2.30pm\n    end: 1pm")
    found = [(p.location.line, p.message.split(" (")[0]) for p in problems(tmp_path, text) if p.location]
    assert found == [
        (5, "“nmae” is not a key that packgen knows."),
        (7, "This text begins with an asterisk, which has a meaning of its own in a case file."),
        (9, "Nothing in this file has the id “kat”."),
        (15, "The meeting ends"),
    ]


def test_an_entry_that_cannot_be_read_does_not_make_its_id_unknown(tmp_path: Path) -> None:
    text = WHOLE.replace("    name: Kit Farrow\n", "")
    (problem,) = problems(tmp_path, text)
    assert problem.message == "“name” is missing under “children”."


def test_an_id_that_cannot_be_one_is_said_once_wherever_it_is_used(tmp_path: Path) -> None:
    text = WHOLE.replace("id: kit", "id: kit f")
    messages = [problem.message for problem in problems(tmp_path, text)]
    assert messages[0].startswith("“kit f” cannot be an id")
    assert len([message for message in messages if "cannot be an id" in message]) == 1


def test_a_line_that_cannot_be_read_is_not_also_missed(tmp_path: Path) -> None:
    text = WHOLE.replace("    name: Kit Farrow", "    }}name Kit Farrow{{: [")
    found = problems(tmp_path, text)
    assert not [problem for problem in found if "missing" in problem.message]
    assert [problem.location.line for problem in found if problem.location] == [5]


def test_a_misspelt_key_without_a_value_is_still_found(tmp_path: Path) -> None:
    text = WHOLE.replace("    start: 2.30pm", "    strat:")
    (problem,) = problems(tmp_path, text)
    assert str(problem.location).endswith(":14:5")
    assert "“start”" in problem.hint


def test_a_key_that_means_one_already_there_names_its_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, WHOLE + "Children:\n  - id: lou\n    name: Lou Marten\n")
    assert problem.hint == "Did you mean “children”? That is already in line 3."


def test_warnings_do_not_stop_a_case(tmp_path: Path) -> None:
    loaded = load_case(
        file(tmp_path, WHOLE.replace("late.", "late, with Brendan Oakes.").replace("end_of_case: true", ""))
    )
    assert [problem.severity for problem in loaded.warnings] == [Severity.INFO, Severity.WARNING]


def test_a_file_that_is_no_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_case(tmp_path)
    assert "is a folder" in caught.value.problems[0].message
    assert caught.value.problems[0].location is not None


def test_contacts_are_read_and_checked(tmp_path: Path) -> None:
    typed = "contacts:\n  - id: a\n    role: lighthouse\n    secure_email: yes\n  - id: A\n    role: camhs\n"
    with pytest.raises(InputError) as caught:
        load_contacts(file(tmp_path, typed))
    assert [p.message for p in caught.value.problems] == ["The id “A” is already that of contacts 1."]
    book = load_contacts(file(tmp_path, typed.replace("id: A", "id: b")))
    found = book.for_role("lighthouse")
    assert found is not None
    assert found.secure_email is True


class _Inner(Part):
    day: Day


class _Request(Part):
    name: ShortText
    inner: tuple[_Inner, ...] = ()


def test_any_model_is_read_with_the_same_sentences(tmp_path: Path) -> None:
    path = file(tmp_path, "nmae: x\ninner:\n  - day: soon\n")
    with pytest.raises(InputError) as caught:
        load_model(path, _Request)
    assert [p.message for p in caught.value.problems] == [
        "“nmae” is not a key that packgen knows.",
        "“soon” is not a date.",
    ]
    assert issubclass(_Request, BaseModel)
