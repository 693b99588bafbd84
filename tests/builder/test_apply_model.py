"""A model of a case folder under builds, hand edits, accepted and dropped offers, deletions and crashes.

Whatever happens in whatever order: what a person typed is never lost, and an issued paper never changes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from packgen import files
from packgen.builder.apply import Target, carry_out, plan_targets
from packgen.builder.batch import batch
from packgen.builder.manifest import Entry, Manifest, read_manifest
from packgen.builder.plan import Step, Wanted
from packgen.files import FileProblemError

PATHS = ("agenda.docx", "2025-03-14-s1/minutes.docx")


class _PowerCut(BaseException):
    pass


class CaseFolder(RuleBasedStateMachine):
    """Builds of two papers whose content is a number; a person edits, accepts, deletes; the power fails."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.content = dict.fromkeys(PATHS, 0)
        self.issued: dict[str, bytes] = {}
        self.states = dict.fromkeys(PATHS, "draft")
        self.edits: dict[str, bytes] = {}
        self.typed = 0

    def teardown(self) -> None:
        self.scratch.cleanup()

    def _build(self, stop_after: int | None = None) -> None:
        targets = [
            Target(
                Wanted(path, f"{self.content[path]}-{self.states[path]}", self.states[path]),
                Entry(
                    kind="k", title="t", fingerprint=f"{self.content[path]}-{self.states[path]}", sha256=""
                ).model_copy(update={"state": self.states[path]}),
            )
            for path in PATHS
        ]
        makers = {path: (lambda path=path: f"made {self.content[path]} {self.states[path]}".encode()) for path in PATHS}
        manifest = read_manifest(self.folder) or Manifest(reference="R-1")
        actions = plan_targets(targets, manifest, self.folder, lambda *_: True)
        steps = 0

        def counted(original: Callable[..., object]) -> Callable[..., object]:
            def step(*args: object, **kwargs: object) -> object:
                nonlocal steps
                if steps == stop_after:
                    raise _PowerCut
                steps += 1
                return original(*args, **kwargs)

            return step

        with pytest.MonkeyPatch.context() as patch:
            # What is written, what is moved and what is flushed: the manifest's steps among them.
            for name in ("stage", "put", "sync_folder"):
                patch.setattr(files, name, counted(getattr(files, name)))
            patch.setattr(os, "fsync", lambda _descriptor: None)
            carry_out(actions, targets, makers, manifest, self.folder)
        if any(action.step is Step.ACCEPT for action in actions):
            self._build()

    def _remember_issued(self) -> None:
        for path in PATHS:
            if self.states[path] == "issued" and path not in self.issued and path not in self.edits:
                self.issued[path] = (self.folder / path).read_bytes()

    @rule()
    def build(self) -> None:
        self._build()
        self._remember_issued()
        for path in PATHS:
            if path not in self.edits and path not in self.issued:
                expected = f"made {self.content[path]} {self.states[path]}".encode()
                assert (self.folder / path).read_bytes() == expected, "an unedited draft is up to date after a build"
        if not self.typed:
            assert not list(self.folder.rglob("*(new version)*")), "nothing is offered where nobody edited"

    @rule(after=st.integers(0, 16))
    def power_fails_during_a_build(self, after: int) -> None:
        try:
            self._build(stop_after=after)
        except _PowerCut:
            return
        self._remember_issued()

    @rule(path=st.sampled_from(PATHS), value=st.integers(1, 3))
    def the_case_changes(self, path: str, value: int) -> None:
        self.content[path] = value

    @rule(path=st.sampled_from(PATHS))
    def the_paper_is_issued(self, path: str) -> None:
        self.states[path] = "issued"

    @rule(path=st.sampled_from(PATHS))
    def a_person_edits(self, path: str) -> None:
        file = self.folder / path
        if file.exists():
            self.typed += 1
            self.edits[path] = f"typed by hand {self.typed}".encode()
            file.write_bytes(self.edits[path])
            self.issued.pop(path, None)

    @precondition(lambda self: self.edits)
    @rule(data=st.data())
    def a_person_accepts_the_new_version(self, data: st.DataObject) -> None:
        self.accept(data.draw(st.sampled_from(sorted(self.edits))))

    def accept(self, path: str) -> None:
        """Rename what is offered over the file that was edited."""
        manifest = read_manifest(self.folder)
        entry = manifest.entries.get(path) if manifest else None
        offered = self.folder / entry.offered_as if entry and entry.offered_as else None
        if offered and offered.exists():
            offered.replace(self.folder / path)
            del self.edits[path]

    @rule(path=st.sampled_from(PATHS))
    def a_person_deletes(self, path: str) -> None:
        (self.folder / path).unlink(missing_ok=True)
        self.edits.pop(path, None)
        self.issued.pop(path, None)

    @invariant()
    def what_a_person_typed_is_still_there(self) -> None:
        for path, text in self.edits.items():
            assert (self.folder / path).read_bytes() == text

    @invariant()
    def an_issued_paper_has_not_changed(self) -> None:
        for path, text in self.issued.items():
            assert (self.folder / path).read_bytes() == text


TestCaseFolder = CaseFolder.TestCase
TestCaseFolder.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize("changes_before", [False, True])
def test_an_issued_paper_that_was_offered_and_accepted_is_issued(changes_before: bool) -> None:
    model = CaseFolder()
    paper = PATHS[0]
    model.build()
    model.a_person_edits(paper)
    model.the_paper_is_issued(paper)
    model.build()
    if changes_before:
        model.the_case_changes(paper, 1)
    model.accept(paper)
    model._build()
    model.the_case_changes(paper, 2)
    model._build()
    assert (model.folder / paper).read_bytes() == b"made 0 issued"
    model.teardown()


def test_what_a_batch_that_was_cut_off_left_beside_the_papers_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".packgen-abc.tmp").write_bytes(b"half a paper")
    made = Target(Wanted("agenda.docx", "1"), Entry(kind="k", title="t", fingerprint="1", sha256=""))
    cut_off = Manifest(reference="R-1", publishing={"agenda.docx": "0"})
    actions = plan_targets([made], cut_off, tmp_path, lambda *_: True)
    carry_out(actions, [made], {"agenda.docx": lambda: b"whole"}, cut_off, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"agenda.docx", "manifest.json"}


def test_a_disk_that_refuses_one_of_many_files_leaves_every_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {tmp_path / f"{number}.docx": b"new" for number in range(20)}
    for path in contents:
        path.write_bytes(b"old")
    flushed = 0

    def full(_descriptor: int) -> None:
        nonlocal flushed
        flushed += 1
        if flushed == 12:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileProblemError, match="could not be written"):
        batch(contents).__enter__()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(contents, b"old")
