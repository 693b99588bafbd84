"""From held minutes in Word to a fragment for acceptance: files are read here, nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen import files
from packgen.builder.checked import Checked, check_case
from packgen.builder.layout import case_folder_name, document_path, meeting_folder_name
from packgen.builder.make_documents import document_makers, document_targets
from packgen.builder.manifest import DamagedManifestError, read_manifest
from packgen.builder.minutes.fragment import Fragment, as_text, fragment_name
from packgen.builder.minutes.names import Known
from packgen.builder.minutes.proposal import Found
from packgen.builder.minutes.propose import Comparison, Tables, proposals
from packgen.builder.minutes.words import sentences
from packgen.builder.prepare import Prepared, prepare_checked
from packgen.case.load import LoadedCase, load_case
from packgen.case.reading.tree import Plain, plain
from packgen.documents import minutes
from packgen.documents.attendance import around_the_table
from packgen.documents.keys import action_keys, attendance_keys, decision_keys
from packgen.documents.kind import CaseWork, MeetingWork
from packgen.errors import PackgenError, Problem
from packgen.settings import Settings
from packgen.word.package import LARGEST_FILE
from packgen.word.tagged_tables import UnreadableRecordError, read_tagged_tables


class WrongMinutesError(PackgenError):
    """It cannot be told which meeting of which case a file holds the minutes of."""


@dataclass(frozen=True)
class Reading:
    """What was read: the fragment (its text is ready to be saved as `file_name`), a sentence for each change, and a
    problem for each row that could not be read. `is_empty` where the minutes bring nothing new."""

    fragment: Fragment
    text: str
    says: tuple[str, ...]
    problems: tuple[Problem, ...]
    file_name: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to accept."""
        return not self.fragment.proposals


def read_minutes(record: Path, case_file: Path, settings: Settings, as_of: date, meeting: str | None = None) -> Reading:
    """What the minutes in the Word file `record` change in the case file.

    `meeting` is its id, found by the marks in the rows where left out.

    Raises UnreadableRecordError, WrongMinutesError, InputError, FileProblemError.
    """
    data = files.read_untrusted(record, LARGEST_FILE)
    tables = read_tagged_tables(data)
    if not tables:
        raise UnreadableRecordError(
            f"{record.name} has no table that packgen knows.",
            "Give the minutes that packgen made, as they were typed in and saved (.docx).",
        )
    typed = load_case(case_file)
    checked = check_case(case_file, settings, as_of, typed)
    prepared = prepare_checked(checked, settings, as_of)
    work = _work_of(tables, _works(prepared), meeting, record)
    found = proposals(tables, _comparison(work, typed, checked, prepared, settings, record))
    return _reading(found, work, typed, checked, files.sha256_of(data))


def _reading(found: Found, work: MeetingWork, typed: LoadedCase, checked: Checked, record_sha256: str) -> Reading:
    meeting = next(one for one in typed.case.meetings if one.id == work.meeting.id)
    fragment = Fragment(typed.path.name, typed.sha256, meeting.id, record_sha256, found.proposals)
    says = sentences(found.proposals, typed.case, meeting, checked.profile)
    not_read = [f"{problem.message} {problem.hint}" for problem in found.problems]
    text = as_text(fragment, says, not_read)
    return Reading(fragment, text, tuple(says), found.problems, fragment_name(typed.path))


def _works(prepared: Prepared) -> list[MeetingWork]:
    """Every meeting as papers print it."""
    case, printed = prepared.loaded.case, prepared.assessment
    whole = CaseWork(case, printed, prepared.contacts)
    return [MeetingWork(whole, meeting, printed.meeting(meeting.id)) for meeting in case.meetings]


def _work_of(tables: Tables, works: list[MeetingWork], meeting: str | None, record: Path) -> MeetingWork:
    """The meeting whose rows these are: as named, else by the marks, else by the folder that the file lies in."""
    marks = {key for table in tables.values() for row in table.rows for key in (*row.bookmarks, *row.tags)}
    counts = [len(marks & _keys(work)) for work in works]
    best = [work for work, count in zip(works, counts, strict=True) if count and count == max(counts)]
    if meeting is not None:
        best = [work for work in works if work.meeting.id == meeting]
    elif len(best) != 1:
        best = [work for work in works if meeting_folder_name(work.meeting) == record.resolve().parent.name]
    if len(best) != 1:
        known = ", ".join(work.meeting.id for work in works) or "none"
        message = f"It cannot be told which meeting of the case {record.name} belongs to."
        raise WrongMinutesError(message, f"Name the case with --case and the meeting with --meeting: {known}.")
    return best[0]


def _keys(work: MeetingWork) -> set[str]:
    case, meeting = work.whole.case, work.meeting
    decisions = meeting.minutes.decisions if meeting.minutes else ()
    keys = attendance_keys(case, meeting, around_the_table(work))
    return {*keys, *decision_keys(case, meeting, decisions), *action_keys(case, meeting, meeting.actions)}


def _comparison(
    work: MeetingWork, typed: LoadedCase, checked: Checked, prepared: Prepared, settings: Settings, record: Path
) -> Comparison:
    document = next(minutes.documents(work), None)
    if document is None:
        hint = "Cancelled meetings and those held elsewhere have none; look at its type in the case file."
        raise WrongMinutesError(f"Meeting {work.meeting.id} has no minutes.", hint)
    path = document_path(prepared.loaded.case, document)
    ours = read_tagged_tables(document_makers(prepared, settings)[path]())
    number, meeting = next((n, one) for n, one in enumerate(typed.case.meetings) if one.id == work.meeting.id)
    known = Known(work.whole.case, checked.profile, tuple(around_the_table(work)))
    certain = _is_made_of_this(path, record, prepared, settings)
    return Comparison(meeting, known, ours, _dissent(typed, number), certain, str(record))


def _dissent(typed: LoadedCase, number: int) -> tuple[list[Plain], ...]:
    """What the case file has of each decision's dissent, as typed."""
    minutes_typed = typed.case.meetings[number].minutes
    values: Plain = plain(typed.source.root)
    path = ("meetings", number, "minutes", "decisions")
    return tuple(
        _list_at(values, (*path, place, "dissent"))
        for place in range(len(minutes_typed.decisions if minutes_typed else ()))
    )


def _list_at(values: Plain, path: tuple[str | int, ...]) -> list[Plain]:
    for key in path:
        if isinstance(values, dict) and key in values:
            values = values[str(key)]
        elif isinstance(values, list) and isinstance(key, int) and key < len(values):
            values = values[key]
        else:
            return []
    return values if isinstance(values, list) else []


def _is_made_of_this(path: str, record: Path, prepared: Prepared, settings: Settings) -> bool:
    """Whether the file is the one that a build published, from the case as it is now."""
    folder = settings.outputs / case_folder_name(prepared.loaded.case)
    try:
        manifest = read_manifest(folder)
    except (DamagedManifestError, files.FileProblemError):
        return False
    entry = manifest.entries.get(path) if manifest else None
    if entry is None or (folder / path).resolve() != record.resolve():
        return False
    target = document_targets(prepared, settings, lambda kind: kind == minutes.NAME).get(path)
    return target is not None and target.wanted.fingerprint == entry.fingerprint
