"""Run the short form of every benchmark; write bench/results.json and pictures of the growth over size.

One that fails says so and the others still run; the exit code is then 1. `python bench/run.py merge build` runs these.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
BENCHMARKS = ("merge", "pack", "redact", "watch", "build")
# Each ends within ten minutes; one that hangs must not hold up the others for ever.
MOST_SECONDS = 1200
# Figures of bench/build.py that hold a value for each number of cases.
PLOTTED = ("milliseconds_a_case", "memory_mb_after", "memory_mb_of_a_worker_after")


def main() -> None:
    """Run them one after another and write what they found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=(*BENCHMARKS, []), help="which; all where none is named")
    results, failures = run_all(HERE, parser.parse_args().names or BENCHMARKS)
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    for key in PLOTTED:
        values = results.get("build", {}).get(key)
        if values:
            plot(key.replace("_", " "), values).save(HERE / f"{key}.png")
    for name, why in failures.items():
        print(f"{name} failed: {why}", file=sys.stderr)
    sys.exit(1 if failures else 0)


def run_all(folder: Path, names: tuple[str, ...] | list[str]) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """What each benchmark in `folder` found, by name, and why those that failed did."""
    results: dict[str, dict[str, Any]] = {}
    failures: dict[str, str] = {}
    for name in names:
        began = time.monotonic()
        try:
            results[name] = _found(folder / f"{name}.py")
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            failures[name] = _why(error)
            print(f"== {name} failed: {failures[name]}", flush=True)
        else:
            seconds = time.monotonic() - began
            print(f"== {name} ({seconds:.0f} s)\n{json.dumps(results[name], indent=1)}", flush=True)
    return results, failures


def _found(script: Path) -> dict[str, Any]:
    """The one JSON object that a benchmark prints; its standard error goes to ours."""
    command = [sys.executable, script, "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=MOST_SECONDS)
    found = json.loads(done.stdout)
    if not isinstance(found, dict):
        raise ValueError("it printed something else than one JSON object")
    return found


def _why(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"it ended with code {error.returncode}"
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it had not ended after {MOST_SECONDS} seconds"
    return f"it did not print one JSON object ({error})"


def plot(title: str, values: dict[str, float]) -> Image.Image:
    """A bar for each size, in black and white."""
    picture = Image.new("L", (640, 60 + 40 * len(values)), 255)
    draw = ImageDraw.Draw(picture)
    draw.text((20, 15), f"{title}, by number of cases", fill=0)
    most = max(values.values()) or 1
    for row, (size, value) in enumerate(values.items()):
        top = 50 + 40 * row
        draw.text((20, top + 6), size, fill=0)
        draw.rectangle((90, top, 90 + 440 * value / most, top + 24), fill=120)
        draw.text((540, top + 6), f"{value:g}", fill=0)
    return picture


if __name__ == "__main__":
    main()
