"""What can be wrong with a template or with merging values into it."""

from __future__ import annotations

from collections.abc import Iterable

from packgen.errors import PackgenError, Problem, in_reading_order


class TemplateError(PackgenError):
    """A Word template cannot be used as it stands. `problems` holds each fault with its place."""

    def __init__(self, message: str, hint: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(message, hint)
        self.problems = in_reading_order(problems)


class RenderError(PackgenError):
    """A value cannot be put into a template: a control character, a group of values, a name that is not there."""
