"""Odds of adventures in the shipped content: in every area, from the same seeds in each run."""

from functools import cache

import pytest

from reve.content.loading import load_catalogue
from reve.game import fight_start, run, spoils
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.lands import Area
from reve.game.state import Growth, Journey, Player
from tests.game.chances import follows
from tests.game.sample import moment, started


@cache
def shipped() -> Catalogue:
    return load_catalogue()


AREAS = tuple(shipped().adventures.areas.values())


@cache
def traveller() -> Player:
    play = started("vigorous", world=shipped())
    play.have(growth=Growth(level=60), journey=Journey(AREAS[0].id, {}, 10**3, 10**3))
    return play.state


def draft(seq: int) -> Draft:
    """A decision of somebody to whom captures and relics are due."""
    return Draft(traveller(), moment(seq, world=shipped()), evolve, username="Ada", locale=None)


def boss_quest(area: Area) -> int:
    return next(one.number for one in area.quests if one.boss)


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.id)
def test_in_every_area_tiers_and_elements_of_captures_follow_their_odds(area: Area) -> None:
    rules, content = shipped().adventures.capture, shipped()
    caught = [spoils.capture(draft(seq), area, area.quest(1)) for seq in range(1, 801)]
    found = [content.species[one.species] for one in caught if one]
    assert len(found) == len(caught)
    assert follows((one.tier for one in found), dict(zip(area.tiers, rules.tier_weights, strict=True)))
    others = 10_000 - rules.affinity_bp
    odds = dict.fromkeys(content.elements, others / len(content.elements))
    odds[area.affinity] += rules.affinity_bp
    assert follows((one.element for one in found), odds)


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.id)
def test_in_every_area_bosses_leave_relics_by_the_weights_of_their_rarities(area: Area) -> None:
    number, content, drawn = boss_quest(area), shipped(), list[str]()
    for seq in range(1, 601):
        finds = spoils.Finds()
        assert spoils.trophies(draft(seq), area, area.quest(number), "jelune", finds)
        drawn += [name.partition(":")[2] for name in finds.found if name.startswith("relic:")]
    relics = content.growing.relics
    rarities = dict(content.adventures.bands[area.number].rarities)
    assert follows((relics[name].rarity for name in drawn), rarities)


@pytest.mark.parametrize("boss", shipped().combat.bosses)
def test_a_boss_takes_each_shape_that_it_has_as_often(boss: str) -> None:
    pool = shipped().combat.bosses[boss].pool
    shapes = [
        fight_start.begin(draft(seq), boss, area=AREAS[0].id, quest=8).species
        for seq in range(1, 40 * len(pool) + 1)
    ]
    assert follows(shapes, dict.fromkeys(pool, 1))


def test_a_quest_pays_each_amount_of_its_range_as_often() -> None:
    area = AREAS[0]
    quest = area.quest(1)
    least, most = quest.revies
    paid = []
    for seq in range(1, 12 * (most - least + 1)):
        haul = run.Haul()
        run.run(draft(seq), area, quest, haul)
        paid.append(haul.revies)
    assert (min(paid), max(paid)) == (least, most)
    assert follows(paid, dict.fromkeys(range(least, most + 1), 1))
