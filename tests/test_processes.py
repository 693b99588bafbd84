"""Processes: held to time and memory, in a private folder with a clean environment, ended with their children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from packgen.processes import Limits, ProcessFailedError, TimeLimitError, end_those_in, memory_limits_work, run


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_output_and_exit_code_come_back(tmp_path: Path) -> None:
    code = "import sys; print(sys.stdin.read().upper()); sys.exit(3)"
    finished = run(_python(code), Limits(30), folder=tmp_path, input_bytes=b"words")
    assert (finished.exit_code, finished.output.strip()) == (3, b"WORDS")


def test_a_process_sees_nothing_of_the_users_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKGEN_SECRET", "a name")
    code = "import os; print(os.environ.get('PACKGEN_SECRET'), os.environ['HOME'], os.getcwd())"
    words = run(_python(code), Limits(30), folder=tmp_path).output.decode().split()
    assert words == ["None", str(tmp_path), str(tmp_path)]


def test_a_program_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProcessFailedError, match="no-such-program could not be started") as caught:
        run(["no-such-program"], Limits(5), folder=tmp_path)
    assert "doctor" in caught.value.hint


@pytest.mark.skipif(os.name != "posix", reason="process groups of POSIX")
def test_a_process_past_its_time_is_ended_together_with_its_children(tmp_path: Path) -> None:
    child = "import time, pathlib; time.sleep(2); pathlib.Path('survived').touch()"
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    with pytest.raises(TimeLimitError, match="stopped after"):
        run(_python(code), Limits(1), folder=tmp_path)
    time.sleep(2.5)
    assert not (tmp_path / "survived").exists()


@pytest.mark.skipif(not memory_limits_work(), reason="no memory limits on this platform")
def test_a_process_past_its_memory_fails_alone(tmp_path: Path) -> None:
    finished = run(_python("x = bytearray(800_000_000); print('took it')"), Limits(30, memory_mb=400), folder=tmp_path)
    assert finished.exit_code != 0
    assert b"took it" not in finished.output


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux")
def test_what_a_killed_process_has_started_is_ended_by_its_folder_and_nothing_else_is(tmp_path: Path) -> None:
    inside, outside = tmp_path / "1", tmp_path / "11"
    waits = "import time; print(1, flush=True); time.sleep(60)"
    started = []
    for folder in (inside, outside):
        folder.mkdir()
        environment = os.environ | {"PACKGEN_PRIVATE_FOLDER": str(folder / "deeper")}
        words = [sys.executable, "-c", waits]
        started.append(subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, start_new_session=True))
    try:
        for process in started:
            assert process.stdout is not None
            process.stdout.readline()
        end_those_in(inside)
        assert started[0].wait(30) == -signal.SIGKILL
        assert started[1].poll() is None
    finally:
        for process in started:
            process.kill()
            process.communicate()
