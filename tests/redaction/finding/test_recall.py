"""Recall: 2,000 planted forms of names in generated minutes. Exact and derived ones go, misspellings are proposed."""

from __future__ import annotations

import random
from collections import Counter

from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.model import Decision, Form
from packgen.redaction.persons import Identifier, RosterPerson, Standing
from packgen.redaction.self_test.docx_minutes import ordinary_minutes
from tests.redaction.subject_access_making import POLICY, person, roster

PEOPLE = (
    ("Dario", "Castellmoor"),
    ("Ellis", "Thornleigh"),
    ("Jaydon", "Petrushenko"),
    ("Callum", "Tresillick"),
    ("Tamsin", "Yardley"),
    ("Nathan", "Pellowe"),
    ("Marlon", "Vexley"),
    ("Kade", "Rusholme"),
    ("Morwenna", "Penrose"),
    ("Jago", "Hallam"),
    ("Priti", "Baptiste"),
    ("Solomon", "Lambourne"),
    ("Bronagh", "Adeyemi"),
    ("Folasade", "Nowakowska"),
    ("Astrid", "Whitcombe"),
)
PLANTED = 2_000


def persons() -> list[RosterPerson]:
    born = (Identifier("date of birth", "2010-03-14"), Identifier("telephone number", "07700 900123"))
    return [
        person(f"{first} {last}", Standing.OTHER_CHILD, identifiers=born if first == "Dario" else ())
        for first, last in PEOPLE
    ]


def variant(chance: random.Random) -> tuple[str, str]:
    """A planted text and what it is: exact, derived or misspelling."""
    first, last = chance.choice(PEOPLE)
    makers = {
        "exact": [f"{first} {last}", f"{first} {last}'s", f"{first.upper()} {last.upper()}", f"{first}\n{last}"],
        "derived": [
            first, last, f"{last}, {first}", f"{first[0]}. {last}", f"{first} {last[0]}.", f"{first}{last}",
            f"{first}-{last}", f"{first[0]}{last}", f"{first.lower()}.{last.lower()}@example.org", f"{last}’s",
            f"{first}{last}2019.docx", " ".join(first), f"{last[:4]}-\n{last[4:]}", first.replace("a", "а", 1),
            first.replace("o", "ö", 1), f"{first}\u00a0{last}", f"{first.lower()}", f"{first}\u200b{last}",
        ],
        "misspelling": [_wrong(first, chance), _wrong(last, chance)],
    }  # fmt: skip
    kind = chance.choice(("exact", "derived", "derived", "misspelling"))
    return chance.choice(makers[kind]), kind


def _wrong(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name) - 1)
    changes = (
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + chance.choice("bdgkmp") + name[at + 1 :],
    )
    return chance.choice([one for one in changes if one != name])


def test_two_thousand_planted_variants() -> None:
    chance = random.Random(7)
    finder = RosterFinder(roster(*persons()), POLICY)
    sentences = [" ".join(minutes.words[:12]) for minutes, _ in zip(ordinary_minutes(), range(40), strict=False)]
    missed: list[tuple[str, str]] = []
    counted: Counter[str] = Counter()
    for number in range(PLANTED):
        planted, kind = variant(chance)
        before = f"{sentences[number % len(sentences)]} "
        text = f"{before}{planted} said so."
        hits = finder.find(text)
        letters = {n for n in range(len(before), len(before) + len(planted)) if text[n].isalnum()}
        covered = {n for hit in hits if hit.decision is not Decision.DISCLOSE for n in range(hit.start, hit.end)}
        sure = {n for hit in hits if hit.decision is Decision.REDACT for n in range(hit.start, hit.end)}
        counted[kind] += 1
        wanted = {n for n in letters if not planted.endswith(".docx") or n < len(before) + len(planted) - 9}
        if not wanted <= (covered if kind == "misspelling" else sure):
            missed.append((planted, kind))
    assert missed == []
    assert min(counted.values()) > 400


def test_a_misspelling_is_never_taken_out_without_being_asked_about() -> None:
    finder = RosterFinder(roster(*persons()), POLICY)
    forms = [hit for hit in finder.find("Tresilick and Pelowe came.") if hit.form is Form.MISSPELLING]
    assert [hit.decision for hit in forms] == [Decision.ASK, Decision.ASK]
