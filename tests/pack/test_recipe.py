"""What goes into whose pack: need to know decides, and in doubt a paper is kept back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.errors import UsageError
from packgen.pack.binding.bind import bind
from packgen.pack.model import Pack, PackPart
from packgen.pack.recipe import (
    ATTACHMENT,
    Candidate,
    choose,
    has_dividers,
    load_recipes,
    may_see,
    reader_named,
    readers_for,
)
from tests.pack.pack_makers import pdf_of

READERS = (
    "chair",
    "agency",
    "police",
    "health",
    "social_care",
    "school",
    "child",
    "parent",
    "carer",
    "record",
    "safer_options",
)
MEETINGS = ("strategy", "complex_strategy", "risk_management", "safer_options", "plan")
KINDS = (
    *("invite", "schedule_of_children", "report_request", "reply_slip", "agenda", "chairs_crib", "sign_in_sheet"),
    *("call_sheet", "minutes", "record_copy", "risk_management_plan", "child_safety_plan", "safety_plan_worksheet"),
    *("plain_invitation", "what_i_want_to_say", "notification_iro", ATTACHMENT),
)
FOR_FAMILY = {"plain_invitation", "what_i_want_to_say", "child_safety_plan", "safety_plan_worksheet", ATTACHMENT}


def test_dividers_stand_where_the_recipe_asks_for_them() -> None:
    assert has_dividers("chair", "complex_strategy")
    assert not has_dividers("chair", "strategy")
    assert not has_dividers("child", "complex_strategy")


def test_every_reader_of_the_issue_has_a_recipe() -> None:
    recipes = load_recipes()
    assert set(recipes.readers) == set(READERS)
    assert {recipe.reader for recipe in recipes.recipes} == set(READERS)
    assert len({reader.file_name for reader in recipes.readers.values()}) == len(READERS)


def test_every_meeting_type_has_a_chairs_pack_and_families_have_theirs_at_risk_management() -> None:
    assert all("chair" in readers_for(meeting) for meeting in MEETINGS)
    assert {"child", "parent", "carer"} <= set(readers_for("risk_management"))
    assert not {"child", "parent", "carer"} & set(readers_for("complex_strategy"))


def test_a_schools_pack_leaves_out_what_only_police_may_see() -> None:
    papers = [
        Candidate("agenda", "agenda", ("agency",)),
        Candidate("intelligence", ATTACHMENT, ("police",)),
        Candidate("attendance", ATTACHMENT, ("education",)),
        Candidate("open", ATTACHMENT),
        Candidate("crib", "chairs_crib", ("chair",)),
    ]
    assert [chosen.candidate.key for chosen in choose("school", "strategy", papers)] == ["agenda", "attendance", "open"]
    assert "intelligence" in [chosen.candidate.key for chosen in choose("police", "strategy", papers)]
    assert "intelligence" in [chosen.candidate.key for chosen in choose("chair", "strategy", papers)]


AUDIENCES = sorted({word for reader in load_recipes().readers.values() for word in reader.counts_as})

_candidates = st.lists(
    st.builds(
        Candidate,
        key=st.uuids().map(str),
        kind=st.sampled_from(KINDS),
        audience=st.lists(st.sampled_from([*AUDIENCES, "unheard-of"]), max_size=3).map(tuple),
        for_child=st.sampled_from(["", "kim", "lee"]),
    ),
    max_size=12,
)


@given(_candidates, st.sampled_from(READERS), st.sampled_from(MEETINGS))
def test_nothing_is_bound_that_need_to_know_does_not_allow(papers: list[Candidate], reader: str, meeting: str) -> None:
    who = reader_named(reader)
    chosen = [each.candidate for each in choose(reader, meeting, papers, child="kim")]
    assert len({paper.key for paper in chosen}) == len(chosen)
    for paper in chosen:
        assert not paper.audience or set(paper.audience) & set(who.counts_as)
        if reader in ("child", "parent", "carer", "record"):
            assert paper.for_child in ("", "kim")
        if reader in ("child", "parent", "carer"):
            assert paper.kind in FOR_FAMILY
            assert paper.kind != ATTACHMENT or paper.audience


def test_a_childs_pack_holds_nothing_of_the_closed_part() -> None:
    files = {
        "mine": pdf_of(["my own part"]),
        "agenda": pdf_of(["CLOSEDTOKEN agenda"]),
        "sibling": pdf_of(["CLOSEDTOKEN sibling"]),
        "report": pdf_of(["CLOSEDTOKEN report"]),
    }
    papers = [
        Candidate("mine", "plain_invitation", ("child",), "kim"),
        Candidate("agenda", "agenda", ("agency",)),
        Candidate("sibling", "plain_invitation", ("child",), "lee"),
        Candidate("report", ATTACHMENT),
    ]
    chosen = choose("child", "risk_management", papers, child="kim")
    parts = tuple(PackPart(each.candidate.key, files[each.candidate.key], each.section) for each in chosen)
    data = bind(Pack("My meeting", parts))
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "my own part" in text
    assert "CLOSEDTOKEN" not in text
    assert not reader_named("child").control_data


def test_in_doubt_a_paper_is_kept_back() -> None:
    assert not may_see(reader_named("school"), Candidate("a", ATTACHMENT, ("polcie",)))
    assert not may_see(reader_named("parent"), Candidate("a", ATTACHMENT))
    assert not may_see(reader_named("record"), Candidate("a", "minutes", ("record",), "lee"), child="kim")


def test_an_unknown_reader_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no pack for 'neighbour'"):
        choose("neighbour", "strategy", [])
