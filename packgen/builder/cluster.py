"""Build cases on a Dask cluster. What travels is where a case file lies and its hash; workers read it themselves.

Every connection is encrypted and both ends show a certificate. A worker builds with the same `attempt` as one machine
does and publishes into the same shared folder, so the papers are the same. A worker that is lost costs only time; a
case that takes its workers down is tried once more alone, then reported.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from packgen import files
from packgen.builder.attempt import attempt, claims, converter_or_problem
from packgen.builder.layout import case_folder_name
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.pool import died, failed
from packgen.case.load import load_case
from packgen.errors import Location, PackgenError, Problem, UsageError
from packgen.processes import use_cores
from packgen.settings import Settings

_SECONDS_TO_CONNECT = 30
_CASES_A_LOOK = 20
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Order:
    """What a worker is told: where the case file lies, its hash, how to build, who has its reference already."""

    path: Path
    sha256: str
    settings: Settings
    options: BuildOptions
    rival: Path | None = None


def build_on_cluster(
    cases: Sequence[Path], settings: Settings, options: BuildOptions, address: str
) -> Iterator[CaseOutcome]:
    """Build `cases` on the workers of the scheduler at `address`; yields what became of each, in order.

    Raises UsageError where the address is not encrypted, a certificate is missing, or nobody answers.
    """
    client = _connect(address, settings)
    try:
        shared = settings.absolute()
        found = dict(enumerate(_order(path, shared, options) for path in cases))
        ready = {number: outcome for number, outcome in found.items() if isinstance(outcome, CaseOutcome)}
        orders = {number: order for number, order in found.items() if isinstance(order, Order)}
        shown = 0
        for number, outcome in _built(client, _with_rivals(client, orders)):
            ready[number] = replace(outcome, source=cases[number])
            while shown in ready:
                yield ready.pop(shown)
                shown += 1
        yield from (ready[number] for number in sorted(ready))
    finally:
        client.close()


def build_order(order: Order) -> CaseOutcome:
    """Carry out one order; runs on a worker, one at a time in each process."""
    with _one_at_a_time:
        use_cores(1)
        problem = _differs(order)
        if problem is not None:
            return CaseOutcome(order.path, problems=(problem,), transient=True)
        try:
            converter = converter_or_problem(order.settings, order.options)
            return attempt(order.path, order.settings, order.options, converter, lambda *_: order.rival)
        except Exception as error:  # noqa: BLE001  (the other cases go on)
            return CaseOutcome(order.path, problems=(failed(order.path, error),))


def folders_of(paths: Sequence[Path]) -> list[str]:
    """The folder name that each case file asks for, empty for one that cannot be read; runs on a worker."""
    return [_folder_of(path) for path in paths]


def _folder_of(path: Path) -> str:
    try:
        return case_folder_name(load_case(path).case)
    except (PackgenError, OSError):
        return ""


def _differs(order: Order) -> Problem | None:
    try:
        same = files.sha256_of_file(order.path) == order.sha256
    except OSError:
        same = False
    if same:
        return None
    message = f"{order.path.name} is not the same on the worker as where the build was started, or is not there."
    hint = "Case files and outputs must lie in a folder that every worker sees under the same path. Then build again."
    return Problem(message, hint, location=Location(str(order.path)))


def _order(path: Path, settings: Settings, options: BuildOptions) -> Order | CaseOutcome:
    try:
        return Order(path.absolute(), files.sha256_of_file(path), settings, options)
    except OSError as error:
        message = f"{path.name} could not be read: {error.strerror or 'the disk refused'}."
        return CaseOutcome(path, problems=(Problem(message, "Check it.", location=Location(str(path))),))


def _with_rivals(client: Any, orders: dict[int, Order]) -> dict[int, Order]:
    """The orders with the case that has the same reference and comes earlier, where there is one."""
    paths = [order.path for order in orders.values()]
    looks = [paths[start : start + _CASES_A_LOOK] for start in range(0, len(paths), _CASES_A_LOOK)]
    found = client.gather([_submit(client, folders_of, look) for look in looks], errors="skip")
    folders = dict(zip(paths, [name for names in found for name in names], strict=False))
    if len(folders) < len(paths):
        folders = dict(zip(paths, folders_of(paths), strict=True))  # one of them takes workers down: look here
    claim = claims()
    return {
        number: replace(order, rival=claim(folders[order.path], order.path) if folders[order.path] else None)
        for number, order in orders.items()
    }


def _built(client: Any, orders: dict[int, Order]) -> Iterator[tuple[int, CaseOutcome]]:
    from distributed import as_completed

    waiting = list(reversed(orders.items()))
    held: dict[str, int] = {}
    running: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
    suspects: list[int] = []

    def hand_out() -> None:
        most = 2 * max(1, sum(client.nthreads().values()))
        while waiting and len(held) < most:
            number, order = waiting.pop()
            future = _submit(client, build_order, order)
            held[future.key] = number
            running.add(future)

    hand_out()
    for future in running:
        number = held.pop(future.key)
        hand_out()
        if future.status == "finished":
            yield number, future.result()
        else:
            suspects.append(number)
    yield from ((number, _alone(client, orders[number])) for number in suspects)


def _alone(client: Any, order: Order) -> CaseOutcome:
    """A case that was held by workers that died, once more with nothing beside it."""
    future = _submit(client, build_order, order)
    if future.exception() is None:
        outcome: CaseOutcome = future.result()
        return outcome
    return CaseOutcome(order.path, problems=(died(order.path),), transient=True)


def _submit(client: Any, function: Any, order: object) -> Any:
    # The key says nothing and is never seen again: no result is ever taken from an earlier run.
    return client.submit(function, order, key=f"packgen-{uuid4().hex}", pure=False)


def _connect(address: str, settings: Settings) -> Any:
    try:
        from distributed import Client, Security
    except ImportError:
        raise UsageError(
            "Building on a cluster needs Dask, which is not installed.", "pip install 'packgen[cluster]'"
        ) from None
    if not address.startswith("tls://"):
        message = "A cluster is used over an encrypted connection alone."
        raise UsageError(message, "Give its address as tls://host:8786; docs/cluster.md says how to set it up.")
    names = {"tls_ca_file": "cluster_ca", "tls_client_cert": "cluster_certificate", "tls_client_key": "cluster_key"}
    given = {option: getattr(settings, name) for option, name in names.items()}
    for option, path in given.items():
        if path is None or not path.is_file():
            flag = f"--{names[option].replace('_', '-')}"
            raise UsageError(f"The cluster needs a file for {flag}.", f"Name it with {flag} or in packgen.toml.")
    try:
        security: Any = Security(  # type: ignore[no-untyped-call]
            require_encryption=True, **{option: str(path) for option, path in given.items()}
        )
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, security=security, timeout=_SECONDS_TO_CONNECT, set_as_default=False
        )
        client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError, TimeoutError) as error:
        hint = "Check the address, the certificates, and that the scheduler and a worker run (docs/cluster.md)."
        raise UsageError(f"The cluster at {address} cannot be used ({type(error).__name__}).", hint) from None
    return client
