"""Golden contexts and golden text of the kinds that no sample calls for as it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from following_cases import VARIANTS, made
from golden_cases import path_of, plain, text_of


@pytest.mark.parametrize("kind", sorted(VARIANTS))
def test_a_changed_sample_yields_the_golden_document(kind: str, golden: Callable[[str, object], None]) -> None:
    sample, change = VARIANTS[kind]
    assert made(kind, sample) == []
    document = made(kind, sample, change)[0]
    golden(f"contexts/changed-samples/{kind}.json", {path_of(document): plain(document.context)})
    golden(f"text/changed-samples/{kind}.txt", f"{path_of(document)}\n\n{text_of(document)}")
