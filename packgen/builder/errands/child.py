"""Errands in a process of their own, under limits: JSON comes in through standard input, JSON goes out.

Run as `python -m packgen.builder.errands.child`. Nothing of a case stands on the command line.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Discriminator, TypeAdapter, ValidationError

from packgen import files, processes, shares
from packgen.builder.errands.orders import (
    Accepting,
    AcceptOrder,
    Answer,
    Looked,
    LookOrder,
    Offered,
    Order,
    ProposeOrder,
    Proposing,
)
from packgen.errors import ExitCode, PackgenError
from packgen.processes import Limits
from packgen.settings import Settings

_ANSWERS: dict[str, TypeAdapter[Answer]] = {
    "offer": TypeAdapter(Offered),
    "accept": TypeAdapter(Accepting),
    "propose": TypeAdapter(Proposing),
    "look": TypeAdapter(Looked),
}


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True)

    order: Annotated[Order, Discriminator("errand")]
    settings: Settings
    state_folder: Path


class ErrandDiedError(PackgenError):
    """The process that ran an errand died, or answered with something else."""


def run_errand(order: Order, settings: Settings) -> Answer:
    """Do what `order` asks for, in this process. Raises what the rooms raise."""
    if isinstance(order, ProposeOrder):
        from packgen.builder.errands.request import propose  # loads all that redacts

        return propose(order, settings)
    with shares.shared_with(settings.share_group):
        if isinstance(order, LookOrder):
            from packgen.builder.errands.beside import look

            return look(order)
        from packgen.builder.errands.minutes import accept, offer

        return accept(order, settings) if isinstance(order, AcceptOrder) else offer(order, settings)


def run_errand_in_child(
    order: Order, settings: Settings, limits: Limits, stopping: threading.Event | None = None
) -> Answer:
    """The same in a process of its own. Raises ErrandDiedError, ProcessFailedError (also when `stopping` is set)."""
    sent = _Sent(order=order, settings=settings.absolute(), state_folder=files.state_folder().absolute())
    with files.private_temporary_folder() as private:
        finished = processes.run_python_module(
            "packgen.builder.errands.child",
            limits,
            folder=private,
            input_bytes=sent.model_dump_json().encode("utf-8"),
            stopping=stopping,
        )
    try:
        if finished.exit_code == ExitCode.DONE:
            return _ANSWERS[order.errand].validate_json(finished.output)
    except ValidationError:
        pass
    raise ErrandDiedError(f"packgen itself ended with code {finished.exit_code}.", "It is tried again later.")


def main() -> int:
    """Do what standard input asks for; returns the exit code."""
    try:
        sent = _Sent.model_validate_json(sys.stdin.buffer.read())
        os.environ["PACKGEN_STATE_FOLDER"] = str(sent.state_folder)
        answer = run_errand(sent.order, sent.settings)
        sys.stdout.buffer.write(_ANSWERS[sent.order.errand].dump_json(answer))
    except Exception as error:  # noqa: BLE001  (its message may hold case content, so only its type goes out)
        sys.stderr.write(type(error).__name__ + "\n")
        return ExitCode.BUG
    return ExitCode.DONE


if __name__ == "__main__":
    sys.exit(main())
