"""A case held against the guidance: everything it asks of each meeting, and every rule that is not met.

Each meeting is looked at as at its own date, so that papers rebuilt later say the same. `as_of` reaches only the gaps
and clocks of the case as a whole (`packgen check`, the diary, the status page).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from packgen.case.contacts import AddressBook
from packgen.case.meeting import Meeting
from packgen.case.model import CaseFile
from packgen.errors import KeyPath, Location
from packgen.guidance.agenda import agenda_for
from packgen.guidance.applying import is_per_plan, switched_on
from packgen.guidance.assessment import CaseAssessment, ClockReading, Gap, MeetingAssessment, ProfileWords
from packgen.guidance.chairs import chairing
from packgen.guidance.clocks import Running, clocks_for, latest_next_date
from packgen.guidance.effects import Quorum
from packgen.guidance.findings import Finding, found_in_checks, found_in_clocks, found_in_meeting
from packgen.guidance.invitations import coordinating_role, invitation_list
from packgen.guidance.overrides import as_gaps
from packgen.guidance.plain_language.locating import located
from packgen.guidance.profile import Profile
from packgen.guidance.records import (
    calls_for,
    decided_in,
    decisions_for,
    documents_for,
    notes_for,
    notifications_for,
    plan_headings,
    records_for,
)
from packgen.guidance.routing import routes_for
from packgen.guidance.safeguard import not_addressed
from packgen.guidance.scene import CaseIndex, Scene, end_of
from packgen.guidance.vocabulary import MeetingType, Word
from packgen.guidance.wording import unknown_words

Locate = Callable[[KeyPath], Location | None]


def nowhere(_: KeyPath) -> Location | None:
    """For a case that came from no file."""
    return None


def assess(
    case: CaseFile, profile: Profile, contacts: AddressBook, as_of: date, locate: Locate = nowhere
) -> CaseAssessment:
    """Hold `case` against `profile`. Pure: the same input gives the same result, whatever the day.

    `locate` gives the place of a key path in the case file, or None where it has none; a missing key is told at the
    nearest key above it.
    """
    index = CaseIndex(case)
    meetings = tuple(
        _assess_meeting(_scene_of(case, profile, index, number), contacts, locate)
        for number in range(len(case.meetings))
    )
    return _as_at(case, profile, meetings, as_of, locate)


def on_another_day(
    assessed: CaseAssessment, case: CaseFile, profile: Profile, as_of: date, locate: Locate = nowhere
) -> CaseAssessment:
    """What `assess` gives of the same case and profile on the day `as_of`, where it has given `assessed` on some day.

    Meetings are held against the guidance as at their own dates, so they are not looked at again.
    """
    return _as_at(case, profile, assessed.meetings, as_of, locate)


def _as_at(
    case: CaseFile, profile: Profile, meetings: tuple[MeetingAssessment, ...], as_of: date, locate: Locate
) -> CaseAssessment:
    index = CaseIndex(case)
    today = Scene(case, profile.in_force(as_of), index, end_of(as_of))
    findings, running = _of_case(today, profile)
    findings += unknown_words(today)
    findings += _overdue_today(case, profile, index, as_of)
    return CaseAssessment(
        profile=profile.id,
        guidance_version=profile.guidance_version,
        meetings=meetings,
        risk_plan_headings=plan_headings(today, "risk"),
        safety_plan_headings=plan_headings(today, "safety"),
        gaps=as_gaps(findings, today, locate),
        clocks=tuple(r.reading for r in (*running, *_meeting_clocks_today(case, profile, index, as_of))),
        routes=routes_for(today),
        notes=notes_for(today),
        review_due=profile.version.review,
        documents=documents_for(today, None),
        calls=calls_for(today),
        authority=case.case.authority or profile.authority,
        not_addressed=not_addressed(today),
        words=_words_of(profile),
    )


def _words_of(profile: Profile) -> ProfileWords:
    return ProfileWords(roles=_labels(profile.roles.values()), harms=_labels(profile.harms.values()))


def _labels(words: Iterable[Word]) -> dict[str, str]:
    """The label behind every spelling that the case file may use."""
    return {spelling: word.label for word in words for spelling in (*word.aliases, word.id)}


def _scene_of(case: CaseFile, profile: Profile, index: CaseIndex, number: int, now: date | None = None) -> Scene:
    meeting = case.meetings[number]
    held = profile.in_force(meeting.date)
    return Scene(case, held, index, end_of(now or meeting.date), meeting=meeting, path=("meetings", number))


def _assess_meeting(scene: Scene, contacts: AddressBook, locate: Locate) -> MeetingAssessment:
    meeting = scene.meeting
    assert meeting is not None
    profile = scene.profile
    kind = profile.meeting_types.resolve(meeting.type) or MeetingType(id=meeting.type, label=meeting.type)
    listed = invitation_list(scene, contacts)
    scene = scene.subject(attendees=listed.attendees)
    chairs = chairing(scene, kind)
    running = clocks_for(scene)
    told = notifications_for(scene, contacts)
    decisions = decisions_for(scene)
    own = (
        []
        if meeting.cancelled
        else [
            *found_in_meeting(scene, chairs, listed, told, decisions),
            *found_in_checks(scene),
            *found_in_clocks(running),
        ]
    )
    route = coordinating_role(scene)
    return MeetingAssessment(
        meeting=meeting.id,
        type=kind.id,
        type_label=kind.label,
        purpose=kind.purpose,
        guidance_version=profile.guidance_version,
        chair_roles=chairs.roles,
        chair_role_labels=tuple(profile.role_label(role) for role in chairs.roles),
        quorum=tuple(dict.fromkeys(group for _, effect, _ in switched_on(scene, Quorum) for group in effect.groups)),
        attendees=listed.attendees,
        agenda=agenda_for(scene, kind, listed.attendees),
        decisions=decisions,
        clocks=tuple(r.reading for r in running) + _case_clocks_then(scene),
        notifications=told,
        records=records_for(scene),
        documents=documents_for(scene, kind),
        gaps=() if meeting.cancelled else (*as_gaps(own, scene, locate), *_case_gaps_then(scene, locate)),
        latest_next_date=latest_next_date(running),
        police_route=route[1] if route else None,
        notes=notes_for(scene),
        routes=routes_for(scene),
        suggested=listed.suggested,
        minutes_due=_minutes_due(meeting, kind),
        calls=calls_for(scene),
        decided=decided_in(scene),
    )


def _minutes_due(meeting: Meeting, kind: MeetingType) -> date | None:
    return None if kind.minutes_due_days is None else meeting.date + timedelta(days=kind.minutes_due_days)


def _of_case(today: Scene, profile: Profile) -> tuple[list[Finding], tuple[Running, ...]]:
    """What is found in children and episodes as of today, and in each plan as at its own date."""
    running = clocks_for(today)
    findings = [*found_in_checks(today), *found_in_clocks(running)]
    days = {plan.date for plan in today.case.risk_management_plans}
    days |= {plan.date for plan in today.case.child_safety_plans}
    return [f for f in findings if not is_per_plan(f.rule)] + _of_plans(today, profile, days), running


def _of_plans(today: Scene, profile: Profile, days: set[date]) -> list[Finding]:
    found: list[Finding] = []
    for day in sorted(days):
        then = Scene(today.case, profile.in_force(day), today.index, end_of(day))
        candidates = [*found_in_checks(then), *found_in_clocks(clocks_for(then))]
        of_day = [f for f in candidates if is_per_plan(f.rule) and f.scene.day == day]
        found += [placed for f in of_day for placed in located(f)]
    return found


def _in_case(scene: Scene) -> Scene:
    """The children of a meeting, seen as a case, as at the meeting's date."""
    named = {child.id for child in scene.children}
    children = tuple(child for child in scene.case.children if child.id in named)
    return Scene(scene.case, scene.profile, scene.index, scene.now).limited_to(children)


def _case_gaps_then(scene: Scene, locate: Locate) -> tuple[Gap, ...]:
    then = _in_case(scene)
    findings = [*found_in_checks(then), *found_in_clocks(clocks_for(then))]
    return as_gaps([f for f in findings if not is_per_plan(f.rule)], scene, locate, of_case=True)


def _case_clocks_then(scene: Scene) -> tuple[ClockReading, ...]:
    return tuple(r.reading for r in clocks_for(_in_case(scene)) if not is_per_plan(r.rule))


def _meeting_clocks_today(case: CaseFile, profile: Profile, index: CaseIndex, as_of: date) -> tuple[Running, ...]:
    scenes = [_scene_of(case, profile, index, number, as_of) for number in range(len(case.meetings))]
    return tuple(r for scene in scenes if scene.meeting and not scene.meeting.cancelled for r in clocks_for(scene))


def _overdue_today(case: CaseFile, profile: Profile, index: CaseIndex, as_of: date) -> list[Finding]:
    """Meetings that were due since the last one and have not been called: late today, not at the meeting's date."""
    late = [r for r in _meeting_clocks_today(case, profile, index, as_of) if r.ended is None]
    return found_in_clocks(tuple(late))
