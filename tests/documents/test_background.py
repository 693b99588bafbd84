"""What the record says about how a meeting came to be held."""

from __future__ import annotations

from typing import Any

from held_meetings import room_work

from packgen.documents.background import how_it_came_about, left_out, looked_at
from packgen.documents.passages import Passages


def told(**meeting: Any) -> dict[str, Any]:
    return {str(row["label"]): row["value"] for row in how_it_came_about(room_work(**meeting), Passages("x"))}


def test_only_what_the_file_says_is_told() -> None:
    assert told() == {"Called": "10 March 2025 at 4.20pm", "Place it is about": "Corner Shop, 9 Dock"}


def test_who_agreed_to_a_complex_strategy_that_safer_options_asked_for_is_on_the_record() -> None:
    found = told(triggered_from="safer_options", trigger_agreed_by={"person": "chair"}, reason_late="Snow.")
    assert found["Asked for by"] == "Safer options"
    assert found["Agreed to by"].startswith("Cher Head")
    assert found["Why it is later than the guidance asks"].text == "Snow."


def test_the_leading_area_tells_with_whom_and_by_whom_it_was_agreed() -> None:
    area = {"area": "South", "agreed_with": ["Devon"], "decided_by": ["service_manager", "Dr Lu"]}
    assert told(lead_area=area)["Led by"] == "South; agreed with Devon; decided by Service manager and Dr Lu"


def test_a_role_left_out_on_purpose_is_told_with_reason_and_name() -> None:
    [row] = left_out(
        room_work(
            not_invited=[{"role": "licensing", "reason": "No licence.", "by": "Cher Head", "date": "2025-03-10"}]
        ),
        Passages("x"),
    )
    assert (row["role"], row["by"], str(row["date"])) == ("Licensing", "Cher Head", "2025-03-10")


def test_safer_options_subjects_stand_by_initials_on_the_agenda_and_by_name_in_the_record() -> None:
    entries = [
        {"subject": "ash", "reason": "tier_1_signal", "concern": "knife", "notes": "Seen with Bo."},
        {"subject": "shop", "reason": "preventative_link"},
    ]
    work, passages = room_work(entries=entries), Passages("x")
    agenda, record = (looked_at(work, passages, named=named) for named in (False, True))
    assert [row["subject"] for row in agenda] == ["A.Q.", "Corner Shop"]
    assert [row["notes"] for row in agenda] == [None, None]
    assert [row["subject"] for row in record] == ["Ash Quill", "Corner Shop"]
    assert record[0]["notes"].about == ("ash",)  # type: ignore[attr-defined]
