"""Two approvals are two people, however a name is typed."""

from __future__ import annotations

import pytest

from packgen.errors import RedactionRefusedError
from packgen.redaction.approvals import check_approvers


@pytest.mark.parametrize(
    "second", ["Ann  Able", "ann.able", "ANN ABLE ", "Able, Ann", "Ánn-Able", "AnnAble", "Аnn Able"]
)
def test_the_same_name_typed_otherwise_is_nobody_else(second: str) -> None:
    with pytest.raises(RedactionRefusedError, match="somebody else"):
        check_approvers("Ann Able", second)


@pytest.mark.parametrize(("first", "second"), [("", ""), (" . ", "Ann Able"), ("Ann Able", "-")])
def test_signs_are_nobodys_name(first: str, second: str) -> None:
    with pytest.raises(RedactionRefusedError):
        check_approvers(first, second)


@pytest.mark.parametrize(("second", "given"), [("", False), ("  ", False), ("Ann Ablett", True), ("Bo Able", True)])
def test_another_name_is_another_person(second: str, *, given: bool) -> None:
    assert check_approvers("Ann Able", second) is given
