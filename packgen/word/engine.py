"""Templates ready for merging: from memory, else from the source kept on disk, else compiled now."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from packgen.files import read_untrusted
from packgen.word import store
from packgen.word.compiled import CompiledTemplate, checked, compiled_from
from packgen.word.package import LARGEST_FILE, read_package

_MOST_IN_MEMORY = 64
_in_memory: OrderedDict[str, CompiledTemplate] = OrderedDict()
_lock = Lock()


def ready(template: Path) -> CompiledTemplate:
    """The compiled template at `template`, found by its content, so that an edited file is compiled anew.

    Raises FileProblemError when it cannot be read, TemplateError when it cannot be used.
    """
    data = read_untrusted(template, LARGEST_FILE)
    key = store.key_of(data)
    with _lock:
        if (known := _in_memory.get(key)) is not None:
            _in_memory.move_to_end(key)
            return known
    made = _from_disk_or_now(template.name, key, data)
    with _lock:
        _in_memory[key] = made
        while len(_in_memory) > _MOST_IN_MEMORY:
            _in_memory.popitem(last=False)
    return made


def forget() -> None:
    """Drop every template from memory (tests and measurements)."""
    with _lock:
        _in_memory.clear()


def _from_disk_or_now(name: str, key: str, data: bytes) -> CompiledTemplate:
    kept = store.load(key)
    package = read_package(data)
    if kept is None:
        kept = checked(name, package.parts)
        store.save(key, kept)
    return compiled_from(package, kept)
