"""A build of unchanged input takes next to no time: everything it reads is one key, everything it made is by hash.

The key and the hashes stand in the case's manifest, so they hold on every machine. Which folder belongs to a case
file, and the stamps that save hashing, are this machine's own (state folder).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from packgen import files
from packgen.builder.checked import find_contacts
from packgen.builder.fingerprint import hash_of
from packgen.builder.held import HashMemory, read_memory, write_memory
from packgen.builder.inputs import replies_files
from packgen.builder.make_documents import ENGINE
from packgen.builder.manifest import DamagedManifestError, Manifest, read_manifest
from packgen.builder.minutes.waiting import fragments_of
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.plan import Action, Step
from packgen.builder.status.summary import CaseSummary, read_summary
from packgen.errors import Problem
from packgen.files import FileProblemError, Stamp
from packgen.pack.conversion.convert import Converter
from packgen.settings import Settings
from packgen.word.templates import templates_folder

# Where things lie, not what is made of them: what is read there is hashed itself.
_LOCATIONS = {
    *("inbox", "outputs", "contacts", "templates", "profile", "subject_access_root"),
    *("release_folder", "retention_days", "share_group", "cluster_ca", "cluster_certificate", "cluster_key"),
}
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Kept:
    """A case of which nothing has changed since it was built: where it lies and what was found then."""

    folder: Path
    manifest: Manifest
    summary: CaseSummary


class CaseMemory:
    """What this machine remembers of one case file: its folder below the outputs, and the stamps of what lies there."""

    def __init__(self, case_file: Path, outputs: Path) -> None:
        key = files.sha256_of(f"{case_file.resolve()}\n{outputs.resolve()}".encode("utf-8", "surrogatepass"))
        self._file = files.state_folder() / "cases" / key[:2] / key[2:40]
        found = read_memory(self._file)
        self.folder = str(found.get("folder", ""))
        self.hashes = HashMemory.from_json(found.get("stamps"))
        self._was = found

    def save(self, folder: str, paths: Iterable[str]) -> None:
        """Remember the folder and the stamps of `paths` in it, where that is news."""
        now: dict[str, object] = {"folder": folder, "stamps": self.hashes.as_json(paths)}
        if now != self._was:
            write_memory(self._file, now)


def surroundings(case_file: Path, settings: Settings, options: BuildOptions, converter: Converter | Problem) -> str:
    """The hash of everything that a build reads besides the case file and its attachments. Taken before it starts."""
    contacts = find_contacts(case_file, settings)
    profile = Path(settings.profile) if settings.profile and Path(settings.profile).suffix else None
    return hash_of(
        [
            ENGINE,
            engine_hash(),
            _hash_of(contacts) if contacts else "",
            [_hash_of(path) for path in replies_files(case_file)],
            settings.profile or "",
            _hash_of(profile) if profile else "",
            _templates_hash(settings),
            settings.model_dump(mode="json", exclude=_LOCATIONS),
            options.allow_missing,
            converter.message if isinstance(converter, Problem) else str(converter),
        ]
    )


def inputs_key(around: str, case_sha256: str, case_file: Path, attachments: Iterable[str], folder: Path) -> str:
    """The key of one build: its surroundings (as `surroundings` gives them), the case file, the attachments.

    To it belong minutes that wait to be accepted, beside the case file or in the case's `folder` below the outputs.
    """
    enclosed = {name: _attachment_hash(case_file.parent, name) for name in attachments}
    waiting = [_hash_of(path) for path in fragments_of(case_file, folder)]
    return hash_of(["inputs", around, case_sha256, enclosed, waiting])


def unchanged(case_file: Path, around: str, settings: Settings, memory: CaseMemory) -> Kept | None:
    """What was built of this very input, if all of it still lies there as it did then; else None."""
    if not memory.folder:
        return None
    folder = settings.outputs / memory.folder
    try:
        manifest = read_manifest(folder)
        if manifest is None or not manifest.inputs or manifest.publishing or manifest.staged:
            return None
        if manifest.source != case_file.name or manifest.inputs != _key_now(manifest, around, case_file, folder):
            return None
        if held_now(folder, manifest, memory.hashes) != manifest.held:
            return None
    except (DamagedManifestError, FileProblemError, OSError):
        return None
    summary = read_summary(folder)
    return Kept(folder, manifest, summary) if summary is not None else None


def held_now(folder: Path, manifest: Manifest, hashes: HashMemory) -> dict[str, str]:
    """The hash of what lies at every path that the manifest speaks of; empty where nothing does. Raises OSError."""
    paths = {*manifest.entries, *(entry.offered_as for entry in manifest.entries.values() if entry.offered_as)}
    return {path: hashes.hash_of(folder, path) for path in sorted(paths)}


def kept_outcome(case_file: Path, kept: Kept, problems: tuple[Problem, ...]) -> CaseOutcome:
    """What a build says of a case of which nothing has changed."""
    held = kept.manifest.held
    actions = tuple(
        Action(Step.KEEP, path, "nothing that it prints has changed", held=held.get(path, "") != entry.sha256)
        for path, entry in kept.manifest.entries.items()
    )
    return CaseOutcome(case_file, kept.summary.reference, kept.folder, problems, actions)


def _key_now(manifest: Manifest, around: str, case_file: Path, folder: Path) -> str:
    return inputs_key(around, files.sha256_of_file(case_file), case_file, manifest.attachments, folder)


def _attachment_hash(folder: Path, name: str) -> str:
    try:
        return _hash_of(files.resolve_inside(folder, name))
    except (FileProblemError, OSError):
        return "absent"


def _hash_of(path: Path) -> str:
    now = files.stamp(path)
    return _hash_once(path, now) if now else ""


@lru_cache(maxsize=512)
def _hash_once(path: Path, _stamp: Stamp) -> str:
    return files.sha256_of_file(path)


def _templates_hash(settings: Settings) -> str:
    folders = [folder for folder in (settings.templates, templates_folder()) if folder is not None]
    return hash_of([_templates_once(folder, files.stamps_in(folder, ".docx")) for folder in folders])


@lru_cache(maxsize=8)
def _templates_once(folder: Path, stamps: tuple[tuple[str, Stamp | None], ...]) -> list[tuple[str, str]]:
    return [(name, files.sha256_of_file(folder / name) if stamp else "") for name, stamp in stamps]


@lru_cache(maxsize=1)
def engine_hash() -> str:
    """The hash of packgen's own code and data: in a checkout they change without the version changing."""
    ours = (path for path in sorted(_PACKAGE.rglob("*")) if path.suffix in (".py", ".yaml", ".json", ".j2"))
    return hash_of([(str(path.relative_to(_PACKAGE)), files.sha256_of_file(path)) for path in ours])
