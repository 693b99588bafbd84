"""All rules of the digest are there, with the digest's strength, each with a citation."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.errors import Severity
from packgen.guidance.consistency import faults_of
from packgen.guidance.explain import counts
from packgen.guidance.facts import FACTS
from packgen.guidance.layers import WORD_LISTS, base_rules, base_sources, built_in
from packgen.guidance.load import load_profile
from packgen.guidance.model import Origin

EXPECTED = dict(
    line.split()
    for line in (Path(__file__).parent / "expected_ids.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
HARD_STOPS = {
    *("SM-CHR-01", "SM-CHR-02", "CS-CHR-01", "RM-CHR-01", "SO-CHR-01", "SM-INV-01", "CS-INV-01", "CS-INV-06"),
    *("CS-INF-01", "CS-INF-02", "RM-INF-01", "CS-TIM-01", "RM-TIM-01", "SP-10", "RT-13", "CSE-01", "RT-18"),
    *("CS-REC-01", "CS-REC-02", "SO-REC-01", "REC-01", "REC-02", "REC-03", "REC-04", "SO-SCP-04"),
}


def test_no_rule_of_the_digest_is_missing_and_none_is_made_up() -> None:
    from_guidance = {key for key, rule in base_rules().items() if rule.origin is not Origin.OWN}
    assert from_guidance == set(EXPECTED)
    assert len(EXPECTED) == 272


def test_each_rule_has_the_strength_that_the_digest_gives_it() -> None:
    assert {key: base_rules()[key].strength.value for key in EXPECTED} == EXPECTED


def test_counts_by_family_and_strength_equal_the_digest() -> None:
    seen = {(count.family, name): number for count in counts(load_profile()) for name, number in count.by_strength}
    wanted: dict[tuple[str, str], int] = {}
    for key, strength in EXPECTED.items():
        family = key.split("-")[0]
        wanted[family, strength] = wanted.get((family, strength), 0) + 1
    assert {key: number for key, number in seen.items() if key[0] != "PG"} == wanted


def test_every_rule_cites_a_text_that_is_listed() -> None:
    listed = {source.key for source in base_sources()}
    for rule in base_rules().values():
        assert rule.source, rule.id
        assert {citation.file for citation in rule.source} <= listed, rule.id
        assert load_profile().cite(rule), rule.id


def test_errors_are_the_hard_stops_of_the_digest_and_the_safeguards() -> None:
    errors = {r.id for r in base_rules().values() if r.severity is Severity.ERROR and r.origin is not Origin.OWN}
    assert errors == HARD_STOPS


@pytest.mark.parametrize("name", list(built_in()))
def test_every_rule_of_every_profile_holds_together(name: str) -> None:
    profile = load_profile(name)
    faults = [(rule.id, fault) for rule in profile.rules.values() for fault in faults_of(rule, profile)]
    assert faults == []


def test_every_fact_says_what_it_means_and_is_used_or_useful() -> None:
    for fact in FACTS.values():
        assert fact.says.endswith("."), fact.name
        assert len(fact.says) > 15, fact.name


def test_the_older_text_alone_has_no_safer_options_chair_and_asks_for_a_detective_inspector() -> None:
    older = load_profile("bristol-older-text")
    assert not older.rules["CS-INV-07"].on
    assert older.rules["CS-INV-13"].on
    assert not load_profile().rules["CS-INV-13"].on


def test_the_second_council_says_that_it_has_no_meeting_rules_of_its_own() -> None:
    second = load_profile("city-and-hackney")
    assert "no rules of its own" in second.note
    assert second.roles["operation_topaz"].label == "Police child exploitation team"
    assert second.police_force == "Metropolitan Police"


@pytest.mark.parametrize("name", list(WORD_LISTS))
def test_no_spelling_means_two_words(name: str) -> None:
    listed = getattr(load_profile(), name)
    spellings = [text.lower().replace(" ", "_") for word in listed.values() for text in {word.id, *word.aliases}]
    assert sorted(spellings) == sorted(set(spellings))
