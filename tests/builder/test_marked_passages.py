"""Marks of passages outlive LibreOffice, and whose information they are is known from the manifest alone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from packgen.builder.layout import document_path
from packgen.builder.make_documents import document_makers, document_targets
from packgen.builder.manifest import MANIFEST_NAME, Manifest, write_manifest
from packgen.builder.prepare import Prepared, prepare
from packgen.builder.subject_access.conversion import converted
from packgen.builder.subject_access.passages import marked_passages
from packgen.documents.kind import Document
from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.entries import EntryKind
from packgen.redaction.passages import UNKNOWN, PassageRules, origins_in, rule_on_passages
from packgen.redaction.policy import default_policy
from packgen.redaction.propose import Proposing, RecordInput, propose
from packgen.redaction.release import ReleaseOrder, ready_copies
from packgen.settings import Settings
from tests.conftest import REPOSITORY
from tests.redaction.subject_access_making import person, recolour, roster

TODAY = date(2025, 5, 1)
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TOBY = REPOSITORY / "sample_inputs" / "toby.yaml"


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(TOBY, Settings(), TODAY)


def minutes_of(prepared: Prepared, folder: str) -> tuple[Document, str]:
    document = next(d for d in prepared.documents if d.kind == "minutes" and d.folder == folder)
    return document, document_path(prepared.loaded.case, document)


def held(prepared: Prepared, root: Path, folder: str, *, origins: bool = True) -> Path:
    """The minutes of a meeting where a build leaves them, with the manifest of the case."""
    _, path = minutes_of(prepared, folder)
    target = document_targets(prepared, Settings(), lambda kind: kind == "minutes")[path]
    entry = target.entry if origins else target.entry.model_copy(update={"origins": None})
    file = root / path
    file.parent.mkdir(parents=True)
    file.write_bytes(document_makers(prepared, Settings())[path]())
    write_manifest(root, Manifest(reference="X", entries={path: entry}))
    return file


def marks(record: DocxRecord) -> list[tuple[str, str]]:
    return sorted((one.key, "".join(record.text_at(one.span).split())) for one in record.passages if ":" not in one.key)


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_every_passage_of_the_minutes_is_still_marked_after_libreoffice_saved_them(prepared: Prepared) -> None:
    document, path = minutes_of(prepared, "complex-strategy-1")
    made = document_makers(prepared, Settings())[path]()
    saved = read_docx(converted(made, ".docx", "docx"))
    assert marks(saved) == marks(read_docx(made))
    assert {key for key, _ in document.passages} <= {one.key for one in saved.passages}


def test_the_manifest_alone_tells_whose_information_a_passage_is(prepared: Prepared, tmp_path: Path) -> None:
    file = held(prepared, tmp_path, "complex-strategy-1")
    marked = marked_passages(file, None)
    assert marked.complete
    assert {"health", "police"} <= {one.origin for one in marked.known}
    assert '"health"' in (tmp_path / MANIFEST_NAME).read_text("utf-8")
    record = read_docx(file.read_bytes())
    known = {one.key: one for one in marked.known}
    rules = PassageRules(known, roster(), default_policy(), (), TODAY, marked.complete)
    _, entries = rule_on_passages(record, rules)
    assert {EntryKind.HEALTH_OPINION, EntryKind.POLICE_CONSULTATION} <= {entry.kind for entry in entries}
    assert {"health", "police"} <= origins_in(record, marked.known)


def test_a_release_from_a_manifest_alone_still_demands_the_opinion(prepared: Prepared, tmp_path: Path) -> None:
    file = held(prepared, tmp_path / "out", "complex-strategy-1")
    marked = marked_passages(file, None)
    known = roster(person("Danielle Wrenfield", case_id="mum-wrenfield"))
    given = RecordInput(".docx", file.read_bytes(), marked.known, marked.complete)
    root = tmp_path / "root"
    (made,) = propose(root, [given], Proposing("SAR-1", known, default_policy(), TODAY))
    recolour(made.file, "cyan", "yellow")
    order = ReleaseOrder("Officer One", TODAY, "Officer Two")
    with pytest.raises(RedactionRefusedError, match="health opinion") as refused:
        ready_copies(root, [made.file], order, default_policy())
    assert "police consultation" in str(refused.value)


def test_a_manifest_older_than_origins_makes_every_passage_a_question(prepared: Prepared, tmp_path: Path) -> None:
    known = marked_passages(held(prepared, tmp_path, "complex-strategy-1", origins=False), None).known
    assert {one.origin for one in known} == {UNKNOWN}


def test_papers_of_one_name_are_told_apart_by_their_folder(prepared: Prepared, tmp_path: Path) -> None:
    first, path = minutes_of(prepared, "risk-management-1")
    other, _ = minutes_of(prepared, "complex-strategy-2")
    assert Path(path).name == Path(document_path(prepared.loaded.case, other)).name
    inside = tmp_path / path
    inside.parent.mkdir()
    found = marked_passages(inside, prepared)
    assert ({one.key for one in found.known}, found.complete) == ({key for key, _ in first.passages}, True)
    both = marked_passages(tmp_path / Path(path).name, prepared)
    assert {key for document in (first, other) for key, _ in document.passages} <= {one.key for one in both.known}
    assert not both.complete
