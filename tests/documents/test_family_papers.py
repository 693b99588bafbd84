"""What a child or parent is given is safe to be found: nobody's team says what the worry is."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_cases import SAMPLES, of_kind
from hand_built import invitee

from packgen.content import as_plain
from packgen.documents.plain_roles import plain_role


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_invitation_names_no_team_that_tells_what_it_is_about(sample: Path) -> None:
    for document in of_kind(sample, "plain_invitation"):
        words = str(as_plain((document.context or {}).get("there"))).lower()
        for telling in ("exploit", "topaz", "abuse", "missing person", "offend", "sexual"):
            assert telling not in words, document.name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_invitation_speaks_to_its_reader_and_not_of_the_child(sample: Path) -> None:
    for document in of_kind(sample, "plain_invitation"):
        words = as_plain(document.context or {})
        assert isinstance(words, dict)
        said = f"{words['topics']} {words['there']}".lower()
        assert "the child" not in said, document.name
        assert "push and pull" not in said, document.name
        assert words["is_child"] or words["where"] != "Where you live", document.name


@pytest.mark.parametrize(
    ("role", "group", "kin", "to_child", "to_parent"),
    [
        ("social_worker", "social_care", None, "your social worker", "social worker"),
        ("parent", "family", "mother", "your mother", "your child's mother"),
        ("parent", "family", None, "your parent", "parent"),
        ("operation_topaz", "police", None, "police", "police"),
        ("youth_justice", "other", None, "works with young people", "works with young people"),
        ("housing", "other", None, "Housing", "Housing"),
    ],
)
def test_a_role_is_said_plainly_to_each_reader(
    role: str, group: str, kin: str | None, to_child: str, to_parent: str
) -> None:
    who = invitee(role, group)
    assert (plain_role(who, kin, to_child=True), plain_role(who, kin, to_child=False)) == (to_child, to_parent)
