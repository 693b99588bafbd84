"""What a child or parent is given is safe to be found: nobody's team says what the worry is."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_cases import SAMPLES, of_kind

from packgen.content import as_plain


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_invitation_names_no_team_that_tells_what_it_is_about(sample: Path) -> None:
    for document in of_kind(sample, "plain_invitation"):
        words = str(as_plain((document.context or {}).get("there"))).lower()
        for telling in ("exploit", "topaz", "abuse", "missing person", "offend", "sexual"):
            assert telling not in words, document.name
