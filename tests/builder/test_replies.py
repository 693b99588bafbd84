"""Replies kept in a file beside the case: crib, sign-in sheet and chase list know them; a bad line is located."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from packgen.builder.check import check_paths
from packgen.builder.checked import check_case
from packgen.builder.prepare import prepare
from packgen.errors import Severity
from packgen.guidance.assessment import Attendee
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
AS_OF = date(2026, 1, 5)
MEETING = "complex-strategy-2"
HEADINGS = "Meeting,Who,Reply,Deputy,Date,Report received\n"


def case_with(folder: Path, lines: str, name: str = "replies.csv") -> Path:
    case_file = Path(shutil.copy(SAMPLES / "toby.yaml", folder / "toby.yaml"))
    shutil.copy(SAMPLES / "contacts.yaml", folder / "contacts.yaml")
    (folder / name).write_text(HEADINGS + lines, encoding="utf-8")
    return case_file


def invited(case_file: Path) -> dict[str, Attendee]:
    meeting = check_case(case_file, Settings(), AS_OF).assessment.meeting(MEETING)
    return {one.name or one.label: one for one in meeting.attendees}


def sentences(case_file: Path) -> list[str]:
    found = [one for one in check_case(case_file, Settings(), AS_OF).loaded.warnings if one.severity is Severity.ERROR]
    return [f"{problem.location}: {problem.message} {problem.hint}" for problem in found]


def test_a_reply_is_taken_by_id_name_role_and_address(tmp_path: Path) -> None:
    before = invited(case_with(tmp_path, ""))
    by_mail = next(one for one in before.values() if one.email and one.person is None and one.name)
    lines = (
        f"{MEETING},sw-adeyemi,apologies,,01/04/2025,\n"
        f"{MEETING},gareth renshaw,Accepted,,2 April 2025,\n"
        f"{MEETING},{by_mail.email},,Nia Deputy,,03/04/2025\n"
        f"{MEETING},Lighthouse,coming,,,\n"
    )
    after = invited(case_with(tmp_path, lines))
    assert after["Folasade Adeyemi-Croft"].reply == "apologies"
    assert after["Gareth Renshaw"].reply == "accepted"
    deputised = after[str(by_mail.name)]
    assert (deputised.reply, deputised.deputy) == ("deputy", "Nia Deputy")
    assert deputised.report_received == date(2025, 4, 3)
    assert {one.reply for one in after.values() if one.role == "lighthouse"} == {"accepted"}
    assert list(after) == list(before)


def test_the_papers_print_the_replies(tmp_path: Path) -> None:
    case_file = case_with(tmp_path, f"{MEETING},sw-adeyemi,apologies,,01/04/2025,\n", "toby - replies.csv")
    prepared = prepare(case_file, Settings(), AS_OF)
    crib = next(one for one in prepared.documents if one.kind == "chairs_crib" and one.folder == MEETING)
    assert crib.context is not None
    assert "Folasade Adeyemi-Croft, Social worker" in crib.context["replies"]["apologies"]  # type: ignore[index]


def test_the_later_line_counts_and_lines_of_another_case_are_left_alone(tmp_path: Path) -> None:
    case_file = case_with(tmp_path, "")
    (tmp_path / "replies.csv").write_text(
        "Case;Meeting;Who;Reply\n"
        f"BCC-EFH-2025-004;{MEETING};sw-adeyemi;accepted\n"
        f"BCC-EFH-2025-004;{MEETING};sw-adeyemi;apologies\n"
        "BCC-EFH-2025-999;strategy-1;somebody;accepted\n",
        encoding="cp1252",
    )
    assert invited(case_file)["Folasade Adeyemi-Croft"].reply == "apologies"


def test_every_line_that_cannot_be_used_is_named_with_what_to_type(tmp_path: Path) -> None:
    lines = f"{MEETING},Folasade Adeyemi-Crift,accepted,,,\ncomplex-strategy-3,sw-adeyemi,accepted,,,\n"
    told = sentences(case_with(tmp_path, lines))
    assert "replies.csv:2:2: line 2, column B: “Folasade Adeyemi-Crift” is not invited" in told[0]
    assert "Did you mean “Folasade Adeyemi-Croft”?" in told[0]
    assert "replies.csv:3:1: line 3, column A: “complex-strategy-3” is no meeting" in told[1]
    assert "Did you mean complex-strategy-2?" in told[1]


def test_what_is_typed_wrongly_is_listed_at_once(tmp_path: Path) -> None:
    lines = f"{MEETING},sw-adeyemi,maybe,,32/13/2025,\n{MEETING},,accepted,,,\n{MEETING},sw-adeyemi,deputy,,,\n"
    told = sentences(case_with(tmp_path, lines))
    assert [one.split(": ")[2].split(".")[0] for one in told] == [
        "“maybe” is not a reply",
        "'32/13/2025' is not a day in the calendar; check the day, month and year",
        "it does not say who replied",
        "the deputy's name is missing",
    ]


def test_replies_can_be_checked_alone(tmp_path: Path) -> None:
    case_with(tmp_path, f"{MEETING},sw-adeyemi,maybe,,,\n")
    problems = check_paths([tmp_path / "replies.csv"], Settings(), AS_OF)
    assert [problem.message.split(": ")[1] for problem in problems] == ["“maybe” is not a reply."]


def test_a_slip_in_one_line_stops_neither_the_papers_nor_the_other_lines(tmp_path: Path) -> None:
    lines = f"{MEETING},gareth renshaw,accepted,,,\n{MEETING},sw-adeyemi,perhaps,,,\n"
    case_file = case_with(tmp_path, lines)
    prepared = prepare(case_file, Settings(), AS_OF)

    assert invited(case_file)["Gareth Renshaw"].reply == "accepted"
    assert prepared.documents
    errors = [problem for problem in prepared.problems if problem.severity is Severity.ERROR]
    assert any("“perhaps” is not a reply" in problem.message for problem in errors)
