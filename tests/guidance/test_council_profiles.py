"""A council's own file: overrides, new types of meeting, rules from a day on, and every fault at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from guidance_cases import case_of, held_against

from packgen.case.contacts import AddressBook
from packgen.errors import InputError, UsageError
from packgen.guidance.council import check_profile
from packgen.guidance.differences import changed_meetings, changed_rules, is_open
from packgen.guidance.load import load_profile

HEAD = """
profile:
  id: testshire
  label: Testshire
  extends: bristol
  authority: Testshire
  version:
    name: Testshire guidance
    author: A. Officer
    approved_by: The board
    in_force: 2025-01-01
    review: 2026-01-01
    version: '2'
"""
CONFERENCE = """
  meeting_types:
    - id: child_protection_conference
      label: Child Protection Conference
      routing_target: no
      purpose: To decide together whether a plan is needed.
      chair_roles: [conference_chair]
  roles:
    - {id: conference_chair, label: Conference chair, agency: Testshire, group: social_care}
  sources:
    - {key: TP, file: testshire-procedures.pdf, title: Testshire procedures}
  rules:
    - id: TP-01
      says: Conferences are chaired by an independent conference chair.
      strength: must
      severity: error
      source: TP §4
      origin: own
      applies_to: child_protection_conference
      effects:
        - {kind: chair, roles: conference_chair}
        - {kind: invite, role: social_worker, need: must, because: You wrote the report.}
        - {kind: agenda, key: report, heading: The report, order: 100, minutes: 20}
"""
FROM_JUNE = """
  rules:
    - id: CS-INV-07
      in_force_from: 2025-06-01
      says: A consultant comes for health.
      effects: [{kind: invite, role: gp, need: should, because: New.}]
"""
OWN_WORDS = """
  harms:
    - {id: cuckooing, label: cuckooing, outside_family: yes}
  roles:
    - {id: practice_lead, label: Principal Social Worker}
"""
DIFFERENT = """
  leave_out: [CS-INV-10]
  rules:
    - {id: CS-AGD-01, effects: [{kind: agenda, key: known, heading: Everything we know, order: 100}]}
    - {id: CS-TIM-01, effects: []}
"""


@pytest.fixture
def council(tmp_path: Path) -> Path:
    return tmp_path / "testshire.yaml"


def written(path: Path, *parts: str) -> str:
    path.write_text(HEAD + "".join(parts), encoding="utf-8")
    return str(path)


def test_a_new_type_of_meeting_yields_list_chair_agenda_and_papers_from_a_file_alone(council: Path) -> None:
    profile = load_profile(written(council, CONFERENCE))
    case = case_of(
        "strategy", **{"meetings.0.type": "child_protection_conference", "meetings.0.chair.role": "team_manager"}
    )
    found = held_against(case, profile).meetings[0]

    assert found.type_label == "Child Protection Conference"
    assert found.chair_role_labels == ("Conference chair",)
    assert "social_worker" in {a.role for a in found.attendees}
    assert [item.heading for item in found.agenda if item.rules] == ["The report"]
    assert found.agenda[0].heading.startswith("Welcome")
    assert {"invite", "agenda", "minutes"} <= set(found.documents)
    assert "TP-01" in {gap.rule.id for gap in found.gaps}


def test_a_rule_from_the_first_of_june_leaves_may_alone_and_changes_june(council: Path) -> None:
    profile = load_profile(written(council, FROM_JUNE))
    may = held_against(case_of("complex", **{"meetings.0.date": "2025-05-31"}), profile).meetings[0]
    june = held_against(case_of("complex", **{"meetings.0.date": "2025-06-01"}), profile).meetings[0]
    before = held_against(case_of("complex", **{"meetings.0.date": "2025-05-31"})).meetings[0]

    assert {a.role for a in may.attendees} == {a.role for a in before.attendees}
    assert [r.says for a in may.attendees for r in a.rules] == [r.says for a in before.attendees for r in a.rules]
    assert "gp" in {a.role for a in june.attendees}


def test_a_rule_may_end_on_a_day(council: Path) -> None:
    profile = load_profile(written(council, "  rules:\n    - {id: CS-INV-10, in_force_until: 2025-06-09}\n"))
    roles = {a.role for a in held_against(case_of("complex"), profile).meetings[0].attendees}
    assert "cic_named_nurse" not in roles


def test_words_of_a_profile_can_be_changed_and_added(council: Path) -> None:
    profile = load_profile(written(council, OWN_WORDS))
    case = case_of("strategy", harm_types=["cuckooing"])
    found = held_against(case, profile)
    assert "PG-WRD-01" not in {gap.rule.id for gap in found.all_gaps}
    assert "Principal Social Worker" in found.meetings[0].chair_role_labels
    (word,) = (gap.problem for gap in held_against(case).all_gaps if gap.rule.id == "PG-WRD-01")
    assert word.message.startswith("“")
    assert "that the guidance of your council knows." in word.message


def test_a_changed_file_is_read_again(council: Path) -> None:
    assert load_profile(written(council)).rules["SM-INV-02"].on
    assert not load_profile(written(council, "  leave_out: [SM-INV-02]\n")).rules["SM-INV-02"].on


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "  rules:\n    - {id: XX-01, says: Something that nobody wrote down., strength: must}\n",
            "source",
            "citation",
        ),
        (
            "  rules:\n    - {id: SM-CHR-01, effects: [{kind: chair, roles: practise_lead}]}\n",
            "practise_lead",
            "practice_lead",
        ),
        ("  rules:\n    - {id: SM-CHR-01, applies_to: stratgy}\n", "stratgy", "strategy"),
        ("  rules:\n    - {id: SM-CHR-01, when: {fact: child_in_car, is: yes}}\n", "child_in_car", "child_in_care"),
        ("  rules:\n    - {id: SM-CHR-01, when: {fact: decision, is: x}}\n", "decision", "per: decision"),
        ("  rules:\n    - {id: SM-CHR-01, strength: shall}\n", "strength", ""),
        ("  rules:\n    - {id: SM-CHR-01, source: 009 §1}\n", "009", ""),
        ("  leave_out: [SM-CHR-99]\n", "SM-CHR-99", "packgen rules"),
    ],
)
def test_every_fault_of_a_councils_file_is_told_at_its_line(council: Path, text: str, message: str, hint: str) -> None:
    problems = check_profile(Path(written(council, text)))
    assert problems
    assert any(message in p.message for p in problems), [p.message for p in problems]
    assert any(hint in p.hint for p in problems), [p.hint for p in problems]
    assert all(p.location and p.location.line > 7 for p in problems), [p.location for p in problems]
    with pytest.raises(InputError):
        load_profile(str(council))


def test_building_on_a_profile_that_is_not_there_is_told(council: Path) -> None:
    council.write_text(HEAD.replace("extends: bristol", "extends: bristle"), encoding="utf-8")
    (problem,) = check_profile(council)
    assert "bristle" in problem.message
    assert problem.location
    assert problem.location.line == 5


def test_a_sound_file_has_no_problem_until_its_review_is_past(council: Path) -> None:
    written(council, CONFERENCE)
    assert check_profile(council) == ()
    assert check_profile(council, as_of=date(2026, 1, 1)) == ()
    (problem,) = check_profile(council, as_of=date(2026, 1, 2))
    assert problem.severity.value == "warning"


def test_a_mistyped_year_in_the_version_block_is_told(council: Path) -> None:
    council.write_text(HEAD.replace("2026-01-01", "March 20201"), encoding="utf-8")
    (problem,) = check_profile(council)
    assert "review" in f"{problem.location.key_path if problem.location else ''}"


def test_an_unknown_profile_names_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="bristle") as told:
        load_profile("bristle")
    assert "bristol-older-text" in told.value.hint


def test_a_comparison_lists_rules_and_what_open_meetings_gain_and_lose(council: Path) -> None:
    new, old = load_profile(written(council, DIFFERENT)), load_profile()
    case = case_of("complex", **{"meetings.0.minutes": "DELETE"})

    assert {(c.rule, c.change) for c in changed_rules(new, old)} == {
        ("CS-INV-10", "removed"),
        ("CS-AGD-01", "changed"),
        ("CS-TIM-01", "changed"),
    }
    changes = {(c.change, c.what, c.name) for c in changed_meetings(new, old, [case], AddressBook(), date(2025, 6, 1))}
    assert ("loses", "invitee", "Named nurse for children in care") in changes
    assert ("gains", "agenda item", "Everything we know") in changes
    assert ("loses", "agenda item", "What is known so far") in changes
    assert ("loses", "clock", "Next complex strategy meeting") in changes


def test_a_meeting_with_minutes_is_no_longer_open() -> None:
    assert not is_open(case_of("complex").meetings[0])
    assert is_open(case_of("strategy").meetings[0])
