"""Who is written to, and who is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_built import ATTENDEES, invitee, meeting_work, without

from packgen.case.contacts import AddressBook
from packgen.documents.invitees import letters, police_request, reply_to


def test_police_officers_who_are_asked_for_are_named_in_one_request_and_get_no_letter() -> None:
    found = letters(meeting_work())
    assert [letter.slug for letter in found if letter.group == "police"] == ["police-request"]
    assert [team.role for team in found[0].teams] == [
        "police_investigations",
        "violence_reduction_unit",
        "neighbourhood_beat_officer",
    ]
    assert [to.email for to in found[0].recipients] == ["lighthouse@example.org"]


def test_the_request_goes_to_the_address_book_when_the_list_lacks_the_coordinating_team() -> None:
    book = AddressBook.model_validate(
        {"contacts": [{"id": "l", "role": "lighthouse", "team": "Lighthouse", "email": "l@x.org"}]}
    )
    request = police_request(replace(without(meeting_work(), "lighthouse"), whole=meeting_work(contacts=book).whole))
    assert request is not None
    assert [(to.label, to.email) for to in request.recipients] == [("Lighthouse", "l@x.org")]


def test_without_a_route_the_request_says_that_the_team_is_still_to_be_chosen() -> None:
    request = police_request(without(meeting_work(police_route=None), "lighthouse"))
    assert request is not None
    assert "still to be chosen" in request.label


def test_other_meetings_write_to_police_as_to_anybody_else() -> None:
    work = meeting_work((invitee("missing_persons_coordinator", "police", name="Mo"),), police_route=None)
    assert [letter.slug for letter in letters(work)] == ["missing-persons-coordinator"]


def test_nobody_who_waits_for_a_named_decision_gets_a_letter_even_as_police() -> None:
    waiting = tuple(replace(attendee, needs_decision=True) for attendee in ATTENDEES)
    found = letters(meeting_work(waiting))
    assert [(letter.slug, letter.invitees, letter.teams) for letter in found] == [("police-request", (), ())]
    assert found[0].recipients[0].name is None


def test_children_parents_chair_and_minute_taker_get_no_agency_letter() -> None:
    slugs = {letter.slug for letter in letters(meeting_work())}
    assert slugs.isdisjoint({"parent", "service-manager", "lado-subject"})


def test_a_foster_carer_is_written_to_as_a_professional_is() -> None:
    work = meeting_work((invitee("foster_carer", "family", name="Paola"),), police_route=None)
    assert [letter.slug for letter in letters(work)] == ["foster-carer"]


def test_two_of_one_role_share_a_letter_and_two_agencies_do_not() -> None:
    work = meeting_work(
        (
            invitee("social_worker", "social_care", name="A", agency="Bristol"),
            invitee("social_worker", "social_care", name="B", agency="Bristol"),
            invitee("social_worker", "social_care", name="C", agency="Devon"),
        ),
        police_route=None,
    )
    found = {letter.slug: [to.name for to in letter.recipients] for letter in letters(work)}
    assert found == {"social-worker": ["A", "B"], "social-worker-2": ["C"]}


def test_answers_go_to_the_minute_taker_else_to_business_support_of_the_address_book() -> None:
    assert reply_to(meeting_work())["email"] == "bs@example.gov.uk"
    book = AddressBook.model_validate({"contacts": [{"id": "b", "role": "business_support", "email": "desk@x.org"}]})
    assert reply_to(meeting_work(contacts=book, minute_taker=None))["email"] == "desk@x.org"
    assert reply_to(meeting_work(minute_taker=None)) == {"name": None, "email": None, "phone": None}


def test_two_foster_carers_never_share_a_letter() -> None:
    work = meeting_work(
        (
            invitee("foster_carer", "other", name="Paola", agency="Fostering service"),
            invitee("foster_carer", "other", name="Winston", agency="Fostering service"),
        ),
        police_route=None,
    )
    assert [[to.name for to in letter.recipients] for letter in letters(work)] == [["Paola"], ["Winston"]]


def test_file_names_of_letters_are_all_different() -> None:
    work = meeting_work(tuple(invitee("nurse", "health") for _ in range(12)), police_route=None)
    slugs = [letter.slug for letter in letters(work)]
    assert len(slugs) == len(set(slugs)) == 12


@pytest.mark.parametrize("route", ["investigations", "police_investigations"])
def test_the_investigations_team_is_written_to_where_it_is_the_coordinating_one(route: str) -> None:
    coordinating = invitee("police_investigations", "police", email="inv@example.org")
    asked = invitee("operation_topaz", "police", requested_team=True, addressed=False)
    request = police_request(meeting_work((coordinating, asked), police_route=route))
    assert request is not None
    assert [to.email for to in request.recipients] == ["inv@example.org"]
    assert [team.role for team in request.teams] == ["operation_topaz"]


def test_a_council_may_name_a_coordinating_team_of_its_own() -> None:
    desk = invitee("child_abuse_desk", "police", email="desk@example.org")
    request = police_request(meeting_work((desk,), police_route="child_abuse_desk"))
    assert request is not None
    assert [to.email for to in request.recipients] == ["desk@example.org"]
