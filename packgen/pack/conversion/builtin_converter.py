"""The built-in converter: the `rdocx` wheel (extra `pdf`), which needs nothing else installed.

It reads files that somebody dropped, so it runs in a process of its own with limits of time and memory.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packgen.pack.conversion.converter import Converter, ConverterKind
from packgen.pack.conversion.office_fonts import office_fonts
from packgen.processes import Limits, run_python_module

_START_SECONDS = 30
_SECONDS_A_DOCUMENT = 15
_MEMORY_MB = 4000


def find() -> Converter | None:
    """The built-in converter, or None when the extra `pdf` is not installed."""
    try:
        found = version("rdocx")
    except PackageNotFoundError:
        return None
    return Converter(ConverterKind.BUILT_IN, "built-in converter (rdocx)", found, office_fonts())


def convert_batch(documents: Sequence[Path], folder: Path, _converter: Converter) -> None:
    """As `libreoffice.convert_batch`. Raises ProcessFailedError or TimeLimitError."""
    limits = Limits(_START_SECONDS + _SECONDS_A_DOCUMENT * len(documents), _MEMORY_MB)
    names = {str(path): str(folder / f"{path.stem}.pdf") for path in documents}
    request = json.dumps(names).encode()
    run_python_module("packgen.pack.conversion.builtin_child", limits, folder=folder, input_bytes=request)
