"""Changes in the text of a case file: exactly those, whatever the way the file was typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.case.editing.case_text import CaseEditError, with_changes
from packgen.case.editing.change import AddItem, Change, RemoveItem, SetValue, changed_values, tidy
from packgen.case.reading.tree import Plain, plain
from packgen.case.source import read_tree
from packgen.errors import InputError

TYPED = """\
# about the case
case: {reference: X-1}   # flow
meetings:
  - id: a   # first
    invitees:
      - {role: police, name: "A, b"}
      - role: school

    # a remark between
    actions: []
    minutes:
  - id: b
    actions:
    - what: |
        One

        two

      due: 2025-01-02  # soon
    # about the second
    - what: Two
      about: [x, y]
end_of_case: true
"""
A, B = ("meetings", 0), ("meetings", 1)


def changed(text: str, *changes: Change, name: str = "case.yaml") -> str:
    return with_changes(text.encode("utf-8"), name, changes).decode("utf-8")


def differing(text: str, *changes: Change) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    before, after = text.splitlines(), changed(text, *changes).splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.mark.parametrize(
    ("change", "went", "came"),
    [
        (
            SetValue((*A, "invitees", 0, "attended"), "no"),
            ['      - {role: police, name: "A, b"}'],
            ['      - {role: police, name: "A, b", attended: no}'],
        ),
        (SetValue((*A, "invitees", 1, "attended"), "yes"), [], ["        attended: yes"]),
        (
            SetValue((*B, "actions", 0, "due"), "2025-02-03"),
            ["      due: 2025-01-02  # soon"],
            ["      due: 2025-02-03  # soon"],
        ),
        (SetValue((*B, "actions", 0, "due"), ""), ["      due: 2025-01-02  # soon"], ["      due:  # soon"]),
        (SetValue((*A, "minutes", "ended"), "11:05"), [], ["      ended: 11:05"]),
        (
            AddItem((*A, "actions"), {"what": "Ring: now # x"}),
            ["    actions: []"],
            ['      - what: "Ring: now # x"'],
        ),
        (AddItem((*B, "actions"), {"what": "Three"}), [], ["    - what: Three"]),
        (AddItem((*B, "actions", 1, "about"), "z"), ["      about: [x, y]"], ["      about: [x, y, z]"]),
        (RemoveItem((*B, "actions", 1, "about", 0)), ["      about: [x, y]"], ["      about: [y]"]),
        (RemoveItem((*B, "actions", 1)), ["    - what: Two", "      about: [x, y]"], []),
    ],
)  # fmt: skip
def test_only_the_lines_that_must_change_do(change: Change, went: list[str], came: list[str]) -> None:
    assert differing(TYPED, change) == (went, came)


def test_line_ends_and_the_mark_of_windows_stay() -> None:
    data = b"\xef\xbb\xbf" + TYPED.replace("\n", "\r\n").encode("utf-8")
    made = with_changes(data, "case.yaml", [SetValue((*A, "minutes", "ended"), "11:05")])
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == made.count(b"\n") == TYPED.count("\n") + 1


def test_json_keeps_its_order_and_its_kinds_of_value() -> None:
    text = json.dumps({"case": {"reference": "X-1"}, "n": [1, True, None], "meetings": [{"id": "a"}]})
    made = changed(text, AddItem((*A, "actions"), {"what": "Ring."}), name="case.json")
    assert json.loads(made) == {
        "case": {"reference": "X-1"},
        "n": [1, True, None],
        "meetings": [{"id": "a", "actions": [{"what": "Ring."}]}],
    }


def test_a_file_with_faults_is_not_edited() -> None:
    with pytest.raises(InputError):
        changed(TYPED.replace("role: school", "role: *school"), SetValue((*A, "room"), "2"))


def test_an_entry_that_is_not_there_is_refused() -> None:
    with pytest.raises(CaseEditError):
        changed(TYPED, RemoveItem((*B, "actions", 7)))


KEYS = st.sampled_from(["what", "due", "about", "deputy", "text"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=30)
LINES = st.lists(TEXTS.map(str.strip).filter(bool), min_size=1, max_size=3).map("\n\n".join)
VALUES: st.SearchStrategy[Plain] = st.recursive(
    LINES, lambda inner: st.lists(inner, min_size=1, max_size=2) | st.dictionaries(KEYS, inner, min_size=1, max_size=2)
)
INVITEES = [(*A, "invitees", place, "deputy") for place in (0, 1)]
PLACES = st.sampled_from([(*A, "room"), *INVITEES, (*A, "minutes", "text"), (*B, "actions", 0, "what")])
CHANGES = st.one_of(
    st.builds(SetValue, PLACES, VALUES),
    st.builds(AddItem, st.sampled_from([(*A, "actions"), (*B, "actions"), (*A, "invitees")]), VALUES),
)


@given(st.lists(CHANGES, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_is_put_in_reads_back_and_nothing_else_moves(changes: list[Change]) -> None:
    expected = plain(read_tree(TYPED.encode("utf-8"), "case.yaml").root)
    for change in changes:
        expected = changed_values(expected, change)
    made = changed(TYPED, *changes)
    assert tidy(plain(read_tree(made.encode("utf-8"), "case.yaml").root)) == tidy(expected)
    assert "# about the second" in made
