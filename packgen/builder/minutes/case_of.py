"""The case file that a Word file below the outputs was made from."""

from __future__ import annotations

from pathlib import Path

from packgen import files
from packgen.builder.manifest import DamagedManifestError, read_manifest
from packgen.errors import UsageError
from packgen.settings import Settings


def case_of(record: Path, settings: Settings) -> Path:
    """The case file named by the manifest above `record`, in the inbox or beside the outputs. Raises UsageError."""
    source = _source(record.resolve())
    folders = [settings.inbox, Path.cwd(), settings.outputs.resolve().parent]
    for folder in folders:
        if source and folder is not None and (folder / source).is_file():
            return folder / source
    message = f"It cannot be told which case file {record.name} was made from."
    raise UsageError(message, "Name it: packgen minutes read FILE.docx --case CASE.yaml")


def _source(record: Path) -> str:
    for folder in list(record.parents)[:2]:
        try:
            manifest = read_manifest(folder)
        except (DamagedManifestError, files.FileProblemError):
            continue
        if manifest is not None:
            return Path(manifest.source).name
    return ""
