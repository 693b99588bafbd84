"""Errands for the watcher: asked for in a process under limits, answered or not."""

from __future__ import annotations

import threading
from collections.abc import Callable

from packgen.builder.errands.child import run_errand_in_child
from packgen.builder.errands.orders import Answer, OfferOrder, Order, ProposeOrder
from packgen.errors import PackgenError
from packgen.processes import Limits
from packgen.settings import Settings

# an order, and what is set when it is to be given up -> the answer; None where there is none and it may be tried anew
Ask = Callable[[Order, threading.Event], Answer | None]

_SECONDS = 120.0
_SECONDS_A_RECORD = 300.0
_MEMORY_MB = 6_000


def child_asker(settings: Settings) -> Ask:
    """Runs errands in a process of their own."""

    def ask(order: Order, stopping: threading.Event) -> Answer | None:
        limits = Limits(_SECONDS + _SECONDS_A_RECORD * _size(order), _MEMORY_MB)
        try:
            return run_errand_in_child(order, settings, limits, stopping)
        except (PackgenError, OSError):
            return None

    return ask


def _size(order: Order) -> int:
    """How many records or papers an order is about."""
    if isinstance(order, OfferOrder):
        return len(order.paths)
    if isinstance(order, ProposeOrder):
        try:
            return sum(1 for _ in order.folder.rglob("*"))
        except OSError:
            return 1
    return 0
