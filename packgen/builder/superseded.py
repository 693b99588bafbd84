"""A meeting that moved to another date: its earlier folder stays, with a note that says where the papers are now."""

from __future__ import annotations

from pathlib import Path

from packgen import files
from packgen.builder.layout import meeting_folder_name, meeting_folder_of
from packgen.builder.manifest import Manifest
from packgen.case.model import CaseFile

NOTE_NAME = "SUPERSEDED.txt"


def superseded_folders(case: CaseFile, manifest: Manifest) -> dict[str, str]:
    """Folders of the manifest whose meeting now has another folder, and that other folder's name."""
    current = {meeting.id: meeting_folder_name(meeting) for meeting in case.meetings}
    moved = {}
    for path, entry in manifest.entries.items():
        folder = meeting_folder_of(path)
        if entry.folder in current and folder not in ("", current[entry.folder]):
            moved[folder] = current[entry.folder]
    return moved


def mark_superseded(folder: Path, case: CaseFile, manifest: Manifest) -> None:
    """Put the note into every superseded folder, and take it out of one that is current again."""
    moved = superseded_folders(case, manifest)
    for old, new in moved.items():
        text = f"This meeting has been moved. Its papers are now in the folder {new}.\n"
        files.publish(folder / old / NOTE_NAME, text.encode("utf-8"))
    for meeting in case.meetings:
        name = meeting_folder_name(meeting)
        if name not in moved:
            (folder / name / NOTE_NAME).unlink(missing_ok=True)
