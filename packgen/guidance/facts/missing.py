"""Facts about missing episodes, as at the moment looked at. Hours are elapsed time, whatever the clocks did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from packgen.case.people import MissingEpisode
from packgen.guidance.facts.fact import Fact
from packgen.guidance.model import Subject
from packgen.guidance.scene import Scene

WINDOW = timedelta(days=30)
LONG = timedelta(hours=48)
VERY_LONG = timedelta(hours=72)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Time that really passed between two aware moments, clock changes or not."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def length(episode: MissingEpisode, now: datetime) -> timedelta:
    """How long an episode lasted, or has lasted by `now`."""
    return elapsed(episode.started, min(episode.returned or now, now))


def busiest_30_days(episodes: tuple[MissingEpisode, ...]) -> tuple[MissingEpisode, ...]:
    """The most episodes of one child that begin within any rolling 30 days, the latest such run.

    The guidance says "in a month" without saying which kind; the dates are shown so that a reader can judge.
    """
    best: tuple[MissingEpisode, ...] = ()
    for first in episodes:
        run = tuple(
            e for e in episodes if e.child == first.child and timedelta() <= elapsed(first.started, e.started) < WINDOW
        )
        if len(run) >= len(best):
            best = run
    return best


def in_words(span: timedelta) -> str:
    """A span as staff say it: `65 hours 30 minutes`."""
    minutes = int(span.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} hours" + (f" {rest} minutes" if rest else "")


def _over_48_hours(scene: Scene) -> bool:
    return any(length(episode, scene.now) > LONG for episode in _looked_at(scene))


def _looked_at(scene: Scene) -> tuple[MissingEpisode, ...]:
    return (scene.episode,) if scene.episode else scene.episodes


def _dates(scene: Scene) -> str:
    run = busiest_30_days(scene.episodes)
    return ", ".join(f"{e.started.day} {e.started:%B %Y}" for e in run)


def _longest(scene: Scene) -> str:
    spans = [length(episode, scene.now) for episode in _looked_at(scene)]
    return in_words(max(spans)) if spans else ""


def _phone_only(scene: Scene) -> bool:
    if scene.episode is None:
        return False
    kinds = [talk.kind for talk in scene.episode.discussions]
    return bool(kinds) and all(kind == "phone_contact_with_child" for kind in kinds)


def _pattern(scene: Scene) -> bool:
    return len(busiest_30_days(scene.episodes)) >= 3 or len(scene.episodes) >= 4


FACTS = (
    Fact(
        "going_missing",
        "Whether a child has been missing, or missing is named among the harms.",
        lambda s: bool(s.episodes) or "missing" in s.case.harm_types,
    ),
    Fact(
        "missing_in_30_days",
        "The most missing episodes of one child that begin within any 30 days.",
        lambda s: len(busiest_30_days(s.episodes)),
    ),
    Fact("missing_dates", "The dates counted for that.", _dates),
    Fact(
        "missing_over_48_hours",
        "Whether an episode lasted longer than 48 hours; exactly 48 hours is not longer.",
        _over_48_hours,
    ),
    Fact(
        "missing_72_hours",
        "Whether an episode lasted 72 hours or longer; at 72 hours a discussion with police is due.",
        lambda s: any(length(episode, s.now) >= VERY_LONG for episode in _looked_at(s)),
    ),
    Fact("longest_missing", "The longest episode, in hours and minutes.", _longest),
    Fact(
        "missing_now",
        "Whether a child is missing at the moment looked at.",
        lambda s: any(e.returned is None or e.returned > s.now for e in s.episodes),
    ),
    Fact(
        "missing_pattern", "Whether going missing has become a pattern: three within 30 days, or four in all.", _pattern
    ),
    Fact("number_of_episodes", "The number of missing episodes.", lambda s: len(s.episodes)),
    Fact(
        "only_phone_contact",
        "Whether, during this episode, only phone contact with the child is recorded.",
        _phone_only,
        Subject.EPISODE,
    ),
    Fact(
        "returned",
        "Whether the child has come back from this episode.",
        lambda s: bool(s.episode and s.episode.returned and s.episode.returned <= s.now),
        Subject.EPISODE,
    ),
    Fact(
        "interview_said",
        "Whether it is recorded what the child said in the Return Home Interview.",
        lambda s: bool(s.episode and s.episode.return_interview and s.episode.return_interview.what_the_child_said),
        Subject.EPISODE,
    ),
    Fact(
        "interview_held",
        "Whether the Return Home Interview was held.",
        lambda s: bool(s.episode and s.episode.return_interview and s.episode.return_interview.held_at),
        Subject.EPISODE,
    ),
    Fact(
        "family_followed_up",
        "Whether parents or guardians were spoken to some days after the return.",
        lambda s: bool(s.episode and s.episode.return_interview and s.episode.return_interview.family_followed_up_on),
        Subject.EPISODE,
    ),
)
