"""Golden contexts and golden text: every kind, every sample. Look at a difference before taking it over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from golden_cases import NAMES, SAMPLES, of_kind, path_of, plain, text_of, told_apart

GOLDEN = Path(__file__).parents[1] / "golden"
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
each_kind = pytest.mark.parametrize("kind", NAMES)


@each_sample
@each_kind
def test_contexts_are_the_golden_ones(sample: Path, kind: str, golden: Callable[[str, object], None]) -> None:
    found = {path_of(document): plain(document.context or document.text) for document in told_apart(sample, kind)}
    name = f"contexts/{sample.stem}/{kind}.json"
    if found:
        golden(name, found)
    else:
        assert not (GOLDEN / name).exists(), f"{sample.name} no longer calls for {kind}; delete tests/golden/{name}"


@each_sample
@each_kind
def test_the_text_of_the_first_document_is_the_golden_one(
    sample: Path, kind: str, golden: Callable[[str, object], None]
) -> None:
    for document in of_kind(sample, kind)[:1]:
        golden(f"text/{sample.stem}/{kind}.txt", f"{path_of(document)}\n\n{text_of(document)}")


@each_sample
@each_kind
def test_every_document_can_be_merged(sample: Path, kind: str) -> None:
    for document in of_kind(sample, kind):
        text = text_of(document)
        assert "{{" not in text
        assert "{%" not in text


@each_sample
def test_documents_of_a_sample_never_share_a_path(sample: Path) -> None:
    paths = [path_of(document) for kind in NAMES for document in of_kind(sample, kind)]
    assert len(paths) == len(set(paths))
