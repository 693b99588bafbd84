"""Missing episodes: when each was, how long it lasted against the time limits, and at which hours of the week.

Data: `start`, `end` (days), `episodes` [{label, says, start, until (days), still_missing, hours, talks [{hours,
phone}], interview (held, offered, none or empty), interview_says}], `runs` [{start, end, says}], `week` {rows: 7
texts of 24 counts, starts: texts of weekday and hour}.
"""

from __future__ import annotations

from datetime import date

from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, day, entries, number, text
from packgen.word.figures.sheet import BLACK, DARK, LIGHT, MIDDLE, WHITE, Point, Sheet
from packgen.word.figures.week_strip import DEEP as WEEK_DEEP
from packgen.word.figures.week_strip import draw_week

_LABEL = 34.0
_INTERVIEW = 30.0
_GAP = 4.0
_ROW = 7.5
_HEAD = 11.0
_LIMIT = 48.0
_TALK = 72.0


def draw(data: Data, width: float, face: Face) -> Sheet:
    """The picture: a row for each episode, a key, then the week."""
    episodes, runs = entries(data, "episodes"), entries(data, "runs")
    foot = _HEAD + _ROW * len(episodes) + 2 + 5.0 * len(runs)
    sheet = Sheet(width, foot + 13 + WEEK_DEEP, face)
    calendar, clock = _columns(width)
    _headings(sheet, data, calendar, clock)
    longest = max([_TALK + 24, *(number(episode, "hours") for episode in episodes)])
    _limits(sheet, clock, longest, _HEAD + _ROW * len(episodes))
    for place, episode in enumerate(episodes):
        _episode(sheet, data, episode, _HEAD + _ROW * place, calendar, clock, longest)
    for place, run in enumerate(runs):
        _run(sheet, data, run, _HEAD + _ROW * len(episodes) + 3 + 5.0 * place, calendar)
    _key(sheet, foot + 3)
    draw_week(sheet, data, foot + 13)
    return sheet


def _columns(width: float) -> tuple[Point, Point]:
    """Left and right edge of the calendar and of the hours."""
    each = (width - _LABEL - _INTERVIEW - 2 * _GAP) / 2
    return (_LABEL, _LABEL + each), (_LABEL + each + _GAP, _LABEL + 2 * each + _GAP)


def _across(data: Data, when: date, edges: Point) -> float:
    first, last = day(data, "start"), day(data, "end")
    days = max((last - first).days, 1)
    return edges[0] + (edges[1] - edges[0]) * min(max((when - first).days, 0), days) / days


def _headings(sheet: Sheet, data: Data, calendar: Point, clock: Point) -> None:
    sheet.text((0, 4), "Episode", size=8, bold=True)
    sheet.text((calendar[0], 4), "When", size=8, bold=True)
    sheet.text((clock[0], 4), "Hours away", size=8, bold=True)
    sheet.text((clock[1] + _GAP, 4), "Interview", size=8, bold=True)
    first, last = day(data, "start"), day(data, "end")
    sheet.text((calendar[0], 8.5), f"{first.day} {first:%b %Y}", size=6.5)
    sheet.text((calendar[1], 8.5), f"{last.day} {last:%b %Y}", size=6.5, anchor="end")
    for month in _months(first, last):
        x = _across(data, month, calendar)
        sheet.line((x, _HEAD - 1.5), (x, _HEAD), weight=0.2)


def _months(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _limits(sheet: Sheet, clock: Point, longest: float, bottom: float) -> None:
    room = clock[1] - clock[0]
    marks = [_LIMIT, *(_TALK * n for n in range(1, int(longest // _TALK) + 1))]
    for hours in marks:
        x = clock[0] + room * hours / longest
        dash = (1.0, 0.8) if hours == _LIMIT else ()
        sheet.line((x, _HEAD - 1), (x, bottom), weight=0.35 if hours == _LIMIT else 0.2, shade=DARK, dash=dash)
    far_apart = room * (_TALK - _LIMIT) / longest > 8
    labels = marks if far_apart else marks[:1]
    for hours in labels[:4]:
        sheet.text((clock[0] + room * hours / longest, 8.5), f"{hours:.0f} h", size=6.5, anchor="middle")


def _episode(
    sheet: Sheet, data: Data, episode: Data, top: float, calendar: Point, clock: Point, longest: float
) -> None:
    middle = top + _ROW / 2
    sheet.line((0, top), (sheet.width, top), weight=0.1, shade=LIGHT)
    sheet.text((0, middle - 0.2), text(episode, "label"), size=7, bold=True)
    sheet.text((0, middle + 2.8), text(episode, "says"), size=6.5, shade=DARK)
    begin, end = _across(data, day(episode, "start"), calendar), _across(data, day(episode, "until"), calendar)
    sheet.line((calendar[0], middle), (calendar[1], middle), weight=0.1, shade=LIGHT)
    sheet.box((begin, middle - 1.6), max(end - begin, 1.2), 3.2, fill=BLACK, weight=0)
    _hours(sheet, episode, middle, clock, longest)
    _interview(sheet, episode, (clock[1] + _GAP, middle))


def _hours(sheet: Sheet, episode: Data, middle: float, clock: Point, longest: float) -> None:
    scale = (clock[1] - clock[0]) / longest
    away = number(episode, "hours")
    sheet.box((clock[0], middle - 1.6), max(min(away, _LIMIT) * scale, 0.5), 3.2, fill=LIGHT, weight=0.25)
    if away > _LIMIT:
        sheet.box((clock[0] + _LIMIT * scale, middle - 1.6), (away - _LIMIT) * scale, 3.2, fill=DARK, weight=0.25)
    if episode.get("still_missing"):
        tip = clock[0] + away * scale
        sheet.shape([(tip, middle - 2.4), (tip + 2.4, middle), (tip, middle + 2.4)], fill=BLACK)
    for talk in entries(episode, "talks"):
        at = (clock[0] + min(number(talk, "hours"), longest) * scale, middle)
        _talk(sheet, at, phone=bool(talk.get("phone")))


def _talk(sheet: Sheet, at: Point, *, phone: bool) -> None:
    if phone:
        sheet.circle(at, 1.3, fill=WHITE, weight=0.4)
        return
    x, y = at
    sheet.shape([(x, y - 2.3), (x + 1.8, y), (x, y + 2.3), (x - 1.8, y)], fill=WHITE, weight=0.5)


def _interview(sheet: Sheet, episode: Data, at: Point) -> None:
    state = text(episode, "interview")
    x, y = at[0] + 1.5, at[1]
    if state == "held":
        sheet.line((x - 1.3, y + 0.1), (x - 0.2, y + 1.3), weight=0.6)
        sheet.line((x - 0.2, y + 1.3), (x + 1.7, y - 1.5), weight=0.6)
    elif state == "offered":
        sheet.circle((x, y), 1.3, weight=0.4)
    elif state == "none":
        sheet.line((x - 1.2, y - 1.2), (x + 1.2, y + 1.2), weight=0.6)
        sheet.line((x - 1.2, y + 1.2), (x + 1.2, y - 1.2), weight=0.6)
    sheet.text((at[0] + 4.5, y + 0.9), text(episode, "interview_says"), size=6.5)


def _run(sheet: Sheet, data: Data, run: Data, y: float, calendar: Point) -> None:
    begin, end = _across(data, day(run, "start"), calendar), _across(data, day(run, "end"), calendar)
    sheet.path([(begin, y - 1.2), (begin, y), (end, y), (end, y - 1.2)], weight=0.4)
    sheet.text((calendar[1] + _GAP, y + 0.8), text(run, "says"), size=7, bold=True)


def _key(sheet: Sheet, top: float) -> None:
    sheet.line((0, top - 1), (sheet.width, top - 1), weight=0.15, shade=MIDDLE)
    y = top + 2
    sheet.box((0, y - 1.3), 6, 2.6, fill=LIGHT, weight=0.25)
    sheet.text((7.5, y + 0.9), "away", size=6.5)
    sheet.box((17, y - 1.3), 6, 2.6, fill=DARK, weight=0.25)
    sheet.text((24.5, y + 0.9), "beyond 48 hours", size=6.5)
    _talk(sheet, (50, y), phone=False)
    sheet.text((53, y + 0.9), "social care and police talked (due at each 72 h)", size=6.5)
    _talk(sheet, (111, y), phone=True)
    sheet.text((114, y + 0.9), "only the child was rung", size=6.5)
    y += 4.5
    for place, (state, says) in enumerate(
        (("held", "return interview held"), ("offered", "offered, not held"), ("none", "nothing recorded"))
    ):
        _interview(sheet, {"interview": state, "interview_says": says}, (place * 40.0, y))
    sheet.shape([(120, y - 1.8), (122.4, y), (120, y + 1.8)], fill=BLACK)
    sheet.text((124, y + 0.9), "still missing", size=6.5)
