"""Microsoft Word as a converter, through PowerShell on Windows.

Honestly untested: packgen's own checks run on Linux. It is used only where LibreOffice is absent, its output is checked
like any other, and `packgen doctor` says when it is the one in use and that it was not tried.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from packgen.pack.conversion.converter import Converter, ConverterKind, NoConverterError
from packgen.pack.conversion.office_fonts import office_fonts
from packgen.processes import Limits, run

CAUTION = "Word was not tried as packgen's converter: look through the first packs before you rely on them."
_START_SECONDS = 120
_SECONDS_A_DOCUMENT = 30
# Read from standard input, so that no path stands in a command line. 17: PDF; 3: macros off; the other arguments: no
# viewer, for print, all pages, content only, properties, no rights, headings as bookmarks, tagged.
_SCRIPT = """
$ErrorActionPreference = 'Stop'
$word = New-Object -ComObject Word.Application
$word.Visible = $false
$word.DisplayAlerts = 0
$word.AutomationSecurity = 3
$word.Options.UpdateLinksAtOpen = $false
try {{
  foreach ($name in @({names})) {{
    try {{
      $document = $word.Documents.Open($name, $false, $true, $false)
      $target = [IO.Path]::Combine({folder}, [IO.Path]::GetFileNameWithoutExtension($name) + '.pdf')
      $document.ExportAsFixedFormat($target, 17, $false, 0, 0, 1, 1, 0, $true, $true, 1, $true, $true, $false)
      $document.Close($false)
    }} catch {{ }}
  }}
}} finally {{ $word.Quit($false) }}
"""


def find() -> Converter | None:
    """Microsoft Word as installed here (Windows only), or None."""
    version = _version() if sys.platform == "win32" else None
    return (
        Converter(ConverterKind.WORD, "Microsoft Word", version, office_fonts(), caution=CAUTION) if version else None
    )


def can_be_here() -> bool:
    """Whether this is a system on which Word can be told to convert."""
    return sys.platform == "win32"


def convert_batch(documents: Sequence[Path], folder: Path, _converter: Converter) -> None:
    """As `libreoffice.convert_batch`. Raises ProcessFailedError, TimeLimitError, or NoConverterError off Windows."""
    if not can_be_here():
        raise NoConverterError("Microsoft Word converts on Windows alone.", "Install LibreOffice (Writer is enough).")
    limits = Limits(seconds=_START_SECONDS + _SECONDS_A_DOCUMENT * len(documents))
    script = _SCRIPT.format(names=", ".join(_quoted(path) for path in documents), folder=_quoted(folder))
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", "-"]
    profile = {name: os.environ[name] for name in ("APPDATA", "LOCALAPPDATA", "USERPROFILE") if name in os.environ}
    run(command, limits, folder=folder, input_bytes=script.encode("utf-8"), environment=profile)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _version() -> str | None:
    if sys.platform != "win32":
        return None
    import winreg

    try:
        current = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CurVer")
    except OSError:
        return None
    return str(current).rpartition(".")[2]
