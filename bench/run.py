"""Run the short form of every benchmark; write bench/results.json and a picture of the growth over size."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
BENCHMARKS = ("merge", "pack", "redact", "watch", "build")


def main() -> None:
    """Run them one after another and write what they found."""
    results: dict[str, dict[str, object]] = {}
    for name in BENCHMARKS:
        script = HERE / f"{name}.py"
        if script.exists():
            done = subprocess.run([sys.executable, script, "--json"], check=True, stdout=subprocess.PIPE)
            results[name] = json.loads(done.stdout)
            print(f"== {name}\n{json.dumps(results[name], indent=1)}", flush=True)
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    for key in ("agenda_milliseconds_a_case", "peak_memory_mb"):
        values = results.get("build", {}).get(key)
        if isinstance(values, dict):
            plot(key.replace("_", " "), values).save(HERE / f"{key}.png")


def plot(title: str, values: dict[str, float]) -> Image.Image:
    """A bar for each size, in black and white."""
    picture = Image.new("L", (640, 60 + 40 * len(values)), 255)
    draw = ImageDraw.Draw(picture)
    draw.text((20, 15), f"{title}, by number of cases", fill=0)
    most = max(values.values())
    for row, (size, value) in enumerate(values.items()):
        top = 50 + 40 * row
        draw.text((20, top + 6), size, fill=0)
        draw.rectangle((90, top, 90 + 440 * value / most, top + 24), fill=120)
        draw.text((540, top + 6), f"{value:g}", fill=0)
    return picture


if __name__ == "__main__":
    main()
