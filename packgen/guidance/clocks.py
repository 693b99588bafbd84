"""Time limits: when each started, when it falls due, what has become of it. Counted to the scene's own moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from packgen.errors import KeyPath
from packgen.guidance.applying import reference, switched_on
from packgen.guidance.assessment import ClockReading, RuleReference
from packgen.guidance.effects import Clock
from packgen.guidance.facts.missing import elapsed, in_words
from packgen.guidance.model import Rule
from packgen.guidance.moments import MOMENTS
from packgen.guidance.scene import Scene
from packgen.guidance.working_days import Point, add_limit, day_of, is_after, said


@dataclass(frozen=True)
class Running:
    """A clock that runs: its reading, and what is needed to tell of it when it was not kept."""

    reading: ClockReading
    ended: Point | None
    rule: Rule
    effect: Clock
    scene: Scene

    @property
    def path(self) -> KeyPath:
        """The key at which a late clock is told."""
        return (*self.scene.path, *self.effect.at.split(".")) if self.effect.at else self.scene.path

    def late_sentence(self) -> str:
        """What to tell of a clock that was not kept."""
        due = self.reading.due
        text = self.effect.late or "{label} was due by {due}."
        over = _over(due, self.ended or self.scene.now) if due else ""
        name = self.scene.child.known_as or self.scene.child.name if self.scene.child else "the child"
        return text.format(due=said(due) if due else "", over=over, label=self.effect.label, child=name)


def clocks_for(scene: Scene) -> tuple[Running, ...]:
    """Every clock that runs in this scene, in the order of the rules."""
    running: list[Running] = []
    for rule, effect, subject in switched_on(scene, Clock):
        ref = reference(scene, rule)
        readings = _discussions(effect, subject, ref) if effect.series else _single(effect, subject, ref)
        running += [Running(reading, ended, rule, effect, subject) for reading, ended in readings]
    return tuple(running)


def latest_next_date(running: tuple[Running, ...]) -> date | None:
    """The last day on which the next meeting may lawfully be held: the earliest of the limits that set it."""
    days = [day_of(r.reading.due) for r in running if r.effect.sets_next_date and r.reading.due]
    return min(days, default=None)


def _single(effect: Clock, scene: Scene, rule: RuleReference) -> Iterator[tuple[ClockReading, Point | None]]:
    start, stop = MOMENTS[effect.starts](scene), MOMENTS[effect.stops](scene)
    if start is None:
        return
    due = add_limit(start, effect.limit, scene.profile.holidays)
    state = _state(due, stop, scene)
    yield _reading(effect, scene, rule, start, due, state, stop)


def _discussions(effect: Clock, scene: Scene, rule: RuleReference) -> Iterator[tuple[ClockReading, Point | None]]:
    """The chain of limits while a child is missing: each discussion starts the next; phone contact starts none."""
    episode = scene.episode
    if episode is None:
        return
    ends = min(episode.returned or scene.now, scene.now)
    talks = sorted(t.at for t in episode.discussions if t.kind != "phone_contact_with_child" and t.at <= scene.now)
    base: datetime = episode.started
    while True:
        due = add_limit(base, effect.limit, scene.profile.holidays)
        assert isinstance(due, datetime)
        talk = next((at for at in talks if at > base), None)
        if talk is not None and not is_after(talk, ends):
            yield _reading(effect, scene, rule, base, due, "overdue" if is_after(talk, due) else "met", talk)
            base = talk
        elif is_after(due, ends):
            back = episode.returned is not None and episode.returned <= scene.now
            yield _reading(effect, scene, rule, base, due, "not_applicable" if back else "open", None)
            return
        else:
            yield _reading(effect, scene, rule, base, due, "overdue", None)
            base = due


def _state(due: Point, stop: Point | None, scene: Scene) -> str:
    if stop is not None:
        return "overdue" if is_after(stop, due) else "met"
    return "overdue" if is_after(scene.now, due) else "open"


def _reading(
    effect: Clock, scene: Scene, rule: RuleReference, start: Point, due: Point, state: str, stop: Point | None
) -> tuple[ClockReading, Point | None]:
    endings = {
        "met": f"kept: {said(stop)}" if stop else "kept",
        "overdue": f"over by {_over(due, stop or scene.now)}",
        "open": "still running",
        "not_applicable": "not needed: it ended before then",
    }
    says = f"{effect.label}: from {said(start)}, due by {said(due)} ({effect.limit}); {endings[state]}."
    subject = scene.child.id if scene.child else None
    return ClockReading(effect.name, effect.label, start, due, state, says, rule, subject), stop


def _over(due: Point, stop: Point) -> str:
    if isinstance(due, datetime) and isinstance(stop, datetime):
        late = elapsed(due, stop)
        return in_words(late) if late.days < 4 else f"{late.days} days"
    days = (day_of(stop) - day_of(due)).days
    return f"{days} day{'' if days == 1 else 's'}"
