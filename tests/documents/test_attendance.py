"""Who is expected, who comes, and whether the meeting may decide."""

from __future__ import annotations

from dataclasses import replace

import pytest
from held_meetings import PEOPLE, room_work

from packgen.documents.attendance import around_the_table, expected, quorum, replies, reports, role_words
from packgen.guidance.assessment import Attendee


def changed(role: str, **changes: object) -> tuple[Attendee, ...]:
    return tuple(replace(one, **changes) if one.role == role else one for one in PEOPLE)  # type: ignore[arg-type]


def test_whoever_waits_for_a_decision_is_expected_nowhere() -> None:
    assert "Kit Concern" not in [one.name for one in expected(room_work())]
    assert "Kit Concern" not in [one.name for one in around_the_table(room_work())]


def test_somebody_merely_suggested_is_expected_once_the_file_names_them() -> None:
    assert "licensing" not in [one.role for one in expected(room_work())]
    named = room_work(assessed={"attendees": changed("licensing", name="Lee Cence")})
    assert "licensing" in [one.role for one in expected(named)]


def test_a_child_who_joins_no_part_is_not_expected() -> None:
    assert "child" not in [
        one.role for one in expected(room_work(assessed={"attendees": changed("child", joins="none")}))
    ]


def test_replies_are_told_apart_and_a_deputy_counts_as_coming() -> None:
    assert replies(room_work()) == {
        "accepted": [
            "Sam Worker, Social worker",
            "Police investigations",
            "Dr Lu, Community paediatrician (in their place: Nia Deputy)",
            "Ash Quill (child)",
        ],
        "apologies": ["Nell Lead, School designated lead"],
        "silent": ["Moe Mentor, Mentoring"],
        "invited": 6,
    }


def test_a_report_that_came_after_the_meeting_was_outstanding_at_it() -> None:
    assert [one["who"] for one in reports(room_work())["received"]] == ["Dr Lu (Community Child Health)"]  # type: ignore[attr-defined]
    assert len(reports(room_work(date="2025-03-09"))["outstanding"]) == 2  # type: ignore[arg-type]


def test_before_the_meeting_quorum_counts_who_accepted_and_after_it_who_was_there() -> None:
    assert quorum(room_work(), held=False)["met"] is True
    away = room_work(assessed={"attendees": changed("community_paediatrician", attended="no")})
    assert quorum(away, held=False)["missing"] == []
    assert quorum(away, held=True)["missing"] == ["Health"]


@pytest.mark.parametrize("reply", ["no_reply", "apologies"])
def test_silence_and_apologies_do_not_make_a_quorum(reply: str) -> None:
    work = room_work(assessed={"attendees": changed("police_investigations", reply=reply)})
    assert quorum(work, held=False)["missing"] == ["Police"]


def test_chair_and_minute_taker_sit_at_the_table_once() -> None:
    first, *_, last = around_the_table(room_work())
    assert (first.name, last.name) == ("Cher Head", "Bea Support")
    chairing = room_work(chair={"person": "sw"})
    assert [one.name for one in around_the_table(chairing)].count("Sam Worker") == 1


def test_a_role_is_printed_as_the_guidance_calls_it_and_a_name_as_typed() -> None:
    assert role_words(room_work(), "school_designated_lead") == "School designated lead"
    assert role_words(room_work(), "legal_adviser") == "Legal adviser"
    assert role_words(room_work(), "Dr Lu") == "Dr Lu"
