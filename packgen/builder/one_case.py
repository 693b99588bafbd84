"""Build one case: plan and publish its documents, then plan, convert, bind and publish its PDFs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from packgen import files
from packgen.builder.apply import Makers, Scope, Target, carry_out, find_hashes, plan_targets
from packgen.builder.finish import Keeping, finish
from packgen.builder.layout import case_folder_name
from packgen.builder.make_documents import ENGINE, document_makers, document_targets, with_held_minutes
from packgen.builder.manifest import Manifest, read_manifest
from packgen.builder.open_files import opened_by, owner_files
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.papers import Paper, is_pdf, papers_of
from packgen.builder.plan import Action, Step
from packgen.builder.prepare import Prepared
from packgen.builder.staged import staged_makers
from packgen.builder.superseded import mark_superseded, superseded_folders
from packgen.documents import record_copy
from packgen.errors import Location, PackgenError, Problem, Severity
from packgen.pack.conversion.convert import Converter
from packgen.settings import Settings

if TYPE_CHECKING:
    from packgen.builder.make_papers import Workshop


def build_case(
    prepared: Prepared, settings: Settings, options: BuildOptions, converter: Converter | Problem, keeping: Keeping
) -> CaseOutcome:
    """Plan, make and publish everything of one case; `converter` is a Problem where there is none.

    Raises PackgenError where nothing can be written at all.
    """
    reference = prepared.loaded.case.case.reference
    folder = settings.outputs / case_folder_name(prepared.loaded.case)
    if options.dry_run:
        return _dry_run(prepared, settings, options, folder, converter)
    with files.lock(_lock_file(folder)):
        manifest = _manifest(folder, prepared)
        inputs = keeping.key_of(prepared, folder)
        mark_superseded(folder, prepared.loaded.case, manifest)
        prepared, manifest, actions = _documents(prepared, settings, options, folder, manifest)
        problems = list(prepared.problems)
        if isinstance(converter, Problem):
            problems += [] if options.only else [converter]
        elif not options.only:
            from packgen.builder.make_papers import Workshop  # loads all that binds PDFs

            with files.private_temporary_folder() as working:
                workshop = Workshop(prepared, folder, working, converter, settings, options.allow_missing)
                manifest, more, found = _papers(workshop, manifest)
            actions += more
            problems += found
        problems += [_is_open(folder / path) for path in manifest.staged]
        outcome = CaseOutcome(prepared.loaded.path, reference, folder, tuple(problems), actions)
        return finish(outcome, prepared, manifest, options, keeping, inputs)


def _is_open(path: Path) -> Problem:
    who = opened_by(path)
    name = f" by {who}" if who else ""
    owners = " or ".join(name for name in owner_files(path.name) if path.with_name(name).exists())
    hint = "Close it and the new version is put in its place at the next build."
    if owners:
        hint += f" If nobody has it open, delete the file {owners} beside it."
    message = f"{path.name} is open{name}, so its new version is kept back."
    return Problem(message, hint, Severity.WARNING, Location(str(path)))


def _documents(
    prepared: Prepared, settings: Settings, options: BuildOptions, folder: Path, manifest: Manifest
) -> tuple[Prepared, Manifest, tuple[Action, ...]]:
    """Publish the documents: the covers of record copies last, for they name the held minutes."""
    done: tuple[Action, ...] = ()
    for covers in (False, True):
        if covers:
            prepared = with_held_minutes(prepared, folder)
        targets = document_targets(prepared, settings, _kinds(options, covers=covers))
        makers = document_makers(prepared, settings)
        manifest, actions = _until_settled(targets, _always(makers), manifest, folder, _scope(options, covers=covers))
        done += actions
    return prepared, manifest, done


def _always(makers: Makers) -> Callable[[tuple[Action, ...]], Makers]:
    return lambda _: makers


def _papers(workshop: Workshop, manifest: Manifest) -> tuple[Manifest, tuple[Action, ...], tuple[Problem, ...]]:
    from packgen.builder.make_papers import paper_work

    papers = {paper.path: paper for paper in _wanted(workshop.prepared, workshop.settings)}
    hashes = find_hashes(workshop.folder, {source for paper in papers.values() for source in paper.sources})
    edited = frozenset(path for path, seen in hashes.items() if seen != _published(manifest, path))
    targets = _paper_targets(papers, hashes, _how(workshop.converter, workshop.settings), workshop.prepared)
    problems: list[Problem] = []

    def makers(actions: tuple[Action, ...]) -> Makers:
        wanted = [papers[action.path] for action in actions if action.step in (Step.MAKE, Step.OFFER)]
        work = paper_work(wanted, edited, workshop)
        problems.extend(work.problems)
        return work.makers

    manifest = manifest.model_copy(update={"converter": str(workshop.converter)})
    manifest, actions = _until_settled(targets, makers, manifest, workshop.folder, is_pdf)
    return manifest, actions, tuple(problems)


def _wanted(prepared: Prepared, settings: Settings) -> Iterator[Paper]:
    return papers_of(prepared, recipient_copies=settings.recipient_copies)


def _published(manifest: Manifest, path: str) -> str:
    entry = manifest.entries.get(path)
    return entry.sha256 if entry else ""


def _how(converter: Converter, settings: Settings) -> list[object]:
    """What the look of a PDF depends on besides its content."""
    return [str(converter), settings.duplex, settings.pack_password_file is not None]


def _paper_targets(
    papers: dict[str, Paper], hashes: dict[str, str], how: list[object], prepared: Prepared
) -> dict[str, Target]:
    targets = {}
    for path, paper in papers.items():
        open_errors = paper.meeting is not None and prepared.has_open_errors(paper.meeting.id)
        printed = [*how, open_errors, prepared.assessment.guidance_version]
        targets[path] = paper.target(hashes, printed)
    return targets


def _until_settled(
    targets: dict[str, Target],
    makers_for: Callable[[tuple[Action, ...]], Makers],
    manifest: Manifest,
    folder: Path,
    scope: Scope,
) -> tuple[Manifest, tuple[Action, ...]]:
    """Plan and carry out; once more when a person has accepted an offer, which may itself be out of date by now."""
    manifest, actions = _once(targets, makers_for, manifest, folder, scope)
    accepted = tuple(action for action in actions if action.step is Step.ACCEPT)
    if accepted:
        manifest, actions = _once(targets, makers_for, manifest, folder, scope)
    return manifest, accepted + actions


def _once(
    targets: dict[str, Target],
    makers_for: Callable[[tuple[Action, ...]], Makers],
    manifest: Manifest,
    folder: Path,
    scope: Scope,
) -> tuple[Manifest, tuple[Action, ...]]:
    planned = plan_targets(targets.values(), manifest, folder, scope)
    fingerprints = {path: target.wanted.fingerprint for path, target in targets.items()}
    ready = staged_makers(planned, fingerprints, manifest, folder)
    makers = {**makers_for(tuple(action for action in planned if action.path not in ready)), **ready}
    possible = tuple(a for a in planned if a.step not in (Step.MAKE, Step.OFFER) or a.path in makers)
    return carry_out(possible, targets.values(), makers, manifest, folder), possible


def _dry_run(
    prepared: Prepared, settings: Settings, options: BuildOptions, folder: Path, converter: Converter | Problem
) -> CaseOutcome:
    manifest = _manifest(folder, prepared)
    prepared = with_held_minutes(prepared, folder)
    actions: tuple[Action, ...] = ()
    for covers in (False, True):
        targets = document_targets(prepared, settings, _kinds(options, covers=covers))
        actions += plan_targets(targets.values(), manifest, folder, _scope(options, covers=covers))
    if not isinstance(converter, Problem) and not options.only:
        papers = {paper.path: paper for paper in _wanted(prepared, settings)}
        hashes = find_hashes(folder, {source for paper in papers.values() for source in paper.sources})
        targets = _paper_targets(papers, hashes, _how(converter, settings), prepared)
        actions += plan_targets(targets.values(), manifest, folder, is_pdf)
    reference = prepared.loaded.case.case.reference
    return CaseOutcome(prepared.loaded.path, reference, folder, prepared.problems, actions, dry_run=True)


def _kinds(options: BuildOptions, *, covers: bool) -> Callable[[str], bool]:
    """Which kinds of document one pass of a build makes: the covers of record copies, or all others."""
    return lambda kind: (kind == record_copy.NAME) is covers and (not options.only or kind in options.only)


def _scope(options: BuildOptions, *, covers: bool) -> Scope:
    """Which entries of the manifest the same pass looks at: never the PDFs."""
    wanted = _kinds(options, covers=covers)
    return lambda path, entry: not is_pdf(path, entry) and wanted(entry.kind)


def _manifest(folder: Path, prepared: Prepared) -> Manifest:
    loaded = prepared.loaded
    found = read_manifest(folder)
    if found is not None and found.source not in ("", loaded.path.name):
        _refuse_other_source(found, loaded.path)
    now = {
        "reference": loaded.case.case.reference,
        "source": loaded.path.name,
        "source_sha256": loaded.sha256,
        "profile": prepared.assessment.profile,
        "guidance_version": prepared.assessment.guidance_version,
        "engine": ENGINE,
    }
    manifest = (found or Manifest(reference="")).model_copy(update=now)
    moved = superseded_folders(loaded.case, manifest)
    return manifest.model_copy(update={"superseded": tuple(sorted(moved))})


def _refuse_other_source(found: Manifest, path: Path) -> None:
    if (path.parent / found.source).is_file():
        message = f"{found.source} has the same case reference as {path.name}, and its papers are in that folder."
        raise PackgenError(message, "Give each case its own reference, or remove the file that is not needed.")


def _lock_file(folder: Path) -> Path:
    name = files.sha256_of(str(folder.resolve()).encode("utf-8"))[:32]
    return files.private_folder(files.state_folder() / "locks") / name
