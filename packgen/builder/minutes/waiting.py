"""Minutes that were read and wait to be accepted: the next agenda must not go out without them."""

from __future__ import annotations

from pathlib import Path

from packgen import files
from packgen.builder.layout import case_folder_name
from packgen.builder.minutes.fragment import ENDING, read_fragment
from packgen.case.load import LoadedCase
from packgen.case.reading.limits import LARGEST_BYTES
from packgen.errors import Location, PackgenError, Problem, Severity
from packgen.settings import Settings


def fragments_of(case_file: Path, case_folder: Path) -> tuple[Path, ...]:
    """The files of changes from minutes that wait for this case: beside it, or in its folder below the outputs."""
    name = f"{case_file.stem}{ENDING}.yaml"
    return tuple(path for folder in (case_file.parent, case_folder) if (path := folder / name).is_file())


def waiting_minutes(loaded: LoadedCase, settings: Settings) -> tuple[Problem, ...]:
    """A warning for each file of changes that waits, with what to do."""
    folder = settings.outputs / case_folder_name(loaded.case)
    return tuple(_warning(path, loaded) for path in fragments_of(loaded.path, folder))


def _warning(path: Path, loaded: LoadedCase) -> Problem:
    hint = f"Look through {path.name}, then drop it into the inbox, or: packgen minutes accept {loaded.path.name} FILE"
    message = "Minutes wait to be taken into this case, so the next agenda does not know what they decided."
    try:
        fragment = read_fragment(files.read_untrusted(path, LARGEST_BYTES), str(path))
        if fragment.case_sha256 != loaded.sha256:
            message = "Minutes wait that were read before this case file was changed."
            hint = f"Read the minutes again; if what they said is in the case by now, delete {path.name}."
        else:
            message = message.replace("Minutes", f"Minutes of {fragment.meeting}")
    except PackgenError:
        hint = f"{path.name} cannot be used as it is: read the minutes again."
    return Problem(message, hint, Severity.WARNING, Location(str(path)))
