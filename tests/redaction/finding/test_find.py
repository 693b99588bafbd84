"""The finder of a roster: forms, shared names, ordinary words, identifiers, misspellings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.redaction.finding.find import NEAR, ORDINARY, SHARED, RosterFinder
from packgen.redaction.finding.variants import forms_of
from packgen.redaction.model import Decision, Form, Hit
from packgen.redaction.persons import Identifier, Roster, Standing
from packgen.redaction.verify.text import Seeker
from tests.redaction.subject_access_making import POLICY, person, roster, usual_roster


def hits(text: str, known: Roster | None = None) -> list[tuple[str, Hit]]:
    found = RosterFinder(known or usual_roster(), POLICY).find(text)
    return [(text[hit.start : hit.end], hit) for hit in found]


def only(text: str, known: Roster | None = None) -> tuple[str, Hit]:
    (found,) = hits(text, known)
    return found


@pytest.mark.parametrize(
    "written",
    [
        "Dario Castellmoor",
        "DARIO CASTELLMOOR",
        "dario castellmoor",
        "Castellmoor, Dario",
        "Dario",
        "Castellmoor",
        "D. Castellmoor",
        "D Castellmoor",
        "Dario C",
        "Dario  Castellmoor",
        "Dario\u00a0Castellmoor",
        "Dario\nCastellmoor",
        "Dario-Castellmoor",
        "DarioCastellmoor",
        "Castel-\nlmoor",
        "Dar\u00edo C\u00e1stellmoor",
        "D\u0430ri\u043e",  # Cyrillic a and o
        "\u0394ario",  # Greek capital delta is no D, but the rest of the name follows
        "Darios",
        "D a r i o",
        "Dee",
        "darioc",
        "dcastellmoor",
        "dario_castellmoor",
    ],
)
def test_a_form_of_a_name_is_found(written: str) -> None:
    text = f"Then {written} came in."
    if written.startswith("\u0394"):
        assert hits(text)[0][1].decision is Decision.ASK
    else:
        assert only(text)[1].decision is Decision.REDACT


def test_a_possessive_goes_with_the_name() -> None:
    assert only("It was Dario's bike.")[0] == "Dario's"


@pytest.mark.parametrize("text", ["DARIO.CASTELLMOOR@example.org", "dario99@example.org"])
def test_an_e_mail_address_goes_whole(text: str) -> None:
    assert only(f"Write to {text} today.")[0] == text


def test_a_file_name_loses_the_name() -> None:
    assert only("See DarioCastellmoor2010.docx please.")[0].startswith("DarioCastellmoor")


def test_a_name_inside_a_word_is_no_name() -> None:
    known = roster(person("Ann Lee"), person("Al Marsh"))
    assert [text for text, _ in hits("The plan also had channels and metals.", known)] == []


def test_the_subject_is_found_and_disclosed() -> None:
    assert only("Tobes came.")[1].decision is Decision.DISCLOSE


def test_two_people_of_one_name_are_for_the_officer_to_tell_apart() -> None:
    known = roster(person("Toby Marsh"))
    hit = only("Toby was there.", known)[1]
    assert (hit.decision, hit.rule) == (Decision.ASK, SHARED)


def test_a_subject_who_shares_a_surname_is_known_by_the_full_name() -> None:
    known = roster(person("Carla Wrenfield", Standing.FAMILY))
    decisions = [hit.decision for _, hit in hits("Toby Wrenfield, Carla Wrenfield; Ms Wrenfield.", known)]
    assert decisions == [Decision.DISCLOSE, Decision.ASK, Decision.ASK]


def test_the_end_of_one_name_and_the_beginning_of_the_next_are_no_third_name() -> None:
    texts = [text for text, _ in hits("Toby Wrenfield\nCarla Wrenfield")]
    assert texts == ["Toby Wrenfield", "Carla Wrenfield"]


@pytest.mark.parametrize(("text", "count"), [("Will came.", 1), ("he will come", 0), ("They met Grace.", 1)])
def test_a_name_that_is_an_ordinary_word_counts_with_a_capital_and_is_asked_about(text: str, count: int) -> None:
    found = hits(text, roster(person("Will Castellmoor"), person("Grace Pellowe")))
    assert [(hit.decision, hit.rule) for _, hit in found] == [(Decision.ASK, ORDINARY)] * count


def test_initials_that_mean_something_else_are_asked_about() -> None:
    known = roster(person("Simon Wexcombe"))
    assert only("SW rang the school.", known)[1].decision is Decision.ASK


def test_letters_run_together_into_a_word_are_that_word() -> None:
    assert hits("They went across the road.", roster(person("Anna Cross"))) == []


@pytest.mark.parametrize("written", ["Dareo", "Castelmoor", "Castellmore", "Drio", "Draio"])
def test_a_misspelling_is_proposed(written: str) -> None:
    hit = only(f"Then {written} left.")[1]
    assert (hit.form, hit.decision, hit.rule) == (Form.MISSPELLING, Decision.ASK, NEAR)


def test_an_ordinary_word_is_no_misspelling() -> None:
    assert hits("Many names were made of the Metal.", roster(person("Nate Mary"))) == []


@pytest.mark.parametrize(
    "written",
    [
        "14/03/2010", "14.3.10", "14-03-2010", "14 March 2010", "14th March 2010", "March 14, 2010", "14 Mar 10",
        "2010-03-14", "the 14th of March 2010",
    ],
)  # fmt: skip
def test_every_spelling_of_a_known_date_of_birth_is_found(written: str) -> None:
    known = roster(person("Dario Castellmoor", identifiers=(Identifier("date of birth", "2010-03-14"),)))
    hit = only(f"He was there on {written}.", known)[1]
    assert (hit.form, hit.decision) == (Form.IDENTIFIER, Decision.REDACT)


def test_other_dates_are_left_alone() -> None:
    known = roster(person("Dario Castellmoor", identifiers=(Identifier("date of birth", "2010-03-14"),)))
    assert hits("The meeting of 14 March 2025 heard this.", known) == []


@pytest.mark.parametrize("written", ["07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900 123"])
def test_every_spelling_of_a_known_number_is_found(written: str) -> None:
    known = roster(person("Dario Castellmoor", identifiers=(Identifier("telephone number", "07700 900123"),)))
    assert only(f"Ring {written}.", known)[1].decision is Decision.REDACT


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("999 000 0018", "NHS number"),
        ("A12345678901B", "unique pupil number"),
        ("QQ 12 34 56 C".replace("QQ", "AB"), "National Insurance number"),
        ("AB12 CDE", "vehicle registration"),
        ("BS1 4ST", "postcode"),
        ("12 Orchard Rise", "address"),
        ("0117 496 0000", "telephone number"),
        ("somebody@example.org", "e-mail address"),
        ("Larkmoor College", "school"),
        ("Foundry Lodge", "placement"),
        ("DCC-MASH-2025-118", "case reference"),
    ],
)
def test_an_identifier_that_nobody_listed_is_found_by_its_pattern(written: str, kind: str) -> None:
    categories = [hit.category for text, hit in hits(f"It says {written} there.") if text.startswith(written[:4])]
    assert kind in categories


def test_a_crime_reference_is_found_by_what_stands_before_it() -> None:
    assert ("5225012346", "crime reference") in [(t, h.category) for t, h in hits("Crime ref: 5225012346 applies.")]


def test_ten_digits_without_the_check_digit_are_no_nhs_number() -> None:
    assert "NHS number" not in [hit.category for _, hit in hits("It says 999 000 0019 there.")]


_LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)
_SIGNS = st.sampled_from([" ", "  ", "\n", "-", "\u00a0", ", ", ".", "_", " \n"])


@settings(max_examples=60, deadline=None)
@given(_LETTERS, _LETTERS, _SIGNS, st.sampled_from(["lower", "upper", "title"]))
def test_what_the_verifier_would_find_the_finder_found_before(first: str, last: str, sign: str, case: str) -> None:
    known = roster(person(f"{first.title()} {last.title()}"))
    finder = RosterFinder(known, POLICY)
    text = f"In between {getattr(str, case)(first)}{sign}{getattr(str, case)(last)} stood there."
    covered = {n for hit in finder.find(text) for n in range(hit.start, hit.end)}
    for found in Seeker(finder.secrets()).seek(text):
        letters = {n for n in range(found.start, found.end) if text[n].isalnum()}
        assert found.near_miss or letters <= covered


def test_names_do_not_slow_the_finder_by_their_number() -> None:
    """Each distinct word is looked up once and the text is walked once: counted, not timed."""
    finder = RosterFinder(usual_roster(), POLICY)
    looked_up: list[str] = []
    nearest = finder._doubts._near.nearest
    finder._doubts._near.nearest = lambda letters: (looked_up.append(letters), nearest(letters))[1]  # type: ignore[method-assign]
    finder.find("Kestrelby met Kestrelby. " * 50)
    assert looked_up == ["kestrelby"]


def test_forms_of_a_name_with_particles_hyphens_and_an_apostrophe() -> None:
    texts = {form.text for form in forms_of("Anne-Marie van der Berg")}
    assert {"Anne-Marie", "Anne", "Marie", "van der Berg", "Berg", "A van der Berg"} <= texts
    assert "Brien" in {form.text for form in forms_of("Sean O'Brien")}


def test_a_title_is_no_part_of_a_name() -> None:
    assert "Dr" not in {form.text for form in forms_of("Dr Lucía Vásquez-Pym")}
