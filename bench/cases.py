"""Write fictional cases for benchmarks: copies of the samples with names, references and dates of their own.

`python bench/cases.py FOLDER NUMBER [--seed N] [--full-size]`. The same seed gives the same files. Nine of ten are
small cases (one meeting and its papers, some 30), one is of full size (meetings and plans, some 80 to 170 papers); with
`--full-size` every case is.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "sample_inputs"
FULL_SIZE = ("shona", "toby", "sarah", "ryan", "summer")
SMALL = ("second-council", "in-need-place", "host-authority-request")
_SMALL_OF_TEN = 9
_MOST_WEEKS_LATER = 8
_FIRST = ("Ash", "Bryn", "Corin", "Dilys", "Elowen", "Fenn", "Greer", "Hale", "Idris", "Juno", "Kit", "Lowen")
_START = ("Ald", "Brock", "Carn", "Dun", "Ember", "Fal", "Gor", "Hazel", "Ing", "Kel", "Lang", "Mar")
_END = ("bourne", "combe", "dale", "field", "gate", "ham", "leigh", "mere", "stow", "ton", "wick", "worth")


def main() -> None:
    """Write the cases that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full-size", action="store_true", help="no small cases")
    chosen = parser.parse_args()
    write_cases(chosen.folder, chosen.number, chosen.seed, full_size=chosen.full_size)


def write_cases(folder: Path, number: int, seed: int = 1, *, full_size: bool = False) -> list[Path]:
    """Write `number` case files, an address book and the attachments into `folder`; returns the case files."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLES / "contacts.yaml", folder)
    shutil.copytree(SAMPLES / "attachments", folder / "attachments", dirs_exist_ok=True)
    texts = {name: (SAMPLES / f"{name}.yaml").read_text("utf-8") for name in (*SMALL, *FULL_SIZE)}
    chance = random.Random(seed)
    paths = []
    for count in range(number):
        path = folder / f"case-{count:05d}.yaml"
        path.write_text(_varied(texts[_template(count, full_size=full_size)], count, chance), "utf-8")
        paths.append(path)
    return paths


def _template(count: int, *, full_size: bool) -> str:
    """Which sample a case is made from: every stretch of fifty cases holds the same mixture."""
    if full_size:
        return FULL_SIZE[count % len(FULL_SIZE)]
    ten, place = divmod(count, _SMALL_OF_TEN + 1)
    return FULL_SIZE[ten % len(FULL_SIZE)] if place == 0 else SMALL[place % len(SMALL)]


def _varied(text: str, count: int, chance: random.Random) -> str:
    """A case like `text` under a reference and a surname of its own, some weeks later."""
    reference = re.search(r"^ *reference: *(\S+)", text, re.MULTILINE)
    assert reference is not None
    text = text.replace(reference[1], f"FIC-{count:05d}")
    later = timedelta(weeks=chance.randint(0, _MOST_WEEKS_LATER))
    text = re.sub(r"\b20\d\d-\d\d-\d\d\b", lambda day: (date.fromisoformat(day[0]) + later).isoformat(), text)
    child = re.search(r"^ *(?:- *)?name: *([A-Z][\w'-]+) ([A-Z][\w'-]+) *$", text, re.MULTILINE)
    if child is not None:
        text = re.sub(rf"\b{child[1]}\b", chance.choice(_FIRST), text)
        text = re.sub(rf"\b{child[2]}\b", chance.choice(_START) + chance.choice(_END), text)
    return text


if __name__ == "__main__":
    main()
