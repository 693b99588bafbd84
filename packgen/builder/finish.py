"""The end of a build of one case: what now lies there is noted, and the status page's summary and diary are written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from packgen import files
from packgen.builder.checked import Checked, check_case, problems_of
from packgen.builder.manifest import Manifest, write_manifest
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.prepare import Prepared
from packgen.builder.status.summarise import calendar_of, summarise
from packgen.builder.status.summary import CaseSummary, write_summary
from packgen.builder.unchanged import CaseMemory, Kept, held_now, inputs_key, kept_outcome
from packgen.errors import Problem, Severity
from packgen.files import FileProblemError
from packgen.settings import Settings


@dataclass(frozen=True)
class Keeping:
    """What a build needs in order to be recognised later: the hash of its surroundings, and this machine's memory."""

    around: str
    memory: CaseMemory

    def key_of(self, prepared: Prepared, folder: Path) -> str:
        """The key of the input of a build into `folder` as it is now.

        Empty for a case whose own profile is a file, which is not followed.
        """
        loaded = prepared.loaded
        if loaded.case.profile and "." in loaded.case.profile:
            return ""
        return inputs_key(self.around, loaded.sha256, loaded.path, attachment_names(prepared), folder)


def attachment_names(prepared: Prepared) -> tuple[str, ...]:
    """The files that the case names, as it names them."""
    return tuple(sorted({attachment.file for attachment in prepared.loaded.case.attachments}))


def absent_attachments(prepared: Prepared) -> tuple[str, ...]:
    """Those of the files that the case names which are not there."""
    folder = prepared.loaded.path.parent
    return tuple(name for name in attachment_names(prepared) if not _is_there(folder, name))


def _is_there(folder: Path, name: str) -> bool:
    try:
        return files.resolve_inside(folder, name).exists()
    except FileProblemError:
        return True  # it will never come: the build says what is wrong with the name


def finish(
    outcome: CaseOutcome,
    prepared: Prepared,
    manifest: Manifest,
    options: BuildOptions,
    keeping: Keeping,
    inputs: str,
) -> CaseOutcome:
    """Note what lies there after a build that wrote; `inputs` is the key taken before it began.

    A build of some kinds only, or one in which a paper could not be made or put in its place, is not complete: the
    next build looks again.
    """
    folder = outcome.folder
    assert folder is not None
    remarks = outcome.problems[len(prepared.problems) :]
    failed = any(problem.severity is Severity.ERROR for problem in remarks)
    complete = not options.only and not failed and not manifest.staged
    held = held_now(folder, manifest, keeping.memory.hashes)
    noted = {"held": held, "inputs": inputs if complete else "", "attachments": attachment_names(prepared)}
    manifest = manifest.model_copy(update=noted)
    case = prepared.loaded.case
    summary = summarise(
        case, prepared.loaded.path.name, prepared.today, options.as_of, prepared.problems, remarks, manifest
    )
    write_summary(folder, summary, calendar_of(case, prepared.today, options.as_of))
    write_manifest(folder, manifest)
    keeping.memory.hashes.look_again(folder)
    keeping.memory.save(folder.name, held)
    return replace(
        outcome,
        waiting=tuple(manifest.staged),
        edited=edited_paths(manifest),
        attachments=manifest.attachments,
    )


def edited_paths(manifest: Manifest) -> tuple[str, ...]:
    """The papers that a person has edited, by path below the case's folder."""
    return tuple(
        path for path, entry in manifest.entries.items() if manifest.held.get(path, "") not in ("", entry.sha256)
    )


def carry_on(case_file: Path, kept: Kept, settings: Settings, as_of: date, memory: CaseMemory) -> CaseOutcome:
    """What a build says of unchanged input: as it said before, or held against the guidance anew on another day.

    No document is touched; the summary and the diary follow the day. Raises InputError as the first build would have.
    """
    summary = kept.summary
    if summary.as_of != as_of.isoformat():
        checked = check_case(case_file, settings, as_of)
        summary = _as_at(checked, kept, as_of)
        calendar = calendar_of(checked.loaded.case, checked.assessment, as_of)
        write_summary(kept.folder, summary, calendar)
    memory.save(kept.folder.name, kept.manifest.held)
    problems = (*(_here(problem, case_file) for problem in summary.problems), *summary.remarks)
    outcome = kept_outcome(case_file, kept, problems)
    return replace(outcome, edited=edited_paths(kept.manifest), attachments=kept.manifest.attachments)


def _as_at(checked: Checked, kept: Kept, as_of: date) -> CaseSummary:
    case = checked.loaded.case
    source = checked.loaded.path.name
    return summarise(case, source, checked.assessment, as_of, problems_of(checked), kept.summary.remarks, kept.manifest)


def _here(problem: Problem, case_file: Path) -> Problem:
    """A remembered problem, whose place is the case file as it is named now."""
    if problem.location is None or Path(problem.location.file).name != case_file.name:
        return problem
    return replace(problem, location=replace(problem.location, file=str(case_file)))
