"""The text of a calendar file (RFC 5545): one event, London time, folded and escaped as the standard asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LINE_OCTETS = 75
_LONDON = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "DTSTART:19810329T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Event:
    """One calendar entry.

    `starts` is a London wall-clock time without a zone, or a date for an entry of a whole day. `stamp` is when this
    state of the entry was made (aware). `sequence` rises with every change. `reminder` is how long before the start.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime | date
    lasts: timedelta
    title: str
    body: str
    place: str
    organiser: str
    cancelled: bool = False
    reminder: timedelta = timedelta(days=1)


def calendar_text(event: Event) -> str:
    """The whole .ics file, lines ended as the standard asks (CR LF)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//packgen//meeting//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if event.cancelled else 'PUBLISH'}",
        *_LONDON,
        *_event(event),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def _event(event: Event) -> Sequence[str]:
    return (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"ORGANIZER:{event.organiser}",
        *_times(event),
        f"SUMMARY:{escape(event.title)}",
        f"DESCRIPTION:{escape(event.body)}",
        f"LOCATION:{escape(event.place)}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:OPAQUE",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        *(() if event.cancelled else _reminder(event)),
        "END:VEVENT",
    )


def _times(event: Event) -> tuple[str, str]:
    start, end = event.starts, event.starts + event.lasts
    if isinstance(event.starts, datetime):
        return f"DTSTART;TZID=Europe/London:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID=Europe/London:{end:%Y%m%dT%H%M%S}"
    return f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"


def _reminder(event: Event) -> Sequence[str]:
    hours = round(event.reminder.total_seconds() / 3600)
    text = escape(event.title)
    return "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text}", f"TRIGGER:-PT{hours}H", "END:VALARM"


def escape(text: str) -> str:
    """Text as a calendar value: backslash, semicolon, comma and line break escaped; control characters dropped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(c for c in lines.replace("\n", "\\n") if c >= " " and c != "\x7f")


def fold(line: str) -> list[str]:
    """The line in pieces of at most 75 octets, each but the first begun by a space; no character is cut in two."""
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if octets + size > _LINE_OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += size
    return pieces
