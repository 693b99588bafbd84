"""The audit log: what was done when, by hash and keyed id. Lines are only ever added; no name, no path, no text."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from packgen import files
from packgen.builder.outcome import CaseOutcome
from packgen.builder.plan import Step
from packgen.errors import Severity
from packgen.watch.ledger import keyed

NAME = "audit.log"


def audit_file() -> Path:
    """Where the audit log of this user lies."""
    return files.state_folder() / "logs" / NAME


def record_event(event: str, at: datetime, **values: str | int) -> None:
    """Add one line. `values` may hold counts, hashes and keyed ids only."""
    path = audit_file()
    files.private_folder(path.parent)
    line = json.dumps({"at": at.isoformat(timespec="seconds"), "event": event, **values}, sort_keys=True) + "\n"
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    descriptor = os.open(path, flags, files.PRIVATE_FILE)
    try:
        os.write(descriptor, line.encode("utf-8"))
    finally:
        os.close(descriptor)


def record_build(outcome: CaseOutcome, sha256: str, at: datetime) -> None:
    """Add the line of one build that made, offered, removed or accepted something, or that failed."""
    steps = [action.step for action in outcome.actions]
    counts = {step.value: steps.count(step) for step in Step if step is not Step.KEEP and step in steps}
    errors = sum(problem.severity is Severity.ERROR for problem in outcome.problems)
    if counts or errors or outcome.folder is None:
        record_event("build", at, file=keyed(outcome.source.name), sha256=sha256, errors=errors, **counts)
