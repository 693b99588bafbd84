"""One watcher an inbox: a lock on this machine, and on a share a heartbeat that tells watchers of other machines.

Clocks of two machines may differ, so a heartbeat is judged only by whether it changes while one looks on. One that a
watcher of this user, machine and inbox left behind needs no looking on: whoever holds the lock knows that it has died.
"""

from __future__ import annotations

import json
import platform
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from packgen import files
from packgen.errors import UsageError
from packgen.files import FileProblemError
from packgen.watch.ledger import keyed

BEAT_SECONDS = 10.0
_LOOKED_ON_SECONDS = 2.5 * BEAT_SECONDS
_LOOKS = 5
_MOST_BYTES = 10_000


class Heartbeat:
    """The heartbeat of one watcher, below the outputs."""

    def __init__(self, folder: Path, inbox: Path) -> None:
        self._path = folder / "heartbeat.json"
        self._inbox = keyed(str(inbox.resolve()))
        self._machine = keyed(f"machine {platform.node()}")
        self._who = {"watcher": secrets.token_hex(8), "machine": self._machine, "inbox": self._inbox}
        self._beaten: float | None = None

    def refuse_another(self, sleep: Callable[[float], object]) -> None:
        """Look on for a while where a heartbeat of another watcher lies. Raises UsageError when it still beats.

        To be called with the inbox's lock held.
        """
        before = self._read()
        if before is None or before.get("stopped") or self._is_of_this_lock(before):
            return
        for _ in range(_LOOKS):
            sleep(_LOOKED_ON_SECONDS / _LOOKS)
            now = self._read()
            if now is not None and now != before and not now.get("stopped"):
                raise UsageError(
                    "Another watcher is at work on these outputs.",
                    "Stop it first, or give this one outputs of its own.",
                )

    def beat(self, clock: float, wall: datetime, counts: Callable[[], dict[str, int]]) -> None:
        """Write the heartbeat, at most every ten seconds. A disk that refuses is told about elsewhere."""
        if self._beaten is not None and 0 <= clock - self._beaten < BEAT_SECONDS:
            return
        self._beaten = clock
        self._write({"at": wall.isoformat(timespec="seconds"), "states": counts()})

    def stop(self, wall: datetime) -> None:
        """Say that this watcher has ended on purpose."""
        self._write({"at": wall.isoformat(timespec="seconds"), "stopped": True})

    def _is_of_this_lock(self, found: dict[str, object]) -> bool:
        return (found.get("machine"), found.get("inbox")) == (self._machine, self._inbox)

    def _write(self, values: dict[str, object]) -> None:
        data = json.dumps({**self._who, **values}, sort_keys=True) + "\n"
        try:
            files.publish(self._path, data.encode("utf-8"), durable=False)
        except FileProblemError:
            self._beaten = None

    def _read(self) -> dict[str, object] | None:
        try:
            found = json.loads(files.read_untrusted(self._path, _MOST_BYTES))
        except (FileProblemError, ValueError):
            return None
        return found if isinstance(found, dict) else None
