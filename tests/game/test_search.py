"""Search: species of the catalogue by name, side by side, by chance, by what can come, by stat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reve.game import commands
from reve.game.search import STATS, folded
from reve.game.shown import Refused
from reve.game.state import Growth
from reve.game.vocabulary.search import (
    CompareSpecies,
    LeadSpecies,
    RandomSpecies,
    SearchSpecies,
    SpeciesCompared,
    SpeciesFound,
    SpeciesLeading,
    SpeciesShown,
    SpeciesSuggested,
    SuggestSpecies,
)
from tests.game.sample import DAY_MS, Play, catalogue, started


def found(action: SearchSpecies, play: Play | None = None) -> SpeciesFound:
    reply = (play or started()).do(action)
    assert isinstance(reply, SpeciesFound)
    return reply


def ids(reply: SpeciesFound) -> list[str]:
    return [line.species for line in reply.lines]


@pytest.mark.parametrize("query", ["shyn", "SHYN", "ynix", "Shýnïx", "  shynix  "])
def test_a_part_of_a_name_is_enough_whatever_its_case_and_accents(query: str) -> None:
    assert ids(found(SearchSpecies(query))) == ["shynix"]


def test_elements_and_tiers_narrow_and_a_reversed_range_is_swapped() -> None:
    both = [ids(found(SearchSpecies("umbral", "umbral", tiers))) for tiers in ((3, 5), (5, 3))]
    assert both[0] == both[1] == ["umbral_t3", "umbral_t4", "umbral_t5"]


def test_what_is_found_is_sorted_as_asked() -> None:
    down = found(SearchSpecies("inferno t", sort="power", descending=True))
    assert ids(down)[0] == "inferno_t18"
    up = found(SearchSpecies("inferno t", sort="tier"))
    assert ids(up)[0] == "inferno_t2"


def test_a_page_has_20_lines_and_no_match_is_an_empty_page() -> None:
    many = found(SearchSpecies("t1"))
    assert (len(many.lines), many.pages) == (20, 3)
    none = found(SearchSpecies("zzzz"))
    assert (none.total, none.page, none.pages, none.lines) == (0, 1, 1, ())


def test_what_is_discovered_is_marked() -> None:
    play = started("focused")
    assert found(SearchSpecies("jelune"), play).lines[0].discovered
    assert not found(SearchSpecies("inferno t9"), play).lines[0].discovered


@pytest.mark.parametrize(
    ("action", "field", "reason"),
    [
        (SearchSpecies("a"), "query", "too_short"),
        (SearchSpecies(" a "), "query", "too_short"),
        (SearchSpecies("ab", sort="luck"), "sort", "unknown"),
        (SearchSpecies("ab", "ice"), "element", "unknown"),
        (SearchSpecies("ab", tiers=(1, 19)), "tier", "out_of_range"),
        (CompareSpecies(("jelune",)), "esprit", "out_of_range"),
        (CompareSpecies(("jelune",) * 6), "esprit", "out_of_range"),
        (CompareSpecies(("jelune", "nobody")), "esprit", "unknown"),
        (RandomSpecies("ice"), "element", "unknown"),
        (RandomSpecies(tier=0), "tier", "out_of_range"),
        (LeadSpecies("luck"), "stat", "unknown"),
    ],
)
def test_what_does_not_exist_is_refused(action: commands.Action, field: str, reason: str) -> None:
    refused = started().do(action)
    assert isinstance(refused, Refused)
    assert refused.params == {"field": field, "reason": reason}


def test_species_are_compared_without_stars() -> None:
    reply = started().do(CompareSpecies(("Gloomb", "muddr", "inferno_t9")))
    assert isinstance(reply, SpeciesCompared)
    assert [line.species for line in reply.lines] == ["gloomb", "muddroot", "inferno_t9"]
    assert (reply.lines[0].attack, reply.lines[0].defense, reply.lines[0].health) == (44, 5, 14)


def test_a_name_that_begins_several_is_ambiguous() -> None:
    refused = started().do(CompareSpecies(("jelune", "umbral t1")))
    assert isinstance(refused, Refused)
    assert (refused.code, len(refused.names)) == ("ESPRIT_AMBIGUOUS", 5)


def test_a_random_species_tells_nothing_of_the_dice() -> None:
    play = started()
    before = play.decide(commands.Pull(3))
    shown = play.do(RandomSpecies("umbral", 9))
    assert isinstance(shown, SpeciesShown)
    assert shown.line.species == "umbral_t9"
    assert play.decide(commands.Pull(3)) == before
    seen = set()
    for _ in range(60):
        reply = play.do(RandomSpecies())
        assert isinstance(reply, SpeciesShown)
        seen.add(reply.line.species)
        play.wait(1)
    assert len(seen) > 20


def suggested(play: Play) -> tuple[SpeciesShown, ...]:
    reply = play.do(SuggestSpecies())
    assert isinstance(reply, SpeciesSuggested)
    return reply.shown


def test_what_is_suggested_can_come_now_and_is_not_discovered() -> None:
    play = started()
    for one in suggested(play):
        assert one.line.species not in play.state.stacks
        for source in one.sources:
            assert source.from_level <= 1 <= source.to_level
    assert len(suggested(play)) == 5


def test_suggestions_are_near_the_best_tier_and_stay_for_the_day() -> None:
    play = started()
    play.have(growth=Growth(level=10))
    play.own({"inferno_t6": 1})
    tiers = [catalogue().species[one.line.species].tier for one in suggested(play)]
    assert tiers == sorted(tiers, key=lambda tier: abs(tier - 6))
    assert tiers[0] == 6
    today = suggested(play)
    play.wait(60_000)
    assert suggested(play) == today
    days = set()
    for _ in range(6):
        play.wait(DAY_MS)
        days.add(tuple(one.line.species for one in suggested(play)))
    assert len(days) > 1


def test_a_fusion_is_suggested_only_with_its_pair_at_hand() -> None:
    play = started()
    play.have(stacks={})
    play.own({"inferno_t14": 1})
    assert all(source.kind != "fusion" for one in suggested(play) for source in one.sources)
    play.own({"inferno_t14": 2})
    nearest = [one for one in suggested(play) if one.line.species == "inferno_t15"]
    assert [source.kind for one in nearest for source in one.sources] == ["fusion"]


@pytest.mark.parametrize("stat", list(STATS))
def test_the_first_ten_by_a_stat_lead(stat: str) -> None:
    reply = started().do(LeadSpecies(stat))
    assert isinstance(reply, SpeciesLeading)
    values = [STATS[stat](line) for line in reply.lines]
    assert values == sorted(values, reverse=True)
    assert len(values) == 10
    within = started().do(LeadSpecies(stat, "umbral", 3))
    assert isinstance(within, SpeciesLeading)
    assert [line.species for line in within.lines] == ["umbral_t3"]


@given(st.sampled_from(sorted(catalogue().species)), st.data())
def test_a_species_is_found_by_any_part_of_its_name(species: str, data: st.DataObject) -> None:
    name = catalogue().species[species].name
    begin = data.draw(st.integers(0, len(name) - 2))
    part = name[begin : data.draw(st.integers(begin + 2, len(name)))]
    if len(part.strip()) >= 2:
        assert folded(part.strip()) in folded(name)
        assert found(SearchSpecies(part)).total >= 1
