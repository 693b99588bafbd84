"""The status page: problems first, every case, nothing of a restricted one; readable without scripts, told when old."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from icalendar import Calendar

from packgen.builder.status.gather import FileTrouble, StatusView, view_of
from packgen.builder.status.page import STALE_MINUTES, page_of
from packgen.builder.status.publish import publish_page
from packgen.builder.status.summary import CaseSummary, DiaryLine, DocumentLine, MeetingLine
from packgen.case.values import LONDON
from packgen.errors import Location, Problem, Severity

CHECKED = datetime(2026, 3, 2, 9, 30, tzinfo=LONDON)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser")


def _case(reference: str, **values: object) -> CaseSummary:
    return CaseSummary(reference=reference, source=f"{reference}.yaml", as_of="2026-03-02", **values)  # type: ignore[arg-type]


def _view(*, checked: datetime = CHECKED, watched: bool = True) -> StatusView:
    problem = Problem(
        "The date <b>2025-02-30</b> does not exist.", "Type a date.", location=Location("broken.yaml", 5, 3)
    )
    meeting = MeetingLine(
        id="strategy-1",
        label="Strategy meeting",
        date="2026-03-05",
        folder="2026-03-05-strategy-1",
        asked=3,
        replies_outstanding=("Head teacher",),
        reports_outstanding=("Named nurse",),
    )
    documents = (
        DocumentLine(path="2026-03-05-strategy-1/pack.pdf", title="Meeting pack", folder="2026-03-05-strategy-1"),
        DocumentLine(
            path="2026-03-05-strategy-1/agenda.docx",
            title="Agenda",
            folder="2026-03-05-strategy-1",
            edited=True,
            offered="2026-03-05-strategy-1/agenda (new version).docx",
        ),
    )
    diary = (
        DiaryLine(day="2026-02-20", label="Action a1", state="overdue"),
        DiaryLine(day="2026-03-05", label="Meeting", state="open", meeting="strategy-1"),
        DiaryLine(day="2027-01-01", label="Review of the plan", state="open"),
    )
    cases = {
        "R-1": _case("R-1", title="Group A & others", meetings=(meeting,), documents=documents, diary=diary),
        "R-2": _case("R-2", problems=(problem,)),
        "R-3": _case("R-3", restricted=True, problems=(problem,), title="Never to be seen", diary=diary),
    }
    troubles = [
        FileTrouble("broken.yaml", "could not be built", (problem,)),
        FileTrouble("R-3.yaml", "could not be built", (problem,)),
        FileTrouble("secret.yaml", "could not be built", (problem,), restricted=True),
    ]
    return view_of(cases, troubles, checked, states={"R-1": "ok"} if watched else None)


class _Checker(HTMLParser):
    """Nesting, ids and links of a page."""

    void = frozenset({"meta", "input", "br", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.void:
            self.open.append(tag)
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        self.loads += [values["src"] or ""] if "src" in values else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _checked(page: str) -> _Checker:
    checker = _Checker()
    checker.feed(page)
    assert checker.open == []
    return checker


def test_the_page_is_whole_self_contained_and_its_links_lead_somewhere() -> None:
    page = page_of(_view())
    found = _checked(page)
    assert len(found.ids) == len(set(found.ids))
    assert found.loads == []
    assert not re.search(r"https?://", page)
    assert all(link[1:] in found.ids for link in found.links if link.startswith("#"))
    assert "2026-03-05-strategy-1/agenda%20%28new%20version%29.docx" in page


def test_problems_come_before_everything_else_and_text_is_never_markup() -> None:
    page = page_of(_view())
    assert page.index("What needs an answer") < page.index("broken.yaml") < page.index("What falls due")
    assert "&lt;b&gt;2025-02-30&lt;/b&gt;" in page
    assert "<b>2025" not in page
    assert "Line 5" in page


def test_every_case_says_what_is_outstanding_due_and_edited() -> None:
    page = page_of(_view())
    assert "1 of 3 replies outstanding: Head teacher" in page
    assert "1 report outstanding: Named nurse" in page
    assert "Overdue: 20 February 2026" in page
    assert "Review of the plan" not in page, "what is months away does not fall due"
    assert "kept as edited; a new version lies beside it" in page


def test_a_restricted_case_is_a_number_and_nothing_else() -> None:
    page = page_of(_view())
    assert "1 restricted case not shown here; 2 files need a look" in page
    assert not re.search(r"R-3|Never to be seen|secret\.yaml", page)


def test_the_calendar_of_all_cases_leaves_restricted_ones_out(tmp_path: Path) -> None:
    publish_page(tmp_path, _view())
    calendar = Calendar.from_ical((tmp_path / "diary.ics").read_text("utf-8"))
    events = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert len(events) == 3
    assert all(event.startswith("R-1") for event in events)
    publish_page(tmp_path, view_of({}, [], CHECKED))
    assert Calendar.from_ical((tmp_path / "diary.ics").read_text("utf-8")).walk("VEVENT") == []


def test_a_profile_past_its_review_is_told_once_and_others_not_at_all() -> None:
    late = {"profile": "testshire", "review": "2026-03-01"}
    cases = {
        "R-1": _case("R-1", **late),
        "R-2": _case("R-2", **late),
        "R-3": _case("R-3", profile="bristol", review="2026-03-02"),
        "R-4": _case("R-4", profile="secret", review="2020-01-01", restricted=True),
    }
    page = page_of(view_of(cases, (), CHECKED))
    assert re.findall(r"The profile (\S+) was to be reviewed by ([^.]+)\.", page) == [("testshire", "1 March 2026")]


def test_a_page_without_cases_says_what_to_do() -> None:
    page = page_of(view_of({}, [], CHECKED))
    _checked(page)
    assert "Nothing. Every file was understood" in page
    assert "Drop a case file" in page


def _seen(page: str, folder: Path, *, arguments: tuple[str, ...] = ()) -> str:
    """The page as a browser has it once its script has run."""
    assert CHROMIUM is not None
    file = folder / "index.html"
    file.write_text(page, "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    finished = subprocess.run(
        [*command, *arguments, "--virtual-time-budget=2000", "--dump-dom", file.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return finished.stdout.decode("utf-8")


@needs_browser
def test_in_a_browser_an_old_page_says_so_and_the_filter_appears(tmp_path: Path) -> None:
    old = datetime.now(LONDON) - timedelta(minutes=STALE_MINUTES + 5)
    seen = _seen(page_of(_view(checked=old)), tmp_path)
    assert "This page is 25 minutes old" in seen
    assert re.search(r'<form id="filter" role="search">', seen), "the filter shows where scripts run"


@needs_browser
def test_in_a_browser_a_fresh_page_does_not_complain_and_the_search_hides_what_does_not_fit(tmp_path: Path) -> None:
    page = page_of(_view(checked=datetime.now(LONDON)))
    typed = (
        "<script>var box = document.getElementById('words'); box.value = 'group a';"
        "box.dispatchEvent(new Event('input'));</script></body>"
    )
    seen = _seen(page.replace("</body>", typed), tmp_path)
    assert re.search(r'<p id="stale"[^>]*hidden=""', seen)
    assert "1 case shown" in seen
    assert re.search(r'<article[^>]*id="case-R-2"[^>]*hidden=""', seen)
    assert not re.search(r'<article[^>]*id="case-R-1"[^>]*hidden=""', seen)


def test_without_scripts_everything_is_there() -> None:
    page = re.sub(r"<script>.*?</script>", "", page_of(_view()), flags=re.DOTALL)
    hidden = re.findall(r"<(\w+)[^>]*\shidden[\s>]", page)
    assert sorted(hidden) == ["form", "p"], "only the filter and the warning of age need a script"


def _ratio(one: str, other: str) -> float:
    def light(colour: str) -> float:
        full = colour if len(colour) == 6 else "".join(letter * 2 for letter in colour)
        parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    first, second = sorted((light(one), light(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: int) -> None:
    page = page_of(_view())
    block = re.findall(r":root \{(.*?)\}", page, flags=re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+):#([0-9a-f]{3,6})", block))
    for ink, ground in (
        ("ink", "ground"),
        ("quiet", "ground"),
        ("quiet", "card"),
        ("link", "ground"),
        ("link", "card"),
        ("link", "bad-ground"),
        ("quiet", "bad-ground"),
        ("bad", "bad-ground"),
        ("warn", "warn-ground"),
        ("good", "good-ground"),
        ("bad", "ground"),
    ):
        assert _ratio(colours[ink], colours[ground]) >= 4.5, f"{ink} on {ground}"


def test_only_open_errors_need_an_answer() -> None:
    warned = _case("R-1", problems=(Problem("Look at this.", severity=Severity.WARNING),))
    page = page_of(view_of({"R-1": warned}, [], CHECKED))
    assert "Nothing. Every file was understood" in page
    assert "1 thing worth a look" in page
