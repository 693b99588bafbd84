"""Which passages packgen marked in a record: from the manifest beside it, and from the case that it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packgen.builder.layout import document_path
from packgen.builder.manifest import MANIFEST_NAME, read_manifest
from packgen.builder.prepare import Prepared
from packgen.content import passages_in
from packgen.documents.kind import Document, Format
from packgen.redaction.passages import UNKNOWN, KnownPassage

_HOW_FAR_UP = 3


@dataclass(frozen=True)
class MarkedPassages:
    """The passages known for a record; `complete` where it is certain that all of them belong to it."""

    known: tuple[KnownPassage, ...]
    complete: bool


def marked_passages(record: Path, prepared: Prepared | None) -> MarkedPassages:
    """What is known about the passages of the record at `record`, nothing where it is no paper of packgen's."""
    from_manifest = _from_manifest(record)
    documents = list(_documents(prepared)) if prepared else []
    exact = made_from(record, prepared) if prepared else []
    found = {one.key: one for one in from_manifest}
    for document in exact or documents:
        for key, about in document.passages:
            found.setdefault(key, KnownPassage(key, about))
        for passage in passages_in(document.context):
            found[passage.key] = KnownPassage(passage.key, passage.about, passage.origin, passage.text.text)
    return MarkedPassages(tuple(found.values()), bool(from_manifest or len(exact) == 1))


def _from_manifest(record: Path) -> tuple[KnownPassage, ...]:
    for folder in list(record.resolve().parents)[:_HOW_FAR_UP]:
        if (folder / MANIFEST_NAME).is_file():
            manifest = read_manifest(folder)
            name = record.resolve().relative_to(folder).as_posix()
            entry = manifest.entries.get(name) if manifest else None
            passages, origins = (entry.passages, entry.origins) if entry else ({}, {})
            return tuple(KnownPassage(key, about, _origin(key, origins)) for key, about in passages.items())
    return ()


def _origin(key: str, origins: Mapping[str, str] | None) -> str:
    """Whose information a passage is; UNKNOWN where the manifest is older than the keeping of origins."""
    return UNKNOWN if origins is None else origins.get(key, "")


def made_from(record: Path, prepared: Prepared) -> list[Document]:
    """The Word documents of the case that the record may be by its name: by its folder's too where that tells more."""
    paths = [(one, Path(document_path(prepared.loaded.case, one))) for one in prepared.documents]
    named = [(one, path) for one, path in paths if one.format is Format.WORD and path.name == record.name]
    inside = [one for one, path in named if path.parent.name and path.parent.name == record.resolve().parent.name]
    return inside or [one for one, _ in named]


def _documents(prepared: Prepared) -> Iterator[Document]:
    """The Word documents of the case with marks."""
    return (one for one in prepared.documents if one.format is Format.WORD and one.passages)
