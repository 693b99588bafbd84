"""LibreOffice as a converter: one call for a whole batch, in a profile that nobody else uses.

Two calls that share a profile disturb each other (one of them gives no output and reports success), hence a private
profile for each. It is written so that nothing linked from a document is fetched and no macro runs, whatever the
document says; `docx_dangers` has refused such documents before, this is the second fence.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from packgen.errors import PackgenError
from packgen.files import private_temporary_folder
from packgen.pack.conversion.converter import Converter, ConverterKind
from packgen.pack.conversion.office_fonts import office_fonts
from packgen.processes import Limits, run

_START_SECONDS = 60
_SECONDS_A_DOCUMENT = 15
_EXPORT = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},"ExportFormFields":{"type":"boolean","value":"false"}}'
)
_OPTIONS = ("--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck", "--nofirststartwizard")
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Load", "UpdateDocMode", "0"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "true"),
    ("Common/Save/Document", "UseUserData", "false"),
)
_WINDOWS_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_MAC_PLACE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
# A proxy on the discard port: should anything still be looked up, it finds nobody.
_NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


def find() -> Converter | None:
    """LibreOffice as installed here, or None."""
    program = _program()
    return _described(program) if program else None


def convert_batch(documents: Sequence[Path], folder: Path, converter: Converter) -> None:
    """Turn `documents` (.docx, neutral names, in a private folder) into PDF files of the same stem in `folder`.

    What is missing or broken afterwards is for the caller to find. Raises ProcessFailedError or TimeLimitError.
    """
    assert converter.program is not None
    limits = Limits(seconds=_START_SECONDS + _SECONDS_A_DOCUMENT * len(documents))
    with private_temporary_folder() as private:
        profile = _write_profile(private / "profile")
        command: list[str | Path] = [converter.program, f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS]
        command += ["--convert-to", _EXPORT, "--outdir", folder, *documents]
        run(command, limits, folder=private, environment=_NO_NETWORK)


def _program() -> Path | None:
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    places = [*_WINDOWS_PLACES, _MAC_PLACE] if os.name == "nt" or Path("/Applications").is_dir() else []
    return next((Path(place) for place in places if Path(place).is_file()), None)


@lru_cache(maxsize=4)
def _described(program: Path) -> Converter | None:
    try:
        with private_temporary_folder() as private:
            finished = run([program, "--version"], Limits(seconds=60), folder=private)
    except PackgenError:
        return None
    words = finished.output.decode("utf-8", "replace").split()
    version = words[1] if len(words) > 1 else "of unknown version"
    return Converter(ConverterKind.LIBREOFFICE, "LibreOffice", version, office_fonts(), program)


def _write_profile(profile: Path) -> Path:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
    (profile / "user").mkdir(parents=True, mode=0o700)
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    return profile
