"""Every template and the function that lays it out: one line a template, by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PAPERS: dict[str, Callable[[], Any]] = {}
