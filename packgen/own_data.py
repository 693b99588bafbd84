"""The data that comes with packgen: YAML files that lie beside the modules whose data they are."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

# The same loader in C, ten times as fast, where libyaml is there.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def own_data(package: str, name: str) -> Any:
    """The plain values in the YAML file `name` ("data/letters.yaml") of the package, parsed anew at each call.

    Never for what anybody else may write: nothing is checked. A fault in the file is packgen's own and raises as such.
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  (it is a safe loader, and the file is our own)
