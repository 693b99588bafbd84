"""What follows from a meeting: who must be told, where each child's record goes, which papers are made."""

from __future__ import annotations

from packgen.case.contacts import AddressBook
from packgen.guidance.applying import once, reference, switched_on
from packgen.guidance.assessment import (
    DocumentCall,
    Note,
    Notification,
    PermittedDecision,
    PlanHeading,
    RecordDestination,
    RuleReference,
)
from packgen.guidance.effects import Decide, Inform, MakeDocument, Notify, PlanField, Prompt, Record
from packgen.guidance.filling import filled
from packgen.guidance.known_contacts import contact_for_role
from packgen.guidance.safeguard import is_of_concern
from packgen.guidance.scene import Scene
from packgen.guidance.vocabulary import MeetingType


def notifications_for(scene: Scene, contacts: AddressBook) -> tuple[Notification, ...]:
    """Everybody who must be told of the meeting, each letter once, with the day it was sent."""
    found: dict[tuple[str, str], Notification] = {}
    for rule, effect in once(scene, Notify):
        key = (effect.role, effect.letter)
        rules = (*(found[key].rules if key in found else ()), reference(scene, rule))
        found[key] = _notification(effect, scene, contacts, rules)
    return tuple(found.values())


def _notification(
    effect: Notify, scene: Scene, contacts: AddressBook, rules: tuple[RuleReference, ...]
) -> Notification:
    sent = scene.meeting.notifications if scene.meeting else ()
    days = [item.date for item in sent if scene.profile.role_id(item.to) == effect.role]
    holders = (p for p in scene.case.people if scene.profile.role_id(p.role) == effect.role)
    person = next((p for p in holders if not is_of_concern(p.name, p.id, scene)), None)
    contact = contact_for_role(effect.role, scene, contacts)
    if contact and is_of_concern(contact.name, None, scene):
        contact = None
    name = person.name if person else contact.name if contact else None
    email = (person.email if person else None) or (contact.email if contact else None)
    label = scene.profile.role_label(effect.role)
    return Notification(effect.role, label, name, email, effect.letter, min(days, default=None), rules)


def records_for(scene: Scene) -> tuple[RecordDestination, ...]:
    """One destination a child who was discussed; a destination that the file chose wins."""
    found: dict[str, RecordDestination] = {}
    for rule, effect, subject in switched_on(scene, Record):
        child = subject.child
        if child is None:
            continue
        chosen = scene.profile.destinations.resolve(child.record_destination)
        word = chosen or scene.profile.destinations.get(effect.destination)
        rules = (*(found[child.id].rules if child.id in found else ()), reference(scene, rule))
        found[child.id] = RecordDestination(
            child.id,
            word.id if word else effect.destination,
            word.label if word else effect.destination,
            word.note if word else "",
            rules,
        )
    return tuple(found.values())


def decisions_for(scene: Scene) -> tuple[PermittedDecision, ...]:
    """The decisions that the meeting may take on the facts of the case, in the order of the rules."""
    found: dict[str, PermittedDecision] = {}
    for rule, effect in once(scene, Decide):
        word = scene.profile.decisions.get(effect.code)
        before = found.get(effect.code)
        must = tuple(dict.fromkeys((*(before.must_record if before else ()), *effect.must_record)))
        rules = (*(before.rules if before else ()), reference(scene, rule))
        group = (before.group if before else "") or effect.group
        letter = (before.letter if before else "") or effect.letter
        label = word.label if word else effect.code
        found[effect.code] = PermittedDecision(effect.code, label, must, rules, group, letter)
    return tuple(found.values())


def plan_headings(scene: Scene, plan: str) -> tuple[PlanHeading, ...]:
    """The headings of the Risk Management Plan (`risk`) or the Child Safety Plan (`safety`), in order."""
    found: dict[str, tuple[int, PlanHeading]] = {}
    for rule in scene.profile.rules.values():
        for effect in rule.effects:
            if isinstance(effect, PlanField) and effect.plan == plan:
                before = found.get(effect.field)
                rules = (*(before[1].rules if before else ()), reference(scene, rule))
                required = effect.required or bool(before and before[1].required)
                heading = before[1].heading if before else effect.heading
                prompt = before[1].prompt if before else effect.prompt
                order = before[0] if before else effect.order
                found[effect.field] = (order, PlanHeading(effect.field, heading, prompt, required, rules))
    return tuple(heading for _, heading in sorted(found.values(), key=lambda pair: pair[0]))


def notes_for(scene: Scene) -> tuple[Note, ...]:
    """What to know, and the prompts that belong to no agenda item but to the chair's crib."""
    notes = [
        Note(effect.where, filled(effect.text, scene), (reference(scene, rule),), effect.groups)
        for rule, effect in once(scene, Inform)
    ]
    crib = [(rule, effect) for rule, effect in once(scene, Prompt) if effect.at == "crib"]
    notes += [Note("crib", filled(effect.text, scene), (reference(scene, rule),)) for rule, effect in crib]
    return tuple(notes)


def documents_for(scene: Scene, kind: MeetingType | None) -> tuple[str, ...]:
    """Names of the document kinds: those of the type of meeting, then those that rules add."""
    base = kind.documents if kind else ()
    added = [effect.document for _, effect in once(scene, MakeDocument)]
    letters = [effect.letter for _, effect in once(scene, Notify)]
    return tuple(dict.fromkeys((*base, *added, *letters)))


def decided_in(scene: Scene) -> tuple[str, ...]:
    """The codes of the minuted decisions, in their order; as typed where the profile does not know the word."""
    decisions = scene.meeting.minutes.decisions if scene.meeting and scene.meeting.minutes else ()
    found = [(one.decision, scene.profile.decisions.resolve(one.decision)) for one in decisions]
    return tuple(word.id if word else typed for typed, word in found)


def calls_for(scene: Scene) -> tuple[DocumentCall, ...]:
    """The documents that rules add, once for each child they are about, with every rule that asks for them."""
    found: dict[tuple[str, str | None], DocumentCall] = {}
    for rule, effect, subject in switched_on(scene, MakeDocument):
        key = (effect.document, subject.child.id if subject.child else None)
        rules = (*(found[key].rules if key in found else ()), reference(scene, rule))
        found[key] = DocumentCall(effect.document, tuple(dict.fromkeys(rules)), key[1])
    return tuple(found.values())
