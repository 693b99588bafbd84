"""The house rules that a machine can hold: who may import whom, sizes, where processes start, no import cycle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "packgen"
LEAVES = {"content", "settings", "errors", "files", "fonts", "own_data", "shares", "processes"}
_DOCUMENTS_SIDE = {"guidance", "case"} | LEAVES
MAY_IMPORT = {
    "__main__": {"cli"},
    "cli": {"watch", "builder", "documents", "word", "pack", "redaction"} | _DOCUMENTS_SIDE,
    "watch": {"builder", "documents", "word", "pack", "redaction"} | _DOCUMENTS_SIDE,
    "builder": {"documents", "word", "pack", "redaction"} | _DOCUMENTS_SIDE,
    "documents": _DOCUMENTS_SIDE,
    "guidance": {"case"} | LEAVES,
    "case": LEAVES,
    "word": LEAVES,
    "pack": LEAVES,
    "redaction": {"case"} | LEAVES,
    "settings": {"errors", "files"},
    "content": set(),
    "files": {"errors", "shares"},
    "fonts": set(),
    "own_data": set(),
    "shares": set(),
    "processes": {"errors"},
    "errors": set(),
}
LONGEST_MODULE = 350
LONGEST_FUNCTION = 60
NINETIETH_FUNCTION = 25


@cache
def _modules() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def _names() -> frozenset[str]:
    return frozenset(_name(module) for module in _modules())


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _imports(path: Path) -> tuple[str, ...]:
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in _names() else node.module for name in full)


def _functions() -> Iterator[tuple[int, str]]:
    for path in _modules():
        for node in ast.walk(_parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1, f"{_name(path)}.{node.name}"


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    room = _room(_name(path))
    ours = {_room(name) for name in _imports(path) if name.split(".")[0] == "packgen"} - {"", room}
    assert not room or ours <= MAY_IMPORT[room], f"{_name(path)} may not import {sorted(ours - MAY_IMPORT[room])}"


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_no_module_is_longer_than_the_house_allows(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def test_functions_are_short() -> None:
    lengths = sorted(_functions())
    too_long = [f"{name}: {lines}" for lines, name in lengths if lines > LONGEST_FUNCTION]
    assert not too_long
    assert lengths[int(len(lengths) * 0.9)][0] <= NINETIETH_FUNCTION


def test_only_processes_starts_processes() -> None:
    starters = {"subprocess", "os.system", "pty", "asyncio.subprocess"}
    guilty = [
        _name(path) for path in _modules() if starters & set(_imports(path)) and _name(path) != "packgen.processes"
    ]
    assert guilty == []


def test_the_merge_library_lives_only_in_word() -> None:
    guilty = [_name(path) for path in _modules() if "docxtpl" in set(_imports(path)) and _room(_name(path)) != "word"]
    assert guilty == []


def test_only_the_roster_knows_the_case() -> None:
    inside = [path for path in _modules() if _room(_name(path)) == "redaction" and path.stem != "roster"]
    assert [_name(path) for path in inside if any(name.startswith("packgen.case") for name in _imports(path))] == []


def test_the_verifier_knows_neither_redactor() -> None:
    verifying = [path for path in _modules() if _name(path).startswith("packgen.redaction.verif")]
    redactors = {"packgen.redaction.docx.redactor", "packgen.redaction.pdf.redactor"}
    assert [_name(path) for path in verifying if redactors & set(_imports(path))] == []


def test_there_is_no_import_cycle() -> None:
    graph = {
        _name(path): {name for name in _imports(path) if name.startswith("packgen.") and name != _name(path)}
        for path in _modules()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())
