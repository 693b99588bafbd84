"""PDFs made by several workers: one is killed at work, or somebody presses Ctrl-C. Nothing torn, nobody left over."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from packgen import files
from packgen.builder.manifest import MANIFEST_NAME, read_manifest

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
PATIENCE = 240
pytestmark = [
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux"),
]


@pytest.fixture
def building(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`packgen build --jobs 2` over three cases, in a process group of its own as in a terminal."""
    inbox, scratch = tmp_path / "inbox", tmp_path / "scratch"
    inbox.mkdir()
    scratch.mkdir()
    text = (SAMPLES / "second-council.yaml").read_text("utf-8")
    for letter in "abc":
        (inbox / f"{letter}.yaml").write_text(text.replace("CH-EFH-2025-003", f"FIC-{letter}"), "utf-8")
    shutil.copy(SAMPLES / "contacts.yaml", inbox)
    (tmp_path / "packgen.toml").write_text('converter = "libreoffice"\n', "utf-8")
    words: list[str | Path] = [inbox, "--output", tmp_path / "out", "--settings", tmp_path / "packgen.toml"]
    words += ["--jobs", "2", "--as-of", "2025-04-10", "--format", "json"]
    environment = os.environ | {"TMPDIR": str(scratch), "PACKGEN_STATE_FOLDER": str(tmp_path / "state")}
    # A suite that runs in the background ignores Ctrl-C, and so would all that it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "packgen", "build", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, before)
    try:
        yield process
    finally:
        for number in (*_ours(tmp_path), process.pid):
            try:
                os.kill(number, signal.SIGKILL)
            except OSError:
                continue
        process.communicate()


def _ours(folder: Path, *words: bytes) -> list[int]:
    """Processes that were started with a temporary folder below `folder` and whose command line holds `words`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            inside = b"TMPDIR=" + os.fsencode(folder) in (entry / "environ").read_bytes()
            if inside and all(word in (entry / "cmdline").read_bytes() for word in words):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _wait_for(what: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.02)


def _parent_of(process: int) -> int:
    return int((Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[1])


def _outputs_are_whole(out: Path) -> int:
    """Every paper that a manifest speaks of is as it says (or was about to be replaced); returns how many there are."""
    count = 0
    for manifest_file in out.glob(f"*/{MANIFEST_NAME}"):
        manifest = read_manifest(manifest_file.parent)
        assert manifest is not None
        for path, entry in manifest.entries.items():
            seen = files.sha256_of_file(manifest_file.parent / path)
            assert seen in (entry.sha256, manifest.publishing.get(path)), path
            count += 1
    return count


def test_a_worker_killed_while_libreoffice_converts_costs_nothing(
    building: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    _wait_for(lambda: _ours(tmp_path, b"soffice.bin", b"--convert-to"), building)
    workers = {number for number in _ours(tmp_path, b"spawn_main") if _parent_of(number) == building.pid}
    office = _ours(tmp_path, b"soffice.bin", b"--convert-to")[0]
    worker = office
    while worker not in workers:
        worker = _parent_of(worker)
    os.kill(worker, signal.SIGKILL)
    _wait_for(lambda: not (Path("/proc") / str(office)).exists(), building)
    output, errors = building.communicate(timeout=PATIENCE)
    outcomes = json.loads(output)
    assert [Path(outcome["file"]).stem for outcome in outcomes] == ["a", "b", "c"], errors
    assert not [p for o in outcomes for p in o["problems"] if p["severity"] == "error"]
    assert len(list((tmp_path / "out").rglob("pack.pdf"))) == 3
    assert _outputs_are_whole(tmp_path / "out") == sum(len(outcome["actions"]) for outcome in outcomes)
    assert not _ours(tmp_path)
    assert not list((tmp_path / "scratch").iterdir())


def test_ctrl_c_ends_every_process_and_leaves_whole_papers(building: subprocess.Popen[bytes], tmp_path: Path) -> None:
    _wait_for(lambda: _ours(tmp_path, b"soffice.bin", b"--convert-to"), building)
    os.killpg(building.pid, signal.SIGINT)
    _, errors = building.communicate(timeout=PATIENCE)
    assert building.returncode == 130, errors
    assert b"Traceback" not in errors
    assert not _ours(tmp_path)
    assert _outputs_are_whole(tmp_path / "out")
    assert not list((tmp_path / "out").rglob(".packgen-*"))
    assert not list((tmp_path / "scratch").iterdir())
