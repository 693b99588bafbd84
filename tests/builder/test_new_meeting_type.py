"""A type of meeting that only a council's own profile file knows yields its papers: no line of Python is needed."""

from __future__ import annotations

from datetime import date

import docx
import pytest

from packgen.builder.build import BuildOptions, CaseOutcome, build_cases
from packgen.errors import Severity
from packgen.settings import Settings

PROFILE = """
profile:
  id: testshire
  label: Testshire
  extends: bristol
  authority: Testshire
  version:
    name: Testshire procedures
    author: A. Officer
    approved_by: The board
    in_force: 2025-01-01
    review: 2026-01-01
    version: '1'
  sources:
    - {key: TP, file: testshire-procedures.pdf, title: Testshire procedures}
  roles:
    - {id: conference_chair, label: Conference chair, agency: Testshire, group: social_care}
  meeting_types:
    - id: child_protection_conference
      label: Child Protection Conference
      routing_target: no
      purpose: To decide together whether this child needs a plan.
      documents: [invite, agenda, minutes]
      chair_roles: [conference_chair]
      frame:
        - {key: welcome, heading: Welcome, order: 10}
  decisions:
    - {id: plan_needed, label: A plan is needed}
  rules:
    - id: TP-01
      says: Conferences are chaired by an independent conference chair, and the social worker comes.
      strength: must
      severity: error
      source: TP §4
      origin: own
      applies_to: child_protection_conference
      effects:
        - {kind: chair, roles: conference_chair}
        - {kind: invite, role: social_worker, need: must, because: You wrote the report.}
        - {kind: agenda, key: report, heading: The report to the conference, order: 100, minutes: 20}
        - {kind: decision, code: plan_needed, must_record: [which kind of harm]}
"""
CASE = """
case: {reference: TEST-1}
children:
  - {id: ash, name: Ash Quill, date_of_birth: 2012-02-01, status: child_protection, social_worker: sw}
people:
  - {id: sw, name: Sam Worker, group: professional, role: social_worker, email: sw@example.org}
  - {id: head, name: Cher Head, group: professional, role: conference_chair}
meetings:
  - id: conference-1
    type: child_protection_conference
    date: 2025-05-06
    start: 10:00
    chair: {person: head}
    children: [ash]
end_of_case: true
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> CaseOutcome:
    folder = tmp_path_factory.mktemp("testshire")
    profile, case = folder / "testshire.yaml", folder / "case.yaml"
    profile.write_text(PROFILE, "utf-8")
    case.write_text(CASE, "utf-8")
    settings = Settings(outputs=folder / "outputs", profile=str(profile), converter="built-in")
    only = frozenset({"invite", "agenda", "minutes"})
    (built,) = build_cases([case], settings, BuildOptions(date(2025, 5, 1), only=only))
    return built


def _words(outcome: CaseOutcome, name: str) -> str:
    assert outcome.folder is not None
    (found,) = outcome.folder.rglob(name)
    document = docx.Document(str(found))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_it_yields_invite_agenda_and_minutes(outcome: CaseOutcome) -> None:
    assert outcome.folder is not None
    made = {path.name for path in outcome.folder.rglob("*.docx")}
    assert {"invite.docx", "agenda.docx", "minutes.docx"} <= made


def test_the_chair_that_the_file_asks_for_is_accepted(outcome: CaseOutcome) -> None:
    errors = [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
    assert not [problem for problem in errors if problem.rule == "TP-01"]
    assert not [problem for problem in errors if "type of meeting" in problem.message]


def test_the_papers_say_what_the_file_says(outcome: CaseOutcome) -> None:
    assert "Child Protection Conference" in _words(outcome, "invite.docx")
    assert "You wrote the report." in "".join(_words(outcome, path) for path in _invites(outcome))
    agenda = _words(outcome, "agenda.docx")
    assert "The report to the conference" in agenda
    assert "To decide together whether this child needs a plan." in agenda
    minutes = _words(outcome, "minutes.docx")
    assert "A plan is needed" in minutes
    assert "which kind of harm" in minutes


def _invites(outcome: CaseOutcome) -> list[str]:
    assert outcome.folder is not None
    return [path.name for path in outcome.folder.rglob("invite*.docx")]
