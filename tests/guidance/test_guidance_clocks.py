"""Time limits at their very edge: clock changes, 48 hours, three in thirty days, bank holidays."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from guidance_cases import case_of, gaps_of, held_against
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.case.values import LONDON
from packgen.guidance.assessment import ClockReading
from packgen.guidance.layers import base_holidays
from packgen.guidance.working_days import add_limit, add_months, add_working_days, is_after, next_working_day

HOLIDAYS = base_holidays()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def clocks(rule: str, base: str = "risk", **changes: object) -> list[ClockReading]:
    found = held_against(case_of(base, **changes), as_of=date(2025, 6, 10))
    return [clock for clock in found.clocks if clock.rule.id == rule]


def episode(start: str, end: str | None, *talks: tuple[str, str]) -> dict[str, object]:
    whole: dict[str, object] = {"child": "ash", "started": start}
    if end:
        whole["returned"] = end
    whole["discussions"] = [{"at": moment, "kind": kind} for moment, kind in talks]
    return {"missing_episodes": [whole]}


def test_hours_are_elapsed_time_when_the_clocks_go_forward() -> None:
    assert add_limit(at("2025-03-29 12:00"), "24 hours", HOLIDAYS) == at("2025-03-30 13:00")
    assert add_limit(at("2025-10-25 12:00"), "24 hours", HOLIDAYS) == at("2025-10-26 11:00")


def test_exactly_48_hours_over_a_clock_change_is_not_over_48_hours() -> None:
    exactly = episode("2025-03-29 12:00", "2025-03-31 13:00")
    longer = episode("2025-03-29 12:00", "2025-03-31 13:01")
    assert "RM-TRG-04" not in gaps_of("risk", **{"meetings.0.type": "safer_options", **exactly})
    assert "RM-TRG-04" in gaps_of("risk", **{"meetings.0.type": "safer_options", **longer})


def test_three_episodes_within_thirty_days_are_told_with_their_dates() -> None:
    days = ("2025-05-02", "2025-05-16", "2025-05-30")
    episodes = [{"child": "ash", "started": f"{d} 20:00", "returned": f"{d} 22:00"} for d in days]
    gaps = gaps_of("risk", **{"meetings.0.type": "safer_options", "missing_episodes": episodes})
    assert "2 May 2025, 16 May 2025, 30 May 2025" in gaps["RM-TRG-03"].problem.message


def test_two_children_missing_once_or_twice_each_are_not_three_of_one_child() -> None:
    episodes = [
        {"child": child, "started": f"2025-05-0{n} 20:00", "returned": f"2025-05-0{n} 22:00"}
        for n, child in enumerate(("ash", "bo", "ash"), start=1)
    ]
    assert "RM-TRG-03" not in gaps_of("complex", missing_episodes=episodes)


def test_phone_contact_does_not_stop_the_72_hour_clock() -> None:
    gone = episode("2025-06-01 08:00", "2025-06-06 08:00", ("2025-06-03 08:00", "phone_contact_with_child"))
    readings = clocks("MS-01", **gone)
    assert [(r.due, r.state) for r in readings] == [
        (at("2025-06-04 08:00"), "overdue"),
        (at("2025-06-07 08:00"), "not_applicable"),
    ]


def test_a_discussion_starts_the_72_hours_again() -> None:
    gone = episode("2025-06-01 08:00", "2025-06-06 07:00", ("2025-06-03 08:00", "discussion"))
    readings = clocks("MS-01", **gone)
    assert [(r.due, r.state) for r in readings] == [
        (at("2025-06-04 08:00"), "met"),
        (at("2025-06-06 08:00"), "not_applicable"),
    ]


def test_five_days_without_a_discussion_miss_one_limit_and_end_before_the_second() -> None:
    readings = clocks("MS-01", **episode("2025-06-01 08:00", "2025-06-06 08:00"))
    assert [r.state for r in readings] == ["overdue", "not_applicable"]
    assert readings[1].due == at("2025-06-07 08:00")


def test_a_child_who_is_still_missing_has_an_open_clock() -> None:
    readings = clocks("MS-01", **episode("2025-06-09 08:00", None))
    assert [r.state for r in readings] == ["open"]


def test_sixty_five_and_a_half_hours_are_over_48_and_under_72() -> None:
    gone = episode("2025-05-09 15:30", "2025-05-12 09:00")
    assert [r.state for r in clocks("MS-01", **gone)] == ["not_applicable"]
    gaps = gaps_of("risk", **{"meetings.0.type": "safer_options", **gone})
    assert "65 hours 30 minutes" in gaps["RM-TRG-04"].problem.message


def test_the_return_interview_is_due_72_hours_after_the_return_and_has_its_own_clock() -> None:
    readings = clocks("MS-06", **episode("2025-05-09 15:30", "2025-05-12 09:00"))
    assert [r.due for r in readings] == [at("2025-05-15 09:00")]


@pytest.mark.parametrize(("days", "late"), [("2025-07-22", False), ("2025-07-23", True)])
def test_forty_two_days_is_the_last_day_for_the_next_meeting(days: str, late: bool) -> None:
    gaps = gaps_of("risk", **{"meetings.0.minutes.next_meeting": f"{days} 10:00"})
    assert ("RM-TIM-01" in gaps) is late


def test_the_latest_next_date_is_printed_for_the_chair() -> None:
    assert held_against(case_of("risk")).meeting("m1").latest_next_date == date(2025, 7, 22)
    assert held_against(case_of("options")).meeting("m1").latest_next_date == date(2025, 6, 17)


def test_a_meeting_never_called_is_late_today_and_not_in_the_papers_of_its_own_day() -> None:
    case = case_of("risk", **{"meetings.0.minutes.next_meeting": "DELETE"})
    later = held_against(case, as_of=date(2025, 8, 1))
    assert "RM-TIM-01" in {gap.rule.id for gap in later.gaps}
    assert later.meetings == held_against(case, as_of=date(2025, 6, 10)).meetings


def test_a_late_strategy_meeting_with_a_reason_is_told_as_information() -> None:
    late = {"meetings.0.called_at": "2025-06-09 13:59", "meetings.0.reason_late": "Snow"}
    assert gaps_of("strategy", **late)["SM-TIM-01"].problem.severity.value == "info"


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    assert add_working_days(date(2025, 4, 17), 1, HOLIDAYS) == date(2025, 4, 22)
    assert next_working_day(date(2025, 12, 25), HOLIDAYS) == date(2025, 12, 29)
    assert add_limit(date(2025, 4, 17), "5 working days", HOLIDAYS) == date(2025, 4, 28)


def test_six_months_from_the_end_of_august_is_the_end_of_february() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)


def test_the_list_of_bank_holidays_reaches_2027_and_holds_no_weekend() -> None:
    assert HOLIDAYS.until == 2027
    assert {day.year for day in HOLIDAYS.days} >= {2025, 2026, 2027}
    assert all(day.weekday() < 5 for day in HOLIDAYS.days)


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime.fromisoformat("2023-01-01"), datetime.fromisoformat("2027-12-01")), st.integers(1, 200))
def test_a_limit_in_hours_is_always_that_many_hours_of_real_time(start: datetime, hours: int) -> None:
    begun = start.replace(tzinfo=LONDON)
    due = add_limit(begun, f"{hours} hours", HOLIDAYS)
    assert isinstance(due, datetime)
    assert (due.timestamp() - begun.timestamp()) == pytest.approx(hours * 3600, abs=1)
    assert not is_after(begun, due)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2023, 1, 1), date(2027, 10, 1)), st.integers(1, 24))
def test_months_never_run_over_into_the_month_after(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
