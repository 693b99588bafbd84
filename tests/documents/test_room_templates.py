"""The templates of the papers for the room and the record: what they print, and how rows are found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from held_meetings import KINDS_OF_A_MEETING, room_work
from reading_word import Row, marked_tables, table_tags, text_of

from packgen.content import as_plain
from packgen.documents.kind import Document
from packgen.documents.registry import kind_named
from packgen.word.figures.draw import draw_figure
from packgen.word.render import render
from tests.edited_in_libreoffice import SOFFICE, with_actions_edited

TEMPLATES = Path(__file__).parents[2] / "templates"
MEETINGS: dict[str, dict[str, Any]] = {"before": {}, "held": {"held": True}, "by-phone": {"format": "phone_calls"}}
EDIT = """
table.Rows.removeByIndex(2, 1)
table.Rows.insertByIndex(1, 1)
table.getCellByPosition(1, 1).String = "Typed above."
table.getCellByPosition(1, 2).String = "Changed words."
table.Rows.insertByIndex(table.Rows.Count, 1)
table.getCellByPosition(1, table.Rows.Count - 1).String = "Typed below."
"""


def documents(kind: str, meeting: str) -> list[Document]:
    found = kind_named(kind)
    assert found is not None
    return list(found.for_meeting(room_work(**MEETINGS[meeting])))


def word(document: Document) -> bytes:
    assert document.context is not None
    return render(TEMPLATES / f"{document.kind}.docx", document.context, draw_figure=draw_figure)


def minutes(meeting: str = "held") -> bytes:
    return word(documents("minutes", meeting)[0])


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("kind", KINDS_OF_A_MEETING)
def test_context_and_words_of_each_paper_are_as_agreed(
    kind: str, meeting: str, golden: Callable[[str, object], None]
) -> None:
    for number, document in enumerate(documents(kind, meeting), 1):
        golden(f"room/{meeting}/{kind}-{number}.json", as_plain(document.context))
        golden(f"room/{meeting}/{kind}-{number}.txt", text_of(word(document)))


@pytest.mark.parametrize("meeting", ["before", "held"])
def test_the_four_tables_that_come_back_carry_tag_and_bookmark(meeting: str) -> None:
    names = ["attendance", "decisions", "actions", "next_meeting"]
    assert table_tags(minutes(meeting)) == [f"packgen:{name}" for name in names]
    assert list(marked_tables(minutes(meeting))) == [f"packgen_table_{name}" for name in names]


def test_each_row_carries_its_key_in_tag_bookmark_and_beside_its_reference() -> None:
    keys = [row["key"] for row in documents("minutes", "held")[0].context["actions"]]  # type: ignore[index]
    rows = marked_tables(minutes())["packgen_table_actions"]
    assert [(row.bookmark, row.tag, row.cells[0]) for row in rows] == [
        (f"packgen_action_{key}", f"packgen:action:{key}", f"A{number}") for number, key in enumerate(keys, 1)
    ]


def test_the_shell_has_empty_rows_to_type_in_and_the_record_has_none() -> None:
    assert [row.cells for row in marked_tables(minutes("before"))["packgen_table_actions"]] == [("",) * 5] * 6
    assert all(row.cells[0] for row in marked_tables(minutes())["packgen_table_actions"])


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_rows_added_deleted_and_changed_in_libreoffice_are_told_apart(tmp_path: Path) -> None:
    before = marked_tables(minutes())["packgen_table_actions"]
    tables = marked_tables(with_actions_edited(minutes(), EDIT, tmp_path))
    assert set(tables) == {f"packgen_table_{name}" for name in ("attendance", "decisions", "actions", "next_meeting")}
    seen = [(row.bookmark, row.cells[0], row.cells[1]) for row in tables["packgen_table_actions"]]
    assert seen == [
        (None, "", "Typed above."),
        (before[0].bookmark, "A1", "Changed words."),
        (before[2].bookmark, "A3", "Send the plan."),
        (None, "", "Typed below."),
    ]
    assert [_known(row) for row in tables["packgen_table_attendance"]] == [
        _known(row) for row in marked_tables(minutes())["packgen_table_attendance"]
    ]


def _known(row: Row) -> tuple[str | None, tuple[str, ...]]:
    return row.bookmark, row.cells
