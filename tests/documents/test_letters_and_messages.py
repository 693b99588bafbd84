"""Report requests, reply slip, e-mail texts and notifications."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hand_built import invitee, meeting_work

from packgen.case.people import Person
from packgen.documents import email_text, notification_letter, reply_slip, report_request
from packgen.documents.kind import Document, MeetingKind, MeetingWork

CANCELLED = {"date": "2025-03-10", "by": "Cher Head", "reason": "Ash was found."}


def made(kind: MeetingKind, work: MeetingWork | None = None) -> dict[str, Document]:
    return {document.name: document for document in kind.for_meeting(work or meeting_work())}


def context(document: Document) -> Any:
    assert document.context is not None
    return document.context


def text(name: str, work: MeetingWork | None = None) -> str:
    return made(email_text.KIND, work)[name].text or ""


def test_a_report_is_asked_only_of_those_who_are_to_write_one() -> None:
    (request,) = made(report_request.KIND).values()
    assert request.name == "report-request-community-paediatrician"
    assert context(request)["questions"] == ["Who was seen for burns?"]
    assert context(request)["due"] is None


def test_a_report_request_gives_the_earliest_day_asked_and_each_question_once() -> None:
    asked = {"report_wanted": True, "agency": "Health"}
    work = meeting_work(
        (
            invitee("nurse", "health", name="A", report_questions=("One?", "Two?"), **asked),
            invitee("nurse", "health", name="B", report_questions=("Two?", "Three?"), **asked),
        ),
        police_route=None,
        reports_due="2025-03-10",
    )
    (request,) = made(report_request.KIND, work).values()
    assert context(request)["questions"] == ["One?", "Two?", "Three?"]
    assert str(context(request)["due"]) == "2025-03-10"


def test_nobody_who_waits_for_a_decision_is_asked_for_a_report() -> None:
    work = meeting_work((invitee("nurse", "health", report_wanted=True, needs_decision=True),), police_route=None)
    assert made(report_request.KIND, work) == {}


def test_papers_that_only_a_meeting_needs_are_not_made_for_a_cancelled_one() -> None:
    work = meeting_work(cancelled=CANCELLED)
    for kind in (report_request.KIND, reply_slip.KIND, notification_letter.KIND):
        assert made(kind, work) == {}, kind.name


def test_every_subject_begins_with_the_marking_and_no_text_identifies_anybody() -> None:
    for name, document in made(email_text.KIND).items():
        said = document.text or ""
        (subject,) = (line for line in said.splitlines() if line.startswith("Subject: "))
        assert subject.startswith("Subject: OFFICIAL-SENSITIVE: "), name
        for secret in ("Ash", "Quill", "Tern", "Fern Row", "Corner Shop", "strategy", "friend", "Kit", "Pat"):
            assert secret not in said, (name, secret)


def test_an_address_that_is_not_secure_is_said_to_be_so() -> None:
    insecure, secure = text("email-voluntary"), text("email-health")
    assert insecure.index("NOT KNOWN TO BE SECURE") < insecure.index("moe@example.org")
    assert "01632 960009" in insecure
    assert "NOT KNOWN" not in secure
    assert "lu@example.org" in secure


def test_an_address_of_unknown_security_counts_as_not_secure() -> None:
    work = meeting_work((invitee("nurse", "health", email="n@example.org"),), police_route=None)
    assert "NOT KNOWN TO BE SECURE" in text("email-health", work)


def test_a_missing_address_leaves_a_line_to_fill_in() -> None:
    assert "Licensing: ____" in text("email-other")


def test_officers_who_are_only_asked_for_are_in_no_e_mail() -> None:
    assert "Rory Beat" not in text("email-police")
    assert "lighthouse@example.org" in text("email-police")


def test_the_e_mail_of_a_cancelled_meeting_says_so_and_gives_no_reason() -> None:
    said = text("email-health", meeting_work(cancelled=CANCELLED))
    assert "Subject: OFFICIAL-SENSITIVE: Cancelled: multi-agency meeting" in said
    assert "found" not in said
    assert "reply" not in said


def test_each_notification_is_a_letter_with_its_rule_and_what_is_asked() -> None:
    letters = made(notification_letter.KIND)
    assert set(letters) == {"notification-safer-options-manager", "notification-independent-reviewing-officer"}
    manager = context(letters["notification-safer-options-manager"])
    assert manager["rules"] == "CS-INF-01"
    assert any("hub" in ask for ask in manager["asks"])


def test_a_reviewing_officer_learns_of_their_own_children_and_a_manager_of_a_number() -> None:
    letters = made(notification_letter.KIND)
    officer = context(letters["notification-independent-reviewing-officer"])
    manager = context(letters["notification-safer-options-manager"])
    assert [child["name"] for child in officer["children"]] == ["Ash Quill"]
    assert manager["children"] == []
    assert manager["how_many"] == "2 children"


def test_the_reply_slip_names_nobody_of_the_case() -> None:
    (slip,) = made(reply_slip.KIND).values()
    assert not any(secret in str(slip) for secret in ("Ash", "Quill", "Corner Shop"))


def test_letters_that_ask_for_something_else_are_not_notifications() -> None:
    work = meeting_work()
    asking = tuple(replace(told, letter="host_authority_request") for told in work.assessment.notifications)
    work = replace(work, assessment=replace(work.assessment, notifications=asking))
    assert made(notification_letter.KIND, work) == {}


def test_the_designated_officer_alone_learns_which_adults_work_with_children() -> None:
    work = meeting_work()
    told = work.assessment.notifications[0]
    both = (told, replace(told, role="lado", letter="lado_notification"))
    adult = Person(id="k", name="Kade R", group="person_of_concern", works_with_children=True, works_at=("shop", "Gym"))
    other = Person(id="m", name="Marlon V", group="person_of_concern", works_with_children=False)
    case = work.whole.case.model_copy(update={"people": (*work.whole.case.people, adult, other)})
    work = replace(work, assessment=replace(work.assessment, notifications=both), whole=replace(work.whole, case=case))
    letters = made(notification_letter.KIND, work)
    assert context(letters["notification-safer-options-manager"])["adults"] == []
    assert context(letters["notification-lado"])["adults"] == [
        {"name": "Kade R", "date_of_birth": None, "works_at": ["Corner Shop", "Gym"]}
    ]
