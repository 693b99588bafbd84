"""English and another language side by side, line by line, from a translation that a person made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packgen.case.model import CaseFile
from packgen.case.people import Child
from packgen.case.plans import ChildSafetyPlan, PhoneContact, Promise, Translation
from packgen.case.values import FreeText
from packgen.documents.blocks import Values, called, family_paper, person_by_id
from packgen.documents.british import long_date
from packgen.documents.passages import Passages
from packgen.documents.safety_plan.languages import language_name
from packgen.documents.safety_plan.people import first_name, is_of_concern, may_ring
from packgen.guidance.plain_language.translation import (
    DANGER,
    HEADINGS,
    OPENING,
    TITLE,
    is_right_to_left,
    ringing_time,
    translated,
)

_LISTS = ("my_phone", "keep_in_touch", "feel_safe", "others_will", "risky_signs")


@dataclass(frozen=True)
class _Pairs:
    """Makes rows of English and the other language."""

    translation: Translation
    passages: Passages

    def heading(self, english: str) -> Values:
        """A row that is a heading."""
        return self._row(english, translated(english, self.translation) or "", style="heading")

    def line(self, english: str) -> Values:
        """A row of plain text, in English alone where nobody translated it."""
        return self._row(english, translated(english, self.translation) or "", style="line")

    def same(self, words: str, *, strong: bool = False) -> Values:
        """A name, number or date: the same in both."""
        return self._row(words, words, style="name" if strong else "line")

    def words(self, given: FreeText) -> Values:
        """Free text; its translation is about the same people."""
        other = translated(given.text, self.translation)
        both = given.model_copy(update={"text": other}) if other else None
        return self._row(self.passages.words(given), self.passages.words(both) or "", style="line")

    def _row(self, english: object, other: object, *, style: str) -> Values:
        return {"english": english, "other": other, "style": style}


def side_by_side(case: CaseFile, child: Child, plan: ChildSafetyPlan, passages: Passages) -> Values:
    """`rows` of `english` and `other` (empty where it is missing); `style` is heading, name or line."""
    translation = plan.translation
    assert translation is not None  # the variant is made only where there is one
    pairs = _Pairs(translation, passages)
    return {
        "paper": family_paper(TITLE, plan),
        "other_title": translated(TITLE, translation) or "",
        "name": called(child),
        "date": plan.date,
        "language": translation.language,
        "language_name": language_name(translation.language),
        "right_to_left": is_right_to_left(translation.language),
        "translator": translation.translator,
        "rows": list(_rows(case, child, plan, pairs)),
    }


def _rows(case: CaseFile, child: Child, plan: ChildSafetyPlan, pairs: _Pairs) -> Iterator[Values]:
    yield from map(pairs.line, OPENING)
    yield from _with_heading(pairs, "my_words", map(pairs.words, plan.my_words))
    own = [row for block in plan.commitments if block.who == child.id for row in _promises(block.promises, pairs)]
    yield from _with_heading(pairs, "i_will", own)
    yield from _with_heading(pairs, "they_will", _they_will(case, child, plan, pairs))
    for name in _LISTS:
        yield from _with_heading(pairs, name, map(pairs.words, getattr(plan, name)))
    if plan.code_word:
        means = [pairs.words(plan.code_word_means)] if plan.code_word_means else []
        yield from _with_heading(pairs, "code_word", [pairs.same(plan.code_word, strong=True), *means])
    ring = [row for contact in plan.ring if may_ring(case, contact) for row in _contact(contact, pairs)]
    yield from _with_heading(pairs, "ring", [*ring, *map(pairs.line, DANGER)])
    for name in ("advocate", "complaints"):
        contact: PhoneContact | None = getattr(plan, name)
        if contact is not None and may_ring(case, contact):
            yield from _with_heading(pairs, name, _contact(contact, pairs))
    yield from _with_heading(pairs, "do_not_agree", map(pairs.words, plan.do_not_agree))
    yield from _with_heading(pairs, "copies", map(pairs.same, plan.copies))
    yield from _with_heading(pairs, "kept_where", [pairs.words(plan.kept_where)] if plan.kept_where else [])
    yield from _with_heading(pairs, "what_is_new", map(pairs.words, plan.what_is_new))
    yield from _with_heading(pairs, "review_date", [pairs.same(long_date(plan.review_date))])


def _with_heading(pairs: _Pairs, name: str, rows: Iterable[Values]) -> Iterator[Values]:
    found = list(rows)
    if found:
        yield pairs.heading(HEADINGS[name])
        yield from found


def _they_will(case: CaseFile, child: Child, plan: ChildSafetyPlan, pairs: _Pairs) -> Iterator[Values]:
    for block in plan.commitments:
        if block.who == child.id or is_of_concern(case, block.who) or not block.promises:
            continue
        person = person_by_id(case, block.who)
        yield pairs.same(first_name(person, child) if person else block.who, strong=True)
        yield from _promises(block.promises, pairs)


def _promises(promises: Iterable[Promise], pairs: _Pairs) -> Iterator[Values]:
    for promise in promises:
        yield pairs.words(promise.what)
        if promise.when:
            yield pairs.line(promise.when)


def _contact(contact: PhoneContact, pairs: _Pairs) -> list[Values]:
    return [pairs.same(f"{contact.name}: {contact.number}", strong=True), pairs.line(ringing_time(contact))]
