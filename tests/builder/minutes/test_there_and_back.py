"""Minutes read, accepted, made anew and read again: what was typed arrives once, and nothing else moves."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest
from edited_minutes import (
    AS_OF,
    REPOSITORY,
    TOBY,
    Edit,
    cells,
    edited,
    held,
    minutes_of,
    new_row,
    rows,
    settings,
    shell,
    write,
)

from packgen.builder.layout import meeting_folder_name
from packgen.builder.minutes.accept import StaleFragmentError, accept_fragment, apply_fragment
from packgen.builder.minutes.read import Reading, read_minutes
from packgen.case.load import load_case
from packgen.errors import InputError
from tests.edited_in_libreoffice import SOFFICE, with_actions_edited

SAMPLES = ("lola", "toby", "safer-options-locality", "summer")
EDIT = """
table.Rows.removeByIndex(2, 1)
table.Rows.insertByIndex(1, 1)
table.getCellByPosition(1, 1).String = "Ring the school."
table.getCellByPosition(2, 1).String = "Gareth Renshaw"
table.getCellByPosition(3, 1).String = "3 April 2025"
table.getCellByPosition(4, 3).String = "1 April 2025"
table.Rows.insertByIndex(table.Rows.Count, 1)
table.getCellByPosition(1, table.Rows.Count - 1).String = "Look for him."
table.getCellByPosition(3, table.Rows.Count - 1).String = "straight away"
"""


def saved(folder: Path, document: bytes) -> Path:
    record = folder / "minutes.docx"
    record.write_bytes(document)
    return record


def case_in(folder: Path, sample: Path = TOBY) -> Path:
    return Path(shutil.copy(sample, folder / sample.name))


def read(record: Path, case_file: Path, meeting: str | None = None) -> Reading:
    return read_minutes(record, case_file, settings(), AS_OF, meeting)


def accept(reading: Reading, case_file: Path) -> tuple[str, ...]:
    fragment = case_file.with_name(reading.file_name)
    fragment.write_text(reading.text, encoding="utf-8")
    return accept_fragment(case_file, fragment, settings())


def typed_in(root_rows: dict[str, list[tuple[str, ...]]]) -> Edit:
    """New rows below the last of each table."""

    def edit(root: object) -> None:
        for name, texts in root_rows.items():
            for text in texts:
                rows(root, name)[-1].addnext(new_row(rows(root, name)[1], *text))  # type: ignore[arg-type]

    return edit


@pytest.mark.parametrize("sample", SAMPLES)
def test_minutes_that_nobody_touched_bring_nothing_new(sample: str, tmp_path: Path) -> None:
    case_file = REPOSITORY / "sample_inputs" / f"{sample}.yaml"
    tried = 0
    for meeting in load_case(case_file).case.meetings:
        try:
            document = minutes_of(case_file, meeting_folder_name(meeting))
        except StopIteration:
            continue
        reading = read(saved(tmp_path, document), case_file, meeting.id)
        assert (reading.says, reading.problems) == ((), ())
        tried += 1
    assert tried


def test_what_was_typed_is_accepted_once_and_the_file_keeps_every_other_line(tmp_path: Path) -> None:
    case_file = case_in(tmp_path)
    before = case_file.read_text("utf-8")
    document = edited(
        held(),
        typed_in(
            {
                "actions": [("Ring the school: at 9.\n- first\n- then", "Gareth Renshaw", "3 April 2025", "")],
                "attendance": [
                    ("Ines Farrow", "Youth work\nYouth work partnership", "Yes", "", "Cousin of a witness.")
                ],
                "decisions": [("Safety plan\nMade with Toby.\nFor: Toby Wrenfield", "He asked.", "")],
            }
        ),
        lambda root: write(cells(rows(root, "actions")[3])[4], "1 April 2025"),
        lambda root: write(cells(rows(root, "decisions")[1])[2], "Built *with* Toby.", "Two evenings."),
        lambda root: write(cells(rows(root, "next_meeting")[0])[1], "28 April 2025 at 2pm"),
    )
    record = saved(tmp_path, document)
    reading = read(record, case_file)
    assert reading.problems == ()
    says = accept(reading, case_file)
    assert says == reading.says
    assert "New action A6: Ring the school: at 9. - first - then; owner Gareth Renshaw; by 3 April 2025." in says
    after = case_file.read_text("utf-8")
    gone = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith("- ")]
    assert sorted(line.split(":")[0].strip("- ") for line in gone) == ["next_meeting", "rationale"]
    assert read(record, case_file).is_empty
    made = saved(tmp_path, minutes_of(case_file, "2025-03-24-risk-management-1"))
    assert read(made, case_file).is_empty
    assert not case_file.with_name(reading.file_name).exists()


def test_a_shell_that_was_typed_in_becomes_held_minutes(tmp_path: Path) -> None:
    case_file = case_in(tmp_path)

    def fill(root: object) -> None:
        actions = rows(root, "actions")  # type: ignore[arg-type]
        for cell, text in zip(cells(actions[1])[1:], ("Ring.", "Gareth Renshaw", "straight away", ""), strict=True):
            write(cell, text)
        for row in rows(root, "attendance")[1:-3]:  # type: ignore[arg-type]
            write(cells(row)[3], "Yes")

    record = saved(tmp_path, edited(shell(), fill))
    reading = read(record, case_file)
    assert reading.problems == ()
    accept(reading, case_file)
    meeting = next(one for one in load_case(case_file).case.meetings if one.id == "complex-strategy-2")
    assert meeting.minutes is not None
    assert [action.what.text for action in meeting.actions] == ["Ring."]
    assert read(record, case_file).is_empty
    made = saved(tmp_path, minutes_of(case_file, "2025-04-15-complex-strategy-2"))
    assert read(made, case_file).is_empty


def test_whoever_chairs_or_takes_the_minutes_is_not_put_on_the_list_because_nobody_typed_yes(tmp_path: Path) -> None:
    case_file = Path(shutil.copy(REPOSITORY / "sample_inputs" / "second-council.yaml", tmp_path))

    def fill(root: object) -> None:
        decision = rows(root, "decisions")[1]  # type: ignore[arg-type]
        for cell, text in zip(cells(decision)[1:3], ("Section 47 enquiry", "The harm is likely."), strict=True):
            write(cell, text)

    record = saved(tmp_path, edited(minutes_of(case_file, "2025-10-07-strategy-1"), fill))
    accept(read(record, case_file), case_file)
    assert "section_47" in case_file.read_text("utf-8")
    assert read(record, case_file).says == ()


def test_a_row_missing_from_minutes_older_than_the_case_is_asked_about_and_not_taken_out(tmp_path: Path) -> None:
    case_file = case_in(tmp_path)
    record = saved(
        tmp_path, edited(held(), lambda root: rows(root, "actions")[2].getparent().remove(rows(root, "actions")[2]))
    )  # type: ignore[union-attr]
    reading = read(record, case_file)
    with pytest.raises(InputError, match="1 problem") as caught:
        accept(reading, case_file)
    assert caught.value.problems[0].hint == "Write `remove: yes` to take it out, or `remove: no`."
    fragment = case_file.with_name(reading.file_name)
    fragment.write_text(reading.text.replace("remove: ask", "remove: yes"), encoding="utf-8")
    assert "r2" in case_file.read_text("utf-8")
    assert "id: r2" not in apply_fragment(case_file, fragment)


def test_a_case_file_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    case_file = case_in(tmp_path)
    reading = read(saved(tmp_path, edited(held(), typed_in({"actions": [("Ring.", "", "", "")]}))), case_file)
    case_file.write_text(case_file.read_text("utf-8") + "# later\n", encoding="utf-8")
    before = case_file.read_bytes()
    with pytest.raises(StaleFragmentError, match="is not as it was"):
        accept(reading, case_file)
    assert case_file.read_bytes() == before


def test_a_fragment_that_makes_the_case_unsound_is_refused_at_its_line(tmp_path: Path) -> None:
    case_file = case_in(tmp_path)
    reading = read(
        saved(tmp_path, edited(held(), typed_in({"actions": [("Ring.", "", "3 April 2025", "")]}))), case_file
    )
    fragment = case_file.with_name(reading.file_name)
    fragment.write_text(reading.text.replace("2025-04-03", "soon"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        apply_fragment(case_file, fragment)
    assert "soon" in caught.value.problems[0].message


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_rows_added_changed_and_deleted_in_libreoffice_come_back_right(tmp_path: Path) -> None:
    case_file = case_in(tmp_path)
    reading = read(saved(tmp_path, with_actions_edited(held(), EDIT, tmp_path)), case_file)
    assert reading.problems == ()
    assert [(one.number, one.values, one.remove) for one in reading.fragment.proposals] == [
        (3, {"done_on": "2025-04-01"}, ""),
        (None, {"what": "Ring the school.", "owner": "pl-renshaw", "due": "2025-04-03"}, ""),
        (None, {"what": "Look for him.", "immediate": "yes"}, ""),
        (2, {}, "ask"),
    ]
