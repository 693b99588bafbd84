"""Missing episodes as a picture, in words and as a table, as known at one moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from packgen.case.model import CaseFile
from packgen.case.people import Child, MissingEpisode
from packgen.case.values import LONDON
from packgen.content import Figure
from packgen.documents.blocks import Values
from packgen.documents.british import clock, count_of, moment, short_date
from packgen.documents.pictures.naming import labels
from packgen.guidance.facts.missing import LONG, WINDOW, busiest_30_days, elapsed, in_words, length

_MOST_DRAWN = 14
_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_PHONE_ONLY = "phone_contact_with_child"
_WIDTH = 165


def missing_timeline(
    case: CaseFile,
    children: Sequence[Child],
    at: datetime,
    *,
    named: bool = True,
    hidden: frozenset[str] = frozenset(),
) -> Values | None:
    """`picture` and `rows` of the episodes of `children` that had begun by `at`. The picture shows the latest 14."""
    shown = [child for child in children if child.id not in hidden]
    ids = {child.id for child in shown}
    begun = sorted((e for e in case.missing_episodes if e.child in ids and e.started <= at), key=lambda e: e.started)
    if not begun:
        return None
    several = len({episode.child for episode in begun}) > 1
    called = labels([(child.id, child.name) for child in shown], named=named)
    who = {child: name if several else "" for child, name in called.items()}
    drawn = begun[-_MOST_DRAWN:]
    first = len(begun) - len(drawn) + 1
    runs = [run for child in shown if len(run := _run(begun, child.id)) >= 3]
    data = {
        "start": (drawn[0].started.date() - timedelta(days=1)).isoformat(),
        "end": (max(_until(e, at) for e in drawn).date() + timedelta(days=1)).isoformat(),
        "episodes": [_drawn(e, number, who[e.child], at) for number, e in enumerate(drawn, start=first)],
        "runs": [_bracket(run, drawn) for run in runs if run[-1] in drawn],
        "week": _week(drawn, at),
    }
    alt_text = _alt_text(begun, drawn, runs, at)
    picture = Figure("missing_timeline", data, alt_text, _WIDTH, tuple(dict.fromkeys(e.child for e in begun)))
    rows = [_row(e, number, who[e.child], at) for number, e in enumerate(begun, start=1)]
    return {"picture": picture, "rows": rows, "several": several}


def _run(episodes: Iterable[MissingEpisode], child: str) -> tuple[MissingEpisode, ...]:
    return busiest_30_days(tuple(episode for episode in episodes if episode.child == child))


def _still_missing(episode: MissingEpisode, at: datetime) -> bool:
    return episode.returned is None or episode.returned > at


def _until(episode: MissingEpisode, at: datetime) -> datetime:
    return at if episode.returned is None else min(episode.returned, at)


def _hours(span: timedelta) -> float:
    return round(span.total_seconds() / 3600, 1)


def _drawn(episode: MissingEpisode, number: int, who: str, at: datetime) -> Values:
    started = episode.started
    says = in_words(length(episode, at)).replace(" hours", " h").replace(" minutes", " min")
    interview, words = _interview(episode, at)
    return {
        "label": f"{number}. {started.day} {started:%b}, {clock(started.time())}",
        "says": ", ".join(word for word in (who, says) if word),
        "start": started.date().isoformat(),
        "until": _until(episode, at).date().isoformat(),
        "still_missing": _still_missing(episode, at),
        "hours": _hours(length(episode, at)),
        "talks": [
            {"hours": _hours(elapsed(started, talk.at)), "phone": talk.kind == _PHONE_ONLY}
            for talk in episode.discussions
            if talk.at <= at
        ],
        "interview": interview,
        "interview_says": words,
    }


def _interview(episode: MissingEpisode, at: datetime) -> tuple[str, str]:
    """Its state as the picture draws it, and in a few words."""
    if _still_missing(episode, at) or episode.returned is None:
        return "", "still missing"
    found = episode.return_interview
    if found and found.held_at and found.held_at <= at:
        return "held", f"held after {elapsed(episode.returned, found.held_at).total_seconds() / 3600:.0f} h"
    if found and found.offered_at and found.offered_at <= at:
        return "offered", "offered"
    return "none", "none recorded"


def _bracket(run: tuple[MissingEpisode, ...], drawn: Sequence[MissingEpisode]) -> Values:
    inside = [episode for episode in run if episode in drawn]
    return {
        "start": inside[0].started.date().isoformat(),
        "end": inside[-1].started.date().isoformat(),
        "says": f"{len(run)} in {WINDOW.days} days",
    }


def _week(episodes: Iterable[MissingEpisode], at: datetime) -> Values:
    cells = [[0] * 24 for _ in range(7)]
    starts = []
    for episode in episodes:
        for weekday, hour in _hours_of_week(episode, at):
            cells[weekday][hour] += 1
        starts.append(f"{episode.started.weekday()} {episode.started.hour}")
    return {"rows": [" ".join(map(str, row)) for row in cells], "starts": starts}


def _hours_of_week(episode: MissingEpisode, at: datetime) -> set[tuple[int, int]]:
    end = _until(episode, at).astimezone(UTC)
    hour = episode.started.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    found: set[tuple[int, int]] = set()
    while (hour < end or not found) and len(found) < 7 * 24:
        here = hour.astimezone(LONDON)
        found.add((here.weekday(), here.hour))
        hour += timedelta(hours=1)
    return found


def _row(episode: MissingEpisode, number: int, who: str, at: datetime) -> Values:
    talks = [talk for talk in episode.discussions if talk.at <= at]
    still = _still_missing(episode, at)
    return {
        "number": number,
        "who": who,
        "left": moment(episode.started),
        "back": "still missing" if still else moment(episode.returned),
        "long": in_words(length(episode, at)),
        "over": length(episode, at) > LONG,
        "talks": [f"{moment(t.at)}{' (only the child was rung)' if t.kind == _PHONE_ONLY else ''}" for t in talks],
        "interview": _interview(episode, at)[1],
    }


def _alt_text(
    begun: Sequence[MissingEpisode],
    drawn: Sequence[MissingEpisode],
    runs: Sequence[tuple[MissingEpisode, ...]],
    at: datetime,
) -> str:
    spans = [length(episode, at) for episode in begun]
    over = sum(span > LONG for span in spans)
    part = "" if len(drawn) == len(begun) else f" (the latest {len(drawn)} of them are drawn)"
    states = Counter(_interview(episode, at)[0] for episode in begun)
    sentences = [
        f"Timeline of {count_of(len(begun), 'missing episode')}{part}, from {short_date(begun[0].started.date())} "
        f"to {short_date(_until(begun[-1], at).date())}",
        f"The longest lasted {in_words(max(spans))}; {over} lasted more than 48 hours",
        *(f"{len(run)} began within {WINDOW.days} days" for run in runs),
        f"Return interviews: {states['held']} held, {states['offered']} offered only, {states['none']} not recorded",
        _usual_time(begun),
    ]
    return ". ".join(sentence for sentence in sentences if sentence) + "."


def _usual_time(episodes: Sequence[MissingEpisode]) -> str:
    days = Counter(episode.started.weekday() for episode in episodes)
    day, count = min(days.items(), key=lambda item: (-item[1], item[0]))
    return f"Most began on {_DAYS[day]} ({count} of {len(episodes)})" if count > 1 else ""
