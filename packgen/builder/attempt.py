"""One case file from reading to published papers; whatever goes wrong becomes that case's problem alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from packgen import files, shares
from packgen.builder.finish import Keeping, absent_attachments, attachment_names, carry_on
from packgen.builder.layout import case_folder_name
from packgen.builder.one_case import build_case
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.prepare import prepare
from packgen.builder.unchanged import CaseMemory, surroundings, unchanged
from packgen.errors import InputError, Location, PackgenError, Problem, Severity
from packgen.files import FileProblemError
from packgen.pack.conversion.convert import ConversionFailedError, Converter, NoConverterError, find_converter
from packgen.processes import ProcessFailedError
from packgen.settings import Settings

# Asks for a case's folder (its name) for a case file; the answer is the other case file that has it, or None.
Claim = Callable[[str, Path], Path | None]


def attempt(
    path: Path, settings: Settings, options: BuildOptions, converter: Converter | Problem, claim: Claim
) -> CaseOutcome:
    """Build the case file at `path`. Expected failures come back as problems; a fault of packgen itself is raised."""
    try:
        with shares.shared_with(settings.share_group):
            return _one_case(path, settings, options, converter, claim)
    except InputError as error:
        if _is_saved_again(files.sha256_of_file(path) if options.settled and path.is_file() else "", options):
            return CaseOutcome(path, saved_again=True)
        return CaseOutcome(path, problems=error.problems)
    except PackgenError as error:
        return CaseOutcome(path, problems=(_as_problem(error, path),), transient=is_transient(error))
    except OSError as error:
        return CaseOutcome(path, problems=(_of_the_disk(error, path),), transient=True)


def kept_as_it_is(
    path: Path, settings: Settings, options: BuildOptions, converter: Converter | Problem
) -> CaseOutcome | None:
    """The outcome for a case of which nothing has changed since a build on the same day; None for any other."""
    if not _is_whole(options):
        return None
    try:
        memory = CaseMemory(path, settings.outputs)
        kept = unchanged(path, surroundings(path, settings, options, converter), settings, memory)
        if kept is None or kept.summary.as_of != options.as_of.isoformat():
            return None
        with shares.shared_with(settings.share_group):
            return carry_on(path, kept, settings, options.as_of, memory)
    except (PackgenError, OSError):
        return None  # whoever builds it says what is wrong


def claims() -> Claim:
    """Who has which folder, for one run in one process: the first to ask keeps it. Names that differ in case clash."""
    taken: dict[str, Path] = {}

    def claim(folder: str, path: Path) -> Path | None:
        owner = taken.setdefault(folder.casefold(), path)
        return None if owner == path else owner

    return claim


def same_reference(path: Path, rival: Path, where: Location) -> Problem:
    """What staff are told when two case files have one reference."""
    message = f"{path.name} and {rival.name} have the same case reference."
    return Problem(message, "Give each case its own.", location=where)


def is_transient(error: PackgenError) -> bool:
    """Whether the machine failed and not the input, so that the same build may succeed later."""
    return isinstance(error, FileProblemError | ProcessFailedError | ConversionFailedError)


def converter_or_problem(settings: Settings, options: BuildOptions) -> Converter | Problem:
    """The converter that the settings ask for; a warning where there is none, for the Word papers are made without.

    A build of single kinds makes no PDFs, so nothing is looked for: to ask LibreOffice takes longer than the build.
    """
    if options.only:
        return Problem("Single kinds of document are made without PDFs.", severity=Severity.INFO)
    try:
        return find_converter(settings.converter)
    except NoConverterError as error:
        return Problem(f"{error.message} The Word papers are made; the PDFs are not.", error.hint, Severity.WARNING)


def _one_case(
    path: Path, settings: Settings, options: BuildOptions, converter: Converter | Problem, claim: Claim
) -> CaseOutcome:
    memory = CaseMemory(path, settings.outputs)
    # A build of single kinds is never taken for a whole one, so what is around it need not be read.
    around = surroundings(path, settings, options, converter) if _is_whole(options) else ""
    kept = unchanged(path, around, settings, memory) if _is_whole(options) else None
    if kept is not None:
        _refuse_second(kept.folder.name, path, Location(str(path)), claim)
        return carry_on(path, kept, settings, options.as_of, memory)
    prepared = prepare(path, settings, options.as_of)
    if _is_saved_again(prepared.loaded.sha256, options):
        return CaseOutcome(path, saved_again=True)
    if options.wait_for_attachments and (absent := absent_attachments(prepared)):
        return CaseOutcome(
            path, prepared.loaded.case.case.reference, attachments=attachment_names(prepared), absent=absent
        )
    where = prepared.loaded.locate(("case", "reference"))
    _refuse_second(case_folder_name(prepared.loaded.case), path, where, claim)
    return build_case(prepared, settings, options, converter, Keeping(around, memory))


def _is_saved_again(sha256: str, options: BuildOptions) -> bool:
    return bool(options.settled) and sha256 not in options.settled


def _is_whole(options: BuildOptions) -> bool:
    return not options.dry_run and not options.only


def _refuse_second(folder: str, path: Path, where: Location, claim: Claim) -> None:
    rival = claim(folder, path)
    if rival is not None:
        raise InputError([same_reference(path, rival, where)])


def _of_the_disk(error: OSError, path: Path) -> Problem:
    message = f"The papers of {path.name} could not be read or written: {error.strerror or 'the disk refused'}."
    hint = "Check the disk or the share, then build again. Nothing that was there before has been lost."
    return Problem(message, hint, location=Location(str(path)))


def _as_problem(error: PackgenError, path: Path) -> Problem:
    return Problem(error.message, error.hint, location=Location(str(path)))
