"""The wheel holds all that packgen needs: in a fresh environment, away from the checkout, it builds a case."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


def _run(*words: str | Path, folder: Path) -> str:
    finished = subprocess.run([str(word) for word in words], cwd=folder, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout[-2000:] + finished.stderr[-2000:]
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, REPOSITORY, folder=target)
    return next(target.glob("*.whl"))


def test_templates_and_data_are_inside_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    templates = {f"packgen/templates/{path.name}" for path in (REPOSITORY / "templates").glob("*.docx")}
    data = {str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "packgen").rglob("*.yaml")}
    assert templates
    assert data
    assert templates | data <= inside
    assert "packgen/py.typed" in inside


def test_the_wheel_in_a_fresh_environment_builds_a_case(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "fresh"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{wheel}[pdf]"],
        capture_output=True,
        text=True,
        check=False,
    )
    if "No matching distribution" in installed.stderr or "connection" in installed.stderr.lower():
        pytest.skip("no package index can be reached to install the dependencies from")
    assert installed.returncode == 0, installed.stderr
    case = tmp_path / "shona.yaml"
    case.write_bytes((REPOSITORY / "sample_inputs" / "shona.yaml").read_bytes())
    options = ["--output", tmp_path / "out", "--as-of", "2025-05-20"]
    _run(python, "-I", "-m", "packgen", "build", case, *options, folder=tmp_path)
    made = {path.name for path in (tmp_path / "out").rglob("*.*")}
    assert {"agenda.docx", "invite.docx", "pack.pdf", "manifest.json"} <= made
