"""Minutes that were read and wait to be accepted: the next agenda must not go out without them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from packgen import files
from packgen.builder.layout import case_folder_name
from packgen.builder.minutes.fragment import NOT_READ, Fragment, fragment_name, read_fragment
from packgen.case.load import LoadedCase
from packgen.case.reading.limits import LARGEST_BYTES
from packgen.errors import Location, PackgenError, Problem, Severity
from packgen.settings import Settings


def fragments_of(case_file: Path, case_folder: Path) -> tuple[Path, ...]:
    """The files of changes from minutes that wait for this case: beside it, or in its folder below the outputs."""
    name = fragment_name(case_file)
    return tuple(path for folder in (case_file.parent, case_folder) if (path := folder / name).is_file())


def waiting_minutes(loaded: LoadedCase, settings: Settings) -> tuple[Problem, ...]:
    """A warning for each file of changes that waits, and for each row that could not be read, with what to do."""
    folder = settings.outputs / case_folder_name(loaded.case)
    return tuple(problem for path in fragments_of(loaded.path, folder) for problem in _warnings(path, loaded))


def meetings_waiting(loaded: LoadedCase, settings: Settings) -> frozenset[str]:
    """The ids of meetings whose minutes were read and wait to be taken into the case as it is now."""
    found = []
    for path in fragments_of(loaded.path, settings.outputs / case_folder_name(loaded.case)):
        with suppress(PackgenError):
            fragment = read_fragment(files.read_untrusted(path, LARGEST_BYTES), str(path))
            found += [fragment.meeting] if fragment.proposals and fragment.case_sha256 == loaded.sha256 else []
    return frozenset(found)


def _warnings(path: Path, loaded: LoadedCase) -> Iterator[Problem]:
    where = Location(str(path))
    try:
        data = files.read_untrusted(path, LARGEST_BYTES)
        fragment = read_fragment(data, str(path))
    except PackgenError:
        hint = f"{path.name} cannot be used as it is: read the minutes again."
        yield Problem(_waits("Minutes"), hint, Severity.WARNING, where)
        return
    if fragment.proposals:
        yield _warning(path, fragment, loaded)
    hint = "Correct it in the minutes in Word, then save."
    for line in data.decode("utf-8", "replace").splitlines():
        if line.startswith(NOT_READ):
            message = f"Not read from the minutes of {fragment.meeting}: {line.removeprefix(NOT_READ)}"
            yield Problem(message, hint, Severity.WARNING, where)


def _warning(path: Path, fragment: Fragment, loaded: LoadedCase) -> Problem:
    if fragment.case_sha256 != loaded.sha256:
        message = "Minutes wait that were read before this case file was changed."
        hint = f"Read the minutes again; if what they said is in the case by now, delete {path.name}."
    else:
        message = _waits(f"Minutes of {fragment.meeting}")
        where = "" if path.parent == loaded.path.parent else " (it lies with the papers)"
        hint = f"Look through {path.name}{where}, then move it into the inbox, beside {loaded.path.name}."
    return Problem(message, hint, Severity.WARNING, Location(str(path)))


def _waits(what: str) -> str:
    return f"{what} wait to be taken into this case, so the next agenda does not know what they decided."
