"""A rule in words, the diary of a case, and the clock of an access request."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from guidance_cases import case_of, held_against

from packgen.errors import UsageError
from packgen.guidance.diary import diary, diary_calendar
from packgen.guidance.explain import explain
from packgen.guidance.freshness import out_of_date
from packgen.guidance.layers import base_holidays
from packgen.guidance.load import load_profile
from packgen.guidance.subject_access import Pause, answer_due

STAMP = datetime(2025, 6, 10, 12, tzinfo=UTC)


def test_one_rule_is_explained_with_its_source_and_what_to_do() -> None:
    text = explain("cs-inv-06", load_profile()).as_text()
    assert "section 4, lines 566-571" in text
    assert "000_c727ef0b4c70cf41.txt" in text
    assert "Lighthouse safeguarding unit" in text
    assert "error" in text


def test_every_rule_of_the_profile_can_be_explained() -> None:
    profile = load_profile()
    for rule in profile.rules:
        assert explain(rule, profile).as_text().startswith(rule)


def test_twins_are_explained_once_with_each_others_id() -> None:
    assert explain("REC-01", load_profile()).twins == ("CS-REC-01",)
    assert explain("CS-REC-01", load_profile()).twins == ("REC-01",)


def test_an_unknown_rule_is_answered_with_the_one_most_like_it() -> None:
    with pytest.raises(UsageError) as told:
        explain("CS-INV-66", load_profile())
    assert "CS-INV-0" in told.value.hint


def test_the_diary_holds_clocks_meetings_and_actions_in_order() -> None:
    case = case_of("options", **{"meetings.0.actions.0.due": "2025-06-20"})
    entries = diary(case, held_against(case), date(2025, 6, 10))
    assert [e.day for e in entries] == sorted(e.day for e in entries)
    labels = {e.label for e in entries}
    assert {"Meeting", "Action", "Report back to Safer Options"} <= labels


def test_the_calendar_holds_no_name_and_no_line_is_too_long() -> None:
    gone = {"child": "ash", "started": "2025-06-09 08:00", "returned": "2025-06-10 08:00"}
    case = case_of("risk", missing_episodes=[gone])
    entries = diary(case, held_against(case), date(2025, 6, 10))
    text = diary_calendar("T-3", entries, STAMP)
    assert "Return Home Interview" in text.replace("\r\n ", "")
    assert not {name for name in ("Ash", "Wren", "Max", "Hill School") if name in text}
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text == diary_calendar("T-3", entries, STAMP)


def test_an_access_request_is_due_a_calendar_month_later() -> None:
    holidays = base_holidays()
    assert answer_due(date(2025, 6, 10), holidays).due == date(2025, 7, 10)
    assert answer_due(date(2025, 1, 31), holidays).due == date(2025, 2, 28)
    assert answer_due(date(2025, 3, 18), holidays).due == date(2025, 4, 22)  # Good Friday and Easter Monday


def test_pauses_are_added_and_an_extension_counts_from_the_start() -> None:
    holidays = base_holidays()
    paused = (Pause(date(2025, 6, 12), date(2025, 6, 19)),)
    assert answer_due(date(2025, 6, 10), holidays, paused).due == date(2025, 7, 17)
    assert answer_due(date(2025, 6, 10), holidays, extended=True).due == date(2025, 9, 10)
    still = answer_due(date(2025, 6, 10), holidays, (Pause(date(2025, 6, 12)),))
    assert still.due is None
    assert still.tell_of_extension_by == date(2025, 7, 10)


def test_old_bank_holidays_and_a_late_review_are_warnings() -> None:
    profile = load_profile()
    assert out_of_date(profile, date(2026, 12, 1)) == ()
    late = out_of_date(profile, date(2027, 10, 1))
    assert [problem.severity.value for problem in late] == ["warning", "warning"]
    assert "2027" in late[0].message
