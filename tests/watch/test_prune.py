"""Retention: what nobody asks for any more goes after its time, nothing else, and the log says so without a name."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from packgen.builder.manifest import Manifest, write_manifest
from packgen.builder.status.summary import CaseSummary, MeetingLine, write_summary
from packgen.case.values import LONDON
from packgen.settings import Settings
from packgen.watch.audit import audit_file, record_event
from packgen.watch.prune import prune

TODAY = date(2030, 1, 1)
OLD = datetime(2024, 1, 1, tzinfo=LONDON).timestamp()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PACKGEN_STATE_FOLDER", str(tmp_path / "state"))
    for name in ("inbox", "outputs"):
        (tmp_path / name).mkdir()
    return Settings(inbox=tmp_path / "inbox", outputs=tmp_path / "outputs", retention_days=365)


def _case(settings: Settings, reference: str, meeting: str, *, changed: float = OLD) -> Path:
    folder = settings.outputs / reference
    line = MeetingLine(id="s", label="Strategy meeting", date=meeting, folder="m")
    write_manifest(folder, Manifest(reference=reference))
    summary = CaseSummary(reference=reference, source=f"{reference}.yaml", as_of=meeting, meetings=(line,))
    write_summary(folder, summary, "")
    paper = folder / "m" / "agenda.docx"
    paper.parent.mkdir()
    paper.write_text("x", "utf-8")
    os.utime(paper, (changed, changed))
    return folder


def test_only_what_is_past_its_time_in_every_way_goes(settings: Settings) -> None:
    past = _case(settings, "R-1", "2024-02-02")
    recent_meeting = _case(settings, "R-2", "2029-06-02")
    recent_edit = _case(settings, "R-3", "2024-02-02", changed=datetime(2029, 12, 1, tzinfo=LONDON).timestamp())
    asked_for = _case(settings, "R-4", "2024-02-02")
    assert settings.inbox is not None
    (settings.inbox / "R-4.yaml").write_text("case:", "utf-8")
    somebody_elses = settings.outputs / "holiday pictures"
    somebody_elses.mkdir()
    list(prune(settings, TODAY, dry_run=True))
    assert past.exists()
    said = list(prune(settings, TODAY, dry_run=False))
    assert not past.exists()
    assert "R-1" in said[0]
    assert all(folder.exists() for folder in (recent_meeting, recent_edit, asked_for, somebody_elses))


def test_without_its_inbox_nothing_goes(settings: Settings, tmp_path: Path) -> None:
    past = _case(settings, "R-1", "2024-02-02")
    list(prune(settings.model_copy(update={"inbox": tmp_path / "away"}), TODAY, dry_run=False))
    list(prune(settings.model_copy(update={"inbox": None}), TODAY, dry_run=False))
    assert past.exists()


def test_the_audit_log_loses_its_old_lines_and_names_nobody(settings: Settings) -> None:
    _case(settings, "R-1", "2024-02-02")
    record_event("build", datetime(2024, 1, 1, tzinfo=LONDON), file="k")
    record_event("build", datetime(2029, 12, 1, tzinfo=LONDON), file="k")
    list(prune(settings, TODAY, dry_run=False))
    lines = [json.loads(line) for line in audit_file().read_text("utf-8").splitlines()]
    assert all(line["at"] >= "2029" for line in lines)
    assert "R-1" not in audit_file().read_text("utf-8")
