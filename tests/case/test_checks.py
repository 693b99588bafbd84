"""What a case gets wrong by itself: ids, dates, episodes, numbers. Boundaries on both sides."""

from __future__ import annotations

from typing import Any

import pytest

from packgen.case.checks import check_case
from packgen.case.checks.dates import age_on
from packgen.case.checks.numbers import is_nhs_number
from packgen.case.checks.papers import leaves_folder
from packgen.case.model import CaseFile
from packgen.case.values import read_day
from packgen.errors import Severity


def said(**parts: Any) -> list[str]:
    """The messages of all checks over a small case with `parts` added."""
    typed: dict[str, Any] = {
        "case": {"reference": "R-2025-1"},
        "children": [{"id": "kit", "name": "Kit Farrow"}],
        "meetings": [{"id": "strategy-1", "type": "strategy", "date": "2025-03-14"}],
        "end_of_case": "true",
        **parts,
    }
    return [finding.message for finding in check_case(CaseFile.model_validate(typed))]


def meeting(**parts: Any) -> dict[str, Any]:
    return {"meetings": [{"id": "strategy-1", "type": "strategy", "date": "2025-03-14", "start": "14:00", **parts}]}


def child(**parts: Any) -> dict[str, Any]:
    return {"children": [{"id": "kit", "name": "Kit Farrow", **parts}]}


def episode(**parts: Any) -> dict[str, Any]:
    return {"missing_episodes": [{"child": "kit", "started": "2025-03-01 18:00", **parts}]}


def test_a_sound_case_is_not_found_fault_with() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (child(date_of_birth="2011-03-14", age="14"), ""),
        (child(date_of_birth="2011-03-15", age="13"), ""),
        (child(date_of_birth="2011-03-15", age="14"), "age is given as 14"),
        (child(date_of_birth="2011-03-14", age="13"), "age is given as 13"),
        (child(date_of_birth="2007-03-15"), ""),
        (child(date_of_birth="2007-03-14"), "an adult"),
        (child(date_of_birth="2005-03-14", status="care_leaver"), ""),
        (child(date_of_birth="1985-03-14"), "makes the child 40"),
        (child(age="131"), "age of 131"),
        (meeting(called_at="2025-03-14 14:00"), ""),
        (meeting(called_at="2025-03-14 14:01"), "held before it was called"),
        (meeting(end="14:01"), ""),
        (meeting(end="14:00"), "ends (14:00) before it starts"),
        (meeting(minutes={"next_meeting": "2025-03-14 16:00"}), "next meeting is not after"),
        (meeting(minutes={"next_meeting": "2025-03-15 09:00"}), ""),
        (meeting(minutes={"ended": "13:00"}), "ended before it started"),
        (meeting(minutes={"drafted_at": "2025-03-13 09:00"}), "drafted before the meeting"),
        (meeting(approved={"date": "2025-03-13", "by": "R"}), "approved before the meeting"),
        (
            meeting(issued={"date": "2025-03-20", "by": "R"}, approved={"date": "2025-03-19", "by": "R"}),
            "approved before it was issued",
        ),
        (
            meeting(called_at="2025-03-13 09:00", issued={"date": "2025-03-12", "by": "R"}),
            "before the meeting was called",
        ),
        (meeting(actions=[{"what": "Ring", "due": "2025-03-13"}]), "due before it was agreed"),
        (meeting(actions=[{"what": "Ring", "done_on": "2025-03-13"}]), "done before it was agreed"),
        (meeting(invitees=[{"role": "police", "report": {"due": "2025-03-15"}}]), "due after the meeting"),
        (meeting(notifications=[{"to": "x", "date": "2025-03-15", "answered_on": "2025-03-14"}]), "answer came before"),
        (episode(returned="2025-03-01 18:00"), "returned before going missing"),
        (episode(returned="2025-03-01 18:01"), ""),
        (episode(discussions=[{"at": "2025-03-01 17:59"}]), "before the child went missing"),
        (
            episode(returned="2025-03-02 09:00", discussions=[{"at": "2025-03-02 09:01"}]),
            "after the child had returned",
        ),
        (episode(returned="2025-03-02 09:00", return_interview={"held_at": "2025-03-02 08:00"}), "was held before"),
        (episode(return_interview={"held_at": "2025-03-02 08:00"}), "not said to have returned"),
        (child(cse_checklist={"completed_on": "2025-03-02", "reviewed_on": "2025-03-01"}), "reviewed before it was"),
    ],
)
def test_dates_that_cannot_all_be_right_are_found_and_others_are_not(parts: dict[str, Any], words: str) -> None:
    messages = said(**parts)
    assert (len(messages), words in "".join(messages)) == (1 if words else 0, True), messages


def test_an_age_may_fit_any_date_of_the_case() -> None:
    meetings = [{"id": f"m-{n}", "type": "strategy", "date": f"2025-0{n}-14"} for n in (2, 4)]
    for age, count in (("12", 1), ("13", 0), ("14", 0), ("15", 1)):
        assert len(said(meetings=meetings, **child(date_of_birth="2011-03-01", age=age))) == count


def test_episodes_of_one_child_that_overlap_are_warned_of() -> None:
    one = {"child": "kit", "started": "2025-03-01 18:00"}
    two = {"child": "kit", "started": "2025-03-05 18:00", "returned": "2025-03-06 18:00"}
    assert "has no end" in said(missing_episodes=[one, two])[0]
    assert "ends after" in said(missing_episodes=[{**one, "returned": "2025-03-05 18:01"}, two])[0]
    assert said(missing_episodes=[{**one, "returned": "2025-03-05 18:00"}, two]) == []


def test_every_reference_is_looked_up_and_must_be_of_the_right_kind() -> None:
    assert "“kit” is a child" in said(**meeting(venue="kit"))[0]
    assert "has the id “nobody”" in said(**child(social_worker="nobody"))[0]
    assert "has the id “nobody”" in said(**child(worries=[{"text": "x", "about": ["nobody"]}]))[0]
    assert "has the id “nowhere”" in said(**meeting(actions=[{"what": "x", "place": "nowhere"}]))[0]
    override = {"rule": "X", "meeting": "m-9", "by": "R", "role": "r", "date": "2025-03-01", "reason": "x"}
    assert "has the id “m-9”" in said(overrides=[override])[0]
    assert said(**meeting(invitees=[{"contact": "in-the-address-book"}])) == []


def test_ids_share_one_namespace_in_any_letter_case() -> None:
    people = [{"id": "KIT", "name": "Mo Brandt", "group": "carer"}]
    assert said(people=people) == ["The id “KIT” is already that of children 1."]


def test_an_unknown_id_is_guessed_from_ids_and_from_names() -> None:
    people = [{"id": "brandt", "name": "Mo Brandt", "group": "carer"}]
    typed = {
        "case": {"reference": "R-2025-1"},
        "people": people,
        "children": [{"id": "kit", "name": "Kit", "carers": ["brand"]}],
        "end_of_case": "yes",
    }
    (finding,) = check_case(CaseFile.model_validate(typed))
    assert finding.hint == "Did you mean “brandt”?"
    assert finding.path == ("children", 0, "carers", 0)


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("943 476 5919", True),
        ("9434765919", True),
        ("943-476-5919", True),
        ("9434765918", False),
        ("943476591", False),
        ("94347659190", False),
        ("0000000000", True),
        ("1000000010", False),
    ],
)
def test_nhs_numbers_are_judged_by_their_check_digit(number: str, right: bool) -> None:
    assert is_nhs_number(number) is right


@pytest.mark.parametrize(
    ("address", "doubtful"),
    [
        ("4 Orchard Rise, Bristol BS1 4ND", False),
        ("4 Orchard Rise, Bristol BS14ND.", False),
        ("4 Orchard Rise, Bristol BSO 1AA", True),
        ("4 Orchard Rise, Bristol BS1 4N", True),
        ("4 Orchard Rise, Bristol BS1 4NDD", True),
        ("4 Orchard Rise, Bristol", False),
        ("Flat 2, the old school", False),
    ],
)
def test_a_postcode_is_doubted_only_where_one_was_meant(address: str, doubtful: bool) -> None:
    assert bool(said(**child(address=address))) is doubtful


@pytest.mark.parametrize(
    ("phone", "doubtful"),
    [
        ("0117 496 0000", False),
        ("+44 117 496 0000", False),
        ("101", False),
        ("0800 1111", False),
        ("01632 96000", False),
        ("0117 496 0000 ext 12", False),
        ("through the duty desk", False),
        ("0117 496 00", True),
        ("0117 496 00000", True),
        ("4960000", True),
    ],
)
def test_a_telephone_number_is_doubted_by_its_digits(phone: str, doubtful: bool) -> None:
    people = [{"id": "brandt", "name": "Mo Brandt", "group": "carer", "phone": phone}]
    assert bool(said(people=people)) is doubtful


@pytest.mark.parametrize(
    "file", ["../x.pdf", "/x.pdf", "C:\\x.pdf", "..\\x.pdf", "a/../../x.pdf", "C:x.pdf", "\\\\server\\x"]
)
def test_a_path_that_leaves_the_folder_is_found_on_any_platform(file: str) -> None:
    assert leaves_folder(file)
    assert "leads out" in said(attachments=[{"file": file, "title": "Paper"}])[0]


@pytest.mark.parametrize("file", ["x.pdf", "papers/x.pdf", "x..pdf", "...pdf"])
def test_a_path_inside_the_folder_is_let_be(file: str) -> None:
    assert not leaves_folder(file)


def test_a_missing_last_line_is_only_a_remark() -> None:
    typed = {"case": {"reference": "R-2025-1"}}
    (finding,) = check_case(CaseFile.model_validate(typed))
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(("day", "age"), [("2025-02-28", 16), ("2025-03-01", 17), ("2024-02-29", 16)])
def test_age_of_somebody_born_on_a_leap_day(day: str, age: int) -> None:
    assert age_on(read_day("2008-02-29"), read_day(day)) == age


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Accepted", "accepted"), ("yes", "accepted"), ("Not coming", "apologies"), ("no-reply", "no_reply")],
)
def test_a_reply_is_read_however_it_is_spelt(typed: str, meant: str) -> None:
    case = CaseFile.model_validate(
        {"case": {"reference": "R-1"}, "children": [], **meeting(invitees=[{"name": "Pat", "reply": typed}])}
    )
    assert case.meetings[0].invitees[0].reply == meant


def test_words_that_nobody_would_read_as_meant_are_told_with_the_nearest() -> None:
    invitee = {"name": "Pat", "reply": "acepted", "attended": "Yes", "joins": "a bit"}
    assert said(**meeting(format="Face-to-face", invitees=[invitee])) == [
        "“acepted” is not a reply that packgen knows, so it counts as no reply.",
        "“a bit” does not say which part of the meeting they join.",
    ]
    typed = {"case": {"reference": "R-1"}, **meeting(format="fone_calls")}
    (finding,) = (one for one in check_case(CaseFile.model_validate(typed)) if one.path[-1] == "format")
    assert (finding.severity, finding.hint[:31]) == (Severity.WARNING, "Did you mean “phone_calls”? Typ")
