"""Facts about what a meeting agreed: decisions, actions, next date, frequency, distribution."""

from __future__ import annotations

from packgen.case.meeting import Action, Decision
from packgen.guidance.facts.fact import Fact
from packgen.guidance.scene import Scene

_WIDE = {"place", "person_of_concern", "peer_group", "investigation"}


def decisions_of(scene: Scene) -> tuple[Decision, ...]:
    """The decisions minuted at the meeting."""
    return scene.meeting.minutes.decisions if scene.meeting and scene.meeting.minutes else ()


def decision_codes(scene: Scene) -> tuple[str, ...]:
    """The decisions minuted, as words of the profile."""
    found = (scene.profile.decisions.resolve(decision.decision) for decision in decisions_of(scene))
    return tuple(word.id for word in found if word)


def actions_of(scene: Scene) -> tuple[Action, ...]:
    """The actions agreed at the meeting."""
    return scene.meeting.actions if scene.meeting else ()


def _mostly_one_child(scene: Scene) -> bool:
    actions = actions_of(scene)
    single = [a for a in actions if a.focus == "child"]
    return len(single) * 2 > len(actions)


def _ownerless(scene: Scene) -> int:
    return sum(1 for a in actions_of(scene) if not (a.owner or a.owner_name or a.owner_role or a.agency))


def _for_perpetrators(scene: Scene) -> bool:
    return any(a.focus in ("person_of_concern", "place", "investigation") for a in actions_of(scene))


def _frequency_given(scene: Scene) -> bool:
    minutes = scene.meeting.minutes if scene.meeting else None
    return bool(minutes and minutes.frequency and minutes.frequency_reason and minutes.partners_consulted)


def _minutes(scene: Scene, name: str) -> bool:
    return bool(scene.meeting and scene.meeting.minutes and getattr(scene.meeting.minutes, name))


def _reasons_missing(scene: Scene) -> int:
    return sum(1 for d in decisions_of(scene) if d.rationale is None)


def _agencies_not_agreeing(scene: Scene) -> bool:
    ends = "end_risk_management" in decision_codes(scene)
    return ends and not _minutes(scene, "agencies_agree_to_end")


def _named_officer_in_plan(scene: Scene) -> bool:
    ids = {child.id for child in scene.children}
    return any(plan.named_police_officer for plan in scene.case.risk_management_plans if plan.child in ids)


def _days_to_draft(scene: Scene) -> int:
    if not scene.meeting or not scene.meeting.minutes or not scene.meeting.minutes.drafted_at:
        return 0
    return max((scene.meeting.minutes.drafted_at.date() - scene.meeting.date).days, 0)


FACTS = (
    Fact("decisions", "The decisions minuted, as words of the profile.", decision_codes),
    Fact("number_of_decisions", "The number of decisions minuted.", lambda s: len(decisions_of(s))),
    Fact("decisions_without_reason", "The number of decisions minuted without a reason.", _reasons_missing),
    Fact("number_of_actions", "The number of actions agreed.", lambda s: len(actions_of(s))),
    Fact(
        "immediate_actions",
        "The number of actions to make a child safe now.",
        lambda s: sum(1 for a in actions_of(s) if a.immediate),
    ),
    Fact("actions_without_owner", "The number of actions that nobody owns.", _ownerless),
    Fact(
        "mostly_single_child_actions",
        "Whether more than half of the actions concern one child's own care.",
        _mostly_one_child,
    ),
    Fact(
        "disruption_agreed",
        "Whether an action works on a place, a person of concern or the investigation.",
        _for_perpetrators,
    ),
    Fact(
        "context_actions",
        "The number of actions on places, peers, persons of concern or the investigation.",
        lambda s: sum(1 for a in actions_of(s) if a.focus in _WIDE),
    ),
    Fact(
        "next_meeting_given", "Whether the date of the next meeting is minuted.", lambda s: _minutes(s, "next_meeting")
    ),
    Fact(
        "frequency_explained",
        "Whether frequency, its reason and the partners' say in it are minuted.",
        _frequency_given,
    ),
    Fact(
        "frequency",
        "How often meetings are held from now.",
        lambda s: s.meeting.minutes.frequency if s.meeting and s.meeting.minutes else None,
    ),
    Fact(
        "ends_without_agreement",
        "Whether the process is ended although no agency is minuted as agreeing.",
        _agencies_not_agreeing,
    ),
    Fact("child_told_by", "Whether it is minuted who tells the child.", lambda s: _minutes(s, "who_tells_the_child")),
    Fact("days_to_draft", "Days between the meeting and the first draft of its minutes.", _days_to_draft),
    Fact(
        "named_officer_in_plan",
        "Whether a Risk Management Plan of these children names a police officer.",
        _named_officer_in_plan,
    ),
)
