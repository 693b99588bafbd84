"""Nobody of concern, and no agency where one works, is written to by a rule alone."""

from __future__ import annotations

from typing import Any

from following_cases import made, work_of

from packgen.documents.kind import MeetingWork
from packgen.documents.letters.addressee import holder_at_meeting, holder_of_role, one_person


def _reader_is_of_concern(case: dict[str, Any]) -> None:
    """The only holder of the role in the file is named as a source of the harm."""
    harm = {"id": "bad", "name": "Ned Harm", "group": "professional", "role": "missing_persons_coordinator"}
    case["people"] = (harm | {"agency": "Elsewhere Police", "email": "ned@example.org"}, *case["people"])
    case["concern"]["sources"] = ["bad"]


def _works_at_the_host(case: dict[str, Any]) -> None:
    harm = {"id": "bad", "name": "Ned Harm", "group": "person_of_concern"}
    case["people"] = (*case["people"], harm | {"works_at": ["Devon children's social care"]})


def test_a_source_of_the_harm_is_not_addressed_though_they_hold_the_role() -> None:
    to = holder_of_role(work_of("mohammed", _reader_is_of_concern), "missing_persons_coordinator", "Coordinator")
    assert to["name"] != "Ned Harm"
    assert to["email"] != "ned@example.org"


def test_a_letter_has_a_line_to_fill_in_where_the_agency_employs_somebody_of_concern() -> None:
    (letter,) = made("host_authority_request", "host-authority-request", _works_at_the_host)
    assert letter.context is not None
    to = letter.context["to"]
    assert isinstance(to, dict)
    assert (to["name"], to["email"]) == (None, None)


def test_without_a_person_of_concern_the_same_letter_is_addressed() -> None:
    (letter,) = made("host_authority_request", "host-authority-request")
    assert letter.context is not None
    assert letter.context["to"]["email"] == "frontdoor.devon@example.org"  # type: ignore[index]


def test_a_person_of_concern_who_owns_a_decision_by_mistake_is_not_written_to() -> None:
    work = work_of("safer-options-locality")
    assert one_person(work, "adult-spence", "Whoever") == {
        "label": "Whoever",
        "name": None,
        "agency": None,
        "email": None,
    }
    assert one_person(work, "adsm-east", "Whoever")["name"] == "Judit Salter-Varga"


def test_an_invitee_who_waits_for_a_named_decision_is_passed_over() -> None:
    work = work_of("host-authority-request", _works_at_the_host)
    meeting = MeetingWork(work, work.case.meetings[0], work.assessment.meetings[0])
    to = holder_at_meeting(
        meeting, "other_authority_social_care", "Front door", authority="Devon children's social care"
    )
    assert to["name"] is None


def test_the_address_book_is_no_way_round_it() -> None:
    def lado_is_of_concern(case: dict[str, Any]) -> None:
        harm = {"id": "bad", "name": "Rosalind Kemble", "group": "person_of_concern"}
        case["people"] = (*(one for one in case["people"] if one["role"] != "lado"), harm)

    letters = [one for one in made("notification_letter", "toby", lado_is_of_concern) if "lado" in one.name]
    assert letters
    for letter in letters:
        assert letter.context is not None
        assert letter.context["to"]["name"] is None  # type: ignore[index]
        assert letter.context["to"]["email"] is None  # type: ignore[index]
