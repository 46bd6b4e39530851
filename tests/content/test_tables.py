"""The figures of the systems are those of the game's tables."""

from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue, LevelStep
from reve.game.uses import Charm, Permit, Refill, Splinters, Study

REVE = """
1-39    1 2 3 4 5 6 7 8 9
40-79   2 3 4 5 6 7 8 9 10
80-119  3 4 5 6 7 8 9 10 11
120-159 4 5 6 7 8 9 10 11 12
160-199 5 6 7 8 9 10 11 12 12
200-200 6 7 8 9 10 11 12 12 12
"""

ITEMS = """
energy_potion common, stamina_elixir uncommon, xp_orb common, capture_charm rare, fusion_catalyst epic,
awakening_stone mythic, building_boost legendary, echo_key rare, skill_reset_token mythic,
building_slot legendary, faded_echo common, vivid_echo uncommon, brilliant_echo epic,
elemental_echo rare, cosmic_echo mythic, fragment_bundle_small uncommon, fragment_bundle_large epic
"""

RATES = {
    "quest": (30, 60),
    "fusion": (20, 60),
    "echo": (25, 60),
    "awakening": (20, 60),
    "reve": (10, 60),
    "boss": (60, 60),
    "pvp": (20, 300),
    "shop": (30, 60),
    "view": (30, 60),
    "card": (6, 60),
    "admin": (20, 60),
}

OURS = {"export": (3, 3600)}  # a copy of a whole journal is dearer than a view


def test_reve_rows_are_those_of_the_table(catalogue: Catalogue) -> None:
    found = [
        f"{row.from_level}-{row.to_level} {' '.join(map(str, row.tiers))}" for row in catalogue.reve.rows
    ]

    assert found == [" ".join(line.split()) for line in REVE.strip().splitlines()]


def test_reve_weights_make_a_whole(catalogue: Catalogue) -> None:
    assert catalogue.reve.weights == (45_000, 25_000, 15_000, 8_000, 4_000, 1_950, 800, 200, 50)
    assert sum(catalogue.reve.weights) == 100_000
    assert sum(catalogue.reve.weights[4:]) == 7_000
    assert sum(catalogue.reve.weights[6:]) == 1_050


def test_reve_charges_and_pity(catalogue: Catalogue) -> None:
    reve = catalogue.reve

    assert (reve.max_charges, reve.interval_ms) == (5, 540_000)
    assert (reve.bright.column, reve.bright.after) == (5, 40)
    assert (reve.brilliant.column, reve.brilliant.after) == (7, 250)


def test_daily_gives_what_the_table_says(catalogue: Catalogue) -> None:
    assert catalogue.daily.days == (
        Bundle(revies=5_000, items={"energy_potion": 3}),
        Bundle(revies=7_500, items={"xp_orb": 10}),
        Bundle(revies=10_000, items={"stamina_elixir": 3}),
        Bundle(revies=15_000, items={"capture_charm": 3}),
        Bundle(revies=20_000, awakening_fragments=25),
        Bundle(revies=30_000, items={"echo_key": 3}),
        Bundle(erythl=25, items={"fusion_catalyst": 3}),
    )
    assert catalogue.daily.every_day == Bundle(items={"faded_echo": 1})
    assert catalogue.daily.streak_cycle == 28
    assert catalogue.daily.streak == {
        7: Bundle(erythl=15, revies=50_000, items={"vivid_echo": 1}),
        14: Bundle(erythl=35, revies=100_000, items={"skill_reset_token": 1}),
        21: Bundle(erythl=60, revies=200_000, awakening_fragments=100),
        28: Bundle(erythl=100, revies=500_000, building_slots=1, items={"brilliant_echo": 1}),
    }


def test_starter_gives_what_the_text_says(catalogue: Catalogue) -> None:
    starter = catalogue.starter

    assert starter.bundle == Bundle(
        revies=2_500,
        erythl=30,
        items={
            "energy_potion": 15,
            "xp_orb": 25,
            "faded_echo": 5,
            "vivid_echo": 1,
            "capture_charm": 10,
            "fusion_catalyst": 5,
        },
        tier_fragments={1: 25, 2: 15, 3: 10},
    )
    assert (starter.energy, starter.stamina, starter.charges, starter.building_slots) == (200, 100, 5, 2)
    assert starter.species == ("blazeblob", "muddroot", "droozle", "jelune", "gloomb", "shynix")


def test_classes_bring_their_bonus_and_their_esprit(catalogue: Catalogue) -> None:
    assert {one.name: (one.bonus, one.starter) for one in catalogue.classes.values()} == {
        "Vigorous": ("stamina_regeneration", "blazeblob"),
        "Focused": ("energy_regeneration", "jelune"),
        "Enlightened": ("revies", "shynix"),
    }
    rules = catalogue.class_rules
    assert (rules.base_bp, rules.step_bp, rules.step_levels) == (1_000, 100, 10)


def test_items_have_the_rarity_of_the_table(catalogue: Catalogue) -> None:
    due = dict(entry.split() for entry in " ".join(ITEMS.split()).split(", "))

    assert {one.id: one.rarity for one in catalogue.items.values()} == due


def test_rarities_have_the_colours_of_the_table(catalogue: Catalogue) -> None:
    assert {one.id: f"{one.colour:06x}" for one in catalogue.rarities.values()} == {
        "common": "808080",
        "uncommon": "00ff00",
        "rare": "0099ff",
        "epic": "9932cc",
        "legendary": "ff8c00",
        "mythic": "ff0066",
    }


def test_potions_and_orbs_do_what_the_table_says(catalogue: Catalogue) -> None:
    assert {one.id: one.use for one in catalogue.items.values() if one.use} == {
        "energy_potion": Refill("energy", 50, 200),
        "stamina_elixir": Refill("stamina", 25, 100),
        "xp_orb": Study(100),
        "capture_charm": Charm(10, 50),
        "building_slot": Permit(1),
        "fragment_bundle_small": Splinters(50, (1, 6)),
        "fragment_bundle_large": Splinters(200, (4, 12)),
    }


def test_bars_grow_and_return_as_the_table_says(catalogue: Catalogue) -> None:
    energy, stamina = catalogue.energy, catalogue.stamina

    assert (energy.base_max, energy.per_level, energy.hard_max) == (100, 2, 2_000)
    assert (stamina.base_max, stamina.per_level, stamina.hard_max) == (50, 1, 1_000)
    assert (energy.interval_ms, stamina.interval_ms) == (300_000, 600_000)
    assert (energy.min_interval_ms, stamina.min_interval_ms) == (60_000, 60_000)
    assert (energy.per_skill_point, stamina.per_skill_point) == (1, 1)


def test_levels_cost_and_give_what_the_text_says(catalogue: Catalogue) -> None:
    rules = catalogue.experience

    assert (rules.max_level, rules.need_factor, rules.need_power) == (200, 10_000, 3)
    assert rules.skill_points_per_level == 1
    assert rules.steps == (LevelStep(5, revies_per_level=1_000), LevelStep(10, erythl=2))
    assert rules.milestones == {
        25: Bundle(erythl=10, revies=5_000),
        50: Bundle(erythl=25, revies=15_000),
        100: Bundle(erythl=50, revies=50_000),
        150: Bundle(erythl=100, revies=250_000),
        200: Bundle(erythl=250, revies=1_000_000, title="paragon"),
    }
    assert catalogue.titles["paragon"].name == "Paragon"


def test_power_is_reckoned_by_the_figures_of_the_text(catalogue: Catalogue) -> None:
    power = catalogue.power

    assert (power.star_bp, power.skill_bp, power.health_share, power.leader_star_base) == (2_000, 10, 10, 10)


def test_limits_are_those_of_the_text(catalogue: Catalogue) -> None:
    caps = catalogue.caps

    assert (caps.revies, caps.erythl) == (10**15, 10**9)
    assert (caps.item_stack, caps.copies, caps.fragments) == (999_999, 999_999, 10**9)
    assert (caps.building_slots, caps.revies_per_spare_slot, caps.use_count) == (10, 200_000, 99)


def test_rate_limits_are_those_of_the_table(catalogue: Catalogue) -> None:
    assert {group: (one.count, one.per_s) for group, one in catalogue.rate_limits.items()} == RATES | OURS
