"""The Easy Read plan: a picture on the left, one idea a line, from the same input as every other form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.case.model import CaseFile
from packgen.case.people import Child
from packgen.case.plans import ChildSafetyPlan, Commitments, PhoneContact
from packgen.case.values import FreeText
from packgen.content import Passage
from packgen.documents.blocks import Values, called, family_paper, person_by_id
from packgen.documents.british import long_date
from packgen.documents.passages import Passages
from packgen.documents.safety_plan.people import first_name, is_of_concern, may_ring
from packgen.documents.safety_plan.symbols import symbol, symbol_for
from packgen.guidance.plain_language.translation import HEADINGS, OPENING, ringing_time

_LISTS = (
    ("my_phone", "phone"),
    ("keep_in_touch", "people"),
    ("feel_safe", "heart"),
    ("others_will", "adult"),
    ("risky_signs", "warning"),
)
_IDEAS = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_MARKUP = re.compile(r"[*_`\[#|\n]|^\s*(?:[-+]|\d+[.)])\s")


def easy_read(case: CaseFile, child: Child, plan: ChildSafetyPlan, passages: Passages) -> Values:
    """`sections`, each a heading and rows of a picture and what it stands beside."""
    sections = (section for section in _sections(case, child, plan, passages) if section["rows"])
    return {
        "paper": family_paper("My plan", plan),
        "name": called(child),
        "date": plan.date,
        "sections": list(sections),
    }


def _sections(case: CaseFile, child: Child, plan: ChildSafetyPlan, passages: Passages) -> Iterator[Values]:
    yield _section("First of all", [_row(line, "heart") for line in OPENING])
    # The child's own words stay whole, as said: they are not cut into ideas.
    yield _section(HEADINGS["my_words"], [_whole(words, "speech", passages) for words in plan.my_words])
    own = [_promises(block, "me", passages) for block in plan.commitments if block.who == child.id]
    yield _section(HEADINGS["i_will"], [row for rows in own for row in rows])
    for block in plan.commitments:
        if block.who != child.id and not is_of_concern(case, block.who):
            person = person_by_id(case, block.who)
            name = first_name(person, child) if person else block.who
            yield _section(f"{name} will", _promises(block, "adult", passages))
    for name, picture in _LISTS:
        yield _section(HEADINGS[name], _each(getattr(plan, name), picture, passages))
    yield from _help(case, plan, passages)
    yield from _last(plan, passages)


def _help(case: CaseFile, plan: ChildSafetyPlan, passages: Passages) -> Iterator[Values]:
    if plan.code_word:
        means = _each((plan.code_word_means,), "key", passages) if plan.code_word_means else []
        yield _section(HEADINGS["code_word"], [_row(f"**{plan.code_word}**", "key"), *means])
    ring = [_contact(contact) for contact in plan.ring if may_ring(case, contact)]
    danger = [
        _row("In danger right now: ring **999**.", "emergency"),
        _row("Childline: ring **0800 1111**. It is free.", "ring"),
        _row("It does not show on the bill.", "paper"),
    ]
    yield _section(HEADINGS["ring"], [*ring, *danger])
    for name, says in (("advocate", "My advocate speaks up for me."), ("complaints", "I can tell someone.")):
        contact: PhoneContact | None = getattr(plan, name)
        if contact is not None and may_ring(case, contact):
            yield _section(HEADINGS[name], [_row(says, "speech"), _contact(contact)])


def _last(plan: ChildSafetyPlan, passages: Passages) -> Iterator[Values]:
    do_not_agree = [_whole(words, "no", passages) for words in plan.do_not_agree]
    yield _section(HEADINGS["do_not_agree"], do_not_agree)
    yield _section(HEADINGS["copies"], [_row(one, "paper") for one in plan.copies])
    yield _section(HEADINGS["kept_where"], _each((plan.kept_where,), "home", passages) if plan.kept_where else [])
    yield _section(HEADINGS["what_is_new"], _each(plan.what_is_new, "star", passages))
    yield _section(HEADINGS["review_date"], [_row(long_date(plan.review_date), "calendar")])


def _section(heading: str, rows: list[Values]) -> Values:
    return {"heading": heading, "rows": rows}


def _row(words: object, picture: str) -> Values:
    return {"picture": symbol(picture), "words": _bold(words)}


def _bold(words: object) -> object:
    """`**` marks are for a template; here a line is Markdown where it has them, else text."""
    if isinstance(words, str) and "**" in words:
        return Passages("").words(FreeText(text=words))
    return words


def _contact(contact: PhoneContact) -> Values:
    return _row(f"{contact.name}: **{contact.number}** ({ringing_time(contact)})", "ring")


def _promises(block: Commitments, picture: str, passages: Passages) -> list[Values]:
    rows: list[Values] = []
    for promise in block.promises:
        rows += _each((promise.what,), picture, passages)
        if promise.when:
            rows.append(_row(f"When: {promise.when}.", "calendar"))
    return rows


def _each(lines: tuple[FreeText, ...], picture: str, passages: Passages) -> list[Values]:
    """One row an idea: a line of several sentences becomes several rows, unless it is marked up or about somebody."""
    rows: list[Values] = []
    for line in lines:
        words = passages.words(line)
        if isinstance(words, Passage) or _MARKUP.search(line.text):
            rows.append({"picture": symbol_for(line.text, picture), "words": words})
        else:
            ideas = _IDEAS.split(line.text.strip())
            rows += [{"picture": symbol_for(idea, picture), "words": idea} for idea in ideas]
    return rows


def _whole(words: FreeText, picture: str, passages: Passages) -> Values:
    return {"picture": symbol(picture), "words": passages.words(words)}
