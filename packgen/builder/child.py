"""Builds in a process of their own, under limits: JSON comes in through standard input, JSON goes out.

Run as `python -m packgen.builder.child`. Nothing of a case stands on the command line; a fault of packgen itself goes
out as the names of its types alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from packgen import files, processes
from packgen.builder.build import build_cases
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.errors import ExitCode, PackgenError
from packgen.processes import Limits
from packgen.settings import Settings

_OUTCOMES = TypeAdapter(tuple[CaseOutcome, ...])


class _Order(BaseModel):
    model_config = ConfigDict(frozen=True)

    paths: tuple[Path, ...]
    settings: Settings
    as_of: date
    wait_for_attachments: bool
    settled: frozenset[str]
    state_folder: Path


class BuildDiedError(PackgenError):
    """The process that built died, or answered with something else than outcomes."""


def build_in_child(
    paths: Sequence[Path],
    settings: Settings,
    as_of: date,
    limits: Limits,
    *,
    wait_for_attachments: bool,
    settled: frozenset[str] = frozenset(),
) -> tuple[CaseOutcome, ...]:
    """Build the case files at `paths` in one process under `limits`; returns what became of each, in order.

    `wait_for_attachments` and `settled` are those of `BuildOptions`.
    Raises ProcessFailedError (TimeLimitError past its time), BuildDiedError when it ends without an answer.
    """
    order = _Order(
        paths=tuple(path.absolute() for path in paths),
        settings=settings.absolute(),
        as_of=as_of,
        wait_for_attachments=wait_for_attachments,
        settled=settled,
        state_folder=files.state_folder().absolute(),
    )
    with files.private_temporary_folder() as private:
        finished = processes.run_python_module(
            "packgen.builder.child", limits, folder=private, input_bytes=order.model_dump_json().encode("utf-8")
        )
    try:
        outcomes = _OUTCOMES.validate_json(finished.output)
    except ValidationError:
        outcomes = ()
    if finished.exit_code != ExitCode.DONE or len(outcomes) != len(paths):
        message = f"The papers could not be made: packgen itself ended with code {finished.exit_code}."
        raise BuildDiedError(message, "It is tried again later; if this stays, tell whoever looks after packgen.")
    return outcomes


def main() -> int:
    """Build what standard input asks for; returns the exit code."""
    try:
        order = _Order.model_validate_json(sys.stdin.buffer.read())
        os.environ["PACKGEN_STATE_FOLDER"] = str(order.state_folder)
        options = BuildOptions(order.as_of, wait_for_attachments=order.wait_for_attachments, settled=order.settled)
        outcomes = tuple(build_cases(order.paths, order.settings, options))
        sys.stdout.buffer.write(_OUTCOMES.dump_json(outcomes))
    except Exception as error:  # noqa: BLE001  (its message may hold case content, so only its type goes out)
        sys.stderr.write(type(error).__name__ + "\n")
        return ExitCode.BUG
    return ExitCode.DONE


if __name__ == "__main__":
    sys.exit(main())
