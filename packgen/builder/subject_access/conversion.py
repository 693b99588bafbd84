"""Older and other formats turned into Word or PDF by LibreOffice, in a private folder under a neutral name."""

from __future__ import annotations

import shutil
from pathlib import Path

from packgen.errors import RedactionRefusedError
from packgen.files import private_temporary_folder, publish
from packgen.processes import Limits, ProcessFailedError, run

_LIMITS = Limits(seconds=180)
_OPTIONS = ("--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck", "--nofirststartwizard")
_NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
_INTO = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf"}
_BY_HAND = "Open it yourself, save it as a Word document (.docx) or a PDF, and use that."


def converted(data: bytes, suffix: str, wanted: str) -> bytes:
    """The file in `data` (of a format with that suffix) as `docx` or `pdf`.

    Raises RedactionRefusedError where LibreOffice is absent or cannot read it.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise RedactionRefusedError(f"A {suffix} file needs LibreOffice, which is not installed here.", _BY_HAND)
    with private_temporary_folder() as folder:
        publish(folder / f"record{suffix}", data, 0o600)
        _run(program, folder, suffix, wanted)
        made = folder / "out" / f"record.{wanted}"
        if not made.is_file():
            raise RedactionRefusedError(f"LibreOffice could not read this {suffix} file.", _BY_HAND)
        return made.read_bytes()


def _run(program: str, folder: Path, suffix: str, wanted: str) -> None:
    profile = (folder / "profile").as_uri()
    command: list[str | Path] = [program, f"-env:UserInstallation={profile}", *_OPTIONS]
    command += ["--convert-to", _INTO[wanted], "--outdir", folder / "out", folder / f"record{suffix}"]
    try:
        run(command, _LIMITS, folder=folder, environment=_NO_NETWORK)
    except ProcessFailedError as error:
        raise RedactionRefusedError(f"LibreOffice could not read this {suffix} file.", _BY_HAND) from error
