"""Names that people chose."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reve.bot.names import LONGEST, clean_name, escaped


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_a_clean_name_is_short_and_holds_nothing_that_breaks_texts(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name) <= LONGEST
    assert not {unicodedata.category(char) for char in name} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    name.encode()


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Ada", "Ada"),
        ("a\0b", "ab"),
        (" two\n words\t", "two words"),
        ("\u202eevil\u202c", "evil"),
        ("שלום", "שלום"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("", "Unknown Reverie"),
        ("\ud800", "Unknown Reverie"),
    ],
)
def test_names_keep_what_people_mean_by_them(raw: str, name: str) -> None:
    assert clean_name(raw) == name


def test_a_name_of_4000_characters_is_cut() -> None:
    assert clean_name("x" * 4_000) == "x" * LONGEST


@pytest.mark.parametrize(
    "text", ["**bold**", "<@123>", "[a](b)", "# big", "`x`", "||spoiler||", "_a_", "> q"]
)
def test_markdown_in_a_name_is_taken_literally(text: str) -> None:
    assert escaped(text).replace("\\", "") == text
    assert all(escaped(text)[at - 1] == "\\" for at, char in enumerate(escaped(text)) if char in "*<[`|_")
