"""Ways to break the shipped pack, each with what must be said about it."""
# ruff: noqa: E501 - a table is read by its columns
# fmt: off

from typing import NamedTuple


class Breakage(NamedTuple):
    """In `file`, `old` becomes `new`; the fault lies at `place`, and its reason says `why`."""

    file: str
    old: str
    new: str
    place: str
    why: str


BLAZEBLOB = "stats: {attack: 41, defense: 6, health: 16}\n    icon: lorc/fire-bottle"
EMBERJAW = "stats: {attack: 41, defense: 6, health: 16}\n    icon: lorc/surrounded-eye"

BREAKAGES = tuple(
    Breakage(*one)
    for one in (
        # the shape of a file
        ("pack.yaml", "version: 1", "version: 0", "version", "0: should be greater than or equal to 1"),
        ("pack.yaml", "version: 1", "version: '1'", "version", "a whole number is due, not '1'"),
        ("pack.yaml", "version: 1", "version: 1.5", "version", "a whole number is due, not '1.5'"),
        ("pack.yaml", "version: 1", "version: true", "version", "a whole number is due, not True"),
        ("pack.yaml", "name: First Dreams", "", "name", "it is missing"),
        ("pack.yaml", "name: First Dreams", "name: ''", "name", "does not look right"),
        ("pack.yaml", "name: First Dreams", "name: A\nauthor: B", "author", "it is not known here"),
        ("elements.yaml", 'colour: "ee4b2b"', "colour: 191970", "elements.inferno.colour", "text is due"),
        ("elements.yaml", 'colour: "ee4b2b"', 'colour: "#ee4b2b"', "elements.inferno.colour", "does not look right"),
        ("elements.yaml", "bonus: health", "bonus: luck", "elements.abyssal.leader[0].bonus", "should be 'attack'"),
        ("daily.yaml", "days:", "days: {}\nmore:", "days", "a list is due"),
        ("items.yaml", "resource: energy", "resource: mana", "items.energy_potion.use.resource", "should be"),
        ("items.yaml", "kind: study", "kind: spell", "items.xp_orb.use", "does not match"),
        ("items.yaml", "section: keys", "section: attic", "items.echo_key.section", "should be 'consumables'"),
        ("limits.yaml", "  view: {count: 30, per_s: 60}\n", "", "rates.view", "it is missing"),
        ("limits.yaml", "erythl: 1_000_000_000", "erythl: 1_000_000_001", "caps.erythl", "less than or equal"),
        ("limits.yaml", "item_stack: 999_999", "item_stack: 1_000_000", "caps.item_stack", "less than or equal"),
        ("experience.yaml", "max_level: 200", "max_level: 201", "max_level", "less than or equal to 200"),
        ("species/umbral.yaml", "  nethyra:", "  Nethyra!:", "species.Nethyra!", "does not look right"),
        ("species/umbral.yaml", "icon: lorc/ghost", "icon: ghost", "species.cyghost.icon", "does not look right"),
        # elements and tiers
        ("elements.yaml", "health: 22}", "health: 23}", "elements.umbral.shares", "they sum to 101"),
        ("elements.yaml", "strong_against: tempest", "strong_against: ice", "elements.umbral.strong_against", "'ice'"),
        ("elements.yaml", "initiative: 6", "initiative: 5", "elements.umbral.pvp.initiative", "5 is there twice"),
        ("tiers.yaml", "  7:", "  19:", "tiers", "the tiers are not 1 to 18 in order"),
        ("tiers.yaml", "base_attack: 110,", "base_attack: 45,", "tiers[2].base_attack", "it is not above 45"),
        ("tiers.yaml", "fusion_bp: 8_200", "fusion_bp: 8_500", "tiers[2].fusion_bp", "it is not below 8500"),
        ("tiers.yaml", "fusion_bp: 8_500", "fusion_bp: 10_001", "tiers[1].fusion_bp", "less than or equal"),
        ("tiers.yaml", "cost: 3_000_000}", "cost: 3_000_000, fusion_bp: 1}", "tiers[18].fusion_bp", "but the last"),
        ("tiers.yaml", "numeral: II,", "numeral: I,", "tiers[2].numeral", "'I' is there twice"),
        # species
        ("species/inferno.yaml", "element: inferno", "element: ice", "element", "'ice' is no element"),
        ("species/inferno.yaml", BLAZEBLOB, BLAZEBLOB.replace("41", "42"), "species.blazeblob.stats", "by the formula"),
        ("species/inferno.yaml", EMBERJAW, EMBERJAW.replace("41", "42"), "species.emberjaw.stats", "sum to 64"),
        ("species/inferno.yaml", EMBERJAW, EMBERJAW.replace("41", "44").replace("16", "13"), "species.emberjaw.stats", "5 %"),
        ("species/inferno.yaml", EMBERJAW, EMBERJAW.replace(": 6", ": 0"), "species.emberjaw.stats", "1 to 2^40"),
        ("species/inferno.yaml", "name: Ruby", "name: Rubin", "species.ruby", "the id of 'Rubin' is 'rubin'"),
        ("species/inferno.yaml", "tier: 18", "tier: 19", "species.pyroclasm.tier", "there is no tier 19"),
        ("species/inferno.yaml", "tier: 18", "tier: 17", "species", "no esprit of inferno has tier 18"),
        ("species/umbral.yaml", "  gloomb:\n    name: Gloomb", "  jelune:\n    name: Jelune", "species.jelune", "this id as well"),
        # grants and what they name
        ("items.yaml", "rarity: epic\n    section: fragments", "rarity: shiny\n    section: fragments", "items.fragment_bundle_large.rarity", "'shiny'"),
        ("items.yaml", "name: Vivid Echo", "name: Faded Echo", "items.vivid_echo.name", "faded_echo has this name"),
        ("daily.yaml", "xp_orb: 10", "xp_orbs: 10", "days[1].items.xp_orbs", "'xp_orbs' is no item"),
        ("daily.yaml", "  28:", "  29:", "streak[29]", "day 29 is never reached"),
        ("starter.yaml", "{1: 25, 2: 15, 3: 10}", "{19: 25}", "bundle.tier_fragments[19]", "19 is no tier"),
        ("starter.yaml", "  revies: 2_500", "  element_fragments: {ice: 1}", "bundle.element_fragments.ice", "no element"),
        ("starter.yaml", "  revies: 2_500", "  esprits: {nobody: 1}", "bundle.esprits.nobody", "'nobody' is no esprit"),
        ("starter.yaml", "gloomb,", "nobody,", "species[4]", "'nobody' is no esprit of tier 1"),
        ("starter.yaml", "gloomb,", "lumina,", "species[4]", "'lumina' is no esprit of tier 1"),
        ("starter.yaml", "gloomb,", "muddroot,", "species[4]", "'muddroot' is there twice"),
        ("starter.yaml", "charges: 5", "charges: 6", "charges", "6 is above the most that fits, 5"),
        ("starter.yaml", "building_slots: 2", "building_slots: 11", "building_slots", "above the most that fits"),
        ("classes.yaml", "starter: jelune", "starter: mistral", "classes.focused.starter", "'mistral' is not among"),
        ("experience.yaml", "title: paragon", "title: hero", "milestones[200].title", "'hero' is no title"),
        ("experience.yaml", "  150:", "  250:", "milestones[250]", "level 250 is never reached"),
        ("resources.yaml", "base_max: 100", "base_max: 2_001", "energy.base_max", "it is above hard_max"),
        ("resources.yaml", "interval_ms: 600_000", "interval_ms: 59_999", "stamina.min_interval_ms", "above interval_ms"),
        # odds
        ("reve.yaml", "200, 50]", "200, 51]", "weights", "they sum to 100001"),
        ("reve.yaml", "200, 50]", "200, -50]", "weights[8]", "greater than or equal to 0"),
        ("reve.yaml", "[6, 7, 8, 9, 10, 11, 12, 12, 12]", "[6]", "rows[5].tiers", "there are 1 tiers for 9 weights"),
        ("reve.yaml", "[6, 7, 8, 9, 10, 11, 12, 12, 12]", "[6, 7, 8, 9, 10, 11, 12, 12, 19]", "rows[5].tiers[8]", "no tier 19"),
        ("reve.yaml", "[40, 79]", "[41, 79]", "rows[1].levels", "levels 41 to 79 leave a gap or overlap"),
        ("reve.yaml", "[40, 79]", "[39, 79]", "rows[1].levels", "levels 39 to 79 leave a gap or overlap"),
        ("reve.yaml", "[200, 200]", "[200, 199]", "rows[5].levels", "levels 200 to 199 leave a gap or overlap"),
        ("reve.yaml", "[200, 200]", "[200, 210]", "rows", "they end at level 210"),
        ("reve.yaml", "column: 7", "column: 10", "pity.brilliant.column", "there is no column 10"),
        ("reve.yaml", "column: 7", "column: 5", "pity.brilliant.column", "no later than bright"),
        # goals
        ("achievements.yaml", "metric: reve_pulls", "metric: pulls", "achievements.reve_500.metric", "'pulls' is no metric"),
        ("achievements.yaml", "    value: 150\n", "    value: 201\n", "achievements.luminary.value", "201 is never reached"),
        ("achievements.yaml", "title: bane", "title: pest", "achievements.boss_250.reward.title", "'pest' is no title"),
        ("achievements.yaml", "  1_500:", "  1_711:", "points[1711]", "1711 points are never reached"),
        ("achievements.yaml", "category: social", "category: gossip", "achievements.streak_28.category", "should be"),
        ("codex.yaml", "[frostcoil, voidreaper,", "[frostcoil, frostcoil,", "sets.second_flight.species[1]", "is there twice"),
        ("codex.yaml", "name: Second Flight", "name: First Litter", "sets.second_flight.name", "first_litter has this name"),
        ("codex.yaml", "{erythl: 100, items: {brilliant_echo: 1}}", "{items: {echo: 1}}", "sets.legend_guard.reward.items.echo", "'echo' is no item"),
        ("collection.yaml", "  150:", "  151:", "milestones[151]", "151 species are never reached"),
        ("collection.yaml", "expert: 7_500", "expert: 9_500", "mastery.expert", "it is not below 9000"),
        ("collection.yaml", "beginner: 0", "beginner: 5", "mastery", "nobody below 5 has a rank"),
        ("collection.yaml", "good: 2_000", "good: 900", "balance.good", "it is not above 1000"),
        ("collection.yaml", "\nrecent_days: 7", "\nrecent_days: 31", "recent_days", "it is above most_recent_days"),
        ("titles.yaml", 'colour: "fff4b0"', "colour: white", "titles.paragon.colour", "does not look right"),
        # the shop
        ("shop.yaml", "per_day: 4", "per_day: 7", "per_day", "there are 6 deals for 7 places"),
        ("shop.yaml", "  building_boost:", "  energy_potion:", "premium.energy_potion", "is there twice"),
        ("shop.yaml", "  awakening_stone: {", "  magic_stone: {", "premium.magic_stone", "'magic_stone' is no item"),
        ("shop.yaml", "per: month", "per: moon", "premium.skill_reset_token.per", "should be"),
        ("shop.yaml", "goods: {items: {xp_orb: 1}}", "goods: {revies: 500}", "deals.xp_orb.goods.revies", "gives 500 revies for 500"),
        ("shop.yaml", "{xp_orb: 1}", "{xp_orbs: 1}", "deals.xp_orb.goods.items.xp_orbs", "'xp_orbs' is no item"),
        # what collections grow by
        ("fusion.yaml", "  - {pair: [umbral, radiant], gives: [all]}\n", "", "chart", "the pair radiant and umbral is missing"),
        ("fusion.yaml", "pair: [inferno, radiant]", "pair: [inferno, umbral]", "chart[5]", "are there twice"),
        ("fusion.yaml", "pair: [inferno, radiant], gives: [verdant]", "pair: [inferno, radiant], gives: [ice]", "chart[5].gives", "'ice' is no element"),
        ("fusion.yaml", "catalyst: fusion_catalyst", "catalyst: catalyst", "catalyst", "'catalyst' is no item"),
        ("fusion.yaml", "cap_bp: 9_500", "cap_bp: 10_001", "cap_bp", "less than or equal"),
        ("awakening.yaml", "item: awakening_stone", "item: stone", "stone.item", "'stone' is no item"),
        ("awakening.yaml", "10_000, 8_000, 6_000]", "10_000, 8_000, -1]", "success_bp[4]", "greater than or equal to 0"),
        ("materials.yaml", "tiers: [4, 6]", "tiers: [5, 6]", "bands[1].tiers", "tiers 5 to 6 leave a gap"),
        ("materials.yaml", "tiers: [16, 18]", "tiers: [16, 17]", "bands", "they end at tier 17"),
        ("materials.yaml", "failure: [2, 5]", "failure: [6, 5]", "bands[3].failure", "the least is above the most"),
        ("materials.yaml", "last_fragment_tier: 17", "last_fragment_tier: 19", "last_fragment_tier", "there is no tier 19"),
        ("materials.yaml", "highest_tier: 15", "highest_tier: 19", "crafting.highest_tier", "there is no tier 19"),
        ("materials.yaml", "release: {awakening: 90, element: 4}", "release: {awakening: 90, element: 90}", "bands[4].release.element", "of the 90 that crafting takes"),
        ("echoes.yaml", "levels: [26, 50], tiers: {1: 40", "levels: [27, 50], tiers: {1: 40", "echoes.faded_echo.ranges[1].levels", "leave a gap"),
        ("echoes.yaml", "levels: [101, 200]", "levels: [101, 199]", "echoes.elemental_echo.ranges", "they end at level 199"),
        ("echoes.yaml", "{1: 70, 2: 25, 3: 5}", "{1: 70, 2: 25, 19: 5}", "echoes.faded_echo.ranges[0].tiers[19]", "there is no tier 19"),
        ("echoes.yaml", "{1: 70, 2: 25, 3: 5}", "{1: 0}", "echoes.faded_echo.ranges[0].tiers", "nothing has a weight"),
        ("echoes.yaml", "elements: [12, 12, 12, 12, 8, 8]", "elements: [12]", "echoes.vivid_echo.ranges[0].elements", "not one weight above 0"),
        ("echoes.yaml", ", elements: [12, 12, 12, 12, 8, 8]", "", "echoes.vivid_echo.ranges[0].elements", "or an element that is chosen"),
        ("echoes.yaml", "gate: cosmic_echo", "gate: moon", "echoes.cosmic_echo.gate", "'moon' is no gate"),
        ("echoes.yaml", "  cosmic_echo:", "  comic_echo:", "echoes.comic_echo", "'comic_echo' is no item"),
        ("relics.yaml", "rarity: 6", "rarity: 7", "relics.entropy_orb.rarity", "salvage has no rarity 7"),
        ("relics.yaml", "name: Oak Shield", "name: Iron Sword", "relics.oak_shield.name", "iron_sword has this name"),
        ("relics.yaml", "{def_to_atk: 15}", "{def_to_luck: 15}", "relics.berserker_blade.convert.def_to_luck", "should be"),
        ("skills.yaml", "item: skill_reset_token", "item: token", "reset.item", "'token' is no item"),
        ("abilities.yaml", "  basic: [105, ", "  basic: [", "tiers.basic", "there are 17 powers for 18 tiers"),
        ("abilities.yaml", "{from_tier: 1, rounds: 4}", "{from_tier: 2, rounds: 4}", "cooldowns", "tier 1 has none"),
        ("abilities.yaml", "tiers: [6, 9]", "tiers: [7, 9]", "sets[5].tiers", "leave a gap"),
        ("abilities.yaml", "tiers: [15, 18]", "tiers: [15, 17]", "sets", "they end at tier 17"),
        ("abilities.yaml", "  flameheart:", "  nobody:", "own.nobody", "'nobody' is no esprit"),
        ("abilities.yaml", "Flame Boost, effects: [attack_boost]", "Flame Boost, effects: [luck]", "supports.inferno.effects[0]", "'luck' is no effect"),
        ("abilities.yaml", "Soul Incinerate, effects: [burn,", "Soul Incinerate, effects: [luck,", "own.flameheart.ultimate.effects[0]", "'luck' is no effect"),
        ("combat.yaml", "variance_bp: [8_500, 11_500]", "variance_bp: [11_500, 8_500]", "variance_bp", "11500 is above 8500"),
        ("combat.yaml", "    radiant: umbral\n", "", "elements.strong_against", "radiant has no entry"),
        ("combat.yaml", "    radiant: umbral\n", "    radiant: ice\n", "elements.strong_against.radiant", "'ice' is no element"),
        ("combat.yaml", "    umbral: tempest", "    umbral: radiant", "elements.strong_against.radiant", "both are strong"),
        ("combat.yaml", "above_bp: 2_500", "above_bp: 6_000", "phases[1].above_bp", "it is not below the phase before"),
        ("combat.yaml", "{above_bp: 0,", "{above_bp: 5,", "phases", "the last one ends at 5"),
        ("combat.yaml", "effects: [burn]", "effects: [luck]", "phases[1].effects[0]", "'luck' is no effect"),
        ("combat.yaml", "  mana_burn: {", "  mana_turn: {", "effects", "mana_burn has no figures"),
        ("combat.yaml", "  mana_burn: {", "  mana_turn: {", "effects.mana_turn", "no rule knows 'mana_turn'"),
        ("combat.yaml", "  umbral: {kind: leech", "  shadow: {kind: leech", "passives", "umbral has none"),
        ("bosses.yaml", "name: Keeper of the Whisper", "name: Warden of the First Mile", "bosses.area_1_c.name", "it is that of area_1_a"),
        ("bosses.yaml", "[muddroot, boulderback", "[mudroot, boulderback", "bosses.area_1_a.pool.species[0]", "'mudroot' is no esprit"),
        ("bosses.yaml", "pool: {element: abyssal, tier: 2}", "pool: {element: water, tier: 2}", "bosses.area_2_a.pool.element", "'water' is no element"),
        ("bosses.yaml", "pool: {element: abyssal, tier: 2}", "pool: {element: abyssal, tier: 19}", "bosses.area_2_a.pool.tier", "there is no tier 19"),
        ("bosses.yaml", "pool: {element: abyssal, tier: 2}", "pool: {element: abyssal}", "bosses.area_2_a.pool", "not clear which it takes"),
        ("bosses.yaml", "[muddroot, boulderback, verdiant]", "[]", "bosses.area_1_a.pool.species", "there are none"),
    )
)
