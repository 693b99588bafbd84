"""The minutes: the shell and the full record."""

from __future__ import annotations

import json
from typing import Any

from held_meetings import room_work

from packgen.content import Passage, as_plain
from packgen.documents.kind import Document
from packgen.documents.minutes import KIND


def made(**meeting: Any) -> Document:
    [document] = KIND.for_meeting(room_work(**meeting))
    return document


def context(**meeting: Any) -> Any:
    return made(**meeting).context


def test_what_was_said_stands_under_its_item_by_heading_or_by_rule() -> None:
    notes = {item["heading"]: len(item["notes"]) for item in context(held=True)["items"]}
    assert notes == {"What is known": 2, "What Ash says": 1, "A question from the mentor": 1}
    assert context(held=True)["unrecorded"] == ["1. Welcome", "4. Decisions"]


def test_words_under_an_unknown_heading_are_kept_at_the_end_not_lost() -> None:
    last = context(held=True)["items"][-1]
    assert (last["number"], last["heading"]) == (5, "A question from the mentor")
    assert last["notes"][0].text == "Who rings whom?"


def test_text_about_somebody_is_a_passage_whose_key_names_nobody_and_is_mapped() -> None:
    document = made(held=True)
    first = document.context["items"][0]["notes"][0]  # type: ignore[index]
    assert isinstance(first, Passage)
    assert dict(document.passages)[first.key] == ("ash",)
    assert "ash" not in first.key


def test_a_decision_carries_reason_dissent_and_where_it_was_taken_further() -> None:
    [decision] = context(held=True)["decisions"]
    assert decision["label"] == "Start section 47 enquiries"
    assert decision["children"] == "Ash Quill and Bo Tern"
    assert decision["owner"] == "Sam Worker"
    assert decision["rationale"].about == ("ash", "bo")
    [dissent] = decision["dissent"]
    assert (dissent["by"], dissent["escalated_to"]) == ("Nell Lead (North School)", "Head")


def test_actions_give_owner_due_and_done() -> None:
    rows = [
        (row["reference"], row["owner"], row["immediate"], str(row["due"])) for row in context(held=True)["actions"]
    ]
    assert rows == [
        ("A1", "Sam Worker", False, "2025-03-14"),
        ("A2", "Licensing", True, "None"),
        ("A3", "Bea Support", False, "2025-03-20"),
    ]
    assert str(context(held=True)["actions"][2]["done_on"]) == "2025-03-18"


def test_apologies_and_silent_absence_are_told_apart() -> None:
    absent = context(held=True)["absent"]
    assert absent == {"apologies": ["Nell Lead, School designated lead"], "without": ["Moe Mentor, Mentoring"]}


def test_the_record_prints_the_override_but_not_the_open_rule() -> None:
    said = json.dumps(as_plain(made(held=True).context))
    assert "On leave." in said
    assert "CS-CHR-01 is not met." not in said


def test_minutes_go_to_those_named_else_to_every_professional_who_may_be_written_to() -> None:
    assert context(held=True)["distribution"] == ["Social worker", "Dr Lu"]
    everybody = context()["distribution"]
    assert "Sam Worker, Social worker" in everybody
    assert not any("Ash" in line or "Kit" in line or "Police" in line for line in everybody)


def test_a_declared_tie_keeps_whom_it_is_about() -> None:
    invitees = [
        {"role": "community_paediatrician", "conflict_declared": {"text": "Neighbour of a witness.", "about": ["bo"]}}
    ]
    rows = {row["role"]: row["conflict"] for row in context(held=True, invitees=invitees)["attendance"]}
    assert rows["Community paediatrician"].about == ("bo",)
    assert rows["Mentoring"] is None


def test_the_shell_is_empty_but_for_what_is_known_beforehand() -> None:
    shell = context()
    assert shell["held"] is False
    assert (shell["decisions"], shell["actions"]) == ([], [])
    assert all(item["notes"] == [] for item in shell["items"])
    assert [row["name"] for row in shell["attendance"]][:2] == ["Cher Head", "Sam Worker"]
