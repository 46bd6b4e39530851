"""Abilities are those of the game's tables."""
# ruff: noqa: E501 - a table is read by its columns

import re

import pytest

from reve.game.abilities import AbilitySet, Strike
from reve.game.catalogue import Catalogue

LOW = """
Inferno
    Ember Strike [] / Blazing Rage [burn] / Blazing Spirit
    Flame Strike [] / Burning Fury [burn, attack_boost] / Burning Spirit
    Fire Bolt [burn] / Flame Burst [burn, weakened] / Fire Mastery
    Searing Strike [burn] / Infernal Wrath [burn, vulnerability_mark] / Heat Aura
    Infernal Strike [burn, vulnerability_mark] / Inferno Blast [burn, elemental_weakness] / Scorching Aura
Verdant
    Thorn Strike [] / Nature's Blessing [regeneration] / Nature Bond
    Vine Lash [] / Verdant Growth [regeneration, defense_boost] / Life Force
    Poison Barb [poison] / Toxic Bloom [poison, weakened] / Toxic Immunity
    Root Strike [poison] / Entangle [poison, vulnerability_mark] / Growth Spurt
    Verdant Assault [poison, power_siphon] / Forest Lord's Wrath [poison, elemental_resonance] / Ancient Wisdom
Tempest
    Lightning Bolt [] / Thunder Strike [attack_boost] / Static Charge
    Shock Wave [] / Lightning Fury [attack_boost] / Storm Heart
    Chain Lightning [attack_boost] / Thunder Crash [weakened] / Lightning Reflexes
    Storm Strike [vulnerability_mark] / Tempest Rage [vulnerability_mark, elemental_weakness] / Storm Mastery
    Thunder Lord's Strike [vulnerability_mark, overcharge] / Storm God's Wrath [overcharge, counter_stance] / Lightning Lord
Abyssal
    Tidal Strike [] / Crushing Wave [defense_boost] / Fluid Form
    Water Burst [] / Abyssal Tide [defense_boost] / Deep Current
    Pressure Strike [defense_boost] / Maelstrom [counter_stance] / Ocean's Protection
    Depth Charge [counter_stance] / Tsunami Force [counter_stance, power_siphon] / Tidal Mastery
    Leviathan's Strike [power_siphon, counter_stance] / Abyssal Lord's Dominion [power_siphon, temporal_shift] / Ocean Lord
Umbral
    Shadow Strike [] / Dark Embrace [weakened] / Shadow Veil
    Void Strike [] / Soul Drain [weakened] / Dark Energy
    Shadow Bolt [weakened] / Umbral Curse [mana_burn] / Life Drain
    Soul Rend [mana_burn] / Void Mastery [mana_burn, berserker_rage] / Shadow Mastery
    Umbral Lord's Touch [mana_burn, berserker_rage] / Void Lord's Dominion [berserker_rage, elemental_resonance] / Void Master
Radiant
    Light Ray [] / Divine Blessing [regeneration] / Holy Aura
    Sacred Strike [] / Radiant Burst [attack_boost, regeneration] / Divine Grace
    Purifying Light [attack_boost] / Holy Judgment [elemental_resonance] / Light Bearer
    Divine Wrath [elemental_resonance] / Celestial Harmony [elemental_resonance, perfect_counter] / Celestial Mastery
    Radiant Lord's Judgment [elemental_resonance, perfect_counter] / Celestial God's Decree [perfect_counter, overcharge] / Divine Master
"""
"""For each element: tiers 1 to 5."""

HIGH = """
Inferno
    Cinder Rake [burn, vulnerability_mark] / Furnace Roar [burn, elemental_weakness] / Kiln Heart
    Star Brand [burn, power_siphon] / Solar Flood [burn, berserker_rage] / Corona
    First Flame's Touch [burn, vulnerability_mark, power_siphon] / Worldpyre [burn, berserker_rage, elemental_weakness] / Undying Coal
Verdant
    Briar Sweep [poison, power_siphon] / Grovecall [poison, regeneration] / Deep Root
    Canopy Hook [poison, counter_stance] / Season's Turn [poison, elemental_resonance] / Ringed Age
    First Seed's Grasp [poison, power_siphon, counter_stance] / Worldbloom [poison, elemental_resonance, regeneration] / Evergrowth
Tempest
    Gale Cut [vulnerability_mark, attack_boost] / Squall Line [overcharge, counter_stance] / Quickened Air
    Jet Lance [vulnerability_mark, overcharge] / Anvil Cloud [overcharge, perfect_counter] / Eye of Calm
    First Gale's Edge [vulnerability_mark, overcharge, attack_boost] / Worldstorm [overcharge, perfect_counter, elemental_weakness] / Unbound Sky
Abyssal
    Undertow [counter_stance, power_siphon] / Drowned Bell [power_siphon, temporal_shift] / Cold Patience
    Trench Weight [power_siphon, defense_boost] / Black Tide [counter_stance, temporal_shift] / Fathom Hide
    First Tide's Pull [power_siphon, counter_stance, defense_boost] / Worldflood [power_siphon, temporal_shift, perfect_counter] / Bottomless
Umbral
    Hush Blade [mana_burn, weakened] / Eclipse Bite [berserker_rage, weakened] / Borrowed Shadow
    Null Thread [mana_burn, berserker_rage] / Quiet Hour [berserker_rage, elemental_resonance] / Thin Veil
    First Night's Hand [mana_burn, berserker_rage, power_siphon] / Worldshade [berserker_rage, elemental_resonance, temporal_shift] / Nothing's Heir
Radiant
    Beacon Strike [elemental_resonance, attack_boost] / Dawn Oath [regeneration, perfect_counter] / Warm Halo
    Prism Lance [elemental_resonance, perfect_counter] / Noon Verdict [perfect_counter, overcharge] / Unbroken Light
    First Light's Mercy [elemental_resonance, perfect_counter, regeneration] / Worlddawn [perfect_counter, overcharge, elemental_weakness] / Ever-noon
"""
"""For each element: tiers 6-9, 10-14, 15-18."""

OWN = """
Flameheart: Heart Burn [burn, vulnerability_mark, power_siphon] / Soul Incinerate [burn, berserker_rage, elemental_weakness] / Eternal Flame
Thornguard: Toxic Embrace [poison, mana_burn, counter_stance] / Forest Lord's Dominion [poison, power_siphon, temporal_shift] / Ancient Protector
Stormcaller: Lightning Mastery [vulnerability_mark, overcharge, elemental_resonance] / Storm God's Fury [overcharge, perfect_counter, elemental_weakness] / Thunder Lord
Tidecaller: Abyssal Mastery [power_siphon, counter_stance, temporal_shift] / Leviathan's Wrath [temporal_shift, power_siphon, perfect_counter] / Ocean Master
Voidwalker: Void Claim [mana_burn, berserker_rage, power_siphon] / Umbral Lord's Decree [berserker_rage, elemental_resonance, temporal_shift] / Void Lord
Lightbringer: Divine Mastery [elemental_resonance, perfect_counter, overcharge] / Celestial Emperor's Will [perfect_counter, overcharge, elemental_weakness] / Divine Emperor
"""

EFFECTS = """
burn enemy, poison enemy, regeneration self, attack_boost self, defense_boost self, weakened enemy,
elemental_weakness enemy, vulnerability_mark enemy, power_siphon enemy, berserker_rage self,
perfect_counter self, overcharge self, temporal_shift self, elemental_resonance self,
counter_stance self, mana_burn enemy
"""

POWERS = {
    "basic": (105, 107, 110, 112, 115, 118, 120, 122, 125, 130, 135, 140, 145, 150, 155, 160, 165, 170),
    "ultimate": (140, 145, 150, 155, 165, 175, 185, 195, 210, 225, 240, 255, 275, 295, 315, 340, 365, 390),
    "passive": (5, 6, 8, 10, 12, 15, 18, 20, 22, 25, 28, 30, 35, 40, 45, 50, 55, 60),
}

SUPPORTS = {
    "inferno": ("Flame Boost", ("attack_boost",), 3),
    "verdant": ("Nature's Blessing", ("regeneration", "defense_boost"), 4),
    "tempest": ("Lightning Speed", ("overcharge",), 3),
    "abyssal": ("Tidal Barrier", ("counter_stance", "defense_boost"), 4),
    "umbral": ("Shadow Energy", ("mana_burn", "berserker_rage"), 5),
    "radiant": ("Holy Light", ("elemental_resonance", "regeneration"), 4),
}


def parsed(cell: str) -> AbilitySet:
    """Read `Basic [effects] / Ultimate [effects] / Passive`."""
    found = re.fullmatch(r"(.+?) \[(.*?)\] / (.+?) \[(.*?)\] / (.+)", cell.strip())
    assert found, cell
    basic, its, ultimate, theirs, passive = found.groups()
    return AbilitySet(Strike(basic, effects(its)), Strike(ultimate, effects(theirs)), passive)


def effects(text: str) -> tuple[str, ...]:
    return tuple(text.split(", ")) if text else ()


def by_element(table: str) -> dict[str, list[AbilitySet]]:
    """Read a table of which each element is a block."""
    found: dict[str, list[AbilitySet]] = {}
    for line in table.strip().splitlines():
        if line.startswith(" "):
            found[list(found)[-1]].append(parsed(line))
        else:
            found[line.strip().lower()] = []
    return found


def test_abilities_of_the_first_five_tiers_are_those_of_the_table(catalogue: Catalogue) -> None:
    common = catalogue.growing.abilities.common
    for element, sets in by_element(LOW).items():
        assert [common[element, tier] for tier in range(1, 6)] == sets


def test_abilities_of_the_later_tiers_are_those_of_their_band(catalogue: Catalogue) -> None:
    common = catalogue.growing.abilities.common
    for element, sets in by_element(HIGH).items():
        for tier in range(6, 19):
            assert common[element, tier] == sets[0 if tier <= 9 else 1 if tier <= 14 else 2]


def test_six_species_have_their_own_abilities(catalogue: Catalogue) -> None:
    due = {
        name.lower(): parsed(cell) for name, cell in (line.split(": ") for line in OWN.strip().splitlines())
    }
    assert catalogue.growing.abilities.own == due
    assert {catalogue.species[name].tier for name in due} == {6}


def test_powers_are_those_of_the_table(catalogue: Catalogue) -> None:
    figures = list(catalogue.growing.abilities.tiers.values())
    assert tuple(one.basic for one in figures) == POWERS["basic"]
    assert tuple(one.ultimate for one in figures) == POWERS["ultimate"]
    assert tuple(one.passive for one in figures) == POWERS["passive"]
    assert [one.cooldown for one in figures] == [4] * 4 + [5] * 14
    assert catalogue.growing.abilities.basic_effect_bp == 3_000


def test_effects_turn_to_their_side(catalogue: Catalogue) -> None:
    due = dict(entry.split() for entry in " ".join(EFFECTS.split()).split(", "))
    assert {one.id: one.side for one in catalogue.growing.abilities.effects.values()} == due


@pytest.mark.parametrize("element", SUPPORTS)
def test_supports_do_what_the_text_says(catalogue: Catalogue, element: str) -> None:
    one = catalogue.growing.abilities.supports[element]
    assert ((one.name, one.effects, one.rounds), one.power) == (SUPPORTS[element], 50)
