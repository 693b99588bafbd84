"""What a rule looks at: the case, one meeting or plan of it, and one subject there, as at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property

from packgen.case.meeting import Action, Decision, Meeting, SaferOptionsEntry
from packgen.case.model import CaseFile
from packgen.case.people import Child, MissingEpisode, Person, Place
from packgen.case.plans import ChildSafetyPlan, RiskManagementPlan
from packgen.case.values import LONDON
from packgen.errors import KeyPath
from packgen.guidance.assessment import Attendee
from packgen.guidance.model import Subject
from packgen.guidance.profile import Profile


class CaseIndex:
    """Look-ups into one case, made once."""

    def __init__(self, case: CaseFile) -> None:
        self.people: dict[str, Person] = {person.id: person for person in case.people}
        self.children: dict[str, Child] = {child.id: child for child in case.children}
        self.places: dict[str, Place] = {place.id: place for place in case.places}

    def place_name(self, place: str | None) -> str | None:
        """The name of a place, by its id; text that is no id stays as typed."""
        if place is None:
            return None
        return self.places[place].name if place in self.places else place


@dataclass(frozen=True)
class Scene:
    """One subject of one meeting or plan. `path` leads to the subject in the case file; `now` is aware, in London."""

    case: CaseFile
    profile: Profile
    index: CaseIndex
    now: datetime
    meeting: Meeting | None = None
    child: Child | None = None
    episode: MissingEpisode | None = None
    risk_plan: RiskManagementPlan | None = None
    safety_plan: ChildSafetyPlan | None = None
    decision: Decision | None = None
    action: Action | None = None
    entry: SaferOptionsEntry | None = None
    attendees: tuple[Attendee, ...] = ()
    path: KeyPath = ()
    only: tuple[str, ...] = ()
    memory: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def day(self) -> date:
        """The day of `now`."""
        return self.now.date()

    @cached_property
    def children(self) -> tuple[Child, ...]:
        """The child looked at; else those of the meeting; else all of the case."""
        if self.child:
            return (self.child,)
        named = self.meeting.children if self.meeting else self.only
        return tuple(child for child in self.case.children if child.id in named) or self.case.children

    @cached_property
    def episodes(self) -> tuple[MissingEpisode, ...]:
        """Missing episodes of the children looked at that had begun by now, in order of time."""
        ids = {child.id for child in self.children}
        begun = (e for e in self.case.missing_episodes if e.child in ids and e.started <= self.now)
        return tuple(sorted(begun, key=lambda e: e.started))

    def subject(self, **changes: object) -> Scene:
        """This scene with another subject, and nothing remembered."""
        return replace(self, memory={}, **changes)  # type: ignore[arg-type]

    def limited_to(self, children: tuple[Child, ...]) -> Scene:
        """The case as a whole, with only these children of it."""
        return self.subject(only=tuple(child.id for child in children))

    def subjects(self, per: Subject) -> tuple[Scene, ...]:
        """One scene for each subject of this kind that lies in this one."""
        key = f"subjects per {per}"
        if key not in self.memory:
            self.memory[key] = tuple(self._subjects(per))
        return self.memory[key]  # type: ignore[return-value]

    def _subjects(self, per: Subject) -> Iterator[Scene]:
        if per is Subject.MEETING:
            yield self
        elif per is Subject.CHILD:
            for number, child in enumerate(self.case.children):
                if child in self.children:
                    yield self.subject(child=child, path=("children", number))
        elif per is Subject.EPISODE:
            yield from self._episodes()
        elif per in (Subject.RISK_PLAN, Subject.SAFETY_PLAN):
            yield from () if self.meeting else self._plans(per)
        elif self.meeting:
            yield from self._of_meeting(self.meeting, per)

    def _of_meeting(self, meeting: Meeting, per: Subject) -> Iterator[Scene]:
        if per is Subject.DECISION:
            for number, decision in enumerate(meeting.minutes.decisions if meeting.minutes else ()):
                yield self.subject(decision=decision, path=(*self.path, "minutes", "decisions", number))
        elif per is Subject.ACTION:
            for number, action in enumerate(meeting.actions):
                yield self.subject(action=action, path=(*self.path, "actions", number))
        elif per is Subject.ENTRY:
            for number, entry in enumerate(meeting.entries):
                yield self.subject(entry=entry, path=(*self.path, "entries", number))

    def _episodes(self) -> Iterator[Scene]:
        for number, episode in enumerate(self.case.missing_episodes):
            child = self.index.children.get(episode.child)
            if episode in self.episodes:
                yield self.subject(episode=episode, child=child, path=("missing_episodes", number))

    def _plans(self, per: Subject) -> Iterator[Scene]:
        if per is Subject.RISK_PLAN:
            for number, risk in enumerate(self.case.risk_management_plans):
                child = self.index.children.get(risk.child)
                path = ("risk_management_plans", number)
                yield self.subject(risk_plan=risk, child=child, path=path, now=end_of(risk.date))
        elif per is Subject.SAFETY_PLAN:
            for number, safety in enumerate(self.case.child_safety_plans):
                child = self.index.children.get(safety.child)
                path = ("child_safety_plans", number)
                yield self.subject(safety_plan=safety, child=child, path=path, now=end_of(safety.date))


def end_of(day: date) -> datetime:
    """The last moment of `day` in the United Kingdom."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=LONDON)


def start_of(meeting: Meeting) -> datetime | None:
    """When a meeting starts, where its time is known."""
    return datetime.combine(meeting.date, meeting.start, tzinfo=LONDON) if meeting.start else None
