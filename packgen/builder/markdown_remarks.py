"""What the Markdown typed in a case file cannot become on paper, told where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from packgen.case.load import LoadedCase
from packgen.case.values import FreeText
from packgen.errors import KeyPath, Problem


def markdown_remarks(loaded: LoadedCase) -> Iterator[Problem]:
    """A warning for each thing in the case's free texts that Word papers cannot show, such as a picture."""
    suspects = [(path, text) for path, text in _texts(loaded.case, ()) if "![" in text.text]
    if suspects:
        from packgen.word.markdown_to_word import remarks  # rarely needed, and slow to import

        for path, text in suspects:
            yield from remarks(text.text, loaded.locate(path))


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, FreeText]]:
    if isinstance(value, FreeText):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
