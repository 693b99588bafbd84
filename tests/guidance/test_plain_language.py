"""Plain language: measured by sentence, told to staff at the line, never said of the child's own words."""

from __future__ import annotations

from typing import Any

import pytest
from guidance_cases import case_of, held_against
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.errors import KeyPath, Location
from packgen.guidance.assessment import Gap
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile
from packgen.guidance.plain_language.measures import measured, whole_grade
from packgen.guidance.plain_language.readability import grade_of, sentences, syllables
from packgen.guidance.plain_language.translation import is_right_to_left, lines_to_translate, untranslated
from packgen.guidance.plain_language.variants import suggested_by, variants_of
from packgen.guidance.plain_language.words import hard_words, hard_words_in

PLAN = "child_safety_plans.0"


def plan_with(**changes: Any) -> Any:
    return case_of("risk", **{f"{PLAN}.{key}": value for key, value in changes.items()})


def found(rule: str, **changes: Any) -> list[Gap]:
    return [gap for gap in held_against(plan_with(**changes)).gaps if gap.rule.id == rule]


def paths(rule: str, **changes: Any) -> list[KeyPath]:
    """Where the problems of a rule stand, by asking for the location of each."""
    asked: list[KeyPath] = []

    def locate(path: KeyPath) -> Location | None:
        asked.append(path)
        return Location("case.yaml", line=len(asked), column=1, path=path)

    case = plan_with(**changes)
    profile = load_profile("bristol")
    from packgen.case.contacts import AddressBook  # the address book is not what is tested

    gaps = assess(case, profile, AddressBook(), case.child_safety_plans[0].date, locate).gaps
    return [gap.problem.location.path for gap in gaps if gap.rule.id == rule and gap.problem.location]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("police", 2), ("straight", 1), ("someone", 2), ("every", 2), ("idea", 3), ("quiet", 2), ("phone", 1),
        ("decided", 3), ("little", 2), ("wanted", 2), ("noticed", 2), ("houses", 2), ("going", 2), ("999", 1),
        ("don't", 1), ("Barnardo's", 3), ("safety", 2), ("sometimes", 2), ("x", 1), ("multi-agency", 5),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_lines_without_full_stops_are_sentences_of_their_own() -> None:
    lines = ["Text Mum when I am out", "Keep my phone on", "Use the code word", "Come home by nine"]
    without, with_stops = sentences("\n".join(lines)), sentences(". ".join(lines) + ".")
    assert [one.words for one in without] == [one.words for one in with_stops]
    assert grade_of(without) < 2


def test_names_do_not_make_a_plan_hard() -> None:
    text = "Oluwaseunfunmi Petrushenko-Castellanos will ring you."
    exempt = frozenset(("oluwaseunfunmi", "petrushenko-castellanos"))
    assert grade_of(sentences(text, exempt)) < 4 < grade_of(sentences(text))


@pytest.mark.parametrize("word", ["ensure", "Ensures", "ensuring", "notified", "Engaging", "regularly", "stopped?"])
def test_a_hard_word_is_known_in_its_endings(word: str) -> None:
    assert bool(hard_words_in([word])) == (word != "stopped?")


def test_simpler_wording_is_never_itself_on_the_list() -> None:
    assert [(hard, easy) for hard, easy in hard_words().items() if hard_words_in(easy.split())] == []


def test_a_hard_word_is_told_at_its_line_with_a_simpler_one() -> None:
    gap = found("SP-03", others_will=["Cam will ensure that you can ring."])[0]
    assert "“ensure”" in gap.problem.message
    assert "make sure" in gap.problem.hint
    assert paths("SP-03", others_will=["Cam will ring.", "Cam will ensure it."]) == [
        ("child_safety_plans", 0, "others_will", 1)
    ]


def test_a_long_sentence_is_told_at_its_line() -> None:
    long = " ".join(["we go out"] * 8)
    assert paths("SP-03", my_phone=["Keep it on.", long]) == [("child_safety_plans", 0, "my_phone", 1)]


def test_blame_is_told_at_its_line_with_other_words() -> None:
    gap = found("SP-16", risky_signs=["When she puts herself at risk."])[0]
    assert "others" in gap.problem.hint
    where = paths("SP-16", risky_signs=["Fine.", "When she puts herself at risk."])
    assert where == [("child_safety_plans", 0, "risky_signs", 1)]


@pytest.mark.parametrize("line", ["Someone will fetch you.", "You will be picked up.", "We will help."])
def test_a_promise_that_says_nobody_is_told_at_its_line(line: str) -> None:
    assert paths("SP-17", others_will=["Cam will ring.", line]) == [("child_safety_plans", 0, "others_will", 1)]


@pytest.mark.parametrize(
    "line", ["Cam will fetch you.", "School will let you start late.", "You will be picked up by Cam."]
)
def test_a_promise_that_says_who_is_left_alone(line: str) -> None:
    assert paths("SP-17", others_will=[line]) == []


def test_a_promise_without_a_when_is_told_at_the_promise() -> None:
    block = [{"who": "carer", "promises": [{"what": "Ring.", "when": "daily"}, {"what": "Cook."}]}]
    assert paths("SP-17", commitments=block) == [("child_safety_plans", 0, "commitments", 0, "promises", 1)]


def test_more_asked_of_the_child_than_given_is_told_with_both_numbers() -> None:
    block = [{"who": "ash", "promises": [{"what": f"Do {n}.", "when": "daily"} for n in range(4)]}]
    gap = found("SP-08", commitments=block, others_will=["Cam will ring."])[0]
    assert "asks 4 things" in gap.problem.message
    assert "promise 1" in gap.problem.message


_HARD = "Multi-agency professionals will ensure naughty manipulative engagement " + "on and " * 12 + "on."


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([_HARD, "I put myself at risk.", "utilise ensure liaise", "x"]), max_size=4))
def test_the_childs_own_words_change_nothing(words: list[str]) -> None:
    plain = plan_with(my_words=["I want quiet."], do_not_agree=["Bed at nine."])
    other = plan_with(my_words=["I want quiet.", *words], do_not_agree=["Bed at nine.", *words])
    told = [[gap.problem.message for gap in held_against(case).gaps] for case in (plain, other)]
    assert told[0] == told[1]
    plans = [case.child_safety_plans[0] for case in (plain, other)]
    assert measured(plans[0], plain) == measured(plans[1], other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_measured(text: str) -> None:
    read = sentences(text)
    assert all(one.words and one.syllables >= 1 for one in read)
    assert grade_of(read) >= 0.0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["cat", "dog", "information", "opportunity"]), min_size=1, max_size=12))
def test_joining_two_sentences_never_reads_easier(words: list[str]) -> None:
    one = " ".join(words)
    assert grade_of(sentences(f"{one} {one}.")) >= grade_of(sentences(f"{one}. {one}."))


def test_a_plan_made_without_the_child_is_seen_by_staff_though_the_reason_is_given() -> None:
    gap = found("PG-CSP-01", made_with_child="no", why_not_made_with_child="In hospital")[0]
    assert gap.problem.severity == "info"


def test_the_samples_read_at_the_age_they_are_for() -> None:
    case = plan_with()
    assert whole_grade(measured(case.child_safety_plans[0], case)) <= 4


@pytest.mark.parametrize(
    ("needs", "variants"),
    [
        ("Easy Read with pictures.", ["easy_read", "standard"]),
        ("Needs large print.", ["large_print", "standard"]),
        ("Mild learning difficulties; low vision.", ["easy_read", "large_print", "standard"]),
        ("Short talks. No pictures, please.", ["standard"]),
        ("", ["standard"]),
    ],
)
def test_the_form_follows_what_the_child_needs(needs: str, variants: list[str]) -> None:
    assert suggested_by(needs) == variants


def test_the_card_is_made_only_where_it_is_asked_for_and_side_by_side_only_with_a_translation() -> None:
    case = plan_with(variants=["Side by side", "standard"])
    assert variants_of(case.child_safety_plans[0], case.children[0]) == ("standard",)
    case = plan_with(translation={"language": "ar", "texts": {"My plan": "x"}})
    assert variants_of(case.child_safety_plans[0], case.children[0])[-1] == "side_by_side"
    assert all("pocket_card" not in suggested_by(text) for text in ("easy read large print pictures", ""))


def test_a_translation_of_every_line_leaves_nothing_to_tell() -> None:
    bare = plan_with(translation={"language": "ar"}).child_safety_plans[0]
    lines = list(lines_to_translate(bare))
    assert untranslated(bare) == tuple(dict.fromkeys(lines))
    whole = plan_with(translation={"language": "ar", "texts": dict.fromkeys(lines, "ok")}).child_safety_plans[0]
    assert untranslated(whole) == ()


def test_scripts_from_right_to_left_are_known() -> None:
    assert all(map(is_right_to_left, ("ar", "AR", "fa-AF", "ur_PK", "he")))
    assert not any(map(is_right_to_left, ("pl", "so", "en-GB", "tr")))
