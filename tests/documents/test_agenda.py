"""The agenda."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from held_meetings import AGENDA, PEOPLE, room_work

from packgen.content import Passage, as_plain
from packgen.documents.agenda import KIND
from packgen.documents.kind import Document


def made(**meeting: Any) -> Document:
    [document] = KIND.for_meeting(room_work(**meeting))
    return document


def context(**meeting: Any) -> Any:
    return made(**meeting).context


def test_parts_change_where_the_family_comes_in_and_where_it_leaves() -> None:
    assert [
        (part["letter"], part["says"], [item["number"] for item in part["items"]]) for part in context()["parts"]
    ] == [
        ("A", "Professionals only, before the joint part", [1, 2]),
        ("B", "Joint part with the family: the child", [3]),
        ("C", "Professionals only, after the joint part", [4]),
    ]


def test_where_nobody_of_the_family_joins_the_meeting_is_one_part() -> None:
    professionals = tuple(one for one in PEOPLE if one.group != "child")
    [part] = context(assessed={"attendees": professionals})["parts"]
    assert part["only"] is True
    assert part["says"] == "Professionals only"


def test_a_family_in_the_room_from_the_beginning_is_said_to_be_there() -> None:
    joined = tuple(replace(item, part="joined") for item in AGENDA)
    [part] = context(assessed={"agenda": joined})["parts"]
    assert part["says"] == "Joint part with the family: the child"


def test_an_item_names_who_leads_where_one_alone_fills_the_role() -> None:
    leads = [item["lead"] for part in context()["parts"] for item in part["items"]]
    assert leads == ["Chair", "Police investigations", "Sam Worker, Social worker", "Chair"]


def test_an_unmet_rule_is_not_printed_for_everybody_but_the_draft_mark_is() -> None:
    document = made()
    said = json.dumps(as_plain(document.context))
    assert "is not met" not in said
    assert "On leave." not in said
    assert "DRAFT: open points for the chair" in said


def test_children_are_counted_and_not_named_outside_their_own_part() -> None:
    professionals = tuple(one for one in PEOPLE if one.group != "child")
    said = json.dumps(as_plain(made(assessed={"attendees": professionals}).context))
    assert "2 children" in said
    assert "Quill" not in said
    assert "Tern" not in said


def test_an_item_of_the_file_that_is_about_somebody_is_a_passage() -> None:
    extra = {"text": "What Ash asked for", "about": ["ash"]}
    agenda = (*AGENDA[:1], replace(AGENDA[1], heading="What Ash asked for"))
    document = made(extra_items=[extra], assessed={"agenda": agenda})
    heading = document.context["parts"][0]["items"][1]["heading"]  # type: ignore[index]
    assert isinstance(heading, Passage)
    assert dict(document.passages)[heading.key] == ("ash",)


def test_the_decisions_that_the_meeting_may_take_come_with_what_must_be_recorded() -> None:
    assert [(one["label"], one["must_record"]) for one in context()["decisions"]] == [
        ("Start section 47 enquiries", ["Who leads"]),
        ("Medical assessment", []),
    ]
