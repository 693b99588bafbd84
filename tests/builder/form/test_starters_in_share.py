"""Starters and the form in the share: there, current, and never over a copy that somebody changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from packgen.builder.form.page import FILE_NAME
from packgen.builder.form.starters_in_share import FOLDER, refresh_starters
from packgen.case.load import load_case
from packgen.case.starters import KINDS
from packgen.guidance.load import load_profile

DAY = date(2025, 3, 14)


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "state").mkdir()
    return tmp_path / "inbox", tmp_path / "state"


def test_starters_and_form_are_written_once(places: tuple[Path, Path]) -> None:
    inbox, state = places
    first = refresh_starters(inbox, load_profile(), state, DAY)

    assert set(first) == {f"{kind.replace('_', '-')}.yaml" for kind in KINDS} | {FILE_NAME}
    assert {path.name for path in (inbox / FOLDER).iterdir()} == set(first)
    assert refresh_starters(inbox, load_profile(), state, DAY) == ()
    assert refresh_starters(inbox, load_profile(), state, date(2025, 3, 15)) == ()


def test_starters_hold_the_councils_own_words(places: tuple[Path, Path]) -> None:
    inbox, state = places
    refresh_starters(inbox, load_profile("city-and-hackney"), state, DAY)
    file = inbox / FOLDER / "strategy.yaml"

    assert load_case(file).case.meetings[0].type == "strategy"
    assert "adopted" not in file.read_text("utf-8")


def test_another_profile_refreshes_what_nobody_changed(places: tuple[Path, Path]) -> None:
    inbox, state = places
    profile = load_profile()
    refresh_starters(inbox, profile, state, DAY)
    changed = inbox / FOLDER / "strategy.yaml"
    changed.write_text("case: {reference: our-own}\n", encoding="utf-8")
    other = replace(profile, authority="Elsewhere", version=profile.version.model_copy(update={"version": "99"}))

    written = refresh_starters(inbox, other, state, DAY)

    assert FILE_NAME in written
    assert "complex-strategy.yaml" in written
    assert "strategy.yaml" not in written
    assert "our-own" in changed.read_text("utf-8")


def test_a_file_that_was_there_before_packgen_stays(places: tuple[Path, Path]) -> None:
    inbox, state = places
    (inbox / FOLDER).mkdir()
    own = inbox / FOLDER / "strategy.yaml"
    own.write_text("case: {}\n", encoding="utf-8")

    assert "strategy.yaml" not in refresh_starters(inbox, load_profile(), state, DAY)
    assert own.read_text("utf-8") == "case: {}\n"


def test_a_deleted_starter_stays_away_until_there_is_a_newer_one(places: tuple[Path, Path]) -> None:
    inbox, state = places
    refresh_starters(inbox, load_profile(), state, DAY)
    (inbox / FOLDER / "contacts.yaml").unlink()

    assert refresh_starters(inbox, load_profile(), state, DAY) == ()


def test_a_link_is_never_written_through(places: tuple[Path, Path], tmp_path: Path) -> None:
    inbox, state = places
    (inbox / FOLDER).mkdir()
    target = tmp_path / "elsewhere.txt"
    (inbox / FOLDER / "strategy.yaml").symlink_to(target)

    refresh_starters(inbox, load_profile(), state, DAY)

    assert not target.exists()
