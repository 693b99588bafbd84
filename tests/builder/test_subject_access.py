"""Toby's minutes for three requesters, the request file, its letters, and old records."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from packgen.builder.check import check_paths
from packgen.builder.layout import document_path
from packgen.builder.make_documents import document_makers
from packgen.builder.prepare import prepare
from packgen.builder.subject_access.letters import cover_letter, letters_of
from packgen.builder.subject_access.proposing import ProposeOptions, propose_records
from packgen.builder.subject_access.records import hold
from packgen.builder.subject_access.releasing import ReleaseOptions, release_proposals
from packgen.builder.subject_access.request import basis_of, clock_of, diary_of, load_request, open_entries
from packgen.case.request import RequestFile
from packgen.errors import InputError, RedactionRefusedError, UsageError
from packgen.settings import Settings
from tests.conftest import REPOSITORY
from tests.redaction.subject_access_making import recolour, text_of

TODAY = date(2025, 5, 1)
SAMPLES = REPOSITORY / "sample_inputs"
CASE = SAMPLES / "toby.yaml"
REQUESTERS = ("toby", "another-child", "on-behalf")


def request_file(name: str) -> Path:
    return SAMPLES / "requests" / name / "request.yaml"


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    prepared = prepare(CASE, Settings(), TODAY)
    first = next(d for d in prepared.documents if d.kind == "minutes" and d.folder == "complex-strategy-1")
    path = document_path(prepared.loaded.case, first)
    file = tmp_path_factory.mktemp("held") / Path(path).name
    file.write_bytes(document_makers(prepared, Settings())[path]())
    return file


@pytest.fixture(scope="module")
def copies(minutes: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of the copy for each requester."""
    root = tmp_path_factory.mktemp("subject-access")
    found = {}
    for name in REQUESTERS:
        options = ProposeOptions(request=request_file(name), case=CASE)
        (made,) = propose_records([minutes], options, root, Settings(), TODAY)
        recolour(made.file, "cyan", "yellow")
        order = ReleaseOptions("Officer One", "Officer Two", request_file(name), root)
        released = release_proposals([made.file], order, Settings(), TODAY)
        found[name] = text_of((released.folder / "record-1.docx").read_bytes())
        assert {path.name for path in released.folder.iterdir()} == {
            "record-1.docx",
            "cover-letter.docx",
            "what-was-left-out.txt",
        }
    return found


def test_each_requester_gets_another_copy(copies: dict[str, str]) -> None:
    assert len(set(copies.values())) == 3


@pytest.mark.parametrize(
    ("requester", "named", "gone"),
    [
        (
            "toby",
            ("Toby", "Danielle Wrenfield", "Baptiste"),
            ("Dario", "Jaydon", "Callum", "Vexley", "Tamsin", "Odell"),
        ),
        ("another-child", ("Dario", "Marchetti"), ("Toby", "Wrenfield", "Jaydon", "Vexley", "Tamsin", "Baptiste")),
        ("on-behalf", ("Toby", "Danielle Wrenfield"), ("Dario", "Jaydon", "Vexley", "Tamsin", "Baptiste")),
    ],
)
def test_a_copy_names_its_own_and_nobody_else(
    copies: dict[str, str], requester: str, named: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    text = copies[requester]
    assert [name for name in named if name not in text and requester != "another-child"] == []
    assert [name for name in gone if name.casefold() in text.casefold()] == []


def test_most_of_the_minutes_survive_in_every_copy(copies: dict[str, str], minutes: Path) -> None:
    whole = len(text_of(minutes.read_bytes()).split())
    assert all(len(text.split()) > 0.75 * whole for text in copies.values())


def test_a_row_about_another_child_goes_as_a_whole(copies: dict[str, str]) -> None:
    assert "88 hours" in copies["toby"]
    assert "held after 56 h" not in copies["toby"]


@pytest.mark.parametrize("name", REQUESTERS)
def test_the_sample_requests_are_sound(name: str) -> None:
    assert check_paths([request_file(name)], Settings(), TODAY) == ()


def changed(tmp_path: Path, old: str, new: str, name: str = "toby") -> Path:
    text = request_file(name).read_text("utf-8")
    assert old in text
    file = tmp_path / "request.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("capacity: self", "capacity: herself", "is not known here"),
        ("decision: disclose", "decision: maybe", "is not known here"),
        ("reason_code: third-party", "reason_code: thirdparty", "is not known here"),
        ("outcome: withhold", "outcome: later", "is not known here"),
        ("reference: SAR-2025-031", "reference: SAR-wrenfield", "holds somebody's name"),
        ("received_on: 2025-04-22", "received_on: 2026-04-22", "received after today"),
        ("    date: 2025-04-29\n", "", "no date"),
        ("received_on: 2025-04-22", "received_on: 2025-02-31", "not a day"),
        ("requester:", "asker:", "asker"),
    ],
)
def test_a_fault_in_a_request_is_told_at_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    problems = check_paths([changed(tmp_path, old, new)], Settings(), TODAY)
    assert [p for p in problems if told in p.message and p.location and p.location.line], problems


def test_an_overdue_answer_is_a_warning() -> None:
    problems = check_paths([request_file("toby")], Settings(), date(2025, 6, 1))
    assert ["was due" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("  identity_seen_on: 2025-04-23\n", "", "request"),
        ("  authority_seen_on: 2025-04-24\n", "", "request"),
        ("  safe: yes", "  safe: no", "child's views and safety"),
    ],
)
def test_what_a_request_leaves_open(tmp_path: Path, old: str, new: str, kind: str) -> None:
    loaded = load_request(changed(tmp_path, old, new, "on-behalf"), Settings(), TODAY)
    (entry,) = open_entries(loaded.request, Settings())
    assert entry.kind.value == kind
    assert f": type {old.partition('_seen_on')[0].strip()}" in str(entry) or kind != "request", "what to type"


def test_the_clock_of_a_request_with_a_pause_and_an_extension(tmp_path: Path) -> None:
    plain = load_request(request_file("toby"), Settings(), TODAY).request
    assert clock_of(plain, Settings()).due == date(2025, 5, 22)
    text = "pauses:\n  - since: 2025-04-25\n    until: 2025-04-30\n"
    text += "extension:\n  decided_on: 2025-05-01\n  by: Officer\n  reason: There are many records\ndecisions:"
    longer = load_request(changed(tmp_path, "decisions:", text), Settings(), TODAY).request
    assert clock_of(longer, Settings()).due == date(2025, 7, 28)


def letter_texts(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_the_letters_of_a_request() -> None:
    request = load_request(request_file("on-behalf"), Settings(), TODAY).request
    due = clock_of(request, Settings())
    waiting = replace_outcome(request)
    letters = letters_of(waiting, due, TODAY, Settings())
    assert sorted(letters) == ["acknowledgement.docx", "consultation-1.docx", "health-opinion-1.docx"]
    assert "22 May 2025" in letter_texts(letters["acknowledgement.docx"])
    for name in ("consultation-1.docx", "health-opinion-1.docx"):
        assert "Wrenfield" not in letter_texts(letters[name])


def replace_outcome(request: RequestFile) -> RequestFile:
    waiting = {"outcome": None, "date": None}
    return request.model_copy(
        update={
            "health_opinions": tuple(one.model_copy(update=waiting) for one in request.health_opinions),
            "police_consultations": tuple(one.model_copy(update=waiting) for one in request.police_consultations),
        }
    )


def test_the_cover_letter_says_how_to_complain_and_nothing_of_the_case() -> None:
    request = load_request(request_file("toby"), Settings(), TODAY).request
    text = letter_texts(cover_letter(request, clock_of(request, Settings()), TODAY, ("[redacted: x]: y",), Settings()))
    assert "Information Commissioner" in text
    assert "[redacted: x]" in text
    assert "OFFICIAL" not in text


@pytest.mark.parametrize(("name", "advice"), [("a.msg", "Outlook"), ("a.zip", "Unpack"), ("a.odd", "save it as")])
def test_a_kind_of_file_that_cannot_be_redacted_is_refused_with_advice(tmp_path: Path, name: str, advice: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"x")
    with pytest.raises(RedactionRefusedError) as refused:
        hold(file)
    assert advice in refused.value.hint


def test_propose_wants_to_know_who_is_in_the_records(tmp_path: Path, minutes: Path) -> None:
    with pytest.raises(UsageError, match="who is in the records"):
        propose_records([minutes], ProposeOptions(), tmp_path, Settings(), TODAY)


@pytest.mark.parametrize("root", ["outputs/sar", "outputs", "."])
def test_subject_access_work_never_lies_with_the_outputs(tmp_path: Path, minutes: Path, root: str) -> None:
    settings = Settings(outputs=tmp_path / "outputs")
    settings.outputs.mkdir()
    options = ProposeOptions(request=request_file("toby"), case=CASE)
    with pytest.raises(UsageError, match="lie in one another"):
        propose_records([minutes], options, tmp_path / root, settings, TODAY)
    assert list(tmp_path.rglob("*")) == [settings.outputs]


def test_a_request_with_faults_proposes_nothing(tmp_path: Path, minutes: Path) -> None:
    broken = changed(tmp_path, "capacity: self", "capacity: herself")
    with pytest.raises(InputError):
        propose_records([minutes], ProposeOptions(request=broken, case=CASE), tmp_path / "root", Settings(), TODAY)
    assert not (tmp_path / "root").exists()


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("decision: redact", "decision: disclose", False),
        ("name: Toby Wrenfield\n  capacity: self", "name: Somebody Else\n  capacity: self", False),
        ("identity_seen_on: 2025-04-23", "identity_seen_on: 2025-04-24", True),
        ("    outcome: withhold", "    outcome: disclose", True),
    ],
)
def test_a_proposal_is_bound_to_what_its_request_says_of_persons(
    tmp_path: Path, old: str, new: str, *, same: bool
) -> None:
    before = load_request(request_file("toby"), Settings(), TODAY)
    after = load_request(changed(tmp_path, old, new), Settings(), TODAY)
    assert (basis_of(before) == basis_of(after)) is same


def test_the_clock_stands_in_the_diary_without_a_name() -> None:
    request = load_request(request_file("toby"), Settings(), TODAY).request
    entries = diary_of(request, Settings(), TODAY)
    assert [(entry.day, entry.label, entry.state) for entry in entries] == [
        (date(2025, 5, 22), "Last day to extend SAR-2025-031", "open"),
        (date(2025, 5, 22), "Answer to SAR-2025-031", "open"),
    ]
