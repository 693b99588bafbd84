"""The Child Safety Plan: the child's own paper, in the child's own words (SP-01 to SP-20).

Safe to be found (design, decision 15): no marking, no reference, no rule, no harm by name, nobody of concern.
"""

from __future__ import annotations

from collections.abc import Iterator

from packgen.case.model import CaseFile
from packgen.case.people import Child, Person
from packgen.case.plans import ChildSafetyPlan, Commitments, PhoneContact, Promise
from packgen.documents.blocks import Values, called, child_by_id, family_paper, person_by_id, state_of
from packgen.documents.kind import CaseKind, CaseWork, Document, Format
from packgen.documents.passages import Passages

NAME = "child_safety_plan"
PERSON_OF_CONCERN = "person_of_concern"


def documents(work: CaseWork) -> Iterator[Document]:
    """One document for each plan of the case file."""
    for plan in work.case.child_safety_plans:
        child = child_by_id(work.case, plan.child)
        if child is None:
            continue
        passages = Passages(f"{NAME}/{plan.child}/{plan.version}")
        number = work.case.children.index(child) + 1
        yield Document(
            kind=NAME,
            name=f"my-plan-{number}-{plan.date.isoformat()}",
            title="My plan",
            format=Format.WORD,
            audience=("child", "chair", "social_care"),
            folder=None,
            date=plan.date,
            version=plan.version,
            state=state_of(plan),
            context=_context(work.case, child, plan, passages),
            for_child=child.id,
            for_meeting=plan.meeting,
            passages=passages.found,
        )


KIND = CaseKind(NAME, "Child Safety Plan", documents)


def _context(case: CaseFile, child: Child, plan: ChildSafetyPlan, passages: Passages) -> Values:
    own = [promise for block in plan.commitments if block.who == child.id for promise in block.promises]
    return {
        "paper": family_paper("My plan", plan),
        "name": called(child),
        "pronouns": child.pronouns,
        "date": plan.date,
        "my_words": passages.each(plan.my_words),
        "i_will": [_promise(promise, passages) for promise in own],
        "they_will": [_block(case, child, b, passages) for b in plan.commitments if _may_stand(case, child, b)],
        "my_phone": passages.each(plan.my_phone),
        "keep_in_touch": passages.each(plan.keep_in_touch),
        "feel_safe": passages.each(plan.feel_safe),
        "others_will": passages.each(plan.others_will),
        "risky_signs": passages.each(plan.risky_signs),
        "code_word": plan.code_word,
        "code_word_means": passages.words(plan.code_word_means),
        "ring": ring_rows(case, plan.ring),
        "advocate": ring_row(plan.advocate) if plan.advocate and not _of_concern(case, plan.advocate.person) else None,
        "complaints": ring_row(plan.complaints) if plan.complaints else None,
        "do_not_agree": passages.each(plan.do_not_agree),
        "copies": list(plan.copies),
        "kept_where": passages.words(plan.kept_where),
        "what_is_new": passages.each(plan.what_is_new),
        "review_date": plan.review_date,
    }


def _promise(promise: Promise, passages: Passages) -> Values:
    return {"what": passages.words(promise.what), "when": promise.when}


def _may_stand(case: CaseFile, child: Child, block: Commitments) -> bool:
    return block.who != child.id and not _of_concern(case, block.who) and bool(block.promises)


def _block(case: CaseFile, child: Child, block: Commitments, passages: Passages) -> Values:
    person = person_by_id(case, block.who)
    return {
        "name": first_name(person, child) if person else block.who,
        "promises": [_promise(promise, passages) for promise in block.promises],
    }


def first_name(person: Person, child: Child) -> str:
    """The person as the child would say: "Mum (Dawn)" for family, the first name for others."""
    given = person.aliases[0] if person.aliases else person.name.split()[0]
    kin = next((tie.kind for tie in person.relationships if tie.to == child.id), "")
    plain = {"mother": "Mum", "father": "Dad", "grandmother": "Nan", "grandfather": "Grandad"}.get(kin.lower())
    return plain or given


def ring_rows(case: CaseFile, contacts: tuple[PhoneContact, ...]) -> list[Values]:
    """Whom to ring, without anybody of concern."""
    return [ring_row(contact) for contact in contacts if not _of_concern(case, contact.person)]


def ring_row(contact: PhoneContact) -> Values:
    """Name, number and when, in words a child uses."""
    when = {"day": "in the day", "night": "at night", "any_time": "any time"}.get(contact.when or "", "any time")
    return {"name": contact.name, "number": contact.number, "when": when}


def _of_concern(case: CaseFile, person_id: str | None) -> bool:
    person = person_by_id(case, person_id)
    return person is not None and person.group == PERSON_OF_CONCERN
