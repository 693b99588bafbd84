"""What a Safer Options meeting is given and leaves: inputs, decisions by group, what is shared, impact so far."""

from __future__ import annotations

from typing import Any

from following_cases import made

from packgen.content import Markdown, Passage
from packgen.documents.kind import Document


def _rows(document: Document, heading: str) -> list[dict[str, Any]]:
    assert document.context is not None
    sections: Any = document.context["sections"]
    (section,) = [one for one in sections if one["heading"] == heading]
    return section["rows"]  # type: ignore[no-any-return]


def _text(value: object) -> str:
    return value.text.text if isinstance(value, Passage) else value.text if isinstance(value, Markdown) else str(value)


def _sheet(kind: str, meeting: str, sample: str = "safer-options-locality", **change: Any) -> Document:
    (sheet,) = made(kind, sample, change.get("change"), meeting=meeting)
    return sheet


def test_decisions_about_groups_and_places_stand_apart_from_those_about_one_child() -> None:
    sheet = _sheet("decision_sheet", "safer-options-21")
    main = [_text(row["a"]) for row in _rows(sheet, "Main decisions")]
    single = [_text(row["a"]) for row in _rows(sheet, "Decisions for one child")]
    assert main == ["☒ Involve community or school as guardians"]
    assert len(single) == 4
    assert "Kacey Wolstenbury" in [row["b"] for row in _rows(sheet, "Decisions for one child")]


def test_before_the_meeting_all_twelve_decisions_stand_there_to_tick() -> None:
    def unheld(case: dict[str, Any]) -> None:
        case["meetings"][1]["minutes"] = None

    sheet = _sheet("decision_sheet", "safer-options-21", change=unheld)
    labels = [_text(row["a"]) for name in ("Main decisions", "Decisions for one child") for row in _rows(sheet, name)]
    assert len(labels) == 12
    assert all(label.startswith("☐") for label in labels)


def test_each_action_says_what_the_family_may_be_told() -> None:
    shared = _rows(_sheet("decision_sheet", "safer-options-20"), "What may be shared with the family")
    told = {_text(row["a"]): _text(row["b"]) for row in shared}
    assert told["Who is the man with the food"] == "Nothing yet; it could warn him."


def test_work_in_need_has_a_lead_and_a_day_to_report_back() -> None:
    work = _rows(_sheet("decision_sheet", "in-need-1", "in-need-place"), "Work with places and peer groups")
    filled = [row for row in work if row["a"]]
    assert len(filled) == 4
    assert {row["c"] for row in filled} == {"24 July 2025"}
    assert all(row["b"] for row in filled)


def test_impact_is_carried_forward_from_earlier_meetings_and_never_back() -> None:
    first = [_text(row["a"]) for row in _rows(_sheet("impact_tracker", "safer-options-20"), "Work so far")]
    second = [_text(row["a"]) for row in _rows(_sheet("impact_tracker", "safer-options-21"), "Work so far")]
    assert "Mend the lamps" in first
    assert "Mend the lamps" in second
    assert "Shopkeepers' scheme" in second
    assert "Shopkeepers' scheme" not in first


def test_an_assessment_asked_for_last_week_is_on_the_inputs_sheet_of_this_week() -> None:
    asked = _rows(_sheet("inputs_sheet", "safer-options-21"), "Assessments of neighbourhoods and peer groups")
    assert "A neighbourhood assessment of Weir Street." in [_text(row["a"]) for row in asked]
    before = _rows(_sheet("inputs_sheet", "safer-options-20"), "Assessments of neighbourhoods and peer groups")
    assert not any(row["a"] for row in before)
