"""Retention: what is past its time is taken away; nothing that a case file still asks for, and never in silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from packgen import files
from packgen.builder.manifest import MANIFEST_NAME
from packgen.builder.status.summary import DIARY_NAME, SUMMARY_NAME, CaseSummary, read_summary
from packgen.case.values import LONDON
from packgen.settings import Settings
from packgen.watch.audit import audit_file, record_event
from packgen.watch.ledger import keyed


def prune(settings: Settings, today: date, *, dry_run: bool) -> Iterator[str]:
    """Take away cases past `retention_days` and old lines of logs; yields what was done, in plain words.

    A case is past its time when its last meeting, its last diary entry and its last change all lie further back, and
    its case file is no longer in the inbox.
    """
    assert settings.retention_days is not None
    before = today - timedelta(days=settings.retention_days)
    done = "would be taken away" if dry_run else "taken away"
    for folder in _cases_past(settings, before):
        yield f"{folder.name}: {done} (nothing in it is newer than {before.isoformat()})"
        if not dry_run:
            shutil.rmtree(folder)
            with suppress(OSError):
                record_event("pruned", datetime.now(LONDON), case=keyed(folder.name))
    count = _old_memories(before, dry_run=dry_run) + _old_lines(before, dry_run=dry_run)
    yield f"State and log entries: {count} {done}"


def _cases_past(settings: Settings, before: date) -> Iterator[Path]:
    if not settings.outputs.is_dir():
        return
    for folder in sorted(settings.outputs.iterdir()):
        if folder.is_symlink() or not (folder / MANIFEST_NAME).is_file():
            continue
        summary = read_summary(folder)
        if summary is None or _is_still_asked_for(settings, summary):
            continue
        if max(_days_of(summary), default=date.max) < before and _last_change(folder) < before:
            yield folder


def _is_still_asked_for(settings: Settings, summary: CaseSummary) -> bool:
    if settings.inbox is None:
        return True  # without an inbox nobody can tell
    return not settings.inbox.is_dir() or (settings.inbox / summary.source).exists()


def _days_of(summary: CaseSummary) -> list[date]:
    days = [meeting.date for meeting in summary.meetings] + [line.day for line in summary.diary]
    return [date.fromisoformat(day) for day in days]


def _last_change(folder: Path) -> date:
    # summary and diary follow the day by themselves and say nothing of anybody's interest in the case
    ours = (SUMMARY_NAME, DIARY_NAME, MANIFEST_NAME)
    times = [path.stat().st_mtime for path in folder.rglob("*") if path.is_file() and path.name not in ours]
    return max((datetime.fromtimestamp(moment, LONDON).date() for moment in times), default=date.min)


def _old_memories(before: date, *, dry_run: bool) -> int:
    folder = files.state_folder() / "cases"
    old = [
        path
        for path in (folder.rglob("*") if folder.is_dir() else ())
        if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, LONDON).date() < before
    ]
    for path in old:
        if not dry_run:
            path.unlink(missing_ok=True)
    return len(old)


def _old_lines(before: date, *, dry_run: bool) -> int:
    path = audit_file()
    if not path.is_file():
        return 0
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if _day_of(line) >= before]
    if len(kept) != len(lines) and not dry_run:
        files.publish(path, "".join(f"{line}\n" for line in kept).encode("utf-8"), files.PRIVATE_FILE)
    return len(lines) - len(kept)


def _day_of(line: str) -> date:
    try:
        return datetime.fromisoformat(json.loads(line)["at"]).date()
    except (ValueError, KeyError, TypeError):
        return date.max
