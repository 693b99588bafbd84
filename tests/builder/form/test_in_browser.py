"""The form in a real browser: filled in by keyboard and mouse, saved, built; opened and saved again without a loss."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packgen.builder.build import BuildOptions, build_cases
from packgen.builder.form.model import FORM_FACTS
from packgen.builder.form.page import form_page
from packgen.case.load import load_case
from packgen.case.model import CaseFile
from packgen.guidance.applying import once
from packgen.guidance.conditions import value_of
from packgen.guidance.effects import Invite
from packgen.guidance.load import load_profile
from packgen.guidance.scene import CaseIndex, Scene, end_of
from packgen.settings import Settings
from packgen.watch.reading import has_ended
from tests.builder.form.browser import Browser

SAMPLES = Path(__file__).parents[3] / "sample_inputs"
CASES = sorted(path for path in SAMPLES.glob("*.yaml") if path.name != "contacts.yaml")

_COUNCIL_WITH_ANOTHER_FACT = """
profile:
  id: testshire
  label: Testshire
  extends: bristol
  authority: Testshire
  version: {name: Testshire procedures, author: A. Officer, approved_by: The board, in_force: 2025-01-01,
            review: 2026-01-01, version: '1'}
  sources:
    - {key: TX, file: testshire-procedures.pdf, title: Testshire procedures}
  rules:
    - id: TX-01
      says: Where two processes run at once, somebody from the review team is asked too.
      strength: should
      source: TX §1
      origin: own
      applies_to: strategy
      when: {fact: individual_processes, at_least: 2}
      effects:
        - {kind: invite, role: independent_reviewing_officer, need: should, because: Two processes run at once.}
"""


def reopened(browser: Browser, text: str, name: str) -> str:
    browser.run("packgenForm.open($0, $1)", text, name)
    return str(browser.run("packgenForm.text()"))


def case_in(text: str, folder: Path, name: str = "case.yaml") -> CaseFile:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return load_case(file).case


def remarks_in(text: str) -> set[str]:
    return {line.split("#", 1)[1].strip() for line in text.splitlines() if re.search(r"(^|\s)# ", line)}


@pytest.mark.parametrize("sample", CASES, ids=lambda path: path.stem)
def test_a_sample_opened_and_saved_again_is_the_same_case(browser: Browser, sample: Path, tmp_path: Path) -> None:
    text = sample.read_text("utf-8")
    saved = reopened(browser, text, sample.name)

    assert case_in(saved, tmp_path) == load_case(sample).case
    assert remarks_in(text) <= remarks_in(saved)
    assert has_ended("case.yaml", saved)
    assert [p for p in browser.run("packgenForm.problems()") if p["severity"] == "error"] == []
    assert browser.complaints() == []


def test_a_sample_as_json_is_the_same_case_and_stays_json(browser: Browser, tmp_path: Path) -> None:
    sample = SAMPLES / "harley.yaml"
    plain = yaml.load(sample.read_text("utf-8"), Loader=yaml.BaseLoader)
    plain["children"][0]["age"] = 15
    plain["children"][0]["open_referral"] = True
    plain["children"][0]["upn"] = None
    text = json.dumps(plain, indent="\t").replace('"age": 15', '"age": 15.0'.removesuffix(".0"))
    saved = reopened(browser, text, "harley.json")

    assert case_in(saved, tmp_path, "a.json") == case_in(text, tmp_path, "b.json")


@pytest.mark.parametrize(
    "kind", ["strategy", "complex_strategy", "risk_management", "safer_options", "child_safety_plan"]
)
def test_a_starter_keeps_its_remarks_and_what_the_form_does_not_show(browser: Browser, kind: str) -> None:
    from packgen.case.starters import starter

    text = starter(kind).replace("case:\n", "case:\n  house_key: kept as it is  # our own\n")
    saved = reopened(browser, text, "case.yaml")
    browser.run("packgenForm.set(['children', 0, 'known_as'], 'Lex')")
    changed = str(browser.run("packgenForm.text()"))

    assert remarks_in(text) <= remarks_in(saved)
    assert "house_key: kept as it is" in changed
    assert "known_as: Lex" in changed
    assert remarks_in(text) <= remarks_in(changed)


AWKWARD = st.one_of(
    st.sampled_from(
        [
            *("NO", "Null", "~", "10:30", "01174960000", "1.20", "2025-02-30", "0x1F", "1e3", "true", "=", "<<"),
            *("**Urgent** ring", "> 48 hours", '"Mum" said no', "Seen at: park", "[unclear] she", "& co", "! watch"),
            *(
                "Room #2",
                "- a dash",
                "? why",
                "| bar",
                "@home",
                "`tick`",
                "%done",
                "{a: b}",
                "a\nb",
                "a\n\n  b: c\n- d",
            ),
            *(
                "#hash",
                "'single'",
                "ends with:",
                "back\\slash",
                "--- three",
                "...",
                "é £ – “quoted” 😀",
                "a\u00a0b",
                "x\ty",
            ),
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=AWKWARD, key=st.sampled_from(["known_as", "address", "communication_needs", "worries"]))
def test_whatever_is_typed_arrives_as_typed(
    one_browser: Browser, opened: None, tmp_path: Path, text: str, key: str
) -> None:
    typed = one_browser.run("packgenForm.tidied($0)", text).strip()
    value: Any = [typed] if key == "worries" else typed
    one_browser.run("packgenForm.set(['children', 0, $0], $1)", key, value)
    child = case_in(str(one_browser.run("packgenForm.text()")), tmp_path).children[0]

    held = getattr(child, key)
    got = (held[0].text if held else "") if key == "worries" else getattr(held, "text", held) or ""
    assert " ".join(got.split()) == " ".join(typed.split())
    if "\n" not in typed:
        assert got == typed


@pytest.fixture
def opened(browser: Browser) -> None:
    browser.run("packgenForm.begin('strategy')")
    for path, value in (
        (["case", "reference"], "T-1"),
        (["children", 0, "name"], "A B"),
        (["meetings", 0, "date"], "2025-01-02"),
    ):
        browser.run("packgenForm.set($0, $1)", path, value)


@st.composite
def any_case(draw: st.DrawFn) -> dict[str, Any]:
    """A case that packgen can read, with odd texts in it and keys in any order."""
    texts = AWKWARD.filter(lambda text: text.strip() and text == " ".join(text.split()))
    days = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}")
    people = [{"id": f"p{n}", "name": draw(texts), "group": "family"} for n in range(draw(st.integers(0, 3)))]
    children = [
        {"id": f"c{n}", "name": draw(texts), "worries": draw(st.lists(texts, max_size=3)), "address": draw(texts)}
        for n in range(draw(st.integers(1, 3)))
    ]
    meetings = [
        {"id": f"m{n}", "type": "strategy", "date": draw(days), "reason": {"text": draw(texts), "about": ["c0"]}}
        for n in range(draw(st.integers(0, 2)))
    ]
    parts = {"case": {"reference": "T-1"}, "children": children, "people": people, "meetings": meetings}
    return {key: parts[key] for key in draw(st.permutations(list(parts)))}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=any_case(), as_json=st.booleans())
def test_any_case_opened_and_saved_again_is_the_same(
    one_browser: Browser, opened: None, tmp_path: Path, case: dict[str, Any], as_json: bool
) -> None:
    name = "case.json" if as_json else "case.yaml"
    text = json.dumps(case) if as_json else yaml.safe_dump(case, allow_unicode=True, sort_keys=False)
    (tmp_path / name).write_text(text, encoding="utf-8")
    before = load_case(tmp_path / name).case
    after = case_in(reopened(one_browser, text, name), tmp_path, name)

    assert after.model_copy(update={"end_of_case": False}) == before


FILLED = {
    "case.reference": "BCC-2025-031",
    "case.title": "Group C, harbourside",
    "concern.summary": "Two children: both seen at the arcade with the same adult.",
    "children.0.name": "Robin Sample",
    "children.0.date_of_birth": "3/5/2010",
    "meetings.0.date": "20 March 2025",
    "meetings.0.start": "2.30pm",
    "meetings.0.called_at": "18/03/2025 10am",
    "meetings.0.chair.name": "Sam Service",
}


def fill(browser: Browser, path: str, text: str) -> None:
    browser.run("document.getElementById($0).focus()", f"f-{path}")
    browser.type(text)
    browser.press("Tab")


def choose(browser: Browser, path: str, value: str) -> None:
    element = "document.getElementById($0)"
    browser.run(f"(e => {{ e.value = $1; e.dispatchEvent(new Event('change')); }})({element})", f"f-{path}", value)
    browser.settle()


def open_part(browser: Browser, path: str) -> None:
    if not browser.run("document.getElementById($0).open", f"f-{path}"):
        browser.click(f"[id='f-{path}'] > summary")


def test_a_complex_strategy_from_an_empty_form_to_a_bound_pack(browser: Browser, tmp_path: Path) -> None:
    browser.click("input[value=complex_strategy]")
    browser.click("#go")
    browser.click("#save")
    assert "things to put right" in browser.run("document.getElementById('problems').innerText")
    assert browser.run("document.activeElement.id") == "problems"

    browser.click("#problems li a")
    assert browser.run("document.activeElement.id") == "f-case.reference"
    open_part(browser, "meetings.0.chair")
    for path, text in FILLED.items():
        fill(browser, path, text)
    assert browser.run("document.getElementById('f-children.0.date_of_birth').value") == "03/05/2010"
    assert browser.run("document.getElementById('f-meetings.0.date').value") == "20/03/2025"
    assert browser.run("document.getElementById('f-meetings.0.called_at').value") == "18/03/2025 10am"

    browser.click("[id='f-children-add']")
    fill(browser, "children.1.name", "Jo Second")
    browser.click("[id='f-people-add']")
    fill(browser, "people.0.name", "Pat Worker")
    choose(browser, "people.0.group", "professional")
    choose(browser, "children.0.social_worker", "person-1")
    browser.click("[id='f-harm_types'] input[value=cse]")

    assert "s-missing" not in browser.run("[...document.querySelectorAll('section')].map(s => s.id)")
    browser.click("[id='f-harm_types'] input[value=missing]")
    assert "s-missing" in browser.run("[...document.querySelectorAll('section')].map(s => s.id)")
    assert "missing" in browser.run("packgenForm.switched()")

    browser.click("#save")
    file = browser.downloaded("BCC-2025-031.yaml")
    assert browser.requests() == []
    assert browser.complaints() == []
    assert browser.run("localStorage.length + sessionStorage.length + document.cookie.length") == 0

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    dropped = Path(shutil.move(file, inbox))
    shutil.copy(SAMPLES / "contacts.yaml", inbox)
    assert has_ended(dropped.name, dropped.read_text("utf-8"))
    case = load_case(dropped).case
    assert [child.name for child in case.children] == ["Robin Sample", "Jo Second"]
    assert case.children[0].social_worker == case.people[0].id
    options = BuildOptions(date(2025, 3, 18))
    (outcome,) = build_cases([dropped], Settings(outputs=tmp_path / "outputs", converter="built-in"), options)
    assert outcome.folder is not None
    assert list(outcome.folder.rglob("pack.pdf"))


def test_rows_move_go_and_come_back(browser: Browser, opened: None) -> None:
    for _ in range(2):
        browser.click("[id='f-people-add']")
    for number, name in enumerate(("First", "Second")):
        fill(browser, f"people.{number}.name", name)
    browser.click("[id='f-people.1-up']")
    assert re.findall(r"name: (First|Second)", browser.run("packgenForm.text()")) == ["Second", "First"]
    assert "Move down: Second" in browser.run("[...document.querySelectorAll('.tools button')].map(b => b.ariaLabel)")

    browser.click("[id='f-people.0'] + .tools .remove")
    assert "Second" not in browser.run("packgenForm.text()")
    browser.click("#alarm button")
    assert re.findall(r"name: (First|Second)", browser.run("packgenForm.text()")) == ["Second", "First"]
    assert browser.complaints() == []


def test_a_file_chosen_from_disk_is_opened_and_a_bad_one_is_told(browser: Browser, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_bytes("case:\n  reference: T-9\n  title: Café\n".encode("cp1252"))
    browser.upload("#file", old)
    browser.until("document.querySelector('[id=\"f-case.title\"]') !== null")
    assert browser.run("document.querySelector('[id=\"f-case.title\"]').value") == "Café"
    assert "old Windows way" in browser.run("document.getElementById('alarm').innerText")

    for text, said in (
        ("case:\n  reference: [a\n", "Line"),
        ("contacts: []\n", "not a case file"),
        ("case: &a\n  reference: b\nx: *a\n", "alias"),
        ("case: {a: 1, a: 2}\n", "Line"),
        ("case: " + "[" * 20000, "cannot be read|too deep"),
    ):
        bad = tmp_path / "bad.yaml"
        bad.write_text(text, encoding="utf-8")
        browser.run("document.getElementById('alarm').textContent = ''")
        browser.upload("#file", bad)
        browser.until("document.getElementById('alarm').textContent !== ''")
        assert re.search(said, browser.run("document.getElementById('alarm').textContent")), text[:40]
        assert browser.run("document.activeElement.id") == "alarm"
    assert "T-9" in browser.run("packgenForm.text()")


def test_an_unfinished_case_is_saved_without_saying_that_it_is_whole(browser: Browser) -> None:
    browser.run("packgenForm.begin('strategy')")
    fill(browser, "case.reference", "T-77")
    browser.click("#save")
    browser.click("#problems button")
    text = browser.downloaded("T-77.yaml").read_text("utf-8")

    assert not has_ended("T-77.yaml", text)
    assert "end_of_case: true" in reopened(browser, text, "T-77.yaml")


def test_every_control_has_a_name_that_a_screen_reader_says(browser: Browser) -> None:
    browser.run("packgenForm.open($0, 'council.yaml')", (SAMPLES / "second-council.yaml").read_text("utf-8"))
    for _ in range(3):
        browser.run("document.querySelectorAll('details:not([open])').forEach(d => { d.fill?.(); d.open = true; })")
    browser.settle()
    roles = {"textbox", "combobox", "checkbox", "radio", "button", "link", "group"}
    controls = [
        node for node in browser.axtree() if not node.get("ignored") and node.get("role", {}).get("value") in roles
    ]
    nameless = [node for node in controls if not node.get("name", {}).get("value", "").strip()]

    assert len(controls) > 100
    assert [n for n in nameless if n["role"]["value"] != "group"] == []
    assert (
        browser.run("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))")
        == 0
    )


def test_nothing_is_wider_than_a_window_at_200_per_cent(browser: Browser) -> None:
    browser.run("packgenForm.open($0, 'toby.yaml')", (SAMPLES / "toby.yaml").read_text("utf-8"))
    browser.look(width=1280, height=1024, zoom=2)
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    browser.settle()

    assert browser.run("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_whole_form_is_reached_and_filled_by_keyboard(browser: Browser) -> None:
    browser.run("document.querySelector('input[name=start]').focus()")
    browser.press("ArrowDown")
    browser.press("Tab")
    browser.press("Enter")
    assert browser.run("document.activeElement.id") == "f-case.reference"
    browser.type("T-5")
    browser.press("Tab")
    browser.type("Without names")
    browser.press("Tab")

    text = browser.run("packgenForm.text()")
    assert "type: complex_strategy" in text
    assert "title: Without names" in text


@pytest.mark.parametrize("sample", CASES, ids=lambda path: path.stem)
def test_the_facts_of_the_form_are_those_of_the_guidance(browser: Browser, sample: Path) -> None:
    case = load_case(sample).case
    if not case.meetings:
        pytest.skip("no meeting to look at")
    browser.run("packgenForm.open($0, $1)", sample.read_text("utf-8"), sample.name)
    seen = browser.run("packgenForm.facts()")
    meeting = case.meetings[0]
    scene = Scene(case, load_profile(), CaseIndex(case), end_of(meeting.date), meeting=meeting)

    for name in sorted(set(seen) - FORM_FACTS):
        value = value_of(name, scene)
        assert seen[name] == (list(value) if isinstance(value, tuple) else value), name


@pytest.mark.parametrize("sample", CASES, ids=lambda path: path.stem)
def test_the_form_says_who_is_asked_as_the_guidance_does(browser: Browser, sample: Path) -> None:
    case, profile = load_case(sample).case, load_profile()
    browser.run("packgenForm.open($0, $1)", sample.read_text("utf-8"), sample.name)
    for number, meeting in enumerate(case.meetings):
        scene = Scene(case, profile, CaseIndex(case), end_of(meeting.date), meeting=meeting)
        expected: dict[str, set[str]] = {}
        for rule, effect in once(scene, Invite):
            expected.setdefault(effect.role, set()).add(rule.id)

        seen = browser.run("packgenForm.asked($0)", number)

        assert {line["role"]: set(line["rules"]) for line in seen} == expected
        assert all(line["sure"] for line in seen)


def test_a_condition_over_a_fact_that_the_form_does_not_know_is_left_to_packgen(
    browser: Browser, tmp_path: Path
) -> None:
    council = tmp_path / "council.yaml"
    council.write_text(_COUNCIL_WITH_ANOTHER_FACT, "utf-8")
    form = tmp_path / "form.html"
    form.write_text(form_page(load_profile(str(council))), encoding="utf-8")
    browser.go(form)
    browser.run("packgenForm.begin('strategy')")

    lines = browser.run("packgenForm.asked(0)")

    assert [line["rules"] for line in lines if not line["sure"]] == [["TX-01"]]


def test_a_role_that_the_guidance_asks_for_is_given_a_name_with_one_button(browser: Browser) -> None:
    browser.run("packgenForm.begin('complex_strategy')")
    browser.click("#f-meetings\\.0\\.invitees .asked summary")
    browser.click("[aria-label='Give a name: Community paediatrician']")
    assert browser.run("document.activeElement.id") == "f-meetings.0.invitees.0.name"
    browser.type("Dr Ada Quill")
    browser.press("Tab")

    paediatrician = next(
        line for line in browser.run("packgenForm.asked(0)") if line["role"] == "community_paediatrician"
    )

    assert paediatrician["names"] == ["Dr Ada Quill"]
    assert "role: community_paediatrician" in browser.run("packgenForm.text()")


def test_on_paper_unanswered_questions_of_an_entry_are_left_out_and_long_answers_stay(browser: Browser) -> None:
    sample = next(path for path in CASES if path.stem == "toby")
    browser.run("packgenForm.open($0, $1)", sample.read_text("utf-8"), sample.name)
    browser.run("(window.dispatchEvent(new Event('beforeprint')), 1)")

    hidden = browser.run(
        "[...document.querySelectorAll('.unanswered textarea, .unanswered input[type=text]')].filter(box => box.value"
        " && !box.closest('.about')).length"
    )
    left_out = browser.run("document.querySelectorAll('.unanswered').length")
    browser.run("(window.dispatchEvent(new Event('afterprint')), 1)")

    assert hidden == 0
    assert left_out > 100


def test_the_head_of_the_page_says_whether_what_is_typed_was_saved(browser: Browser) -> None:
    def head() -> str:
        return str(browser.run("document.getElementById('about-file').textContent"))

    browser.run("packgenForm.open($0, 'seen.yaml')", CASES[0].read_text("utf-8"))
    assert head() == "Open: seen.yaml"
    browser.click("#save")
    assert head() == "Saved as seen.yaml."
    browser.run("packgenForm.set(['case', 'title'], 'Another')")
    assert head() == "Changed since it was saved as seen.yaml."
