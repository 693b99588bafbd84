"""Runs in a process of its own: reads `{docx path: pdf path}` as JSON from standard input and converts each by rdocx.

A document that fails leaves no output, which the parent finds; nothing is printed, since a message may quote the text.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """Convert every document named on standard input."""
    import rdocx

    for source, target in json.loads(sys.stdin.buffer.read()).items():
        try:
            Path(target).write_bytes(rdocx.Document.open(source).to_pdf())
        except Exception:  # noqa: BLE001, S112  (one document's failure must not stop the others)
            continue


if __name__ == "__main__":
    main()
