"""Where each page of a pack comes to stand, before anything is drawn."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from packgen.pack.binding.layout import Plan, Role, plan_pages
from packgen.pack.fonts import choose_face
from packgen.pack.model import Pack, PackPart

_parts = st.lists(
    st.builds(
        PackPart,
        title=st.text(min_size=1, max_size=5),
        section=st.sampled_from(["", "Before", "After"]),
        missing=st.sampled_from(["", "", "not sent"]),
    ),
    max_size=8,
)


def _plan(parts: list[PackPart], late: int, counts: list[int], **options: bool) -> Plan:
    whole = [
        PackPart(part.title, b"", part.section, missing=part.missing, late=n >= late) for n, part in enumerate(parts)
    ]
    return plan_pages(Pack("T", tuple(whole), **options), [counts[n % len(counts)] for n in range(len(whole))], 1)


@given(_parts, st.lists(st.integers(1, 9), min_size=1, max_size=4), st.booleans(), st.booleans())
def test_every_page_has_its_place_and_no_two_papers_share_one(
    parts: list[PackPart], counts: list[int], duplex: bool, dividers: bool
) -> None:
    plan = _plan(parts, len(parts), counts, duplex=duplex, dividers=dividers)
    taken: set[int] = set()
    for entry in plan.entries:
        pages = set(range(entry.first_page, entry.last_page + 1))
        assert not pages & taken
        taken |= pages
        roles = {plan.sheets[page - 1].role for page in pages}
        assert roles == ({Role.MISSING} if entry.missing else {Role.PART})
    papers = [n for n, sheet in enumerate(plan.sheets, 1) if sheet.role in (Role.PART, Role.MISSING)]
    assert sorted(taken) == papers
    assert plan.sheets[plan.contents_page - 1].role is Role.CONTENTS


@given(_parts, st.lists(st.integers(1, 9), min_size=1, max_size=4), st.booleans(), st.booleans())
def test_double_sided_everything_starts_on_a_right_hand_page_and_no_blank_follows_a_blank(
    parts: list[PackPart], counts: list[int], dividers: bool, changes: bool
) -> None:
    plan = _plan(parts, len(parts), counts, duplex=True, dividers=dividers)
    assert plan.contents_page % 2 == 1
    assert all(entry.first_page % 2 == 1 for entry in plan.entries)
    blank = [sheet.role is Role.BLANK for sheet in plan.sheets]
    assert not any(one and other for one, other in pairwise(blank))
    assert not blank[-1]


@given(_parts, st.integers(0, 8), st.lists(st.integers(1, 9), min_size=1, max_size=4), st.booleans(), st.booleans())
def test_late_papers_move_no_page(
    parts: list[PackPart], late: int, counts: list[int], duplex: bool, dividers: bool
) -> None:
    options = {"duplex": duplex, "dividers": dividers}
    issued = _plan(parts[:late], late, counts, **options)
    later = _plan(parts, late, counts, **options)
    assert later.entries[: len(issued.entries)] == issued.entries
    assert later.sheets[: len(issued.sheets)] == issued.sheets


def test_a_face_is_found_for_names_that_are_not_english() -> None:
    face = choose_face(["Łukasz Çelik, Nguyễn"])
    assert face.printable("Łukasz Çelik") == "Łukasz Çelik"
    assert face.printable("one\ntwo\x07") == "one two?"
