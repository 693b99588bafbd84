"""The starters and the form in the inbox: looked after at the start, on every new day and when the profile changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from packgen.builder.form.starters_in_share import refresh_starters
from packgen.errors import PackgenError
from packgen.guidance.load import load_profile
from packgen.settings import Settings

_AGAIN_SECONDS = 60.0


class Starters:
    """Keeps `inbox/_starters/` current; `state` is the watcher's private folder."""

    def __init__(self, inbox: Path, state: Path, settings: Settings) -> None:
        self._inbox, self._state, self._settings = inbox, state, settings
        self._due = True
        self._next = float("-inf")

    def look(self, clock: float, today: date, *, moved: bool) -> None:
        """Refresh them where that is due; `moved` says that the day or what all builds read has changed."""
        self._due = self._due or moved
        if not self._due or 0 < self._next - clock <= _AGAIN_SECONDS:
            return
        try:
            refresh_starters(self._inbox, load_profile(self._settings.profile), self._state, today)
            self._due = False
        except (PackgenError, OSError):
            self._next = clock + _AGAIN_SECONDS  # a profile that cannot be read is told in the note of every case
