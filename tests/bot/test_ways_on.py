"""A refusal is no dead end: it offers what a player would do next."""

import pytest

from reve.bot.screens.refusals import refused
from reve.bot.screens.screen import Button, Buttons
from reve.game import refusals
from reve.game.shown import Refused
from tests.bot.samples import context


def offered(no: Refused) -> list[Button]:
    return [
        button
        for piece in refused(no, context()).pieces
        if isinstance(piece, Buttons)
        for button in piece.buttons
    ]


@pytest.mark.parametrize(
    ("no", "labels"),
    [
        (refusals.insufficient("energy", 8, 3), ["Inventory", "Why?"]),
        (refusals.insufficient("revies", 100, 3), ["Next quest", "Daily reward"]),
        (refusals.insufficient("slots", 1, 2), ["Buildings"]),
        (refusals.invalid("times", "boss"), ["To the boss", "Areas"]),
        (refusals.insufficient("item", 1, 0, item="xp_orb"), ["Inventory", "Shop"]),
        (refusals.insufficient("item", 1, 0, item="faded_echo"), ["Inventory"]),
        (refusals.slot_empty("support2"), ["Team"]),
        (refusals.slot_empty(1), []),
        (refusals.locked("building", 5), ["Next quest"]),
        (refusals.area_locked("area_3", 20, "area_2"), ["Areas"]),
        (Refused("NO_BOSS"), ["Next quest", "Areas"]),
    ],
)
def test_a_refusal_offers_what_comes_next(no: Refused, labels: list[str]) -> None:
    assert [button.label for button in offered(no)] == labels


def test_only_the_likeliest_way_on_stands_out() -> None:
    styles = [button.style for button in offered(Refused("NO_BOSS"))]
    assert styles == ["primary", "secondary"]


def test_an_operator_is_told_about_the_player_and_offered_nothing_of_his_own() -> None:
    no = Refused("INSUFFICIENT", {"kind": "item", "item": "xp_orb", "need": 9, "have": 2, "what": "player"})
    text = str(refused(no, context()).pieces)
    assert "They have 2" in text
    assert offered(no) == []


@pytest.mark.parametrize(
    ("no", "says"),
    [
        (refusals.insufficient("charges", 1, 0), "takes 1 charge,"),
        (refusals.insufficient("charges", 3, 0), "takes 3 charges,"),
        (refusals.insufficient("copies", 1, 0, species="blazeblob"), "takes 1 copy of"),
        (refusals.insufficient("skill_points", 1, 0), "takes 1 skill point,"),
        (refusals.insufficient("buildings", 1, 0), "no building for that yet"),
        (refusals.insufficient("item", 1, 0, item="faded_echo"), "The shop never has it"),
        (refusals.insufficient("item", 1, 0, item="echo_key"), "/shop view may have it"),
        (refusals.locked("relic", 10), "The use of relics opens"),
        (refusals.slot_empty("leader"), "/team set"),
        (refusals.slot_empty("support1"), "/team set"),
        (refusals.slot_empty("support2"), "/team set"),
        (refusals.slot_empty(1), "/esprit view"),
        (refusals.invalid("relic", "same"), "wears that relic there already"),
        (refusals.invalid("area", "same"), "in that area already"),
        (refusals.invalid("class", "same"), "of that class already"),
        (refusals.invalid("to", "out_of_range"), "after now and after the beginning"),
        (refusals.invalid("count", "out_of_range"), "where Discord knows the range"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refusal_says_what_is_so_and_hints_at_what_helps(no: Refused, says: str) -> None:
    assert says in str(refused(no, context()).pieces)
