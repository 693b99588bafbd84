"""The only place that starts processes: time and memory limits, a private folder, a neutral command line.

No case content may stand in a command line, an environment variable or a file name; input goes in through files in a
private folder or through standard input.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from packgen.errors import PackgenError

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "COMSPEC", "PATHEXT", "PYTHONPATH")

_LOOK_SECONDS = 0.2  # how often to look whether a process is to be stopped

# Says which processes `run` has started, and where.
_MARK = "PACKGEN_PRIVATE_FOLDER"

_share: int | None = None


@dataclass(frozen=True)
class Limits:
    """How long (wall-clock seconds) and how much address space (MB, None: no limit) a process may take."""

    seconds: float
    memory_mb: int | None = None


@dataclass(frozen=True)
class Finished:
    """What a process left behind. `output` and `errors` are bytes; they may hold case content and are never logged."""

    exit_code: int
    output: bytes
    errors: bytes


class ProcessFailedError(PackgenError):
    """A process could not be started, or was stopped at a limit."""


class TimeLimitError(ProcessFailedError):
    """A process took longer than its limit and was ended together with its children."""


def cores() -> int:
    """How many processor cores this process may use: what `use_cores` has left it, else all that it can run on."""
    if _share is not None:
        return _share
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def use_cores(number: int) -> None:
    """Leave this process so many cores: the workers of a pool share the machine, so each starts one converter."""
    global _share  # noqa: PLW0603  (said once, at the start of a worker)
    _share = number


def memory_limits_work() -> bool:
    """Whether this platform can hold a process to a memory limit (`doctor` reports it where not)."""
    return resource is not None


def run(
    command: Sequence[str | Path],
    limits: Limits,
    *,
    folder: Path,
    input_bytes: bytes = b"",
    environment: Mapping[str, str] | None = None,
    stopping: threading.Event | None = None,
) -> Finished:
    """Run `command` in `folder` and wait for it.

    HOME and the temporary folder are `folder`, so that nothing is read from or left in a user's profile.
    Raises ProcessFailedError when it cannot be started or `stopping` is set (the process is ended then),
    TimeLimitError when it outlasts its limit.
    """
    words = [str(word) for word in command]
    try:
        process = subprocess.Popen(  # noqa: S603  (the commands are ours; arguments are paths in a private folder)
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(folder, environment or {}),
            start_new_session=os.name == "posix",
            preexec_fn=_limiter(limits) if resource is not None else None,  # noqa: PLW1509  (it only sets limits)
        )
    except OSError as error:
        program = Path(words[0]).name
        hint = f"Check that {program} is installed; `packgen doctor` says what is missing."
        raise ProcessFailedError(f"{program} could not be started: {error.strerror}.", hint) from None
    try:
        output, errors = _communicate(process, input_bytes, limits, stopping)
    except subprocess.TimeoutExpired:
        _end(process, folder)
        program = Path(words[0]).name
        raise TimeLimitError(
            f"{program} was stopped after {limits.seconds:g} seconds.", "Try again, or with less."
        ) from None
    except BaseException:
        _end(process, folder)
        raise
    return Finished(process.returncode, output, errors)


def _communicate(
    process: subprocess.Popen[bytes], input_bytes: bytes, limits: Limits, stopping: threading.Event | None
) -> tuple[bytes, bytes]:
    if stopping is None:
        return process.communicate(input_bytes, timeout=limits.seconds)
    until = time.monotonic() + limits.seconds
    given: bytes | None = input_bytes
    while True:
        try:
            return process.communicate(given, timeout=_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            given = None
            if stopping.is_set():
                raise ProcessFailedError("It was stopped half-way.", "It is done at the next start.") from None
            if time.monotonic() >= until:
                raise


def run_python_module(
    module: str,
    limits: Limits,
    *,
    folder: Path,
    input_bytes: bytes = b"",
    stopping: threading.Event | None = None,
) -> Finished:
    """Run `python -m module` with this interpreter under the same rules as `run`."""
    command = [sys.executable, "-X", "utf8", "-m", module]
    package_root = str(Path(__file__).resolve().parent.parent)
    environment = {"PYTHONPATH": package_root}
    return run(command, limits, folder=folder, input_bytes=input_bytes, environment=environment, stopping=stopping)


def _environment(folder: Path, extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    private = {
        _MARK: str(folder),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
    }
    return {**kept, **private, **extra}


def _limiter(limits: Limits) -> Callable[[], None]:
    def apply() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if limits.memory_mb is not None:
            most = limits.memory_mb * 1_000_000
            resource.setrlimit(resource.RLIMIT_AS, (most, most))

    return apply


def end_those_in(folder: Path) -> None:
    """End every process that `run` has started in `folder` or below, however it came to be without a parent.

    What starts a converter may itself be killed, by want of memory for instance; a converter is in a session of its own
    and would go on, without a time limit. Known on Linux alone, from what `run` has put into their environment.
    """
    marked = os.fsencode(f"{_MARK}={folder}")
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            variables = (entry / "environ").read_bytes().split(b"\0")
            inside = any(value == marked or value.startswith(marked + b"/") for value in variables)
            if inside and int(entry.name) != os.getpid():
                os.kill(int(entry.name), signal.SIGKILL)


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    """End a process and all it started, in whatever session."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    end_those_in(folder)
    process.communicate()
