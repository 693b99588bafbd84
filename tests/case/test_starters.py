"""Starters: there is one for each meeting and plan, and each is without a problem as it is."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from packgen.case.load import load_case, load_contacts
from packgen.case.starters import KINDS, starter
from packgen.case.values import LONDON
from packgen.errors import UsageError

TODAY = date(2025, 3, 14)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "starter.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "contacts"])
def test_each_starter_loads_without_a_problem_and_ends_as_a_case_must(kind: str, tmp_path: Path) -> None:
    text = starter(kind, today=TODAY)
    loaded = load_case(write(tmp_path, text))
    assert loaded.warnings == ()
    assert text.rstrip().splitlines()[-1].startswith("end_of_case: true")
    assert loaded.case.children[0].name
    assert "$" not in text


@pytest.mark.parametrize("kind", ["strategy", "complex_strategy", "risk_management", "safer_options"])
def test_a_meeting_starter_holds_a_meeting_of_its_type(kind: str, tmp_path: Path) -> None:
    (meeting,) = load_case(write(tmp_path, starter(kind, today=TODAY))).case.meetings
    assert (meeting.type, meeting.date) == (kind, TODAY)


def test_the_plan_starters_hold_plans(tmp_path: Path) -> None:
    assert load_case(write(tmp_path, starter("risk-management-plan"))).case.risk_management_plans
    assert load_case(write(tmp_path, starter("child-safety-plan"))).case.child_safety_plans


def test_ten_lines_make_an_emergency_case(tmp_path: Path) -> None:
    text = starter("emergency", today=TODAY)
    typed = {
        "reference: EXAMPLE-001": "reference: BCC-2025-014",
        "harm_types: []": "harm_types: [cse, missing]",
        "summary:": "summary: Missing since school; messages from an older man.",
        "name: Alex Sample": "name: Kit Farrow",
        "date_of_birth:": "date_of_birth: 02/05/2011",
        "status:": "status: child_in_care",
        "called_at:": "called_at: 2025-03-14 10:15",
        "start:": "start: 2.30pm",
        "phone:": "phone: 0117 496 0000",
        "      name:": "      name: Ro Castle",
    }
    assert len([line for line in text.splitlines() if "# " in line and line.split("# ")[-1][:1].isdigit()]) == 10
    for blank, filled in typed.items():
        assert text.count(blank) == 1, blank
        text = text.replace(blank, filled)
    loaded = load_case(write(tmp_path, text))
    (meeting,) = loaded.case.meetings
    assert loaded.warnings == ()
    assert meeting.called_at == datetime(2025, 3, 14, 10, 15, tzinfo=LONDON)
    assert meeting.chair is not None
    assert (meeting.chair.name, meeting.chair.role) == ("Ro Castle", "practice_lead")


def test_the_address_book_starter_loads(tmp_path: Path) -> None:
    assert load_contacts(write(tmp_path, starter("contacts"))).contacts


def test_a_profile_puts_its_own_words_in_the_hints() -> None:
    text = starter("strategy", {"chair_roles": "head_of_duty", "chair_role": "head_of_duty"})
    assert "who may chair: head_of_duty" in text
    assert "role: head_of_duty" in text


def test_a_starter_there_is_none_of_is_refused_with_a_guess() -> None:
    with pytest.raises(UsageError, match="Did you mean emergency"):
        starter("emergancy")
