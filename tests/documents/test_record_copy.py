"""The cover sheet of a child's copy of the minutes."""

from __future__ import annotations

import json
from typing import Any

from held_meetings import room_work

from packgen.content import as_plain
from packgen.documents.kind import Document
from packgen.documents.record_copy import KIND, with_minutes


def made(**meeting: Any) -> list[Document]:
    return list(KIND.for_meeting(room_work(**meeting)))


def test_each_child_has_a_cover_with_its_own_destination_and_no_other_childs_name() -> None:
    ash, bo = made(held=True)
    assert (ash.for_child, bo.for_child) == ("ash", "bo")
    assert ash.name != bo.name
    said = json.dumps(as_plain(ash.context))
    assert "LCS Strategy Form" in said
    assert "Ash Quill" in said
    assert "Bo Tern" not in said


def test_there_is_nothing_to_file_before_the_meeting_was_held() -> None:
    assert made() == []


def test_minutes_typed_into_the_shell_and_then_issued_are_filed_too() -> None:
    assert len(made(issued={"date": "2025-03-13", "by": "Bea"})) == 2


def test_the_cover_says_which_file_of_minutes_it_covers_once_that_is_known() -> None:
    cover = made(held=True)[0]
    known = with_minutes(cover, "minutes-v2.docx", "ab" * 32)
    assert known.context is not None
    assert cover.context is not None
    assert known.context["minutes"]["sha256"] == "ab" * 32  # type: ignore[index]
    assert known.context["minutes"]["version"] == "1"  # type: ignore[index]
    assert cover.context["minutes"]["sha256"] is None  # type: ignore[index]
