"""As a new user does it: from an empty folder to a pack to print, without a terminal and without a text editor."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from packgen.builder.form.page import FILE_NAME
from tests.builder.form.browser import CHROMIUM, Browser
from tests.builder.form.test_in_browser import FILLED, choose, fill, open_part
from tests.watch.test_service import Running

pytestmark = pytest.mark.skipif(CHROMIUM is None or os.name != "posix", reason="no Chromium on this machine")

REFERENCE = FILLED["case.reference"]
MORE = {
    "case.locality": "South",
    "children.0.address": "1 Sample Street, Bristol",
    "children.1.name": "Jo Second",
    "children.1.date_of_birth": "7/8/2011",
    "people.0.name": "Pat Worker",
    "people.1.name": "Lee Stranger",
}


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A watcher at work over an empty inbox, as the service runs it."""
    running = Running(tmp_path)
    process = running.start()
    yield running
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    (tmp_path / "browser").mkdir()
    browser = Browser(tmp_path / "browser")
    yield browser
    browser.close()


def _until(there: Callable[[], object], seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until
        time.sleep(0.1)


def _fill_in(browser: Browser) -> None:
    """A complex strategy meeting about two children, as business support would type it."""
    browser.click("input[value=complex_strategy]")
    browser.click("#go")
    open_part(browser, "meetings.0.chair")
    for path, text in FILLED.items():
        fill(browser, path, text)
    browser.click("[id='f-children-add']")
    for _ in range(2):
        browser.click("[id='f-people-add']")
    for path, text in MORE.items():
        fill(browser, path, text)
    choose(browser, "people.0.group", "professional")
    choose(browser, "people.1.group", "person_of_concern")
    for number in range(2):
        choose(browser, f"children.{number}.social_worker", "person-1")
    for harm in ("cse", "missing"):
        browser.click(f"[id='f-harm_types'] input[value={harm}]")


def test_from_an_empty_folder_to_a_printed_pack_for_a_complex_strategy_without_a_terminal(
    running: Running, browser: Browser
) -> None:
    form = running.inbox / "_starters" / FILE_NAME
    _until(form.exists)  # nobody but the watcher has put it there
    browser.go(form)
    browser.save_to(running.inbox)  # as where a person chooses the inbox when the browser asks
    _fill_in(browser)
    browser.click("#save")
    assert browser.requests() == []

    case = running.inbox / f"{REFERENCE}.yaml"
    _until(case.exists)
    notes = [running.inbox / f"{case.name} - {kind}.txt" for kind in ("READY", "PROBLEM")]
    _until(lambda: any(note.exists() for note in notes))
    (pack,) = (running.outputs / REFERENCE).rglob("pack.pdf")
    pages = PdfReader(pack).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert len(pages) >= 5
    assert "Complex" in text
    for name in ("Robin Sample", "Jo Second", "Pat Worker"):
        assert name in text
    note = next(note for note in notes if note.exists()).read_text("utf-8")
    assert "pack.pdf" in note
    _until((running.outputs / "index.html").exists)
    _until(lambda: REFERENCE in (running.outputs / "index.html").read_text("utf-8"))
    assert "Traceback" not in (running.root / "said.txt").read_text("utf-8")
    assert not list((running.outputs).glob("*strategy*")), "no starter was built"
