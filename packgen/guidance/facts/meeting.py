"""Facts about one meeting: its type, chair, times, route, what asked for it."""

from __future__ import annotations

from datetime import timedelta

from packgen.case.meeting import Chair, Meeting
from packgen.guidance.effects import Coordinate
from packgen.guidance.facts.fact import Fact
from packgen.guidance.scene import Scene


def chair_role(chair: Chair | None, scene: Scene) -> str | None:
    """The chair's role as a word of the profile: as given, else as the person under `people` has it."""
    if chair is None:
        return None
    person = scene.index.people.get(chair.person or "")
    return scene.profile.role_id(chair.role or (person.role if person else None))


def other_meetings(scene: Scene, meeting_type: str) -> list[Meeting]:
    """Meetings of this type in the case, not cancelled, other than the one looked at."""
    return [
        m
        for m in scene.case.meetings
        if m is not scene.meeting and not m.cancelled and scene.profile.type_id(m.type) == meeting_type
    ]


def meeting_before(scene: Scene) -> Meeting | None:
    """The last meeting of the same type before the one looked at."""
    if scene.meeting is None:
        return None
    same = other_meetings(scene, scene.profile.type_id(scene.meeting.type))
    return max((m for m in same if m.date < scene.meeting.date), key=lambda m: m.date, default=None)


def meeting_after(scene: Scene) -> Meeting | None:
    """The next meeting of the same type after the one looked at."""
    if scene.meeting is None:
        return None
    same = other_meetings(scene, scene.profile.type_id(scene.meeting.type))
    return min((m for m in same if m.date > scene.meeting.date), key=lambda m: m.date, default=None)


def _paediatricians(meeting: Meeting | None, scene: Scene) -> tuple[str, ...]:
    if meeting is None:
        return ()
    names = []
    for invitee in meeting.invitees:
        person = scene.index.people.get(invitee.person or "")
        role = scene.profile.role_id(invitee.role or (person.role if person else None))
        if role == "community_paediatrician":
            names.append(invitee.name or (person.name if person else ""))
    return tuple(name for name in names if name)


def _another_paediatrician(scene: Scene) -> bool:
    before, now = _paediatricians(meeting_before(scene), scene), _paediatricians(scene.meeting, scene)
    return bool(before and now) and not set(before) & set(now)


def _notified(scene: Scene) -> tuple[str, ...]:
    sent = scene.meeting.notifications if scene.meeting else ()
    return tuple(role for item in sent if (role := scene.profile.role_id(item.to)))


def _of(scene: Scene, name: str) -> str | None:
    value = getattr(scene.meeting, name) if scene.meeting else None
    return str(value) if value is not None else None


def _given(scene: Scene, name: str) -> bool:
    return bool(scene.meeting and getattr(scene.meeting, name))


def _convened_outside(scene: Scene) -> bool:
    own = (scene.case.case.authority or scene.profile.authority).lower()
    convened = scene.meeting.convened_by_authority if scene.meeting else None
    return bool(convened) and str(convened).lower() != own


def _lead_agreed(scene: Scene) -> bool:
    lead = scene.meeting.lead_area if scene.meeting else None
    return bool(lead and lead.agreed_with)


def _lead_decided(scene: Scene) -> tuple[str, ...]:
    lead = scene.meeting.lead_area if scene.meeting else None
    return tuple(scene.profile.role_id(who) or who for who in lead.decided_by) if lead else ()


def _child_has_answer(scene: Scene) -> bool:
    roles = {"child", "parent"}
    invitees = scene.meeting.invitees if scene.meeting else ()
    left_out = scene.meeting.not_invited if scene.meeting else ()
    asked = {scene.profile.role_id(i.role) for i in invitees if i.joins} | {
        "child" for i in invitees if i.joins and i.person in scene.index.children
    }
    return bool(roles & (asked | {scene.profile.role_id(n.role) for n in left_out}))


def _recent_strategy(scene: Scene) -> bool:
    """Whether a strategy or complex strategy meeting was held in the six weeks before this one, or comes after it."""
    if scene.meeting is None:
        return False
    since = scene.meeting.date - timedelta(days=42)
    found = (*other_meetings(scene, "strategy"), *other_meetings(scene, "complex_strategy"))
    return any(meeting.date >= since for meeting in found)


def _host_unanswered(scene: Scene) -> bool:
    """Whether the host authority was asked on an earlier day and no answer is recorded."""
    sent = scene.meeting.notifications if scene.meeting else ()
    asked = [item for item in sent if scene.profile.role_id(item.to) == "other_authority_social_care"]
    return any(item.answered_on is None and item.date < scene.day for item in asked)


def _police_route_allowed(scene: Scene) -> bool:
    """Whether the named team is one that a rule lets coordinate a whole group."""
    named = scene.profile.role_id(scene.meeting.police_invitation_route if scene.meeting else None)
    effects = (effect for rule in scene.profile.rules.values() for effect in rule.effects)
    return any(isinstance(effect, Coordinate) and named in effect.through for effect in effects)


def _chair_label(scene: Scene) -> str:
    return scene.profile.role_label(chair_role(scene.meeting.chair if scene.meeting else None, scene))


FACTS = (
    Fact("meeting_type", "The type of meeting.", lambda s: s.profile.type_id(s.meeting.type) if s.meeting else None),
    Fact(
        "meeting_format",
        "How it is held: face_to_face, video, hybrid, conference_call or phone_calls.",
        lambda s: _of(s, "format"),
    ),
    Fact(
        "chair_given",
        "Whether a chair is named.",
        lambda s: chair_role(s.meeting.chair if s.meeting else None, s) is not None,
    ),
    Fact("chair_role", "The chair's role.", lambda s: chair_role(s.meeting.chair if s.meeting else None, s)),
    Fact("chair_label", "The chair's role as printed.", _chair_label),
    Fact("minute_taker_given", "Whether a minute taker is named.", lambda s: _given(s, "minute_taker")),
    Fact(
        "police_route",
        "Who coordinates the police side: lighthouse or investigations.",
        lambda s: _of(s, "police_invitation_route"),
    ),
    Fact("subject_place", "Whether the meeting is about a particular place.", lambda s: _given(s, "subject_place")),
    Fact(
        "called_at_given",
        "Whether it is said when the meeting was found to be needed.",
        lambda s: _given(s, "called_at"),
    ),
    Fact("late_reason_given", "Whether a reason is given for holding it late.", lambda s: _given(s, "reason_late")),
    Fact("trigger", "What brought the meeting about.", lambda s: _of(s, "trigger")),
    Fact(
        "triggered_from",
        "The meeting that asked for this one.",
        lambda s: s.profile.type_id(s.meeting.triggered_from) if s.meeting and s.meeting.triggered_from else None,
    ),
    Fact(
        "trigger_agreed_role",
        "The role of whoever agreed to that.",
        lambda s: chair_role(s.meeting.trigger_agreed_by if s.meeting else None, s),
    ),
    Fact("extraordinary", "Whether it is an extraordinary meeting.", lambda s: _given(s, "extraordinary")),
    Fact("convened_elsewhere", "Whether another authority convenes the meeting.", _convened_outside),
    Fact("notified", "The roles that have been told of the meeting.", _notified),
    Fact("advice_sought", "Whether advice on whom to invite was sought.", lambda s: _given(s, "advice_sought")),
    Fact("lead_area_given", "Whether it is said which area leads.", lambda s: _given(s, "lead_area")),
    Fact("lead_area_agreed", "Whether it is said with whom the leading area was agreed.", _lead_agreed),
    Fact("lead_area_decided_by", "The roles that decided which area leads.", _lead_decided),
    Fact(
        "locality_given", "Whether a locality is named.", lambda s: _given(s, "locality") or bool(s.case.case.locality)
    ),
    Fact("held", "Whether minutes have been written.", lambda s: bool(s.meeting and s.meeting.minutes)),
    Fact(
        "first_of_its_type",
        "Whether no earlier meeting of this type is in the case.",
        lambda s: meeting_before(s) is None,
    ),
    Fact(
        "has_earlier_meeting",
        "Whether an earlier meeting of this type is in the case.",
        lambda s: meeting_before(s) is not None,
    ),
    Fact(
        "another_paediatrician",
        "Whether the community paediatrician is another person than last time.",
        _another_paediatrician,
    ),
    Fact(
        "strategy_in_case",
        "Whether a strategy or complex strategy meeting is in the case.",
        lambda s: bool(other_meetings(s, "strategy") or other_meetings(s, "complex_strategy")),
    ),
    Fact(
        "complex_strategy_in_case",
        "Whether a complex strategy meeting is in the case.",
        lambda s: bool(other_meetings(s, "complex_strategy")),
    ),
    Fact(
        "risk_management_in_case",
        "Whether a risk management meeting is in the case.",
        lambda s: bool(other_meetings(s, "risk_management")),
    ),
    Fact(
        "involvement_considered",
        "Whether it is settled for child or parent which part they join, or why not.",
        _child_has_answer,
    ),
    Fact(
        "recent_strategy",
        "Whether a strategy or complex strategy meeting was held in the six weeks before this one, or comes after it.",
        _recent_strategy,
    ),
    Fact(
        "host_unanswered",
        "Whether the host authority was asked on an earlier day and no answer is recorded.",
        _host_unanswered,
    ),
    Fact(
        "police_route_allowed",
        "Whether the team named to coordinate the police side may do so.",
        _police_route_allowed,
    ),
)
