"""A cluster of two local workers with certificates of its own makes the same papers as one process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from packgen.builder.build import build_cases
from packgen.builder.outcome import BuildOptions
from packgen.errors import UsageError
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
OPTIONS = BuildOptions(date(2025, 4, 10))
OPENSSL = shutil.which("openssl")
needs_dask = pytest.mark.skipif(
    not shutil.which("dask", path=str(Path(sys.executable).parent)), reason="Dask is not installed"
)
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with key.pem and certificate.pem, made by the command of docs/cluster.md."""
    folder = tmp_path_factory.mktemp("certificates")
    words = ["-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=packgen-cluster"]
    command = [str(OPENSSL), "req", "-x509", *words, "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def cluster(certificates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tls://127.0.0.1:{port}"
    state = tmp_path_factory.mktemp("state")
    environment = os.environ | {"PACKGEN_STATE_FOLDER": str(state)}
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--protocol", "tls"]
    workers = ["worker", address, "--nworkers", "2", "--nthreads", "1"]
    started = [_dask(command, certificates, environment) for command in (scheduler, workers)]
    yield address
    for process in reversed(started):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _dask(command: list[str], certificates: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    tls = ["--tls-ca-file", "certificate.pem", "--tls-cert", "certificate.pem", "--tls-key", "key.pem"]
    program = Path(sys.executable).with_name("dask")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(
        [program, *command, "--no-dashboard", *tls],
        cwd=certificates,
        env=environment,
        **quiet,  # type: ignore[call-overload]
    )


def _settings(certificates: Path, outputs: Path) -> Settings:
    return Settings(
        outputs=outputs,
        converter="built-in",
        cluster_ca=certificates / "certificate.pem",
        cluster_certificate=certificates / "certificate.pem",
        cluster_key=certificates / "key.pem",
    )


def _papers(outputs: Path) -> dict[Path, bytes]:
    assert outputs.is_dir()
    return {path.relative_to(outputs): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}


@needs_dask
@needs_openssl
def test_a_cluster_makes_the_same_papers_as_one_machine(
    cluster: str, certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("second-council", "contacts"):
        shutil.copy(SAMPLES / f"{name}.yaml", inbox)
    shutil.copy(SAMPLES / "second-council.yaml", inbox / "the-same-again.yaml")
    (inbox / "bad.yaml").write_text("case: [", "utf-8")
    monkeypatch.setenv("PACKGEN_STATE_FOLDER", str(tmp_path / "state"))
    alone = list(build_cases([inbox], _settings(certificates, tmp_path / "alone"), OPTIONS))
    spread = list(build_cases([inbox], _settings(certificates, tmp_path / "spread"), OPTIONS, cluster=cluster))
    assert [(o.source, o.problems) for o in spread] == [(o.source, o.problems) for o in alone]
    assert any("same case reference" in str(outcome.problems) for outcome in spread)
    assert _papers(tmp_path / "spread") == _papers(tmp_path / "alone")


@needs_dask
def test_an_address_without_encryption_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="encrypted"):
        list(build_cases([SAMPLES / "shona.yaml"], Settings(outputs=tmp_path), OPTIONS, cluster="tcp://127.0.0.1:1"))


@needs_dask
def test_a_missing_certificate_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--cluster-ca"):
        list(build_cases([SAMPLES / "shona.yaml"], Settings(outputs=tmp_path), OPTIONS, cluster="tls://127.0.0.1:1"))


@needs_dask
def test_a_case_file_that_a_worker_sees_differently_is_not_built(tmp_path: Path) -> None:
    from packgen.builder.cluster import Order, build_order

    order = Order(SAMPLES / "shona.yaml", "0" * 64, Settings(outputs=tmp_path / "out"), OPTIONS)
    outcome = build_order(order)
    assert "not the same on the worker" in outcome.problems[0].message
    assert not (tmp_path / "out").exists()


@pytest.mark.soak
@needs_dask
@needs_openssl
def test_five_hundred_cases_survive_a_killed_worker(
    cluster: str, certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bench.cases import write_cases

    inbox = tmp_path / "inbox"
    write_cases(inbox, 500)
    monkeypatch.setenv("PACKGEN_STATE_FOLDER", str(tmp_path / "state"))
    only = BuildOptions(OPTIONS.as_of, frozenset({"agenda", "invite"}))
    alone = list(build_cases([inbox], _settings(certificates, tmp_path / "alone"), only))
    spread = []
    for outcome in build_cases([inbox], _settings(certificates, tmp_path / "spread"), only, cluster=cluster):
        spread.append(outcome)
        if len(spread) == 250:
            _kill_a_worker(certificates)
    assert [(o.source, o.problems) for o in spread] == [(o.source, o.problems) for o in alone]
    assert len(spread) == 500
    assert _papers(tmp_path / "spread") == _papers(tmp_path / "alone")


def _kill_a_worker(certificates: Path) -> None:
    """Kill one process that computes: a child of a nanny, known by the folder that this test gave it."""
    mine = []
    for entry in Path("/proc").iterdir():
        try:
            ours = entry.name.isdigit() and (entry / "cwd").resolve() == certificates
            if ours and b"spawn_main" in (entry / "cmdline").read_bytes():
                mine.append(int(entry.name))
        except OSError:
            continue
    assert mine
    os.kill(mine[0], signal.SIGKILL)
    time.sleep(0.1)
