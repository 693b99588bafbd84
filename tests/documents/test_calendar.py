"""The calendar entry, read back by a library that calendars are read with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hand_built import meeting_work
from hypothesis import given
from hypothesis import strategies as st

from packgen.case.contacts import AddressBook
from packgen.documents.calendar_format import Event, calendar_text, escape, fold
from packgen.documents.meeting_calendar import KIND

CANCELLED = {"date": "2025-03-10", "by": "Cher Head"}


def text(**meeting: Any) -> str:
    (document,) = KIND.for_meeting(meeting_work(**meeting))
    assert document.text is not None
    return document.text


def parts(name: str, ics: str) -> list[Any]:
    """The components of this name, as icalendar reads them."""
    calendar: Any = icalendar.Calendar.from_ical(ics)
    return list(calendar.walk(name))


def event(**meeting: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any]
    (found,) = parts("VEVENT", text(**meeting))
    return found


def utc_start(**meeting: Any) -> datetime:
    start: datetime = event(**meeting)["DTSTART"].dt
    return start.astimezone(UTC)


def test_ten_o_clock_is_ten_o_clock_in_london_in_winter_and_in_summer() -> None:
    assert utc_start(date="2025-03-11") == datetime(2025, 3, 11, 10, tzinfo=UTC)
    assert utc_start(date="2025-06-11") == datetime(2025, 6, 11, 9, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2025-03-29", "2025-03-30", "2025-10-25", "2025-10-26", "2031-03-30", "2031-10-26"])
def test_the_files_own_time_zone_agrees_with_the_tz_database_around_changes_of_the_clock(day: str) -> None:
    (zone,) = parts("VTIMEZONE", text(date=day))
    noon = datetime.fromisoformat(f"{day}T12:00")
    theirs = noon.replace(tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset()
    assert theirs == noon.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset()


def test_the_uid_stays_while_date_and_time_move_and_differs_between_meetings() -> None:
    assert event()["UID"] == event(date="2025-04-01", start="09:00")["UID"]
    assert "EX-1" not in event()["UID"]


def test_a_change_and_then_a_cancellation_raise_the_sequence_and_the_stamp() -> None:
    versions = [
        event(),
        event(invitation_sequence="1"),
        event(invitation_sequence="1", cancelled=CANCELLED | {"date": "2025-03-11"}),
    ]
    assert [int(version["SEQUENCE"]) for version in versions] == [0, 1, 2]
    stamps = [version["DTSTAMP"].dt for version in versions]
    assert stamps == sorted(set(stamps))


def test_a_cancelled_meeting_is_taken_out_of_calendars() -> None:
    calendar: Any = icalendar.Calendar.from_ical(text(cancelled=CANCELLED))
    (found,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "CANCEL"
    assert found["STATUS"] == "CANCELLED"
    assert not found.walk("VALARM")


def test_there_is_a_reminder_a_day_before() -> None:
    (alarm,) = parts("VALARM", text())
    assert alarm["TRIGGER"].dt == -timedelta(days=1)


def test_nothing_in_it_tells_of_the_case() -> None:
    seen = text()
    for secret in ("Ash", "Quill", "EX-1", "strategy", "Strategy", "child", "meet.example.org", "Corner Shop"):
        assert secret not in seen, secret


def test_a_home_or_placement_is_never_the_place_of_a_calendar_entry() -> None:
    assert event()["LOCATION"] == "Room 2, Town Hall, 5 Square"
    assert event(venue="home")["LOCATION"] == "See your invitation"


def test_without_a_time_it_takes_the_whole_day() -> None:
    found = event(start=None, end=None)
    assert found["DTSTART"].dt.isoformat() == "2025-03-11"
    assert found["DTEND"].dt.isoformat() == "2025-03-12"


def test_without_an_end_it_takes_an_hour_and_an_end_past_midnight_is_the_next_days() -> None:
    assert event(end=None)["DTEND"].dt - event(end=None)["DTSTART"].dt == timedelta(hours=1)
    late = event(start="23:30", end="00:30")
    assert late["DTEND"].dt - late["DTSTART"].dt == timedelta(hours=1)


def test_answers_go_to_the_organiser_where_an_address_is_known() -> None:
    assert event()["ORGANIZER"] == "mailto:bs@example.gov.uk"
    assert event(minute_taker=None, contacts=AddressBook())["ORGANIZER"] == "invalid:nomail"


@given(st.text(max_size=300))
def test_any_text_survives_folding_and_escaping(words: str) -> None:
    words = "".join(c for c in words if c == "\n" or (c >= " " and c not in "\x7f\x85\u2028\u2029" and c.isprintable()))
    made = Event(
        "u",
        0,
        datetime(2025, 1, 1, tzinfo=UTC),
        datetime.fromisoformat("2025-01-02T10:00"),
        timedelta(hours=1),
        words,
        words,
        "",
        "invalid:nomail",
    )
    seen = calendar_text(made)
    assert all(len(line.encode("utf-8")) <= 75 for line in seen.split("\r\n"))
    (found,) = parts("VEVENT", seen)
    assert str(found["DESCRIPTION"]) == words


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_folding_loses_nothing(line: str) -> None:
    pieces = fold(line)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(len(piece.encode("utf-8")) <= 75 for piece in pieces)


def test_escaping_is_that_of_the_standard() -> None:
    assert escape("a,b;c\\d\r\ne") == "a\\,b\\;c\\\\d\\ne"
