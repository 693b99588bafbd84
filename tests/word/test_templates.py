"""Whose template is used: the council's own kind by kind, before and after an office program has saved it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from making import Invented, invented_context, lines

from packgen.processes import Limits, run
from packgen.word.faults import TemplateError
from packgen.word.lint import check
from packgen.word.render import render
from packgen.word.templates import export, template_path, templates_folder

KINDS = sorted(path.stem for path in templates_folder().glob("*.docx"))


def test_a_councils_folder_overrides_kind_by_kind(tmp_path: Path) -> None:
    (tmp_path / "agenda.docx").write_bytes(b"own")
    assert template_path("agenda", tmp_path) == tmp_path / "agenda.docx"
    assert template_path("invite", tmp_path) == templates_folder() / "invite.docx"
    assert template_path("agenda", None) == templates_folder() / "agenda.docx"


@pytest.mark.parametrize("kind", ["no_such_kind", "../templates/agenda", "/etc/passwd", ""])
def test_a_kind_without_a_template_is_said_plainly(tmp_path: Path, kind: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template_path(kind, tmp_path)
    assert caught.value.hint


def test_export_hands_out_every_template_and_never_takes_an_edit_away(tmp_path: Path) -> None:
    (tmp_path / "agenda.docx").write_bytes(b"edited by the council")
    written = export(tmp_path)
    assert [path.stem for path in written] == [kind for kind in KINDS if kind != "agenda"]
    assert (tmp_path / "agenda.docx").read_bytes() == b"edited by the council"
    assert (tmp_path / "invite.docx").read_bytes() == (templates_folder() / "invite.docx").read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_templates_work_after_an_office_program_has_saved_them(tmp_path: Path) -> None:
    export(tmp_path / "ours")
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    files = [f"ours/{kind}.docx" for kind in KINDS]
    run([*command, "--convert-to", "docx", "--outdir", "saved", *files], Limits(240), folder=tmp_path)
    for kind in KINDS:
        again = template_path(kind, tmp_path / "saved")
        assert again.parent.name == "saved"
        assert [problem.as_text() for problem in check(again).problems if problem.severity == "error"] == []
        context = invented_context(template_path(kind, None), Invented)
        assert words(lines(render(again, context))) == words(lines(render(template_path(kind, None), context)))


def words(paragraphs: list[str]) -> list[str]:
    return " ".join(paragraphs).split()
