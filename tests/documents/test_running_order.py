"""In which order items are taken, and who is in the room."""

from __future__ import annotations

from dataclasses import replace

from held_meetings import AGENDA, PEOPLE, room_work
from hypothesis import given
from hypothesis import strategies as st

from packgen.documents.kind import MeetingWork
from packgen.documents.one_person import together
from packgen.documents.running_order import parts_of, running_order
from packgen.guidance.assessment import AgendaItem, Attendee

CHILD = PEOPLE[-1]
PARENT = replace(CHILD, role="parent", label="Parent", group="family", name="Pat Quill", person="mum", joins="all")
PARTS = ("opening", "closed", "joined", "closing")


def meeting(parts: list[str], *family: Attendee) -> MeetingWork:
    items = [AgendaItem(n, f"Item {n}", (), 5, "Chair", part, ()) for n, part in enumerate(parts, 1)]
    return room_work(assessed={"agenda": tuple(items), "attendees": (*PEOPLE[:-1], *family)})


def said(work: MeetingWork) -> list[tuple[str, str, list[str]]]:
    return [(part.letter, part.says, [item.heading for item in part.items]) for part in parts_of(work)]


def test_items_the_child_may_hear_are_taken_together_so_that_the_child_comes_in_once() -> None:
    assert said(meeting(["opening", "joined", "closed", "joined", "closed", "closing"], CHILD)) == [
        ("A", "Professionals only, before the joint part", ["Item 1", "Item 3", "Item 5"]),
        ("B", "Joint part with the family: the child", ["Item 2", "Item 4"]),
        ("C", "Professionals only, after the joint part", ["Item 6"]),
    ]


def test_whoever_joins_throughout_is_not_left_out_of_what_the_paper_says() -> None:
    assert said(meeting(["opening", "closed"], PARENT)) == [
        ("A", "Professionals, with a parent throughout", ["Item 1", "Item 2"])
    ]
    [closed, joined] = said(meeting(["closed", "joined"], PARENT, CHILD))
    assert closed[1] == "Professionals, with a parent throughout, before the joint part"
    assert joined[1] == "Joint part with the family: a parent and the child"


def test_where_nobody_joins_the_order_of_the_guidance_stays() -> None:
    work = meeting(["joined", "closed", "joined"])
    assert [item.heading for item in running_order(work)] == ["Item 1", "Item 2", "Item 3"]
    assert [part.says for part in parts_of(work)] == ["Professionals only"]


@given(st.lists(st.sampled_from(PARTS), max_size=10))
def test_every_item_is_taken_once_and_numbered_in_the_order_it_is_taken(parts: list[str]) -> None:
    items = running_order(meeting(parts, CHILD))
    assert sorted(item.heading for item in items) == sorted(f"Item {n}" for n in range(1, len(parts) + 1))
    assert [item.number for item in items] == list(range(1, len(parts) + 1))
    joined = [item.part == "joined" for item in items]
    assert sum(1 for before, now in zip([False, *joined], joined, strict=False) if now and not before) <= 1


def test_somebody_with_two_roles_stands_once_and_the_clearer_answer_counts() -> None:
    carer = replace(PEOPLE[4], role="foster_carer", label="Foster carer", person="gb", reply="no_reply")
    provider = replace(carer, role="placement_provider", label="Placement provider", reply="accepted", attended="yes")
    [one] = together([carer, provider])
    assert (one.label, one.reply, one.attended) == ("Foster carer and Placement provider", "accepted", "yes")


def test_a_shared_name_alone_does_not_make_two_people_one() -> None:
    here = replace(PEOPLE[4], name="Jo Park", person=None, phone=None)
    assert len(together([here, replace(here, label="Other")])) == 2
    assert len(together([replace(here, phone="1"), replace(here, phone="2")])) == 2
    assert len(together([replace(here, name=None, phone="1"), replace(here, name=None, phone="1")])) == 2


def test_the_agenda_of_the_guidance_is_the_running_order_where_it_already_fits() -> None:
    assert running_order(room_work()) == AGENDA
