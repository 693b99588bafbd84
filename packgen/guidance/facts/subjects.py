"""Facts about one decision, one action or one Safer Options entry."""

from __future__ import annotations

from packgen.guidance.facts.fact import Fact
from packgen.guidance.model import Subject
from packgen.guidance.scene import Scene

_D, _A, _E = Subject.DECISION, Subject.ACTION, Subject.ENTRY


def _code(scene: Scene) -> str | None:
    found = scene.profile.decisions.resolve(scene.decision.decision) if scene.decision else None
    return found.id if found else None


def _owner_role(scene: Scene) -> str | None:
    decision = scene.decision
    if decision is None:
        return None
    person = scene.index.people.get(decision.owner or "")
    return scene.profile.role_id(decision.owner_role or (person.role if person else None))


def _of_decision(scene: Scene, name: str) -> bool:
    return bool(scene.decision and getattr(scene.decision, name))


def _of_action(scene: Scene, name: str) -> bool:
    return bool(scene.action and getattr(scene.action, name))


def _concern(scene: Scene) -> str | None:
    text = scene.entry.concern if scene.entry else None
    found = scene.profile.harms.resolve(text)
    return found.id if found else text


def _subject_kind(scene: Scene) -> str | None:
    subject = scene.entry.subject if scene.entry else None
    if subject in scene.index.children:
        return "child"
    if subject in scene.index.places:
        return "place"
    return "person" if subject in scene.index.people else None


def _other_locality(scene: Scene) -> bool:
    subject = scene.entry.subject if scene.entry else ""
    child, place = scene.index.children.get(subject), scene.index.places.get(subject)
    locality = (child.locality if child else None) or (place.locality if place else None)
    here = (scene.meeting.locality if scene.meeting else None) or scene.case.case.locality
    return bool(locality and here) and str(locality).lower() != str(here).lower()


FACTS = (
    Fact("decision", "This decision, as a word of the profile.", _code, _D),
    Fact("decision_reason_given", "Whether this decision has a reason.", lambda s: _of_decision(s, "rationale"), _D),
    Fact(
        "interview_part_given",
        "Whether the social worker's part in joint interviews is recorded.",
        lambda s: _of_decision(s, "social_worker_in_interviews"),
        _D,
    ),
    Fact("decision_owner_role", "The role of whoever owns this decision.", _owner_role, _D),
    Fact(
        "decision_children_given",
        "Whether it is said which children this decision is about.",
        lambda s: _of_decision(s, "children"),
        _D,
    ),
    Fact("dissent", "Whether somebody disagreed with this decision.", lambda s: _of_decision(s, "dissent"), _D),
    Fact(
        "dissent_escalated",
        "Whether each disagreement says who it was taken to.",
        lambda s: bool(s.decision) and all(d.escalated_to for d in (s.decision.dissent if s.decision else ())),
        _D,
    ),
    Fact("action_focus", "What this action works on.", lambda s: s.action.focus if s.action else None, _A),
    Fact(
        "share_with_family_given",
        "Whether it is said how much the family may be told of this action.",
        lambda s: _of_action(s, "share_with_family"),
        _A,
    ),
    Fact(
        "action_lead_given",
        "Whether this action has a named lead.",
        lambda s: _of_action(s, "lead") or _of_action(s, "owner") or _of_action(s, "owner_name"),
        _A,
    ),
    Fact(
        "report_back_given",
        "Whether this action has a date to report back.",
        lambda s: _of_action(s, "report_back_by"),
        _A,
    ),
    Fact(
        "action_owned",
        "Whether somebody owns this action.",
        lambda s: any(_of_action(s, n) for n in ("owner", "owner_name", "owner_role", "agency")),
        _A,
    ),
    Fact(
        "action_open",
        "Whether this action is neither done nor dropped.",
        lambda s: not _of_action(s, "done_on") and not _of_action(s, "dropped"),
        _A,
    ),
    Fact("impact_given", "Whether the effect of this action is recorded.", lambda s: _of_action(s, "impact"), _A),
    Fact(
        "entry_reason",
        "Why this child, group or place is on the agenda.",
        lambda s: s.entry.reason if s.entry else None,
        _E,
    ),
    Fact("entry_concern", "The kind of harm behind this entry, as a word of the profile.", _concern, _E),
    Fact("entry_kind", "Whether this entry is a child, a person or a place.", _subject_kind, _E),
    Fact(
        "hub_consulted",
        "Whether the hub was consulted before this entry.",
        lambda s: bool(s.entry and s.entry.hub_consulted_on),
        _E,
    ),
    Fact(
        "entry_in_other_locality",
        "Whether this child, group or place belongs to another locality than the meeting.",
        _other_locality,
        _E,
    ),
)
