"""The form as a file: it stands alone, lets nothing out, and is made of this council's words."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from packgen.builder.form import page
from packgen.builder.form.model import FORM_FACTS, form_model, switches
from packgen.cli.form_command import form
from packgen.guidance.facts import FACTS
from packgen.guidance.load import load_profile

ASSETS = Path(page.__file__).parent / "assets"


def test_the_page_asks_for_nothing_and_lets_nothing_in() -> None:
    text = html.unescape(page.form_page(load_profile()))

    assert re.search(r"default-src 'none'; script-src 'sha256-\S+' 'sha256-\S+'; style-src 'sha256-", text)
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"<(?:img|link|iframe|object|embed)\b|\s(?:src|srcset)=|@import|url\(", markup)


def test_the_script_sends_and_keeps_nothing() -> None:
    for file in ASSETS.glob("*.js"):
        code = file.read_text("utf-8")
        words = (
            r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|localStorage|sessionStorage|indexedDB|cookie|eval\(|innerHTML"
        )
        assert not re.search(words, code), file.name


def test_no_two_modules_of_the_script_name_a_thing_alike() -> None:
    names = [
        name
        for file in ASSETS.glob("*.js")
        for name in re.findall(
            r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", file.read_text("utf-8"), re.M
        )
    ]
    assert len(names) == len(set(names))
    assert {file.stem for file in ASSETS.glob("*.js")} == set(page._SCRIPTS)


def test_a_councils_word_cannot_leave_its_script() -> None:
    assert "<" not in page._json({"label": "</script><script>alert(1)</script>"})


def test_switches_stand_at_questions_that_there_are() -> None:
    model = form_model(load_profile())
    places = {f"{part}.{key}" for part, told in model["parts"].items() for key in told["fields"]}
    places |= {section["id"] for section in model["sections"]}

    assert {switch.at for switch in switches()} <= places
    assert {fact for switch in switches() for fact in switch.when.facts()} <= set(FACTS) | FORM_FACTS


def test_a_rule_that_a_profile_has_off_switches_nothing() -> None:
    on = {switch["rule"].split(":")[0] for switch in form_model(load_profile())["switches"]}
    profile = load_profile("city-and-hackney")
    off = {rule.id for rule in profile.rules.values() if not rule.on}

    assert {"KB-03", "RM-AGD-08"} <= on
    assert not off & {switch["rule"].split(":")[0] for switch in form_model(profile)["switches"]}


def test_every_question_has_a_label_and_what_is_asked_first_is_there() -> None:
    for part, told in form_model(load_profile())["parts"].items():
        assert all(field["label"] for field in told["fields"].values()), part
        assert {*told["main"], *told["wanted"], *told["title"]} <= set(told["fields"]), part


@pytest.mark.parametrize("section", form_model(load_profile())["sections"], ids=lambda section: section["id"])
def test_a_section_fills_keys_of_a_case_file(section: dict[str, object]) -> None:
    keys = form_model(load_profile())["parts"]["CaseFile"]["fields"]
    named = section.get("fields") or [section["path"]]
    assert isinstance(named, list)
    assert set(named) <= set(keys)


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    result = CliRunner().invoke(form, ["--output", str(file)])

    assert result.exit_code == 0
    assert file.read_text("utf-8") == page.form_page(load_profile())
