"""Runs the watcher: sleeps between looks, wakes early on a notification, ends in order when asked to."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from packgen import files, shares
from packgen.case.values import LONDON
from packgen.settings import Settings
from packgen.watch.builds import child_builder
from packgen.watch.calls.all import Calls
from packgen.watch.calls.asking import child_asker
from packgen.watch.decide import Patience
from packgen.watch.heartbeat import Heartbeat
from packgen.watch.ledger import watch_folder
from packgen.watch.loop import Now, Watcher
from packgen.watch.places import Places, places_of
from packgen.watch.showing import StatusPage

LOCAL_SECONDS = 2.0
SHARE_SECONDS = 5.0
# A look may take this part of one core's time; where it takes longer, looks become fewer.
SHARE_OF_A_CORE = 0.008
_LONGEST_PAUSE = 30.0
_MOST_ONCE_SECONDS = 6 * 3600.0

Names = SimpleQueue[str]


def watch(inbox: Path, settings: Settings, *, once: bool, polling: bool, tell: Callable[[str], None]) -> int:
    """Watch `inbox` until told to stop, or with `once` until everything that lies there is dealt with.

    `tell` is given lines without case content. Returns the number of files that stand at a problem. Raises UsageError
    for places that cannot be used, FileProblemError when another watcher of this machine has the inbox.
    """
    places = places_of(inbox.absolute(), settings)
    pace = SHARE_SECONDS if shares.is_on_a_share(places.inbox) else LOCAL_SECONDS
    wake = threading.Event()
    stopping = threading.Event()
    touched: Names = SimpleQueue()
    with (
        files.lock(watch_folder(places.inbox) / "lock"),
        shares.shared_with(settings.share_group),
        _signals(stopping, wake),
        _notified(places, polling, wake, touched),
    ):
        heartbeat = Heartbeat(places.own, places.inbox)
        heartbeat.refuse_another(stopping.wait)
        calls = Calls(places, settings, watch_folder(places.inbox), child_asker(settings))
        watcher = Watcher(places, settings, child_builder(settings), heartbeat, Patience(settle=pace), calls)
        page = StatusPage(places, watcher)
        tell(f"Watching, a look every {pace:g} seconds.")
        try:
            _run(watcher, page, wake, stopping, touched, pace=pace, once=once, tell=tell)
        finally:
            watcher.stop(_now().wall)
    tell("Stopped. Nothing was left half-written.")
    return sum(count for state, count in watcher.counts().items() if state in ("problem", "clash"))


def _run(
    watcher: Watcher,
    page: StatusPage,
    wake: threading.Event,
    stopping: threading.Event,
    touched: Names,
    *,
    pace: float,
    once: bool,
    tell: Callable[[str], None],
) -> None:
    began = time.monotonic()
    while not stopping.is_set():
        wake.clear()
        watcher.hint([touched.get() for _ in range(touched.qsize())])
        started, away = time.process_time(), watcher.away
        now = _now()
        built = _tick(watcher, page, now, tell)
        if built:
            tell(f"{built} built; now {_counted(watcher.counts())}.")
        if away != watcher.away:
            tell("The share is away; everything is kept." if watcher.away else "The share is back.")
        if once and (watcher.is_idle or watcher.away or time.monotonic() - began > _MOST_ONCE_SECONDS):
            page.show(now, at_once=True)
            return
        if not built:
            cost = time.process_time() - started
            _pause(wake, stopping, min(max(pace, cost / SHARE_OF_A_CORE), _LONGEST_PAUSE))


def _tick(watcher: Watcher, page: StatusPage, now: Now, tell: Callable[[str], None]) -> int:
    """One tick that nothing can end: what goes wrong is told by its type alone, for it may hold case content."""
    try:
        built = watcher.tick(now)
        page.show(now)
    except Exception as error:  # noqa: BLE001  (the loop goes on whatever one file did to it)
        step = traceback.extract_tb(error.__traceback__)[-1]
        tell(f"A look failed ({type(error).__name__} in {step.name}, line {step.lineno}); the next one follows.")
        return 0
    return built


def _pause(wake: threading.Event, stopping: threading.Event, seconds: float) -> None:
    """Sleep; a notification shortens it, though never below half a second, so that a flood is one look."""
    if wake.wait(seconds) and not stopping.is_set():
        stopping.wait(0.5)


def _now() -> Now:
    return Now(time.monotonic(), datetime.now(LONDON))


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))


@contextmanager
def _signals(stopping: threading.Event, wake: threading.Event) -> Iterator[None]:
    def stop(_number: int, _frame: Any) -> None:
        stopping.set()
        wake.set()

    names = [name for name in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


@contextmanager
def _notified(places: Places, polling: bool, wake: threading.Event, touched: Names) -> Iterator[None]:
    """Notifications only wake the scan and tell it where to look; where there are none (shares), it wakes by itself."""
    if polling or shares.is_on_a_share(places.inbox):
        yield
        return
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Waker(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type not in ("opened", "closed_no_write"):
                touched.put(os.path.basename(os.fsdecode(event.src_path)))  # noqa: PTH119  (bytes or text)
                wake.set()

    observer = Observer()
    observer.schedule(Waker(), str(places.inbox), recursive=False)
    started = False
    with suppress(OSError):  # no more watches to be had: the scan does without
        observer.start()
        started = True
    try:
        yield
    finally:
        if started:
            observer.stop()
            observer.join(timeout=5)
