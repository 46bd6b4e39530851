"""Esprits: stacks, the list, one of them, and names."""

import pytest

from reve.game import commands
from reve.game.esprit import Stats, stats
from reve.game.replies import EspritShown, EspritsShown, Suggestions
from reve.game.state import Stack
from tests.game.sample import NOON_MS, Play, catalogue, started


def keeper() -> Play:
    play = started("focused")
    play.have(stacks={})
    play.own({"jelune": 4, "inferno_t3": 2, "inferno_t5": 1, "umbral_t3": 7, "tempest_kin": 0})
    return play


def listed(play: Play, **options: object) -> list[str]:
    reply = play.do(commands.ShowEsprits(**options))  # type: ignore[arg-type]
    assert isinstance(reply, EspritsShown)
    return [line.species for line in reply.lines]


def suggested(play: Play, text: str) -> tuple[str, ...]:
    reply = play.do(commands.SuggestEsprits(text))
    assert isinstance(reply, Suggestions)
    return reply.species


@pytest.mark.parametrize(
    ("stars", "expected"), [(0, (35, 12, 16, 48)), (1, (42, 14, 19, 57)), (5, (70, 24, 32, 97))]
)
def test_stars_raise_each_stat_of_a_copy(stars: int, expected: tuple[int, int, int, int]) -> None:
    one = stats(catalogue().species["jelune"], stars, catalogue().power)
    assert one == Stats(*expected)


def test_the_largest_army_fits_64_bits() -> None:
    one = max(stats(species, 5, catalogue().power).power for species in catalogue().species.values())
    assert one * 999_999 * 6 < 10**18


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("tier", ["inferno_t5", "inferno_t3", "umbral_t3", "jelune"]),
        ("name", ["inferno_t3", "inferno_t5", "jelune", "umbral_t3"]),
        ("element", ["inferno_t3", "inferno_t5", "jelune", "umbral_t3"]),
        ("quantity", ["umbral_t3", "jelune", "inferno_t3", "inferno_t5"]),
        ("power", ["inferno_t5", "umbral_t3", "inferno_t3", "jelune"]),
        ("atk", ["inferno_t5", "umbral_t3", "inferno_t3", "jelune"]),
        ("def", ["inferno_t5", "inferno_t3", "umbral_t3", "jelune"]),
    ],
)
def test_the_list_is_sorted_highest_first_with_ties_by_name(sort: str, expected: list[str]) -> None:
    assert listed(keeper(), sort=sort) == expected


def test_the_list_is_filtered_by_element_and_tier() -> None:
    play = keeper()
    assert listed(play, element="inferno") == ["inferno_t5", "inferno_t3"]
    assert listed(play, tier=3) == ["inferno_t3", "umbral_t3"]
    assert listed(play, element="umbral", tier=5) == []


@pytest.mark.parametrize(
    "action",
    [
        commands.ShowEsprits(element="void"),
        commands.ShowEsprits(tier=19),
        commands.ShowEsprits(tier=1 << 66),
        commands.ShowEsprits(sort="luck"),
    ],
)
def test_a_filter_that_does_not_exist_is_refused(action: commands.ShowEsprits) -> None:
    assert keeper().refused(action).code == "INVALID_ARGUMENT"


def test_a_view_tells_everything_about_a_stack() -> None:
    play = keeper()
    play.have(stacks={"umbral_t3": Stack(7, 2, 1, NOON_MS, 3)})
    reply = play.do(commands.ShowEsprit("umbral_t3"))
    assert isinstance(reply, EspritShown)
    assert (reply.quantity, reply.stars, reply.star_failures, reply.bound) == (7, 2, 1, 3)
    assert reply.leads is False
    assert reply.bonuses == {"attack": 1_500 * 12 // 10, "defense": -560 * 12 // 10}


@pytest.mark.parametrize("name", ["inferno_t5", "Inferno T5", "  iNFERNO t5 ", "inferno t5"])
def test_an_esprit_is_found_by_id_or_name(name: str) -> None:
    reply = keeper().do(commands.ShowEsprit(name))
    assert isinstance(reply, EspritShown)
    assert reply.species == "inferno_t5"


def test_an_esprit_is_found_by_the_only_beginning_that_fits() -> None:
    reply = keeper().do(commands.ShowEsprit("umb"))
    assert isinstance(reply, EspritShown)
    assert reply.species == "umbral_t3"


def test_without_a_name_the_leader_is_shown() -> None:
    reply = keeper().do(commands.ShowEsprit())
    assert isinstance(reply, EspritShown)
    assert (reply.species, reply.leads) == ("jelune", True)


def test_a_beginning_that_fits_several_is_refused_with_up_to_five() -> None:
    play = keeper()
    refused = play.refused(commands.ShowEsprit("inferno"))
    assert (refused.code, refused.names) == ("ESPRIT_AMBIGUOUS", ("inferno_t3", "inferno_t5"))
    play.own({f"abyssal_t{tier}": 1 for tier in range(2, 12)})
    assert len(play.refused(commands.ShowEsprit("abyss")).names) == 5


@pytest.mark.parametrize("name", ["gloomb", "Tempest Kin", "nobody", "", "   ", "\0", "\u202ebmoolg"])
def test_an_esprit_that_one_does_not_own_is_refused(name: str) -> None:
    play = keeper()
    play.have(leader=None)
    assert play.refused(commands.ShowEsprit(name)).code == "ESPRIT_NOT_OWNED"


def test_a_name_of_4000_characters_comes_back_short() -> None:
    refused = keeper().refused(commands.ShowEsprit("\ud800" + "x" * 4_000))
    assert refused.code == "ESPRIT_NOT_OWNED"
    assert refused.params == {"name": "x" * 99}


def test_suggestions_begin_with_the_text_first_and_are_own_species_only() -> None:
    play = keeper()
    play.own({"radiant_t3": 1})
    assert suggested(play, "") == ("inferno_t3", "inferno_t5", "jelune", "radiant_t3", "umbral_t3")
    assert suggested(play, "r") == ("radiant_t3", "inferno_t3", "inferno_t5", "umbral_t3")
    assert suggested(play, "tempest") == ()


def test_there_are_at_most_25_suggestions() -> None:
    play = keeper()
    play.own(dict.fromkeys(catalogue().species, 1))
    assert len(suggested(play, "t")) == 25


def test_a_species_that_the_pack_does_not_know_stays_hidden() -> None:
    play = keeper()
    play.own({"long_gone": 5})
    play.have(leader="long_gone")
    assert "long_gone" not in listed(play)
    assert play.refused(commands.ShowEsprit("long_gone")).code == "ESPRIT_NOT_OWNED"
    assert play.state.stacks["long_gone"].quantity == 5
