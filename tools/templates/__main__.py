"""Write the templates: all of them, or those named on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.templates.papers import PAPERS
from tools.templates.write import write

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def main(names: list[str]) -> int:
    """Write each named template (or all); returns an exit code."""
    if unknown := [name for name in names if name not in PAPERS]:
        print(f"No such template: {', '.join(unknown)}. There are: {', '.join(sorted(PAPERS))}.")
        return 2
    TEMPLATES.mkdir(exist_ok=True)
    for name in names or sorted(PAPERS):
        write(PAPERS[name](), TEMPLATES / f"{name}.docx")
        print(f"templates/{name}.docx")
    return 0


sys.exit(main(sys.argv[1:]))
