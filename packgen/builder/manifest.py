"""The manifest of a case: what was made, from what, and how it looked when it was published.

It lies in the case's output folder and is written last, so that it never speaks of a file that is not there. Before
files are replaced their new hashes are noted in `publishing`, so that a crash half-way is not taken for a hand edit.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from packgen import files
from packgen.errors import PackgenError

MANIFEST_NAME = "manifest.json"
_MOST_BYTES = 20_000_000


class DamagedManifestError(PackgenError):
    """The manifest cannot be read, so packgen cannot tell its own files from edited ones."""


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Entry(_Plain):
    """One published file. `sha256` is as published, `fingerprint` says what it was made from.

    `passages` maps the key of each marked passage to whom it is about, `origins` to whose information it is (those that
    have an origin); `origins` is None in a manifest that was written before origins were kept.
    """

    kind: str
    title: str
    fingerprint: str
    sha256: str
    folder: str | None = None
    state: str = "draft"
    version: str = "1"
    audience: tuple[str, ...] = ()
    child: str | None = None
    passages: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    origins: dict[str, str] | None = None
    offered_as: str | None = None
    offered_fingerprint: str | None = None
    offered_sha256: str | None = None
    offered_state: str | None = None


class Staged(_Plain):
    """A paper that is made but not in its place, because somebody has the old one open: hash and fingerprint."""

    sha256: str
    fingerprint: str


class Manifest(_Plain):
    """Everything published for one case, by path below the case's folder (with forward slashes).

    `inputs` is the hash of all that the last complete build read (empty while there is none), `attachments` the files
    that the case file names, `held` the hash of what lay at each path when that build ended (empty for nothing).
    """

    reference: str
    source: str = ""
    source_sha256: str = ""
    profile: str = ""
    guidance_version: str = ""
    engine: str = ""
    converter: str = ""
    entries: dict[str, Entry] = Field(default_factory=dict)
    superseded: tuple[str, ...] = ()
    publishing: dict[str, str] = Field(default_factory=dict)
    staged: dict[str, Staged] = Field(default_factory=dict)
    inputs: str = ""
    attachments: tuple[str, ...] = ()
    held: dict[str, str] = Field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a case's folder, or None where there is none. Raises DamagedManifestError."""
    path = folder / MANIFEST_NAME
    if not path.exists():
        return None
    try:
        return Manifest.model_validate_json(files.read_untrusted(path, _MOST_BYTES))
    except ValidationError:
        raise DamagedManifestError(
            f"{folder.name}/{MANIFEST_NAME} is damaged, so edited papers cannot be told from unedited ones.",
            f"Rename the folder {folder.name} and build again; nothing in it is touched.",
        ) from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Publish the manifest of a case, where it differs from what lies there."""
    files.publish_if_changed(folder / MANIFEST_NAME, (manifest.model_dump_json(indent=1) + "\n").encode("utf-8"))
