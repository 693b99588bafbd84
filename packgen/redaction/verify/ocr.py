"""Having tesseract read a picture, where it is installed. Verifier only."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from packgen.files import private_temporary_folder
from packgen.processes import Limits, ProcessFailedError, run

_A_PICTURE = Limits(seconds=60)
_SECONDS = 900.0


def read_pictures(pictures: Iterator[Image.Image] | Sequence[Image.Image], dots: int) -> Iterator[str | None]:
    """What tesseract reads in each picture in grey, at so many dots an inch.

    None where it is not installed, fails, or 15 minutes have run out.
    """
    program = shutil.which("tesseract")
    until = time.monotonic() + _SECONDS
    with private_temporary_folder() as folder:
        for picture in pictures:
            readable = program is not None and time.monotonic() < until
            yield _read(program, folder, picture, dots) if readable and program else None


def _read(program: str, folder: Path, picture: Image.Image, dots: int) -> str | None:
    lightest, darkest = picture.getextrema()
    if lightest == darkest:
        return ""
    path = folder / "page.png"
    picture.save(path, dpi=(dots, dots))
    environment = {"OMP_THREAD_LIMIT": "1"}
    try:
        finished = run(
            [program, path.name, "stdout", "--psm", "11"], _A_PICTURE, folder=folder, environment=environment
        )
    except ProcessFailedError:
        return None
    return finished.output.decode("utf-8", "replace") if finished.exit_code == 0 else None
