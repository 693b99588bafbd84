"""The agenda: the frame that every meeting of a type has, and the items that the facts of the case switched on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from packgen.guidance.applying import once, reference
from packgen.guidance.assessment import AgendaItem, Attendee, RuleReference
from packgen.guidance.effects import Agenda, Prompt
from packgen.guidance.filling import filled
from packgen.guidance.scene import Scene
from packgen.guidance.vocabulary import MeetingType


@dataclass(frozen=True)
class _Draft:
    key: str
    order: int
    item: AgendaItem


def agenda_for(scene: Scene, kind: MeetingType, attendees: tuple[Attendee, ...]) -> tuple[AgendaItem, ...]:
    """The numbered items, in order. An item that a child or parent could join is closed where none of them joins."""
    drafts = [*_frame(kind, scene), *_from_rules(scene), *_extra(scene)]
    drafts = [replace(draft, item=_with_prompts(draft, scene)) for draft in drafts]
    drafts.sort(key=lambda draft: draft.order)
    family_joins = any(a.group in ("family", "child") and a.joins in ("all", "part") for a in attendees)
    items = [draft.item for draft in drafts]
    if not family_joins:
        items = [replace(item, part="closed") if item.part == "joined" else item for item in items]
    return tuple(replace(item, number=number) for number, item in enumerate(items, start=1))


def _frame(kind: MeetingType, scene: Scene) -> list[_Draft]:
    return [
        _Draft(f.key, f.order, AgendaItem(0, f.heading, f.prompts, f.minutes, _lead(f.lead, scene), f.part, ()))
        for f in kind.frame
    ]


def _from_rules(scene: Scene) -> list[_Draft]:
    drafts: dict[str, _Draft] = {}
    for rule, effect in once(scene, Agenda):
        refs = (reference(scene, rule),)
        before = drafts.get(effect.key)
        if before:  # two rules, one item: the prompts and rules of both
            item = before.item
            prompts = tuple(dict.fromkeys((*item.prompts, *effect.prompts)))
            drafts[effect.key] = replace(before, item=replace(item, prompts=prompts, rules=(*item.rules, *refs)))
            continue
        lead = _lead(effect.lead, scene)
        plain = {"to_child": effect.to_child, "to_parent": effect.to_parent}
        item = AgendaItem(0, effect.heading, effect.prompts, effect.minutes, lead, effect.part, refs, **plain)
        drafts[effect.key] = _Draft(effect.key, effect.order, item)
    return list(drafts.values())


def _extra(scene: Scene) -> list[_Draft]:
    """The file's own items stand before the closing ones."""
    items = scene.meeting.extra_items if scene.meeting else ()
    return [_Draft("", 800, AgendaItem(0, words.text, (), 5, "Chair", "closed", ())) for words in items]


def _with_prompts(draft: _Draft, scene: Scene) -> AgendaItem:
    item = draft.item
    if not draft.key:
        return item
    rules: list[RuleReference] = list(item.rules)
    prompts = list(item.prompts)
    for rule, effect in once(scene, Prompt):
        text = filled(effect.text, scene)
        if effect.at == draft.key and text not in prompts:
            prompts.append(text)
            rules.append(reference(scene, rule))
    return replace(item, prompts=tuple(prompts), rules=tuple(dict.fromkeys(rules)))


def _lead(lead: str, scene: Scene) -> str:
    return "Chair" if lead == "chair" else scene.profile.role_label(lead)
