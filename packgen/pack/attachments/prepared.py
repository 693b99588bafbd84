"""What the attachment process and its parent say to each other."""

from __future__ import annotations


class RefusedError(Exception):
    """An attachment cannot be bound: the reason (`it is protected by a password`) and what to do instead."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
