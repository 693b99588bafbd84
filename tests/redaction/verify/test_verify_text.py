from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.redaction.model import Form, Secret
from packgen.redaction.verify.decode import readings
from packgen.redaction.verify.text import Seeker

_NAME = "Anneliese Brandt-Whittaker"


def _hit(secret: Secret, text: str) -> bool:
    return any(not found.near_miss for found in Seeker([secret]).seek(text))


@pytest.mark.parametrize(
    "text",
    [
        "ANNELIESE BRANDT-WHITTAKER",
        "anneliese brandt whittaker",
        "Anneliese\u00a0Brandt\u2011Whittaker’s",
        "Anneliese\nBrandt-\nWhittaker",
        "anneliese_brandt_whittaker.docx",
        "AnnelieseBrandtWhittaker",
        "A n n e l i e s e  B r a n d t  W h i t t a k e r",
        "Ann\u00adeliese Bra\u200bndt-Whittaker",
        "Ánnelíese Brändt-Whittaker",
        "Аnneliеsе Brаndt-Whittаker",
        "Ａｎｎｅｌｉｅｓｅ Brandt-Whittaker",
    ],
)
def test_finds_a_name_however_it_is_spelt(text: str) -> None:
    assert _hit(Secret(_NAME), f"Seen with {text}, at home")


def test_whole_words_are_not_found_inside_others() -> None:
    assert not Seeker([Secret("Ann")]).seek("An annual plan for Annie")
    assert _hit(Secret("Ann"), "Ann's plan")


@pytest.mark.parametrize(
    "text", ["Toby2010", "2010toby", "TobySmith", "seenToby.", "Toby_Smith.docx", "toby@example.org"]
)
def test_figures_signs_and_capitals_part_words(text: str) -> None:
    assert _hit(Secret("Toby"), text)


def test_a_plural_without_an_apostrophe_is_a_near_miss() -> None:
    assert [found.near_miss for found in Seeker([Secret("Toby")]).seek("both Tobys came")] == [True]
    assert not Seeker([Secret("Toby")]).seek("Tobysuch")


@pytest.mark.parametrize("text", ["MCKAY", "McKay", "mckay", "Mckay"])
def test_a_capital_inside_a_name_makes_no_difference(text: str) -> None:
    assert _hit(Secret("McKay"), text)


def test_identifiers_are_found_inside_longer_strings() -> None:
    assert _hit(Secret("07700 900123", Form.IDENTIFIER, whole_word=False), "ref07700-900123x")


def test_a_name_that_is_a_word_is_sought_in_capitals_only() -> None:
    secret = Secret("Will", exact_case=True)
    assert not _hit(secret, "they will come")
    assert _hit(secret, "asked Will to come")


def test_short_names_with_other_spacing_are_near_misses_only() -> None:
    found = Seeker([Secret("Al Ox")]).seek("alox")
    assert [one.near_miss for one in found] == [True]


def test_offsets_point_at_the_text_as_given() -> None:
    text = "x \u200bÁnneliese! y"
    (found,) = Seeker([Secret("Anneliese")]).seek(text)
    assert text[found.start : found.end] == "Ánneliese"


@pytest.mark.parametrize("word", ["Anneliesse", "Aneliese", "Annelxese", "nAneliese"])
def test_one_letter_off_is_near(word: str) -> None:
    assert Seeker([Secret("Anneliese")]).near_misses([word]) == {word}


def test_far_words_are_not_near() -> None:
    assert not Seeker([Secret("Anneliese")]).near_misses(["Annabel", "analyse", "the", "Anneliese"])


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=60), st.integers(0, 60))
def test_a_name_between_any_words_is_found(around: str, at: int) -> None:
    text = f"{around[:at]} Anneliese {around[at:]}"
    assert _hit(Secret("Anneliese"), text)


def _packed(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda data: data,
        lambda data: data.decode().encode("utf-16"),
        lambda data: b"junk\xff\xfe\x01" + data.decode().encode("utf-16-le"),
        lambda data: b"\x00\x01" + data.decode().encode("utf-16-be"),
        lambda data: data.hex().encode(),
        lambda data: data.hex(" ").encode(),
        lambda data: b"".join(b"\\x%02x" % byte for byte in data),
        lambda data: b"".join(b"\\%03o" % byte for byte in data),
        lambda data: ", ".join(str(byte) for byte in data).encode(),
        base64.b32encode,
        base64.b64encode,
        base64.urlsafe_b64encode,
        lambda data: base64.b64encode(data)[3:],
        lambda data: base64.encodebytes(data * 5),
        zlib.compress,
        lambda data: b"noise" + zlib.compress(data),
        gzip.compress,
        lambda data: zlib.compress(data)[2:-4],
        _packed,
        lambda data: _packed(_packed(data)),
        lambda data: base64.b64encode(zlib.compress(data)),
        lambda data: "".join(f"&#{byte};" for byte in data).encode(),
        lambda data: "".join(f"%{byte:02X}" for byte in data).encode(),
        lambda data: "".join(f"\\u{byte:04x}" for byte in data).encode(),
    ],
)
def test_every_wrapping_of_a_name_is_read(wrap: object) -> None:
    data = wrap(b"about Anneliese Brandt at home")  # type: ignore[operator]
    seeker = Seeker([Secret("Anneliese Brandt")])
    assert any(seeker.seek(text) for text in readings(data))


@pytest.mark.parametrize("after", ["there everybody agreed", "\nEverybody agreed to meet again", "= and more"])
def test_a_name_in_base64_among_ordinary_words_is_read(after: str) -> None:
    seeker = Seeker([Secret("Quillon Vantreight")])
    data = f"The strategy meeting decided {base64.b64encode(b'Quillon Vantreight').decode()} {after}".encode()
    assert any(seeker.seek(text) for text in readings(data))


def test_ordinary_words_decode_to_nothing() -> None:
    words = b"The strategymeeting heard information from a designatedsafeguardinglead about 12345678 visits. " * 200
    assert not any(Seeker([Secret("Ian"), Secret("Al")]).seek(text) for text in readings(words))


@pytest.mark.parametrize(
    "text",
    [
        "rekattihW-tdnarB eseilennA",
        "rekattihwtdnarbeseilenna",
        "REKATTIHW TDNARB ESEILENNA",
        "r e k a t t i h W t d n a r B e s e i l e n n A",
    ],
)
def test_finds_a_name_that_reads_from_right_to_left(text: str) -> None:
    assert _hit(Secret(_NAME), f"Seen with {text}, at home")
    assert not Seeker([Secret(_NAME)]).seek(f"Seen with {text}, at home", backwards=False)


def test_one_name_backwards_is_found_by_its_capital_and_else_a_near_miss() -> None:
    assert _hit(Secret("Dario"), "Seen with oiraD, at home")
    for name, text in (("Nevaeh", "a heaven on earth"), ("Aidan", "Nadia rang"), ("Dario", "oirad")):
        assert [found.near_miss for found in Seeker([Secret(name)]).seek(text)] == [True]


@pytest.mark.parametrize(("name", "text"), [("Toby", "yboT"), ("12345678", "87654321"), ("Hannah", "hannaH's")])
def test_short_names_numbers_and_names_alike_both_ways_are_not_sought_backwards(name: str, text: str) -> None:
    assert all(not found.near_miss for found in Seeker([Secret(name)]).seek(text))
    assert len(Seeker([Secret(name)]).seek(text)) == (name == "Hannah")


def test_a_name_backwards_inside_another_word_is_not_found() -> None:
    assert not Seeker([Secret("Dario")]).seek("coiraDs and oiraDly")
