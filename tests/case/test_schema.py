"""The JSON Schema: every key described, nothing allowed that the reader refuses."""

from __future__ import annotations

import json

from packgen.case.contacts import AddressBook
from packgen.case.schema import DIALECT, case_schema, schema_of


def test_every_key_of_the_schema_has_a_description() -> None:
    schema = case_schema()
    for part in (schema, *schema["$defs"].values()):
        for key, value in part["properties"].items():
            assert value["description"].strip(), key
            assert "\n" not in value["description"]


def test_the_schema_is_json_and_refuses_unknown_keys() -> None:
    schema = json.loads(json.dumps(case_schema()))
    assert schema["$schema"] == DIALECT
    assert schema["required"] == ["case"]
    assert all(part["additionalProperties"] is False for part in (schema, *schema["$defs"].values()))


def test_dates_say_how_they_are_typed() -> None:
    born = case_schema()["$defs"]["Child"]["properties"]["date_of_birth"]
    assert "2025-03-14" in born["description"]


def test_other_input_files_have_their_schema_too() -> None:
    assert "contacts" in schema_of(AddressBook, "contacts")["properties"]
