"""The documents of a case as targets of a plan: their paths, fingerprints, entries, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from packgen import __version__
from packgen.builder.apply import Target, find_hashes
from packgen.builder.fingerprint import fingerprint
from packgen.builder.layout import document_path
from packgen.builder.manifest import Entry
from packgen.builder.plan import Wanted
from packgen.builder.prepare import Prepared
from packgen.content import Figure, passages_in
from packgen.documents import minutes, record_copy
from packgen.documents.kind import Document, Format
from packgen.files import sha256_of_file
from packgen.settings import Settings
from packgen.word.render import render
from packgen.word.templates import template_path

ENGINE = f"packgen {__version__}"


def document_targets(prepared: Prepared, settings: Settings, is_wanted: Callable[[str], bool]) -> dict[str, Target]:
    """Every document of the kinds wanted that the case calls for, by path below the case's folder."""
    targets = {}
    for document in prepared.documents:
        if is_wanted(document.kind):
            path = document_path(prepared.loaded.case, document)
            made_from = fingerprint(document, _template_hash(document, settings), ENGINE)
            targets[path] = Target(Wanted(path, made_from, document.state), _entry(document, made_from))
    return targets


def with_held_minutes(prepared: Prepared, folder: Path) -> Prepared:
    """The same with every cover of a record copy naming the minutes that lie in `folder` now: file name and hash."""
    case = prepared.loaded.case
    paths = {d.folder: document_path(case, d) for d in prepared.documents if d.kind == minutes.NAME}
    found = find_hashes(folder, paths.values())
    documents = tuple(
        record_copy.with_minutes(document, PurePosixPath(paths[document.folder]).name, found[paths[document.folder]])
        if document.kind == record_copy.NAME and paths.get(document.folder) in found
        else document
        for document in prepared.documents
    )
    return replace(prepared, documents=documents)


def document_makers(prepared: Prepared, settings: Settings) -> dict[str, Callable[[], bytes]]:
    """How each document is made, by path."""
    case = prepared.loaded.case
    return {document_path(case, document): partial(_make, document, settings) for document in prepared.documents}


def _make(document: Document, settings: Settings) -> bytes:
    if document.context is None:
        return (document.text or "").encode("utf-8")
    return render(_template(document, settings), document.context, draw_figure=_draw_figure)


def _draw_figure(figure: Figure) -> bytes:
    from packgen.word.figures.draw import draw_figure  # what draws takes longer to load than a paper to make

    return draw_figure(figure)


def _template(document: Document, settings: Settings) -> Path:
    return template_path(document.template or document.kind, settings.templates)


def _template_hash(document: Document, settings: Settings) -> str:
    if document.format is not Format.WORD:
        return ""
    path = _template(document, settings)
    return _hash_once(path, path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=256)
def _hash_once(path: Path, _modified: int, _size: int) -> str:
    return sha256_of_file(path)


def _entry(document: Document, made_from: str) -> Entry:
    return Entry(
        kind=document.kind,
        title=document.title,
        fingerprint=made_from,
        sha256="",
        folder=document.folder,
        state=document.state,
        version=document.version,
        audience=document.audience,
        child=document.for_child,
        passages=dict(document.passages),
        origins={passage.key: passage.origin for passage in passages_in(document.context) if passage.origin},
    )
