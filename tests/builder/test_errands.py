"""Errands of the watcher: what goes wrong is an answer, half a file is never taken, what died is noticed."""

from __future__ import annotations

import os
import threading
from datetime import date
from pathlib import Path

import pytest

from packgen.builder.build import BuildOptions, build_cases
from packgen.builder.errands import child
from packgen.builder.errands.child import ErrandDiedError, run_errand, run_errand_in_child
from packgen.builder.errands.orders import Accepting, AcceptOrder, Looked, LookOrder, Offered, OfferOrder
from packgen.builder.minutes.offer import KnownOffers
from packgen.processes import Finished, Limits, ProcessFailedError
from packgen.settings import Settings
from tests.builder.minutes.edited_minutes import edited
from tests.watch.real_world import CASE, FRAGMENT, MINUTES, NAME, REFERENCE, add_action

TODAY = date(2026, 3, 2)
LIMITS = Limits(120, 6_000)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    (tmp_path / "inbox").mkdir()
    return Settings(inbox=tmp_path / "inbox", outputs=tmp_path / "outputs", converter="word")


@pytest.fixture
def fragment(settings: Settings) -> Path:
    """A fragment with one new action, in the inbox beside its case file."""
    assert settings.inbox is not None
    case_file = settings.inbox / NAME
    case_file.write_text(CASE, "utf-8")
    list(build_cases([case_file], settings, BuildOptions(TODAY)))
    folder = settings.outputs / REFERENCE
    minutes = folder / MINUTES
    minutes.write_bytes(edited(minutes.read_bytes(), add_action("Look for Sam — today.")))
    answer = run_errand(OfferOrder(case_file, folder, (MINUTES,), KnownOffers(), TODAY), settings)
    assert isinstance(answer, Offered)
    return (folder / FRAGMENT).rename(settings.inbox / FRAGMENT)


def test_a_fragment_cut_at_any_byte_is_never_taken_in(fragment: Path, settings: Settings) -> None:
    whole = fragment.read_bytes()
    case_file = fragment.with_name(NAME)
    for cut in range(len(whole.rstrip())):
        fragment.write_bytes(whole[:cut])
        answer = run_errand(AcceptOrder(fragment, TODAY), settings)
        assert isinstance(answer, Accepting)
        assert answer.state != "accepted", f"cut after {cut} bytes"
        assert fragment.exists()
    assert case_file.read_text("utf-8") == CASE
    fragment.write_bytes(whole)
    answer = run_errand_in_child(AcceptOrder(fragment, TODAY), settings, LIMITS)
    assert isinstance(answer, Accepting)
    assert (answer.state, answer.case, answer.changes) == ("accepted", NAME, 1)
    assert "Look for Sam — today." in case_file.read_text("utf-8")
    assert not fragment.exists()


def test_an_answer_comes_back_from_a_process_of_its_own(settings: Settings, tmp_path: Path) -> None:
    good, bad = tmp_path / "contacts.csv", tmp_path / "replies.csv"
    good.write_text("Role,Name\npolice,A desk\n", "utf-8")
    bad.write_text("Nothing,Of,Use\n", "utf-8")
    answer = run_errand_in_child(LookOrder((good, bad, tmp_path / "X - replies.csv")), settings, LIMITS)
    assert isinstance(answer, Looked)
    assert answer.lines == {"contacts.csv": 1}
    assert set(answer.problems) - {"contacts.csv"} == {"replies.csv", "X - replies.csv"}


def test_an_errand_that_is_given_up_ends_its_process(settings: Settings, tmp_path: Path) -> None:
    stopping = threading.Event()
    stopping.set()
    with pytest.raises(ProcessFailedError, match="stopped half-way"):
        run_errand_in_child(LookOrder((tmp_path / "contacts.csv",) * 50), settings, LIMITS, stopping)


@pytest.mark.parametrize("output", [b"", b"{", b'{"lines": 3}'])
def test_a_process_that_answers_with_something_else_has_died(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, output: bytes
) -> None:
    monkeypatch.setattr(child.processes, "run_python_module", lambda *_, **__: Finished(0, output, b""))
    with pytest.raises(ErrandDiedError):
        run_errand_in_child(LookOrder(()), settings, LIMITS)
