"""The Child Safety Plan: the child's own paper, in the child's own words (SP-01 to SP-20), in every form needed.

Safe to be found (design, decision 15): no marking, no reference, no rule, no harm by name, nobody of concern, no score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from packgen.case.model import CaseFile
from packgen.case.people import Child
from packgen.case.plans import ChildSafetyPlan, Commitments, Promise
from packgen.documents.blocks import Values, called, child_by_id, family_paper, person_by_id, state_of
from packgen.documents.kind import CaseKind, CaseWork, Document, Format
from packgen.documents.passages import Passages
from packgen.documents.safety_plan.card import pocket_card
from packgen.documents.safety_plan.easy_read import easy_read
from packgen.documents.safety_plan.people import first_name, is_of_concern, may_ring, ring_row, ring_rows
from packgen.documents.safety_plan.side_by_side import side_by_side
from packgen.guidance.plain_language.variants import variants_of

NAME = "child_safety_plan"
_TITLES = {
    "standard": "My plan",
    "easy_read": "My plan (Easy Read)",
    "large_print": "My plan (large print)",
    "pocket_card": "My card",
    "side_by_side": "My plan (two languages)",
}
_STAFF = ("chair", "social_care")


def documents(work: CaseWork) -> Iterator[Document]:
    """One document for each form of each plan of the case file; staff get one of them, the child all."""
    for plan in work.case.child_safety_plans:
        child = child_by_id(work.case, plan.child)
        if child is None:
            continue
        variants = variants_of(plan, child)
        for_staff = "standard" if "standard" in variants else variants[0]
        for variant in variants:
            audience = ("child", *_STAFF) if variant == for_staff else ("child",)
            yield _document(work.case, child, plan, variant, audience)


def _document(case: CaseFile, child: Child, plan: ChildSafetyPlan, variant: str, audience: tuple[str, ...]) -> Document:
    is_standard = variant == "standard"
    passages = Passages(f"{NAME}/{plan.child}/{plan.version}")
    name = f"my-plan-{case.children.index(child) + 1}-{plan.date.isoformat()}"
    return Document(
        kind=NAME,
        name=name if is_standard else f"{name}-{variant.replace('_', '-')}",
        title=_TITLES[variant],
        format=Format.WORD,
        audience=audience,
        folder=None,
        date=plan.date,
        version=plan.version,
        state=state_of(plan),
        context=_CONTEXTS[variant](case, child, plan, passages),
        template=None if is_standard else f"{NAME}_{variant}",
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
        "advocate": ring_row(plan.advocate) if plan.advocate and may_ring(case, plan.advocate) else None,
        "complaints": ring_row(plan.complaints) if plan.complaints and may_ring(case, plan.complaints) else None,
        "do_not_agree": passages.each(plan.do_not_agree),
        "copies": list(plan.copies),
        "kept_where": passages.words(plan.kept_where),
        "what_is_new": passages.each(plan.what_is_new),
        "review_date": plan.review_date,
    }


_CONTEXTS: Mapping[str, Callable[[CaseFile, Child, ChildSafetyPlan, Passages], Values]] = {
    "standard": _context,
    "easy_read": easy_read,
    "large_print": _context,
    "pocket_card": pocket_card,
    "side_by_side": side_by_side,
}


def _promise(promise: Promise, passages: Passages) -> Values:
    return {"what": passages.words(promise.what), "when": promise.when}


def _may_stand(case: CaseFile, child: Child, block: Commitments) -> bool:
    return block.who != child.id and not is_of_concern(case, block.who) and bool(block.promises)


def _block(case: CaseFile, child: Child, block: Commitments, passages: Passages) -> Values:
    person = person_by_id(case, block.who)
    return {
        "name": first_name(person, child) if person else block.who,
        "promises": [_promise(promise, passages) for promise in block.promises],
    }
