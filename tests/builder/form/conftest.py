"""One browser for all tests of the form, with the form in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from packgen.builder.form.page import form_page
from packgen.guidance.load import load_profile
from tests.builder.form.browser import CHROMIUM, Browser


@pytest.fixture(scope="session")
def form_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("form") / "form.html"
    file.write_text(form_page(load_profile()), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def one_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    browser = Browser(tmp_path_factory.mktemp("browser"))
    yield browser
    browser.close()


@pytest.fixture
def browser(one_browser: Browser, form_file: Path) -> Browser:
    """The browser with a form in which nothing is open."""
    one_browser.look()
    one_browser.go(form_file)
    return one_browser
