"""Highlights that were taken off: what may be said by them, and what looks like a program that lost them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.enum.text import WD_COLOR_INDEX

from packgen.errors import RedactionRefusedError
from packgen.redaction.model import Decision
from packgen.redaction.persons import Roster
from packgen.redaction.propose import Proposed, RecordInput, propose
from packgen.redaction.publishing import publish_release
from packgen.redaction.release import ReleaseOrder, ready_copies
from packgen.redaction.self_test.pdf_builder import Recipe, build, show
from tests.redaction.subject_access_making import (
    ORDER,
    OTHER,
    POLICY,
    person,
    proposed,
    proposing,
    recolour,
    record,
    roster,
    text_of,
    usual_roster,
)

SECOND = replace(ORDER, second_approval="Officer Two")
TWICE = record("Dario Castellmoor came.", "Then Dario left.", "Kyleford rang 07700 900123.")
CONSENTED = roster(person(OTHER, decision=Decision.DISCLOSE, case_id="dario"))


def released(root: Path, made: Proposed, order: ReleaseOrder = SECOND) -> str:
    (copy,) = ready_copies(root, [made.file], order, POLICY)
    return text_of(copy.data)


def cleared(root: Path, data: bytes, known: Roster | None = None) -> Proposed:
    """A proposal that a program saved without any highlight."""
    made = proposed(root, data, known)
    assert recolour(made.file, "yellow", "none") + recolour(made.file, "cyan", "none") > 0
    return made


@pytest.mark.parametrize("text", ["Dario Castellmoor came.", "Dario Castellmoor came. Then Dario left."])
def test_a_proposal_without_any_highlight_left_is_refused(tmp_path: Path, text: str) -> None:
    made = cleared(tmp_path, record(text))
    with pytest.raises(RedactionRefusedError, match="No highlight is left") as refused:
        released(tmp_path, made)
    assert "decisions:" in refused.value.hint
    assert "Dario" not in str(refused.value)


def test_a_new_proposal_takes_nothing_over_from_one_that_lost_its_highlights(tmp_path: Path) -> None:
    cleared(tmp_path, TWICE)
    again = proposed(tmp_path, TWICE)
    assert (again.to_redact, again.to_decide) == (2, 1)
    recolour(again.file, "cyan", "yellow")
    assert "Dario" not in released(tmp_path, again)


def test_questions_may_all_be_answered_by_taking_their_highlights_off_when_two_approve(tmp_path: Path) -> None:
    made = cleared(tmp_path, record("Kyleford rang 07700 900123."))
    with pytest.raises(RedactionRefusedError, match="No highlight is left"):
        released(tmp_path, made, ORDER)
    assert "900123" in released(tmp_path, made)


def test_somebody_let_stand_wherever_they_are_named_is_refused_whoever_approves(tmp_path: Path) -> None:
    made = proposed(tmp_path, TWICE)
    recolour(made.file, "yellow", "none")
    recolour(made.file, "cyan", "yellow")
    for _ in "as reviewed", "as proposed again":
        with pytest.raises(RedactionRefusedError, match=r"let stand at every place \(2 in all\)") as refused:
            released(tmp_path, made)
        assert "Dario" not in str(refused.value)
        made = proposed(tmp_path, TWICE)


def test_a_decision_about_the_person_lets_them_stand(tmp_path: Path) -> None:
    made = proposed(tmp_path, TWICE)
    recolour(made.file, "yellow", "none")
    recolour(made.file, "cyan", "yellow")
    text = released(tmp_path, proposed(tmp_path, TWICE, CONSENTED))
    assert "Dario Castellmoor came" in text
    assert "900123" not in text


def two_records(root: Path) -> list[Path]:
    """Proposals of two records that name the same child twice each; in the first one they are let stand."""
    given = [RecordInput(".docx", TWICE), RecordInput(".docx", record("Dario slept. Dario woke."))]
    made = propose(root, given, proposing(usual_roster()))
    for one in made:
        recolour(one.file, "cyan", "yellow")
    recolour(made[0].file, "yellow", "none", only="Dario")
    return [one.file for one in made]


def test_somebody_let_stand_in_one_record_alone_needs_a_second_approval(tmp_path: Path) -> None:
    found = two_records(tmp_path)
    with pytest.raises(RedactionRefusedError, match="every place of a record"):
        ready_copies(tmp_path, found, ORDER, POLICY)
    first, second = ready_copies(tmp_path, found, SECOND, POLICY)
    assert "Dario" in text_of(first.data)
    assert "Dario" not in text_of(second.data)


def test_somebody_let_stand_at_most_places_needs_a_second_approval(tmp_path: Path) -> None:
    made = proposed(tmp_path, record(*["Then Dario came."] * 4, "At last Dario Castellmoor left."))
    recolour(made.file, "yellow", "none", only="Dario")
    recolour_last(made.file)
    with pytest.raises(RedactionRefusedError, match="or at most of them"):
        released(tmp_path, made, ORDER)
    assert released(tmp_path, made).count("Dario") == 4


def recolour_last(file: Path) -> None:
    """Highlight the last name of a proposal again."""
    document = docx.Document(str(file))
    run = [run for one in document.paragraphs for run in one.runs if "Castellmoor" in run.text][-1]
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.save(str(file))


def test_the_report_says_how_much_was_let_stand(tmp_path: Path) -> None:
    publish_release(tmp_path, ready_copies(tmp_path, two_records(tmp_path), SECOND, POLICY), SECOND, {})
    report = (tmp_path / "officer" / "SAR-1-1" / "report.txt").read_text("utf-8")
    assert "Highlights taken off, so that those words stand: 2 (names of people: 1)." in report


def test_a_pdf_whose_highlights_are_all_deleted_is_refused(tmp_path: Path) -> None:
    given = RecordInput(".pdf", build(Recipe(show("Dario Castellmoor came.") + show("Then Dario left.", y=500))))
    (made,) = propose(tmp_path, [given], proposing(usual_roster()))
    with pikepdf.open(io.BytesIO(made.file.read_bytes())) as saved:
        for page in saved.pages:
            del page.Annots
        saved.save(made.file)
    with pytest.raises(RedactionRefusedError, match="No highlight is left"):
        ready_copies(tmp_path, [made.file], SECOND, POLICY)
