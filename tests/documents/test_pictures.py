"""Figures from the case: whom they show, what they say in words, the table of the same facts, who can be left out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from golden_cases import SAMPLES, documents_of

from packgen.case.load import load_case
from packgen.case.model import CaseFile
from packgen.case.values import LONDON
from packgen.content import Figure
from packgen.documents.passages import Passages
from packgen.documents.pictures.ecomap import ecomap
from packgen.documents.pictures.influence import influence
from packgen.documents.pictures.missing_timeline import missing_timeline
from packgen.documents.pictures.naming import initials, labels
from packgen.documents.pictures.rag_strip import rag_strip
from packgen.documents.pictures.rings import contact_rings
from packgen.documents.pictures.scales import mapping
from packgen.word.figures.draw import draw_figure

AT = datetime(2025, 11, 20, 12, tzinfo=LONDON)


def case_of(name: str) -> CaseFile:
    return load_case(next(path for path in SAMPLES if path.stem == name)).case


def made_ecomap(name: str = "toby", **more: Any) -> Any:
    case = case_of(name)
    return ecomap(case, case.children, Passages("x"), whole=True, **more)


def figures_in(value: object) -> list[Figure]:
    if isinstance(value, Figure):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [figure for part in parts for figure in figures_in(part)]


def timeline(name: str = "mohammed", at: datetime = AT, **more: Any) -> Any:
    case = case_of(name)
    return missing_timeline(case, case.children, at, **more)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_figure_of_every_sample_can_be_drawn_and_says_what_it_says(sample: Path) -> None:
    figures = [figure for document in documents_of(sample) for figure in figures_in(document.context)]
    distinct = {repr((figure.kind, figure.data)): figure for figure in figures}
    for figure in distinct.values():
        assert draw_figure(figure).startswith(b"\x89PNG")
        assert figure.alt_text.strip()
        assert figure.kind == "symbol" or figure.alt_text.endswith(".")


def test_the_ecomap_says_each_tie_in_words_and_in_the_table() -> None:
    made = made_ecomap()
    assert "Marlon Vexley exploits Toby Wrenfield" in made["picture"].alt_text
    row = next(row for row in made["rows"] if row["who"] == "Marlon Vexley" and row["whom"] == "Toby Wrenfield")
    assert (row["tie"], row["strength"]) == ("exploits", "strong")
    assert len(made["rows"]) == len(made["picture"].data["links"])


def test_a_redacted_copy_is_drawn_without_the_people_it_leaves_out() -> None:
    made = made_ecomap(hidden=frozenset(("marlon-v", "jaydon")))
    shown = repr(made["picture"]) + repr(made["rows"])
    assert "Marlon" not in shown
    assert "Jaydon" not in shown
    assert not {"marlon-v", "jaydon"} & set(made["picture"].about)
    assert {"toby", "kade-r"} <= set(made["picture"].about)


def test_an_agenda_shows_initials_alone() -> None:
    made = made_ecomap(named=False)
    assert "Wrenfield" not in repr(made["picture"].data) + repr(made["rows"]) + made["picture"].alt_text
    assert "T.W." in made["picture"].alt_text
    assert all(row["note"] is None for row in made["rows"])


def test_equal_initials_are_told_apart() -> None:
    names = [("a", "Toby Wren"), ("b", "Tess Wolf"), ("c", "Ann Bee")]
    assert labels(names, named=False) == {"a": "T.W. (1)", "b": "T.W. (2)", "c": "A.B."}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Toby Wren-Field", "T.W."),
        ("The underpass group", "The underpass group"),
        ("A man using the name InkFox (real name not yet known)", "A man"),
        ("An uncle called Rex Oak", "An uncle"),
        ("The Station", "T.S."),
    ],
)
def test_a_description_is_no_name_to_shorten(name: str, short: str) -> None:
    assert initials(name) == short


def test_the_timeline_says_how_long_how_many_and_what_followed() -> None:
    made = timeline()
    alt_text = made["picture"].alt_text
    assert "4 missing episodes" in alt_text
    assert "116 hours 30 minutes; 1 lasted more than 48 hours" in alt_text
    assert "3 began within 30 days" in alt_text
    assert "3 held, 1 offered only, 0 not recorded" in alt_text
    assert [row["over"] for row in made["rows"]] == [False, False, False, True]
    assert any("only the child was rung" in talk for talk in made["rows"][3]["talks"])


def test_the_timeline_knows_nothing_that_came_after_its_moment() -> None:
    made = timeline(at=datetime(2025, 11, 15, 12, tzinfo=LONDON))
    last = made["picture"].data["episodes"][-1]
    assert last["still_missing"]
    assert last["interview"] == ""
    assert last["hours"] == 39.0
    assert made["rows"][-1]["back"] == "still missing"
    assert timeline(at=datetime(2025, 1, 1, tzinfo=LONDON)) is None


def test_the_week_counts_each_hour_of_each_episode_once() -> None:
    made = timeline(at=datetime(2025, 10, 5, 20, tzinfo=LONDON))
    rows = [[int(count) for count in row.split()] for row in made["picture"].data["week"]["rows"]]
    assert sum(map(sum, rows)) == 37 + 18  # the second episode touches eighteen hours of the clock
    assert rows[4][23] == 1  # Friday 11pm
    assert max(map(max, rows)) == 2


def test_hidden_children_leave_no_trace_in_the_timeline() -> None:
    made = timeline("toby", hidden=frozenset(("jaydon",)))
    assert set(made["picture"].about) == {"toby"}
    assert not made["several"]


def test_figures_that_need_more_data_are_not_drawn_without_it() -> None:
    case = case_of("shona")
    assert contact_rings(case.children) is None
    assert influence(case.children[0], Passages("x")) is None
    assert rag_strip([{"number": 1, "rag": ""}]) is None
    assert mapping(None, Passages("x")) is None


def test_rings_and_influence_say_the_same_in_words() -> None:
    rings = contact_rings(case_of("toby").children)
    assert rings is not None
    assert "At risk of contact: Callum Tresillick" in rings["picture"].alt_text  # type: ignore[union-attr,attr-defined]
    made = influence(case_of("two-languages").children[0], Passages("x"))
    assert made is not None
    assert "Mum and family 8" in made["picture"].alt_text  # type: ignore[union-attr,attr-defined]
