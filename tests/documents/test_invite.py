"""The invitation: what each reader is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import pytest
from hand_built import meeting_work

from packgen.documents.invite import KIND
from packgen.documents.kind import Document
from packgen.guidance.assessment import Note


def made(**meeting: Any) -> dict[str, Document]:
    return {document.name: document for document in KIND.for_meeting(meeting_work(**meeting))}


def context(document: Document) -> Mapping[str, Any]:
    assert document.context is not None
    return document.context


def said(document: Document) -> str:
    return json.dumps(asdict(document), default=str)


def test_a_letter_gives_its_own_reason_and_rule_and_nobody_elses() -> None:
    letter = context(made()["invite-community-paediatrician"])
    assert [(why["why"], why["rules"]) for why in letter["why"]] == [
        ("Why the community_paediatrician is asked.", "RULE-community_paediatrician")
    ]
    assert "mentoring" not in said(made()["invite-community-paediatrician"])


def test_no_letter_names_a_child_or_an_address_of_one() -> None:
    for name, document in made().items():
        for secret in ("Ash Quill", "Bo Tern", "Ashy", "1 Fern Row", "999 000"):
            assert secret not in said(document), (name, secret)


def test_only_the_office_copy_holds_the_whole_list() -> None:
    documents = made()
    assert [name for name, document in documents.items() if context(document)["invited"]] == ["invite"]
    assert documents["invite"].audience == ("chair", "office")
    roles = {row["role"]: row["how"] for row in context(documents["invite"])["invited"]}
    assert roles["Lighthouse"] == "police request goes here"
    assert roles["Neighbourhood beat officer"] == "named in the police request"
    assert roles["Parent"] == "plain invitation, in person"
    assert roles["Service manager"] == "has this copy"


def test_whoever_waits_for_a_decision_stands_apart_in_the_office_copy_and_nowhere_else() -> None:
    documents = made()
    assert [row["name"] for row in context(documents["invite"])["undecided"]] == ["Kit Concern"]
    assert "Kit Concern" not in json.dumps(context(documents["invite"])["invited"], default=str)
    assert all("Kit" not in said(document) for name, document in documents.items() if name != "invite")


def test_only_those_who_need_it_read_why_the_meeting_was_called() -> None:
    told = {name for name, document in made().items() if context(document)["reason"] is not None}
    assert "invite-community-paediatrician" in told
    assert told.isdisjoint({"invite-mentoring", "invite-licensing"})


def test_the_reason_is_marked_with_whom_it_is_about_under_a_key_that_says_nothing() -> None:
    document = made()["invite-police-request"]
    ((key, people),) = document.passages
    assert people == ("ash",)
    assert "ash" not in key


def test_the_police_request_names_teams_and_officers_with_their_rules() -> None:
    police = context(made()["invite-police-request"])["police"]
    assert police["route"] == "Lighthouse"
    assert [(team["label"], team["name"]) for team in police["teams"]] == [
        ("Police investigations", "Iris Ward"),
        ("Violence reduction unit", None),
        ("Neighbourhood beat officer", "Rory Beat"),
    ]


def test_unknown_names_stay_unknown_so_that_the_letter_prints_a_line() -> None:
    (licensing,) = context(made()["invite-licensing"])["recipients"]
    assert licensing["name"] is None
    assert licensing["email"] is None


def test_a_cancelled_meeting_is_said_to_be_cancelled() -> None:
    documents = made(cancelled={"date": "2025-03-10", "by": "Cher Head", "reason": "Ash was found."})
    assert {str(context(document)["cancelled_on"]) for document in documents.values()} == {"2025-03-10"}
    assert "Ash was found" not in said(documents["invite-mentoring"])


def test_a_meeting_that_calls_for_no_invitation_gets_none() -> None:
    assert list(KIND.for_meeting(meeting_work(documents=("agenda",)))) == []


@pytest.mark.parametrize(
    "reason", ["Ash has been seen there.", "Ashy was found.", "It is about B. Tern.", "Quill, again"]
)
def test_a_reason_that_names_somebody_stays_in_the_office(reason: str) -> None:
    documents = made(reason=reason)
    assert [name for name, document in documents.items() if context(document)["reason"]] == ["invite"]
    assert context(documents["invite"])["reason_names"]


@pytest.mark.parametrize("reason", ["The ashes were cold.", "Eternal worries.", "Sam Worker asked for it."])
def test_words_that_only_look_like_a_name_and_names_of_professionals_do_not_hold_a_reason_back(reason: str) -> None:
    documents = made(reason=reason)
    assert context(documents["invite-police-request"])["reason"] is not None


def test_what_the_guidance_tells_one_group_stands_in_its_letters_and_in_the_office_copy() -> None:
    work = meeting_work()
    notes = (
        Note("letter", "For charities.", (), ("voluntary",)),
        Note("letter", "For everybody.", ()),
        Note("crib", "For the chair.", ()),
    )
    work = replace(work, assessment=replace(work.assessment, notes=notes))
    said_in = {document.name: context(document)["notes"] for document in KIND.for_meeting(work)}
    assert said_in["invite"] == ["For charities.", "For everybody."]
    assert said_in["invite-mentoring"] == ["For charities.", "For everybody."]
    assert said_in["invite-licensing"] == ["For everybody."]
