"""Runs in a process of its own, held to limits: makes one attachment fit to be bound.

Reads `{"kind", "source", "target"}` as JSON from standard input and prints `{"pages", "remarks"}` or
`{"reason", "hint"}`. Nothing else is printed, since a message may quote the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from packgen.pack.attachments.identify import FileKind
from packgen.pack.attachments.pdf import prepare_pdf
from packgen.pack.attachments.picture import prepare_picture
from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.attachments.text import prepare_text

_PREPARERS: dict[str, Callable[[Path, Path], tuple[int, list[str]]]] = {
    FileKind.PDF: prepare_pdf,
    FileKind.PICTURE: prepare_picture,
    FileKind.TEXT: prepare_text,
}


def main() -> None:
    """Prepare the one attachment named on standard input."""
    asked = json.loads(sys.stdin.buffer.read())
    answer: dict[str, object]
    try:
        pages, remarks = _PREPARERS[asked["kind"]](Path(asked["source"]), Path(asked["target"]))
        answer = {"pages": pages, "remarks": remarks}
    except RefusedError as error:
        answer = {"reason": error.reason, "hint": error.hint}
    except MemoryError:
        answer = {"reason": "it needs far too much memory", "hint": "Print it to PDF and attach that."}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
