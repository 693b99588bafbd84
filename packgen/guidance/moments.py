"""The named moments that clocks run between, each read off a scene. A moment that is not known is None."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from packgen.case.people import CseChecklist, PlacementMove
from packgen.guidance.facts.meeting import meeting_after, meeting_before, other_meetings
from packgen.guidance.scene import Scene, start_of

Moment = datetime | date | None


def _meeting_start(scene: Scene) -> Moment:
    return (start_of(scene.meeting) or scene.meeting.date) if scene.meeting else None


def _next_meeting(scene: Scene) -> Moment:
    """As minuted; else the next meeting of the same type in the file."""
    minutes = scene.meeting.minutes if scene.meeting else None
    if minutes and minutes.next_meeting:
        return minutes.next_meeting
    after = meeting_after(scene)
    return after.date if after else None


def _previous_meeting(scene: Scene) -> Moment:
    before = meeting_before(scene)
    return before.date if before else None


def _checklist(scene: Scene) -> CseChecklist | None:
    return scene.child.cse_checklist if scene.child else None


def _checklist_last(scene: Scene) -> Moment:
    """When the check list was last looked at."""
    found = _checklist(scene)
    if found is None:
        return None
    days = [day for day in (found.completed_on, found.reviewed_on) if day and day <= scene.day]
    return max(days, default=None)


def _checklist_next(scene: Scene) -> Moment:
    found = _checklist(scene)
    return found.reviewed_on if found and found.reviewed_on and found.reviewed_on > scene.day else None


def _next_core_group(scene: Scene) -> Moment:
    later = (m.date for m in other_meetings(scene, "core_group") if scene.meeting and m.date > scene.meeting.date)
    return min(later, default=None)


def _move(scene: Scene) -> PlacementMove | None:
    return scene.child.placement_move if scene.child else None


def _interview(scene: Scene) -> Moment:
    talk = scene.episode.return_interview if scene.episode else None
    return talk.held_at if talk else None


def _before(moment: Moment, scene: Scene) -> Moment:
    """`moment`, if it had happened by now."""
    if isinstance(moment, datetime):
        return moment if moment <= scene.now else None
    return moment if moment and moment <= scene.day else None


def _earliest_report_back(scene: Scene) -> Moment:
    return scene.action.report_back_by if scene.action else None


def _safety_review(scene: Scene) -> Moment:
    return scene.safety_plan.review_date if scene.safety_plan else None


MOMENTS: dict[str, Callable[[Scene], Moment]] = {
    "need_identified": lambda s: s.meeting.called_at if s.meeting else None,
    "meeting_start": _meeting_start,
    "this_meeting": lambda s: s.meeting.date if s.meeting else None,
    "next_meeting": _next_meeting,
    "previous_meeting": _previous_meeting,
    "episode_started": lambda s: s.episode.started if s.episode else None,
    "episode_returned": lambda s: _before(s.episode.returned, s) if s.episode else None,
    "return_interview_held": lambda s: _before(_interview(s), s),
    "cse_checklist_last": _checklist_last,
    "cse_checklist_next": _checklist_next,
    "next_core_group": _next_core_group,
    "placement_planned": lambda s: m.planned_for if (m := _move(s)) else None,
    "host_notified": lambda s: m.host_authority_notified_on if (m := _move(s)) else None,
    "safety_plan_date": lambda s: s.safety_plan.date if s.safety_plan else None,
    "safety_plan_review": _safety_review,
    "risk_plan_date": lambda s: s.risk_plan.date if s.risk_plan else None,
    "risk_plan_review": lambda s: s.risk_plan.next_review if s.risk_plan else None,
    "action_agreed": lambda s: s.meeting.date if s.meeting and s.action else None,
    "report_back": _earliest_report_back,
    "action_done": lambda s: _before(s.action.done_on, s) if s.action else None,
    "minutes_drafted": lambda s: s.meeting.minutes.drafted_at if s.meeting and s.meeting.minutes else None,
    "never": lambda _: None,
}
