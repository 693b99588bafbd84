"""Reading the pictures of a copy with tesseract, where it is installed. Verifier only."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from packgen.files import private_temporary_folder
from packgen.processes import Limits, ProcessFailedError, run
from packgen.redaction.verify.pdf_file import CopyPage
from packgen.redaction.verify.pdf_pixels import picture_of

_A_PAGE = Limits(seconds=60)
_SECONDS = 900.0


def read_pages_by_eye(pages: Sequence[CopyPage]) -> Iterator[tuple[int, str | None]]:
    """Each page's number and what tesseract reads on it; None where it is not installed, fails, or time has run out."""
    program = shutil.which("tesseract")
    until = time.monotonic() + _SECONDS
    with private_temporary_folder() as folder:
        for number, page in enumerate(pages, 1):
            readable = program is not None and time.monotonic() < until
            yield number, _read(program, folder, page) if readable and program else None


def _read(program: str, folder: Path, page: CopyPage) -> str | None:
    picture = picture_of(page).point([min(level * 17, 255) for level in range(256)])
    if picture.getextrema()[0] == picture.getextrema()[1]:
        return ""
    path = folder / "page.png"
    picture.save(path, dpi=(150, 150))
    environment = {"OMP_THREAD_LIMIT": "1"}
    try:
        finished = run([program, path.name, "stdout", "--psm", "11"], _A_PAGE, folder=folder, environment=environment)
    except ProcessFailedError:
        return None
    return finished.output.decode("utf-8", "replace") if finished.exit_code == 0 else None
