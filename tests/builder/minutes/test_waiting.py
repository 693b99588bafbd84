"""While minutes wait to be taken into the case, the next agenda says so on its face."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
from edited_minutes import AS_OF, TOBY, cells, edited, held, rows, write

from packgen.builder.layout import document_path
from packgen.builder.make_documents import document_makers
from packgen.builder.minutes.accept import accept_fragment
from packgen.builder.minutes.read import read_minutes
from packgen.builder.prepare import prepare
from packgen.settings import Settings

_SAYS = "wait to be taken into the case file"


def settings_in(folder: Path) -> Settings:
    return Settings(outputs=folder / "outputs", contacts=TOBY.with_name("contacts.yaml"))


def agendas(case_file: Path) -> dict[date, str]:
    """The text of each agenda of the case by the date of its meeting."""
    settings = settings_in(case_file.parent)
    prepared = prepare(case_file, settings, AS_OF)
    makers = document_makers(prepared, settings)
    found = {}
    for document in (one for one in prepared.documents if one.kind == "agenda"):
        word = docx.Document(BytesIO(makers[document_path(prepared.loaded.case, document)]()))
        cells_text = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        found[document.date] = "\n".join([*(p.text for p in word.paragraphs), *cells_text])
    return found


def test_the_next_agenda_says_which_minutes_wait_until_they_are_taken_in(tmp_path: Path) -> None:
    case_file = Path(shutil.copy(TOBY, tmp_path / TOBY.name))
    record = tmp_path / "minutes.docx"
    record.write_bytes(edited(held(), lambda root: write(cells(rows(root, "actions")[3])[4], "1 April 2025")))
    reading = read_minutes(record, case_file, settings_in(tmp_path), AS_OF)
    held_on = next(
        m.date
        for m in prepare(case_file, settings_in(tmp_path), AS_OF).loaded.case.meetings
        if m.id == reading.fragment.meeting
    )
    assert not any(_SAYS in text for text in agendas(case_file).values())

    fragment = case_file.with_name(reading.file_name)
    fragment.write_text(reading.text, "utf-8")
    waiting = agendas(case_file)

    assert {day for day, text in waiting.items() if _SAYS in text} == {day for day in waiting if day > held_on}
    assert any(day > held_on for day in waiting)

    accept_fragment(case_file, fragment, settings_in(tmp_path))
    assert not any(_SAYS in text for text in agendas(case_file).values())
