"""Where the watcher works: an inbox, the outputs, and whether both are there at all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from packgen import files
from packgen.errors import UsageError
from packgen.files import FileProblemError
from packgen.settings import Settings
from packgen.word.templates import templates_folder

MARKER = ".packgen-inbox"
OWN_FOLDER = ".packgen"


@dataclass(frozen=True)
class Places:
    """The inbox and the outputs of one watcher."""

    inbox: Path
    outputs: Path

    @property
    def own(self) -> Path:
        """The folder below the outputs that holds the heartbeat."""
        return self.outputs / OWN_FOLDER


def places_of(inbox: Path, settings: Settings) -> Places:
    """The places, looked at and made where they are new; whole paths, for errands run in folders of their own.

    Raises UsageError when they overlap or are not there.
    """
    if not inbox.is_dir():
        raise UsageError(f"There is no inbox {inbox}.", "Make the folder, or connect the share, then start again.")
    outputs = settings.outputs.absolute()
    _refuse_overlap("inbox", inbox, "outputs", outputs)
    for folder in (settings.templates, templates_folder()):
        if folder is not None:
            _refuse_overlap("inbox", inbox, "templates", folder)
            _refuse_overlap("outputs", outputs, "templates", folder)
    for what, folder in (
        ("subject access root", settings.subject_access_root),
        ("release folder", settings.release_folder),
    ):
        if folder is not None:
            _refuse_overlap("inbox", inbox, what, folder)
            _refuse_overlap("outputs", outputs, what, folder)
    if not outputs.is_dir():
        if not outputs.parent.is_dir():
            raise UsageError(f"There is no folder {outputs.parent} for the outputs.", "Make it or connect the share.")
        outputs.mkdir()
    return Places(inbox.absolute(), outputs)


def leave_marks(places: Places) -> None:
    """Leave a hidden mark in both places, so that an empty mount point is not taken for an empty folder."""
    for mark in (places.inbox / MARKER, places.own / MARKER):
        try:
            if not mark.exists():
                files.publish(mark, b"packgen\n")
        except (FileProblemError, OSError):
            continue  # a folder that cannot be written to is told about elsewhere


def sweep(places: Places) -> None:
    """Remove what a watcher that was killed in the middle of a note or of the status page has left half-written."""
    for folder in (places.inbox, places.outputs, places.own):
        with suppress(OSError):
            for left in folder.glob(f"{files.STAGING_PREFIX}*{files.STAGING_SUFFIX}"):
                left.unlink()


def inbox_is_there(places: Places, *, is_empty: bool, had_files: bool) -> bool:
    """Whether an inbox that could be listed is the real one: an empty one without its mark is a share gone away."""
    return not (is_empty and had_files) or (places.inbox / MARKER).exists()


def outputs_are_there(places: Places, *, began: bool) -> bool:
    """Whether the outputs are the real ones; `began` says that the watcher has left its mark there before."""
    try:
        if not places.outputs.is_dir():
            return False
        return not began or (places.own / MARKER).exists() or any(places.outputs.iterdir())
    except OSError:
        return False


def _refuse_overlap(one: str, first: Path, other: str, second: Path) -> None:
    a, b = first.resolve(), second.resolve()
    if a == b or a in b.parents or b in a.parents:
        raise UsageError(
            f"The {one} {first} and the {other} {second} lie in one another.",
            "Give each a folder of its own: papers dropped into one would be read from the other.",
        )
