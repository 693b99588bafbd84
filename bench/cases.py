"""Write fictional cases for benchmarks: copies of the samples with names, references and dates of their own.

`python bench/cases.py FOLDER NUMBER [--seed N]`. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "sample_inputs"
# Samples of ordinary size; each becomes every so-many-th case.
TEMPLATES = ("shona", "second-council", "sarah", "ryan", "summer")
_FIRST = ("Ash", "Bryn", "Corin", "Dilys", "Elowen", "Fenn", "Greer", "Hale", "Idris", "Juno", "Kit", "Lowen")
_START = ("Ald", "Brock", "Carn", "Dun", "Ember", "Fal", "Gor", "Hazel", "Ing", "Kel", "Lang", "Mar")
_END = ("bourne", "combe", "dale", "field", "gate", "ham", "leigh", "mere", "stow", "ton", "wick", "worth")


def main() -> None:
    """Write the cases that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    write_cases(chosen.folder, chosen.number, chosen.seed)


def write_cases(folder: Path, number: int, seed: int = 1) -> list[Path]:
    """Write `number` case files, an address book and the attachments into `folder`; returns the case files."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLES / "contacts.yaml", folder)
    shutil.copytree(SAMPLES / "attachments", folder / "attachments", dirs_exist_ok=True)
    texts = {name: (SAMPLES / f"{name}.yaml").read_text("utf-8") for name in TEMPLATES}
    chance = random.Random(seed)
    paths = []
    for count in range(number):
        name = TEMPLATES[count % len(TEMPLATES)]
        path = folder / f"case-{count:05d}.yaml"
        path.write_text(_varied(texts[name], count, chance), "utf-8")
        paths.append(path)
    return paths


def _varied(text: str, count: int, chance: random.Random) -> str:
    """A case like `text` under a reference and a surname of its own."""
    reference = re.search(r"^ *reference: *(\S+)", text, re.MULTILINE)
    assert reference is not None
    text = text.replace(reference[1], f"FIC-{count:05d}")
    child = re.search(r"^ *(?:- *)?name: *([A-Z][\w'-]+) ([A-Z][\w'-]+) *$", text, re.MULTILINE)
    if child is not None:
        text = re.sub(rf"\b{child[1]}\b", chance.choice(_FIRST), text)
        text = re.sub(rf"\b{child[2]}\b", chance.choice(_START) + chance.choice(_END), text)
    return text


if __name__ == "__main__":
    main()
