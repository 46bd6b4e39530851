"""Custom ids: short enough, true to what went in, and impossible to make up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reve.bot.call import BadOption
from reve.bot.custom_ids import LONGEST, Act, Forged, Outdated, Press, Seals

SEALS = Seals(b"one secret")
PRESS = Press(2**63 - 1, Act("inventory.page", ("consumables", "2"), 12))

presses = st.builds(
    Press,
    st.integers(0, 2**64 - 1),
    st.builds(
        Act,
        st.text("abcdefghijklmnopqrstuvwxyz.", min_size=1, max_size=16),
        st.tuples(st.text(max_size=3), st.integers(0, 10**9).map(str)),
        st.integers(0, 2**40),
    ),
)


@given(presses)
def test_a_press_comes_back_as_it_went_in(press: Press) -> None:
    assert SEALS.open(SEALS.seal(press)) == press


def test_the_sign_between_fields_may_stand_in_an_argument() -> None:
    press = Press(1, Act("esprits", ("~", "%7E", "a~b"), 3))
    assert SEALS.open(SEALS.seal(press)) == press


def test_an_id_that_would_be_too_long_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="'esprit'"):
        SEALS.seal(Press(1, Act("esprit", ("x" * LONGEST,))))


@given(st.integers(0, 60), st.characters(codec="utf-8"))
def test_no_character_of_an_id_can_be_changed(place: int, other: str) -> None:
    sealed = SEALS.seal(PRESS)
    place %= len(sealed)
    changed = f"{sealed[:place]}{other}{sealed[place + 1 :]}"
    if changed != sealed:
        with pytest.raises((Forged, Outdated)):
            SEALS.open(changed)


def test_an_id_signed_with_another_secret_is_forged() -> None:
    with pytest.raises(Forged):
        Seals(b"another secret").open(SEALS.seal(PRESS))


@pytest.mark.parametrize("id_", ["1~", "1~~~", "1~x", "1~1~a~0~" + "A" * 16, "1~\ud800~é"])
def test_ids_that_look_nearly_right_are_forged(id_: str) -> None:
    with pytest.raises(Forged):
        SEALS.open(id_)


@pytest.mark.parametrize("id_", ["", "flip", "2~1~a~0~" + "A" * 16])
def test_ids_of_another_form_are_outdated(id_: str) -> None:
    with pytest.raises(Outdated):
        SEALS.open(id_)


@pytest.mark.parametrize("text", ["", "x", "-1", "9" * 19, "1e3", "²"])
def test_an_argument_that_is_no_number_is_a_bad_option(text: str) -> None:
    with pytest.raises(BadOption):
        Act("use", (text,)).number(0)


def test_an_argument_that_is_missing_is_a_bad_option() -> None:
    with pytest.raises(BadOption):
        Act("use").text(0)
