"""The file's own invitation list, laid over the derived one: names, replies, deputies, attendance, further people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from packgen.case.contacts import AddressBook, Contact
from packgen.case.meeting import Invitee
from packgen.guidance.assessment import Attendee
from packgen.guidance.holders import filled
from packgen.guidance.known_contacts import with_contact
from packgen.guidance.scene import Scene
from packgen.guidance.vocabulary import Role

_CHOSEN = "Named on the invitation list in the case file."


@dataclass(frozen=True)
class Merged:
    """The list, and the derived lines that a named decision in the file took off it, each with its place there."""

    lines: list[Attendee]
    decided_out: list[tuple[Attendee, int]]


def merged_with_file(derived: list[Attendee], scene: Scene, contacts: AddressBook) -> Merged:
    """`derived` with each invitee of the file matched by person, then by role; those that match none come after."""
    lines = list(derived)
    taken: set[int] = set()
    out: dict[int, int] = {}
    for entry, invitee in enumerate(scene.meeting.invitees if scene.meeting else ()):
        contact = contacts.by_id(invitee.contact) if invitee.contact else None
        role = role_of(invitee, scene) or (scene.profile.role_id(contact.role) if contact else None) or ""
        number = _match(invitee, role, lines, taken)
        if invitee.decision and invitee.decision.choice == "leave_out":
            if number is not None:
                out[number] = entry
                taken.add(number)
            continue
        if number is None:
            lines.append(_laid_over(_new_line(role, scene), invitee, contact, scene))
            taken.add(len(lines) - 1)
        else:
            taken.add(number)
            lines[number] = _laid_over(lines[number], invitee, contact, scene)
    kept = [line for number, line in enumerate(lines) if number not in out]
    return Merged(kept, [(lines[number], entry) for number, entry in out.items()])


def role_of(invitee: Invitee, scene: Scene) -> str:
    """The invitee's role as a word of the profile; that of the person where the file gives none."""
    person = scene.index.people.get(invitee.person or "")
    if invitee.person in scene.index.children:
        return "child"
    given = invitee.role or (person.role if person else None)
    if given is None and person is not None and person.group == "family":
        return "parent"
    return scene.profile.role_id(given) or ""


def _match(invitee: Invitee, role: str, lines: list[Attendee], taken: set[int]) -> int | None:
    free = [n for n in range(len(lines)) if n not in taken]
    if invitee.person:
        for number in free:
            if lines[number].person == invitee.person:
                return number
    fitting = [n for n in free if role and lines[n].role == role and (not invitee.person or not lines[n].person)]
    if invitee.agency:
        same = [n for n in fitting if (lines[n].agency or "").lower() == invitee.agency.lower()]
        several = len([line for line in lines if line.role == role]) > 1
        fitting = same or ([] if several else fitting)
    return fitting[0] if fitting else None


def _new_line(role: str, scene: Scene) -> Attendee:
    known = scene.profile.roles.get(role) or Role(id=role, label=role or "Invited")
    return Attendee(
        role=known.id,
        label=known.label,
        agency=known.agency or None,
        name=None,
        email=None,
        phone=None,
        secure_email=None,
        need="chosen",
        why=_CHOSEN,
        rules=(),
        group=known.group,
    )


def _laid_over(line: Attendee, invitee: Invitee, contact: Contact | None, scene: Scene) -> Attendee:
    person = scene.index.people.get(invitee.person or "")
    child = scene.index.children.get(invitee.person or "")
    if person:
        line = filled(line, person)
    elif child:
        line = replace(line, person=child.id, name=child.name, group="child")
    elif contact:
        line = with_contact(line, contact)
    other = invitee.decision.other_contact if invitee.decision else None
    report = invitee.report
    return replace(
        line,
        chosen=True,
        name=other or invitee.name or line.name,
        agency=invitee.agency or line.agency,
        email=invitee.email or (None if other else line.email),
        phone=invitee.phone or line.phone,
        reply=invitee.reply or line.reply,
        deputy=invitee.deputy,
        attended=invitee.attended,
        joins=invitee.joins,
        joins_reason=invitee.joins_reason.text if invitee.joins_reason else None,
        decision_maker=invitee.decision_maker,
        conflict=invitee.conflict_declared.text if invitee.conflict_declared else None,
        report_questions=tuple(q.text for q in report.questions) if report else (),
        report_due=report.due if report else None,
        report_received=report.received_on if report else None,
    )
