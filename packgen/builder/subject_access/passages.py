"""Which passages packgen marked in a record: from the manifest beside it, and from the case that it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packgen.builder.layout import document_path
from packgen.builder.manifest import MANIFEST_NAME, read_manifest
from packgen.builder.prepare import Prepared
from packgen.content import Passage
from packgen.documents.kind import Document, Format
from packgen.redaction.passages import KnownPassage

_HOW_FAR_UP = 3


@dataclass(frozen=True)
class MarkedPassages:
    """The passages known for a record; `complete` where it is certain that all of them belong to it."""

    known: tuple[KnownPassage, ...]
    complete: bool


def marked_passages(record: Path, prepared: Prepared | None) -> MarkedPassages:
    """What is known about the passages of the record at `record`, "" and nothing where it is no paper of packgen's."""
    from_manifest = _from_manifest(record)
    documents = list(_documents(record, prepared)) if prepared else []
    exact = [document for document, is_it in documents if is_it]
    found = {one.key: one for one in from_manifest}
    for document in exact or [document for document, _ in documents]:
        for key, about in document.passages:
            found.setdefault(key, KnownPassage(key, about))
        for passage in _passages_in(document.context):
            found[passage.key] = KnownPassage(passage.key, passage.about, passage.origin, passage.text.text)
    return MarkedPassages(tuple(found.values()), bool(from_manifest or exact))


def _from_manifest(record: Path) -> tuple[KnownPassage, ...]:
    for folder in list(record.resolve().parents)[:_HOW_FAR_UP]:
        if (folder / MANIFEST_NAME).is_file():
            manifest = read_manifest(folder)
            name = record.resolve().relative_to(folder).as_posix()
            entry = manifest.entries.get(name) if manifest else None
            passages = entry.passages if entry else {}
            return tuple(KnownPassage(key, about) for key, about in passages.items())
    return ()


def _documents(record: Path, prepared: Prepared) -> Iterator[tuple[Document, bool]]:
    """The Word documents of the case with marks, and whether each is the record by its name."""
    for document in prepared.documents:
        if document.format is Format.WORD and document.passages:
            yield document, Path(document_path(prepared.loaded.case, document)).name == record.name


def _passages_in(value: object) -> Iterator[Passage]:
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _passages_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _passages_in(item)
