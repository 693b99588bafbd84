"""Build: one case after another, each on its own, so that a bad one stops only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from packgen.builder.finish import Keeping, absent_attachments, attachment_names, carry_on
from packgen.builder.inputs import case_files, folders_without_cases
from packgen.builder.layout import case_folder_name
from packgen.builder.one_case import build_case
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.prepare import prepare
from packgen.builder.unchanged import CaseMemory, surroundings, unchanged
from packgen.errors import InputError, Location, PackgenError, Problem, Severity
from packgen.files import FileProblemError
from packgen.pack.convert import ConversionFailedError, Converter, NoConverterError, find_converter
from packgen.processes import ProcessFailedError
from packgen.settings import Settings

__all__ = ["BuildOptions", "CaseOutcome", "build_cases"]


def build_cases(paths: Iterable[Path], settings: Settings, options: BuildOptions) -> Iterator[CaseOutcome]:
    """Build every case file among `paths`, in order; yields what became of each as it is done."""
    taken: dict[str, Path] = {}
    converter = _converter(settings)
    named = tuple(paths)
    for problem in folders_without_cases(named):
        yield CaseOutcome(Path(problem.location.file if problem.location else ""), problems=(problem,))
    for path in case_files(named):
        try:
            outcome = _one_case(path, settings, options, converter, taken)
        except InputError as error:
            outcome = CaseOutcome(path, problems=error.problems)
        except PackgenError as error:
            outcome = CaseOutcome(path, problems=(_as_problem(error, path),), transient=is_transient(error))
        except OSError as error:
            outcome = CaseOutcome(path, problems=(_of_the_disk(error, path),), transient=True)
        yield outcome


def is_transient(error: PackgenError) -> bool:
    """Whether the machine failed and not the input, so that the same build may succeed later."""
    return isinstance(error, FileProblemError | ProcessFailedError | ConversionFailedError)


def _one_case(
    path: Path, settings: Settings, options: BuildOptions, converter: Converter | Problem, taken: dict[str, Path]
) -> CaseOutcome:
    memory = CaseMemory(path, settings.outputs)
    around = surroundings(path, settings, options, converter)
    whole = not options.dry_run and not options.only
    kept = unchanged(path, around, settings, memory) if whole else None
    if kept is not None:
        _refuse_second(kept.folder.name, path, Location(str(path)), taken)
        return carry_on(path, kept, settings, options.as_of, memory)
    prepared = prepare(path, settings, options.as_of)
    if options.wait_for_attachments and (absent := absent_attachments(prepared)):
        return CaseOutcome(
            path, prepared.loaded.case.case.reference, attachments=attachment_names(prepared), absent=absent
        )
    where = prepared.loaded.locate(("case", "reference"))
    _refuse_second(case_folder_name(prepared.loaded.case), path, where, taken)
    return build_case(prepared, settings, options, converter, Keeping(around, memory))


def _refuse_second(folder: str, path: Path, where: Location, taken: dict[str, Path]) -> None:
    name = folder.lower()
    if name in taken:
        message = f"{path.name} and {taken[name].name} have the same case reference."
        raise InputError([Problem(message, "Give each case its own.", location=where)])
    taken[name] = path


def _of_the_disk(error: OSError, path: Path) -> Problem:
    message = f"The papers of {path.name} could not be read or written: {error.strerror or 'the disk refused'}."
    hint = "Check the disk or the share, then build again. Nothing that was there before has been lost."
    return Problem(message, hint, location=Location(str(path)))


def _converter(settings: Settings) -> Converter | Problem:
    try:
        return find_converter(settings.converter)
    except NoConverterError as error:
        return Problem(f"{error.message} The Word papers are made; the PDFs are not.", error.hint, Severity.WARNING)


def _as_problem(error: PackgenError, path: Path) -> Problem:
    return Problem(error.message, error.hint, location=Location(str(path)))
