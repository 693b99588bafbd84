"""Where documents lie: what follows from rules has a drawer of its own, and no name says who a child is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from packgen.builder.layout import document_path
from packgen.builder.prepare import prepare
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"


@pytest.fixture(scope="module")
def paths() -> dict[str, set[str]]:
    """The paths of Summer's and Toby's documents, by kind."""
    found: dict[str, set[str]] = {}
    for sample in ("summer", "toby"):
        prepared = prepare(SAMPLES / f"{sample}.yaml", Settings(), date(2025, 4, 10))
        for document in prepared.documents:
            found.setdefault(document.kind, set()).add(document_path(prepared.loaded.case, document))
    return found


def test_letters_and_sheets_of_the_case_lie_in_its_follow_up_drawer(paths: dict[str, set[str]]) -> None:
    for kind in ("placement_notification", "area_checklist", "cse_checklist_cover"):
        assert all(path.startswith("follow-up/") for path in paths[kind]), kind


def test_those_of_a_meeting_lie_in_the_meetings(paths: dict[str, set[str]]) -> None:
    assert "2025-03-11-complex-strategy-1/follow-up/unit-brief-v2.docx" in paths["unit_brief"]
    assert all("/follow-up/" in path for path in paths["care_plan_note"])


def test_papers_of_every_day_stay_where_they_were(paths: dict[str, set[str]]) -> None:
    assert "2025-03-11-complex-strategy-1/agenda-v2.docx" in paths["agenda"]
    assert all("/" not in path for path in paths["risk_management_plan"])


def test_texts_for_the_record_lie_with_the_record(paths: dict[str, set[str]]) -> None:
    assert all("/record/record-text-" in path for path in paths["case_note"])


def test_no_path_names_a_child(paths: dict[str, set[str]]) -> None:
    everything = " ".join(path for found in paths.values() for path in found).lower()
    for name in ("toby", "wrenfield", "summer", "jaydon", "callum"):
        assert name not in everything
