"""How often meetings are held is read as the minutes print it and as the case file has it."""

from __future__ import annotations

import pytest

from packgen.builder.minutes.names import frequency
from packgen.documents.plan_values import frequency_words


@pytest.mark.parametrize("code", ["weekly", "fortnightly", "monthly", "six_weekly"])
def test_what_is_printed_is_read_back(code: str) -> None:
    assert frequency(frequency_words(code)) == code
    assert frequency(code.replace("_", " ")) == code
