"""Build: one case after another, each on its own, so that a bad one stops only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from packgen.builder.inputs import case_files, folders_without_cases
from packgen.builder.layout import case_folder_name
from packgen.builder.one_case import build_case
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.prepare import Prepared, prepare
from packgen.errors import InputError, Location, PackgenError, Problem, Severity
from packgen.pack.convert import Converter, NoConverterError, find_converter
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
            prepared = prepare(path, settings, options.as_of)
            _refuse_second(prepared, path, taken)
            yield build_case(prepared, settings, options, converter)
        except InputError as error:
            yield CaseOutcome(path, problems=error.problems)
        except PackgenError as error:
            yield CaseOutcome(path, problems=(_as_problem(error, path),))


def _refuse_second(prepared: Prepared, path: Path, taken: dict[str, Path]) -> None:
    name = case_folder_name(prepared.loaded.case).lower()
    if name in taken:
        message = f"{path.name} and {taken[name].name} have the same case reference."
        problem = Problem(message, "Give each case its own.", location=prepared.loaded.locate(("case", "reference")))
        raise InputError([problem])
    taken[name] = path


def _converter(settings: Settings) -> Converter | Problem:
    try:
        return find_converter(settings.converter)
    except NoConverterError as error:
        return Problem(f"{error.message} The Word papers are made; the PDFs are not.", error.hint, Severity.WARNING)


def _as_problem(error: PackgenError, path: Path) -> Problem:
    return Problem(error.message, error.hint, location=Location(str(path)))
