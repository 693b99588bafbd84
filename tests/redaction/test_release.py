"""From proposal to release: nothing leaves while anything is open, unverified or half-done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from packgen.errors import RedactionRefusedError
from packgen.files import FileProblemError, lock
from packgen.redaction import release as releasing
from packgen.redaction.entries import Answer, EntryKind, OpenEntry, Outcome
from packgen.redaction.model import REQUIRED_CHECKS, CheckResult, Decision, RecordFormat, Secret, VerificationResult
from packgen.redaction.passages import KnownPassage
from packgen.redaction.persons import Standing
from packgen.redaction.propose import RecordInput, propose
from packgen.redaction.publishing import publish_release, summary_lines
from packgen.redaction.release import ReadyCopy, ReleaseOrder, ready_copies
from packgen.redaction.state import states
from packgen.redaction.verify import docx as verify_docx
from tests.redaction.subject_access_making import (
    ORDER,
    OTHER,
    POLICY,
    TODAY,
    highlight,
    person,
    proposed,
    proposing,
    recolour,
    record,
    roster,
    text_of,
    usual_roster,
)

MINUTES = record(
    "Toby Wrenfield and Dario Castellmoor went missing together.",
    "Dr Vásquez-Pym said that Toby was well. Dario's phone was found.",
    "Kyleford Ashmore rang. Later Kyleford Ashmore came back.",
)


def released(root: Path, *files: Path, order: ReleaseOrder = ORDER) -> Path:
    copies = ready_copies(root, files, order, POLICY)
    return publish_release(root, copies, order, {})


def sent(root: Path) -> list[Path]:
    folder = root / "to-send"
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_a_release_takes_out_what_stays_highlighted_and_nothing_else(tmp_path: Path) -> None:
    folder = released(tmp_path, proposed(tmp_path, MINUTES).file)
    text = text_of((folder / "record-1.docx").read_bytes())
    assert "Dario" not in text
    assert "Toby Wrenfield and [redacted: third party] went missing together." in text
    assert "Kyleford Ashmore rang." in text


def test_the_officer_may_let_one_place_stand(tmp_path: Path) -> None:
    made = proposed(tmp_path, MINUTES)
    recolour(made.file, "yellow", "none", only="Dario Castellmoor")
    text = text_of((released(tmp_path, made.file) / "record-1.docx").read_bytes())
    assert "Toby Wrenfield and Dario Castellmoor went" in text
    assert "Dario's phone" not in text


def test_a_name_that_the_officer_marks_once_must_be_gone_everywhere(tmp_path: Path) -> None:
    data = record("Kyleford Ashmore rang.", "Then Kyleford Ashmore came back.")
    made = proposed(tmp_path, data)
    highlight(made.file, "Kyleford Ashmore")
    folder = released(tmp_path, made.file)
    assert "Kyleford" not in text_of((folder / "record-1.docx").read_bytes())


def test_a_marked_name_left_standing_elsewhere_stops_the_release(tmp_path: Path) -> None:
    made = proposed(tmp_path, record("Kyleford Ashmore, aunt.", "Then Kyleford Ashmore left."))
    highlight(made.file, "Kyleford Ashmore, ")
    with pytest.raises(RedactionRefusedError, match="could not be verified"):
        released(tmp_path, made.file)
    assert sent(tmp_path) == []


def test_an_open_question_stops_the_release(tmp_path: Path) -> None:
    known = roster(person("Carla Wrenfield", Standing.FAMILY))
    made = proposed(tmp_path, record("Ms Wrenfield came.", "All agreed."), known)
    with pytest.raises(RedactionRefusedError, match="still open") as refused:
        released(tmp_path, made.file)
    assert refused.value.exit_code == 3
    recolour(made.file, "cyan", "yellow")
    assert released(tmp_path, made.file).is_dir()


def test_what_the_request_leaves_open_stops_the_release(tmp_path: Path) -> None:
    made = proposed(tmp_path, MINUTES)
    order = replace(ORDER, request_entries=(OpenEntry(EntryKind.CHILD_VIEWS, "The child's views are not recorded."),))
    with pytest.raises(RedactionRefusedError, match="views"):
        released(tmp_path, made.file, order=order)


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (replace(ORDER, approved_by=" "), "Nobody has approved"),
        (replace(ORDER, second_approval="officer one"), "somebody else"),
        (replace(ORDER, second_approval="Officer  One."), "somebody else"),
        (replace(ORDER, capacity="on_behalf"), "second check"),
        (replace(ORDER, request="SAR-2"), "one request"),
    ],
)
def test_approvals_are_checked(tmp_path: Path, order: ReleaseOrder, message: str) -> None:
    made = proposed(tmp_path, MINUTES)
    with pytest.raises(RedactionRefusedError, match=message):
        released(tmp_path, made.file, order=order)


def test_only_the_latest_proposal_of_a_record_is_released(tmp_path: Path) -> None:
    first = proposed(tmp_path, MINUTES)
    old = first.file.read_bytes()
    proposed(tmp_path, MINUTES)
    stale = tmp_path / "proposed" / "old.docx"
    stale.write_bytes(old)
    with pytest.raises(RedactionRefusedError, match="later proposal"):
        released(tmp_path, stale)


def test_a_changed_original_is_refused(tmp_path: Path) -> None:
    made = proposed(tmp_path, MINUTES)
    (kept,) = (tmp_path / "officer" / "originals").iterdir()
    kept.write_bytes(record("Something else."))
    with pytest.raises(RedactionRefusedError, match="missing or has changed"):
        released(tmp_path, made.file)


def test_decisions_survive_a_new_proposal(tmp_path: Path) -> None:
    made = proposed(tmp_path, MINUTES)
    recolour(made.file, "yellow", "none", only="Dario Castellmoor")
    highlight(made.file, "Kyleford Ashmore")
    again = proposed(tmp_path, MINUTES)
    assert again.file == made.file
    text = text_of((released(tmp_path, again.file) / "record-1.docx").read_bytes())
    assert "Dario Castellmoor went" in text
    assert "Dario's" not in text


PAGE = (
    "Dario Castellmoor was seen near the bus station on two evenings in the first week of March.",
    "The school nurse had no further information about his attendance at the clinic.",
    "Everybody agreed to meet again within ten working days at the civic centre.",
)
TWICE = record(*PAGE, "In between.", *PAGE)


def recolour_first(file: Path, colour: WD_COLOR_INDEX | None) -> None:
    """Give the highlighted words of the first paragraph that has any another highlight."""
    document = docx.Document(str(file))
    run = next(run for p in document.paragraphs for run in p.runs if p.text.startswith("Dario"))
    run.font.highlight_color = colour
    document.save(str(file))


def test_words_that_stay_yellow_in_a_repeat_are_never_disclosed(tmp_path: Path) -> None:
    made = proposed(tmp_path, TWICE)
    recolour_first(made.file, None)
    text = text_of((released(tmp_path, made.file) / "record-1.docx").read_bytes())
    assert text.count("Dario Castellmoor") == 1
    assert text.index("Dario Castellmoor") < text.index("In between") < text.index("[redacted: third party] was seen")
    assert "repeats that stay out" in (tmp_path / "officer" / "SAR-1-1" / "report.txt").read_text("utf-8")


def test_a_new_proposal_asks_about_a_repeat_whose_first_place_is_let_stand(tmp_path: Path) -> None:
    made = proposed(tmp_path, TWICE)
    recolour_first(made.file, None)
    again = proposed(tmp_path, TWICE)
    assert (again.to_redact, again.to_decide) == (0, 1)
    with pytest.raises(RedactionRefusedError, match="still open"):
        released(tmp_path, again.file)
    recolour(again.file, "cyan", "yellow")
    assert proposed(tmp_path, TWICE).to_redact == 1, "what was decided is not asked again"
    text = text_of((released(tmp_path, again.file) / "record-1.docx").read_bytes())
    assert text.count("Dario Castellmoor") == 1


@pytest.mark.parametrize(("colour", "left"), [(None, 2), (WD_COLOR_INDEX.YELLOW, 0)])
def test_a_question_about_repeated_text_is_answered_once(
    tmp_path: Path, colour: WD_COLOR_INDEX | None, left: int
) -> None:
    made = proposed(tmp_path, TWICE, roster(person(OTHER, decision=Decision.ASK)))
    recolour_first(made.file, colour)
    order = replace(ORDER, second_approval="Officer Two")
    text = text_of((released(tmp_path, made.file, order=order) / "record-1.docx").read_bytes())
    assert text.count("Dario Castellmoor") == left


def test_what_the_officer_marks_besides_is_marked_in_every_repeat(tmp_path: Path) -> None:
    made = proposed(tmp_path, TWICE)
    document = docx.Document(str(made.file))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("The school nurse"))
    paragraph.runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.save(str(made.file))
    assert "nurse" not in text_of((released(tmp_path, made.file) / "record-1.docx").read_bytes())


def test_two_releases_at_once_are_refused(tmp_path: Path) -> None:
    made = proposed(tmp_path, MINUTES)
    with lock(tmp_path / "officer" / ".lock"), pytest.raises(FileProblemError):
        released(tmp_path, made.file)
    assert sent(tmp_path) == []


CHECKS = [(record_format, name) for record_format, names in REQUIRED_CHECKS.items() for name in names]


def failing(name: str, record_format: RecordFormat = RecordFormat.DOCX) -> VerificationResult:
    checks = tuple(CheckResult(check, check != name, ("paragraph 3",)) for check in REQUIRED_CHECKS[record_format])
    return VerificationResult(record_format, "", checks)


@pytest.mark.parametrize(("record_format", "name"), CHECKS)
def test_each_failing_check_leaves_no_file(
    tmp_path: Path, record_format: RecordFormat, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = proposed(tmp_path, MINUTES)
    monkeypatch.setattr(releasing, "verify_copy", lambda *_, **__: failing(name, record_format))
    with pytest.raises(RedactionRefusedError, match=name):
        released(tmp_path, made.file)
    assert sent(tmp_path) == []


@pytest.mark.parametrize(("record_format", "name"), CHECKS)
def test_each_check_that_did_not_run_leaves_no_file(
    tmp_path: Path, record_format: RecordFormat, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = proposed(tmp_path, MINUTES)
    checks = tuple(check for check in failing("", record_format).checks if check.name != name)
    monkeypatch.setattr(releasing, "verify_copy", lambda *_, **__: VerificationResult(record_format, "", checks))
    with pytest.raises(RedactionRefusedError, match="left no result"):
        released(tmp_path, made.file)
    assert sent(tmp_path) == []


@pytest.mark.parametrize("name", [name for name in REQUIRED_CHECKS[RecordFormat.DOCX] if name != "package"])
def test_a_check_that_breaks_in_the_verifiers_own_process_leaves_no_file(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real verifier, with one of its checks made to break."""

    def broken(_: object) -> CheckResult:
        raise RuntimeError("Dario Castellmoor")

    def here(data: bytes, record_format: RecordFormat, secrets: Sequence[Secret], *_: object, **__: object) -> object:
        return VerificationResult(record_format, "", verify_docx.check_docx(data, secrets))

    made = proposed(tmp_path, record("Dario Castellmoor went home."))
    monkeypatch.setattr(releasing, "verify_copy", here)
    monkeypatch.setitem(verify_docx._CHECKS, name, broken)
    with pytest.raises(RedactionRefusedError, match=name) as refused:
        released(tmp_path, made.file)
    assert "Castellmoor" not in str(refused.value)
    assert sent(tmp_path) == []
    monkeypatch.undo()
    assert released(tmp_path, made.file).is_dir()


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from packgen import files
    from tests.redaction.test_release import ORDER, released
    left = int(sys.argv[2])
    plain = files.publish
    def counting(*given, **named):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        plain(*given, **named)
    files.publish = counting
    rename = Path.rename
    def dying(self, target):
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return rename(self, target)
    Path.rename = dying
    root = Path(sys.argv[1])
    released(root, *sorted((root / "proposed").glob("*.docx")))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
@pytest.mark.parametrize("after", range(7))
def test_a_crash_at_any_step_leaves_no_half_release(tmp_path: Path, after: int) -> None:
    proposed(tmp_path, MINUTES)
    script = tmp_path / "killed.py"
    script.write_text(textwrap.dedent(KILLED), encoding="utf-8")
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, str(script), str(tmp_path), str(after)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert sent(tmp_path) == []


def test_no_error_and_no_file_name_repeats_a_redacted_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = proposed(tmp_path, MINUTES)
    monkeypatch.setattr(releasing, "verify_copy", lambda *_, **__: failing("text"))
    with pytest.raises(RedactionRefusedError) as refused:
        released(tmp_path, made.file)
    names = " ".join(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    for word in ("Dario", "Castellmoor", "dario"):
        assert word not in str(refused.value)
        assert word not in names


def test_a_reference_that_holds_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RedactionRefusedError, match="holds somebody's name"):
        proposed(tmp_path, MINUTES, request="SAR-wrenfield-1")


def test_officer_papers_say_what_why_and_who_without_the_words(tmp_path: Path) -> None:
    released(tmp_path, proposed(tmp_path, MINUTES).file)
    folder = tmp_path / "officer" / "SAR-1-1"
    schedule = (folder / "schedule.csv").read_text("utf-8-sig")
    assert "paragraph 1,other child,exact" in schedule
    assert "Schedule 2, Part 3, paragraph 16" in schedule
    assert "Officer One" in schedule
    for paper in folder.iterdir():
        assert "Castellmoor" not in paper.read_text("utf-8-sig")


def copies_of(root: Path, data: bytes, request: str, subject: str, other: str) -> tuple[ReadyCopy, ...]:
    known = usual_roster()
    swapped = tuple(
        replace(one, standing=Standing.SUBJECT, decided=POLICY.standings[Standing.SUBJECT])
        if one.name == subject
        else replace(one, standing=Standing.OTHER_CHILD, decided=POLICY.standings[Standing.OTHER_CHILD])
        if one.name == other
        else one
        for one in known.persons
    )
    made = proposed(root, data, replace(known, persons=swapped), request)
    recolour(made.file, "cyan", "yellow")
    return ready_copies(root, [made.file], replace(ORDER, second_approval="Officer Two"), POLICY)


def test_copies_for_two_requesters_bring_an_overlap_report(tmp_path: Path) -> None:
    first = copies_of(tmp_path, MINUTES, "SAR-1", "Toby Wrenfield", OTHER)
    assert first[0].overlaps == ()
    publish_release(tmp_path, first, ORDER, {})
    second = copies_of(tmp_path, MINUTES, "SAR-2", OTHER, "Toby Wrenfield")
    assert second[0].overlaps[0].other_request == "SAR-1"
    publish_release(tmp_path, second, ORDER, {})
    told = (tmp_path / "officer" / "SAR-2-1" / "overlap.txt").read_text("utf-8")
    assert "left out here, shown there: paragraph 1" in told


def test_copies_of_two_files_with_the_same_passage_bring_a_report_too(tmp_path: Path) -> None:
    passage = "Then Dario Castellmoor went away with Toby Wrenfield by the last bus home."
    one = record("For the file of the first child.", passage)
    other = record("Kept for the second child: a copy.", "The same minutes follow.", passage)
    publish_release(tmp_path, copies_of(tmp_path, one, "SAR-1", "Toby Wrenfield", OTHER), ORDER, {})
    (overlap,) = copies_of(tmp_path, other, "SAR-2", OTHER, "Toby Wrenfield")[0].overlaps
    assert (overlap.words_alone, overlap.only_here, overlap.only_there) == (True, ("paragraph 3",), ("paragraph 3",))
    apart = record("Nothing of the other record stands in this one, in which Dario Castellmoor is named.")
    assert copies_of(tmp_path, apart, "SAR-3", OTHER, "Toby Wrenfield")[0].overlaps == ()


def test_an_overlap_that_nobody_looked_at_stops_the_release(tmp_path: Path) -> None:
    publish_release(tmp_path, copies_of(tmp_path, MINUTES, "SAR-1", "Toby Wrenfield", OTHER), ORDER, {})
    copies_of(tmp_path, MINUTES, "SAR-2", OTHER, "Toby Wrenfield")
    files = sorted((tmp_path / "proposed").glob("SAR-2*.docx"))
    with pytest.raises(RedactionRefusedError, match="another requester"):
        ready_copies(tmp_path, files, ORDER, POLICY)
    assert ready_copies(tmp_path, files, replace(ORDER, overlap_seen_by="Officer Two"), POLICY)


def test_a_second_release_says_what_changed(tmp_path: Path) -> None:
    made = proposed(tmp_path, MINUTES)
    released(tmp_path, made.file)
    recolour(made.file, "yellow", "none", only="Dario Castellmoor")
    released(tmp_path, made.file)
    changed = (tmp_path / "officer" / "SAR-1-2" / "what-changed.txt").read_text("utf-8")
    assert "record-1, paragraph 1: now shown (1)" in changed


def test_the_summary_gives_no_place_no_count_and_no_name(tmp_path: Path) -> None:
    copies = ready_copies(tmp_path, [proposed(tmp_path, MINUTES).file], ORDER, POLICY)
    (line,) = summary_lines(copies, POLICY)
    assert line.startswith("[redacted: third party]: ")
    assert "paragraph 1:" not in line


HEALTH = KnownPassage("p1", ("toby",), "health", "Toby has been seen by the clinic about his sleep since January.")


def health_copies(root: Path, answers: tuple[Answer, ...]) -> str:
    given = RecordInput(".docx", record("Before.", HEALTH.text, "After."), (HEALTH,), True)
    (made,) = propose(root, [given], replace(proposing(usual_roster()), answers=answers))
    recolour(made.file, "cyan", "yellow")
    order = replace(ORDER, answers=answers, second_approval="Officer Two")
    return text_of(ready_copies(root, [made.file], order, POLICY)[0].data)


@pytest.mark.parametrize("given", [None, TODAY.replace(year=2024), TODAY.replace(month=6)])
def test_health_information_needs_an_opinion_of_the_last_six_months(tmp_path: Path, given: object) -> None:
    answers = () if given is None else (Answer(EntryKind.HEALTH_OPINION, "Dr A", given, Outcome.DISCLOSE),)  # type: ignore[arg-type]
    with pytest.raises(RedactionRefusedError, match="health opinion"):
        health_copies(tmp_path, answers)


def test_what_the_subject_knows_already_needs_no_date(tmp_path: Path) -> None:
    answer = Answer(EntryKind.HEALTH_OPINION, "Officer", None, Outcome.KNOWN)
    assert HEALTH.text in health_copies(tmp_path, (answer,))


def test_states_tell_which_proposal_stands(tmp_path: Path) -> None:
    proposed(tmp_path, MINUTES)
    proposed(tmp_path, MINUTES)
    assert [state.superseded for state in states(tmp_path)].count(False) == 1


def test_a_decision_about_nobody_in_particular_is_disclosed(tmp_path: Path) -> None:
    known = roster(person(OTHER, decision=Decision.DISCLOSE))
    text = text_of((released(tmp_path, proposed(tmp_path, MINUTES, known).file) / "record-1.docx").read_bytes())
    assert "Dario Castellmoor" in text
