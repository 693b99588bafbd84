"""Twenty and more awkward things that people do to the tables of the minutes, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from edited_minutes import (
    AS_OF,
    TOBY,
    Edit,
    Element,
    W,
    cells,
    edited,
    every_mark_lost,
    held,
    new_row,
    rows,
    settings,
    table,
    without_marks,
    words,
    write,
)
from lxml import etree

from packgen.builder.checked import check_case
from packgen.builder.minutes import read as reading
from packgen.builder.minutes.propose import Comparison, proposals
from packgen.builder.prepare import prepare_checked
from packgen.case.load import load_case
from packgen.word.tagged_tables import read_tagged_tables

RECORD = Path("minutes.docx")
Seen = tuple[list[object], list[str]]


@cache
def comparison() -> Comparison:
    typed = load_case(TOBY)
    checked = check_case(TOBY, settings(), AS_OF, typed)
    prepared = prepare_checked(checked, settings(), AS_OF)
    work = next(one for one in reading._works(prepared) if one.meeting.id == "risk-management-1")
    return reading._comparison(work, typed, checked, prepared, settings(), RECORD)


def seen(*edits: Edit) -> Seen:
    """Each proposal as (table, number, values) with what is cleared and removed, and the problems' sentences."""
    found = proposals(read_tagged_tables(edited(held(), *edits)), comparison())
    told: list[object] = []
    for one in found.proposals:
        more = [*(f"-{key}" for key in one.clear), *([f"remove {one.remove}"] if one.remove else [])]
        told.append((one.table, one.number, one.values, *more))
    return told, [problem.message for problem in found.problems]


def cell(name: str, row: int, column: int) -> Callable[[Element], Element]:
    return lambda root: cells(rows(root, name)[row])[column]


def typed_over(name: str, row: int, column: int, *paragraphs: str) -> Edit:
    return lambda root: write(cell(name, row, column)(root), *paragraphs)


def added(name: str, at: int, *texts: str) -> Edit:
    return lambda root: rows(root, name)[at].addnext(new_row(rows(root, name)[1], *texts))


def deleted(name: str, row: int) -> Edit:
    def edit(root: Element) -> None:
        gone = rows(root, name)[row]
        gone.getparent().remove(gone)  # type: ignore[union-attr]

    return edit


def moved_to_the_end(name: str, row: int) -> Edit:
    return lambda root: rows(root, name)[-1].addnext(rows(root, name)[row])


def struck_out(root: Element) -> None:
    """A tracked deletion of a word and an insertion of another, in the second action."""
    paragraph = next(cell("actions", 2, 1)(root).iter(f"{W}p"))
    run = next(paragraph.iter(f"{W}r"))
    gone = etree.Element(f"{W}del")
    run.addprevious(gone)
    gone.append(run)
    for text in gone.iter(f"{W}t"):
        text.tag = f"{W}delText"
    new = etree.SubElement(paragraph, f"{W}ins")
    new.append(next(words("Give Toby two paid places").iter(f"{W}r")))


def row_struck_out(root: Element) -> None:
    row = rows(root, "actions")[2]
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        row.insert(0, properties)
    etree.SubElement(properties, f"{W}del")


def row_inserted_as_a_tracked_change(root: Element) -> None:
    row = new_row(rows(root, "actions")[1], "Ring the school.", "Gareth Renshaw", "", "")
    properties = etree.SubElement(row, f"{W}trPr")
    etree.SubElement(properties, f"{W}ins")
    rows(root, "actions")[1].addnext(row)


def table_split_in_two(root: Element) -> None:
    whole = table(root, "actions")
    rest = deepcopy(whole)
    for row in list(rest.iter(f"{W}tr"))[:3]:
        rest.remove(row)
    for row in rows(root, "actions")[3:]:
        whole.remove(row)
    control = next(whole.iterancestors(f"{W}sdt"))
    control.addnext(rest)


def columns_swapped(root: Element) -> None:
    for row in rows(root, "actions"):
        owner = cells(row)[2]
        cells(row)[4].addnext(owner)


def copied_in_word(root: Element) -> None:
    """Word repeats the tag in a copied row and leaves the bookmark with the first."""
    first = rows(root, "actions")[1]
    copy = deepcopy(first)
    for mark in [*copy.iter(f"{W}bookmarkStart"), *copy.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    write(cells(copy)[1], "Ring the neighbour too.")
    first.addprevious(copy)


def copied_unchanged(root: Element) -> None:
    rows(root, "actions")[1].addnext(deepcopy(rows(root, "actions")[1]))


def copied_without_marks(root: Element) -> None:
    copy = without_marks(deepcopy(rows(root, "actions")[1]))
    write(cells(copy)[1], "Ring the neighbour too.")
    rows(root, "actions")[1].addnext(copy)


def cells_merged(root: Element) -> None:
    row = rows(root, "actions")[2]
    gone = cells(row)[3]
    properties = cells(row)[2].find(f"{W}tcPr")
    assert properties is not None
    etree.SubElement(properties, f"{W}gridSpan").set(f"{W}val", "2")
    row.remove(gone)


def words_in_many_runs(root: Element) -> None:
    """Word cuts a sentence into runs, with marks of the spelling checker between."""
    paragraph = next(cell("actions", 2, 1)(root).iter(f"{W}p"))
    run = next(paragraph.iter(f"{W}r"))
    text = run.find(f"{W}t")
    assert text is not None
    second = deepcopy(run)
    head, tail = (text.text or "")[:7], (text.text or "")[7:]
    text.text, text.attrib["{http://www.w3.org/XML/1998/namespace}space"] = head, "preserve"
    second.find(f"{W}t").text = tail  # type: ignore[union-attr]
    run.addnext(second)
    run.addnext(etree.Element(f"{W}proofErr"))


def hidden_and_field_words(root: Element) -> None:
    paragraph = next(cell("actions", 2, 1)(root).iter(f"{W}p"))
    hidden = next(words("not for the record").iter(f"{W}r"))
    hidden.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:vanish/></w:rPr>'))
    paragraph.append(hidden)
    field = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}instrText")
    field.text = "FILLIN"


def heading_repeated(root: Element) -> None:
    rows(root, "actions")[2].addnext(without_marks(deepcopy(rows(root, "actions")[0])))


def table_copied(root: Element) -> None:
    control = next(table(root, "actions").iterancestors(f"{W}sdt"))
    control.addnext(deepcopy(control))


def all_rows_gone(root: Element) -> None:
    for row in rows(root, "actions")[1:]:
        row.getparent().remove(row)  # type: ignore[union-attr]


def marks_of_two_rows(root: Element) -> None:
    first, second = rows(root, "actions")[1:3]
    cells(first)[0].extend(list(cells(second)[0].iter(f"{W}p")))
    second.getparent().remove(second)  # type: ignore[union-attr]


def line_break_for_a_paragraph(root: Element) -> None:
    paragraph = words("Give Toby a paid place on the Saturday bike workshop")
    run = next(paragraph.iter(f"{W}r"))
    etree.SubElement(run, f"{W}br")
    etree.SubElement(run, f"{W}t").text = "Progress: He went twice."
    target = cell("actions", 2, 1)(root)
    write(target)
    target.append(paragraph)


A2 = "Give Toby a paid place on the Saturday bike workshop"
READ_ALL_THE_SAME: dict[str, tuple[tuple[Edit, ...], list[object]]] = {
    "nothing": ((), []),
    "all tags lost": ((lambda root: every_mark_lost(root, "tags"),), []),
    "all bookmarks lost": ((lambda root: every_mark_lost(root, "bookmarks"),), []),
    "a row moved": ((moved_to_the_end("actions", 1),), []),
    "a row moved and its marks lost": (
        (lambda root: without_marks(rows(root, "actions")[1]), moved_to_the_end("actions", 1)),  # type: ignore[list-item]
        [],
    ),
    "columns in another order": ((columns_swapped,), []),
    "the table split in two": ((table_split_in_two,), []),
    "headings repeated half-way": ((heading_repeated,), []),
    "words cut into runs": ((words_in_many_runs,), []),
    "hidden words and a field": ((hidden_and_field_words,), []),
    "empty rows left": ((added("actions", 1, "", "", "", ""),), []),
    "a row added above": (
        (added("actions", 0, "Ring the school.", "Gareth Renshaw", "3 April 2025", ""),),
        [("actions", None, {"what": "Ring the school.", "owner": "pl-renshaw", "due": "2025-04-03"})],
    ),
    "a row added below, to be done at once by a role": (
        (added("actions", 4, "Look for him.\nProgress:\nBegun.", "Practice lead", "Straight away", ""),),
        [
            (
                "actions",
                None,
                {"what": "Look for him.", "progress": "Begun.", "owner_role": "practice_lead", "immediate": "yes"},
            )
        ],
    ),
    "a row deleted": ((deleted("actions", 2),), [("actions", 2, {}, "remove ask")]),
    "a row struck out": ((row_struck_out,), [("actions", 2, {}, "remove ask")]),
    "a row put in as a tracked change": (
        (row_inserted_as_a_tracked_change,),
        [("actions", None, {"what": "Ring the school.", "owner": "pl-renshaw"})],
    ),
    "words struck out and put in": ((struck_out,), [("actions", 2, {"what": "Give Toby two paid places"})]),
    "a row copied in Word and typed over": (
        (copied_in_word,),
        [
            (
                "actions",
                None,
                {
                    "what": "Ring the neighbour too.",
                    "owner_role": "missing_persons_coordinator",
                    "agency": "Avon and Somerset Police",
                    "immediate": "yes",
                    "due": "2025-03-25",
                    "done_on": "2025-03-25",
                },
            )
        ],
    ),
    "a line break and a label on one line": (
        (line_break_for_a_paragraph,),
        [("actions", 2, {"progress": "He went twice."})],
    ),
    "a date in figures": ((typed_over("actions", 3, 4, "1/4/2025"),), [("actions", 3, {"done_on": "2025-04-01"})]),
    "a day taken out": ((typed_over("actions", 2, 4),), [("actions", 2, {}, "-done_on")]),
    "another owner": (
        (typed_over("actions", 2, 2, "Astrid Lund"),),
        [("actions", 2, {"owner": "keyworker-lund"})],
    ),
    "an owner by role in place of a person": (
        (typed_over("actions", 2, 2, "Practice Lead"),),
        [("actions", 2, {"owner_role": "practice_lead"}, "-owner")],
    ),
    "words that Markdown would bend": (
        (typed_over("actions", 2, 1, "Ask for *both* keys_2", "1. first", "Seen at: park # 3"),),
        [("actions", 2, {"what": "Ask for \\*both\\* keys\\_2\n\n1. first\n\nSeen at: park # 3"})],
    ),
    "somebody was there for a part": (
        (typed_over("attendance", 4, 3, "part"),),
        [("attendance", 4, {"attended": "part"})],
    ),
    "a decision added": (
        (added("decisions", 1, "Safety plan\nMade with Toby.\nFor: Toby Wrenfield", "He asked.", ""),),
        [
            (
                "decisions",
                None,
                {
                    "decision": "safety_plan",
                    "text": "Made with Toby.",
                    "children": ["toby"],
                    "rationale": "He asked.",
                },
            )
        ],
    ),
    "who disagreed": (
        (typed_over("decisions", 1, 3, "Astrid Lund (Quillbrook Homes)", "Too soon.", "Taken to: Service manager"),),
        [
            (
                "decisions",
                1,
                {
                    "dissent": [
                        {
                            "by": "Astrid Lund",
                            "agency": "Quillbrook Homes",
                            "reason": "Too soon.",
                            "escalated_to": "Service manager",
                        }
                    ]
                },
            )
        ],
    ),
    "another next meeting": (
        (typed_over("next_meeting", 0, 1, "Monday 28 April 2025 at 10.30am"),),
        [("next_meeting", None, {"next_meeting": "2025-04-28 10:30"})],
    ),
}
LISTED: dict[str, tuple[Edit, str]] = {
    "an owner nobody knows": (typed_over("actions", 2, 2, "Solomon Baptist"), "Actions, row 2: the owner"),
    "a due date that is none": (typed_over("actions", 2, 3, "asap"), "Actions, row 2: the due date “asap”"),
    "a day without a year": (typed_over("actions", 2, 4, "3 April"), "Actions, row 2: the day it was done, “3 April”"),
    "merged cells": (cells_merged, "Actions, row 2: cells were merged"),
    "a row copied and left": (copied_unchanged, "Actions, row 1: rows 1 and 2 are copies"),
    "all but the reference deleted": (
        lambda root: [write(one) for one in cells(rows(root, "actions")[2])[1:]],  # type: ignore[list-item,return-value]
        "Actions, row 2: everything but its reference was deleted",
    ),
    "two rows made one": (marks_of_two_rows, "Actions, row 1: it bears the marks of two rows"),
    "a heading typed over": (typed_over("actions", 0, 3, "When"), "Actions: there is no column headed Due"),
    "the table copied": (table_copied, "Actions: the table stands there more than once"),
    "all rows gone": (all_rows_gone, "Actions: all rows are gone"),
    "somebody invited typed over": (typed_over("attendance", 2, 1, "A N Other"), "Attendance, row 2: the name of"),
    "a word for present that is none": (
        typed_over("attendance", 2, 3, "dialled in"),
        "Attendance, row 2: “dialled in”",
    ),
    "a decision nobody knows": (
        added("decisions", 1, "Wait and see", "", ""),
        "Decisions, row 2: “Wait and see” is not a decision",
    ),
    "no time for the next meeting": (
        typed_over("next_meeting", 0, 1, "28 April 2025"),
        "Next meeting, row 1: “28 April 2025” is not a date with a time",
    ),
    "an action without words": (
        added("actions", 1, "", "Astrid Lund", "", ""),
        "Actions, row 2: it has an owner or a date but no action",
    ),
}


@pytest.mark.parametrize("what", READ_ALL_THE_SAME)
def test_an_awkward_edit_is_read(what: str) -> None:
    edits, expected = READ_ALL_THE_SAME[what]
    assert seen(*edits) == (expected, [])


@pytest.mark.parametrize("what", LISTED)
def test_a_row_that_cannot_be_read_is_listed_and_nothing_is_guessed(what: str) -> None:
    edit, says = LISTED[what]
    told, problems = seen(edit)
    assert told == []
    assert problems
    assert problems[0].startswith(says)


def test_a_row_that_cannot_be_read_keeps_no_other_from_being_read() -> None:
    told, problems = seen(typed_over("actions", 2, 3, "soon"), typed_over("actions", 3, 4, "1 April 2025"))
    assert (told, len(problems)) == ([("actions", 3, {"done_on": "2025-04-01"})], 1)


def test_a_copied_row_without_marks_is_a_new_action() -> None:
    told, problems = seen(copied_without_marks)
    assert ([one[:2] for one in told], problems) == ([("actions", None)], [])  # type: ignore[index]
