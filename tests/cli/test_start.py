"""What a command loads before it does anything: counted in modules, for a time would depend on the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

CASE = Path(__file__).parents[2] / "sample_inputs" / "second-council.yaml"
_PACKGEN = "import sys; sys.argv[0] = 'packgen'\ntry:\n from packgen.cli import main; main()\nexcept SystemExit: pass\n"
_TELL = "import json, os, sys; open(os.environ['LOADED'], 'w').write(json.dumps(sorted(sys.modules)))"


def _loaded(folder: Path, code: str, *words: str | Path) -> set[str]:
    """The modules that a new process has loaded when `code` has run with `words` on its command line."""
    told = folder / "loaded.json"
    environment = os.environ | {"LOADED": str(told), "PACKGEN_STATE_FOLDER": str(folder / "state")}
    command = [sys.executable, "-c", code + _TELL, *words]
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True, timeout=120)
    return set(json.loads(told.read_text("utf-8")))


def _rooms(modules: set[str]) -> set[str]:
    """The outermost packages, and the rooms of packgen."""
    return {".".join(name.split(".")[: 2 if name.startswith("packgen.") else 1]) for name in modules}


def test_help_loads_less_than_twice_what_a_bare_click_program_does(tmp_path: Path) -> None:
    bare = _loaded(tmp_path, "import click\n@click.command()\ndef main(): pass\nmain(standalone_mode=False)\n")
    help_shown = _loaded(tmp_path, _PACKGEN, "--help")
    assert "click" in bare
    assert "packgen.cli" in help_shown
    assert len(help_shown) < 2 * len(bare)
    assert len([name for name in help_shown - bare if not name.startswith("packgen")]) < 20


def test_a_check_loads_nothing_that_makes_papers(tmp_path: Path) -> None:
    rooms = _rooms(_loaded(tmp_path, _PACKGEN, "check", CASE))
    assert "packgen.guidance" in rooms
    assert not rooms & {"lxml", "jinja2", "markdown", "packgen.word", "packgen.pack", "packgen.redaction", "pikepdf"}


def test_one_paper_loads_nothing_that_draws_binds_or_redacts(tmp_path: Path) -> None:
    modules = _loaded(tmp_path, _PACKGEN, "build", CASE, "--only", "agenda", "--output", tmp_path / "out")
    assert list((tmp_path / "out").rglob("agenda.docx"))
    unwanted = {"reportlab", "pypdfium2", "pypdf", "pikepdf", "PIL", "docx", "docxtpl", "openpyxl", "distributed"}
    assert not _rooms(modules) & {*unwanted, "packgen.redaction", "multiprocessing"}
    assert "packgen.word.figures" not in modules


def test_no_plug_in_of_pydantic_sees_a_case(tmp_path: Path) -> None:
    code = "import packgen.case.model, pydantic.plugin._loader as loader\nassert list(loader.get_plugins()) == []\n"
    assert "packgen.case.model" in _loaded(tmp_path, code)
