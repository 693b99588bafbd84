"""Fixtures shared by every room: golden files with an update switch, and a private state folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The suite tries the same examples each time, so that it tells of a change and not of luck; `make soak` tries others.
settings.register_profile("suite", derandomize=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile("suite")

GOLDEN = Path(__file__).parent / "golden"
REPOSITORY = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what was seen over the golden files")


@pytest.fixture(autouse=True)
def _private_state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKGEN_STATE_FOLDER", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """Compare a value with `tests/golden/<name>` (text as it is, anything else as sorted JSON), or update it."""

    def compare(name: str, seen: object) -> None:
        path = GOLDEN / name
        text = seen if isinstance(seen, str) else json.dumps(seen, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {name}; run pytest --update-golden and look at it"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; if it should, run pytest --update-golden"

    return compare
