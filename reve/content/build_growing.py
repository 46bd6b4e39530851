"""From the files of a sound pack to the figures by which a collection grows."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from reve.content.ability_models import AbilitiesFile, AbilitySetModel, EffectModel, StrikeModel
from reve.content.anatomy import Pack
from reve.content.grants import ALL
from reve.content.growing_models import (
    AwakeningFile,
    EchoesFile,
    EchoModel,
    EchoRangeModel,
    FusionFile,
    GatesFile,
    MaterialsFile,
    RelicsFile,
    SkillsFile,
)
from reve.content.models import ClassesFile, ElementsFile, TiersFile
from reve.game import abilities
from reve.game import growing as game

_STATS: Final[Mapping[str, game.Stat]] = {"atk": "attack", "def": "defense", "hp": "health"}


def growing(pack: Pack) -> game.Growing:
    """Build the figures of growth of a pack that has no faults."""
    tiers, materials, change = pack[TiersFile].tiers, pack[MaterialsFile], pack[ClassesFile].change
    return game.Growing(
        gates=_frozen(pack[GatesFile].levels),
        fusion=_fusion(pack),
        awakening=_awakening(pack[AwakeningFile]),
        materials=_frozen(dict(_materials(materials))),
        last_fragment_tier=materials.last_fragment_tier,
        release_asks_above=materials.release_asks_above,
        crafting=_crafting(materials),
        echoes=_echoes(pack),
        relics=_frozen(dict(_relics(pack[RelicsFile]))),
        salvage=_frozen(pack[RelicsFile].salvage),
        relic_slots=_frozen({number: one.relic_slots for number, one in tiers.items()}),
        skills=_skills(pack[SkillsFile]),
        class_change_step=change.erythl_step,
        class_change_most=change.erythl_most,
        abilities=_abilities(pack[AbilitiesFile]),
    )


def _frozen[K, V](content: Mapping[K, V]) -> Mapping[K, V]:
    """Let nobody change at run time what all players share."""
    return MappingProxyType(dict(content))


def _fusion(pack: Pack) -> game.FusionRules:
    file, tiers, elements = pack[FusionFile], pack[TiersFile].tiers, tuple(pack[ElementsFile].elements)
    return game.FusionRules(
        cross_bp=file.cross_bp,
        pity_bp=file.pity_bp,
        cap_bp=file.cap_bp,
        boost_bp=file.boost.step_bp,
        boost_steps=file.boost.most_steps,
        boost_cap_bp=file.boost.cap_bp,
        catalyst=file.catalyst,
        most_attempts=file.most_attempts,
        chart=_frozen(
            {
                (min(one.pair), max(one.pair)): elements if ALL in one.gives else tuple(one.gives)
                for one in file.chart
            }
        ),
        cost=_frozen({number: one.cost for number, one in tiers.items()}),
        chance_bp=_frozen(
            {number: one.fusion_bp for number, one in tiers.items() if one.fusion_bp is not None}
        ),
    )


def _awakening(file: AwakeningFile) -> game.AwakeningRules:
    return game.AwakeningRules(
        success_bp=tuple(file.success_bp),
        retry_bp=file.retry_bp,
        revies_factor=file.revies_factor,
        failed_copies_part=file.failed_copies_part,
        stone=file.stone.item,
        stone_saves=file.stone.saves,
    )


def _materials(file: MaterialsFile) -> Iterator[tuple[int, game.Materials]]:
    for band in file.bands:
        one = game.Materials(
            awakening=band.awakening,
            boost=band.boost,
            failure=(band.failure[0], band.failure[1]),
            release_awakening=band.release.awakening,
            release_element=band.release.element,
        )
        yield from ((tier, one) for tier in range(band.tiers[0], band.tiers[1] + 1))


def _crafting(file: MaterialsFile) -> game.CraftingRules:
    rules = file.crafting
    return game.CraftingRules(
        tier_base=rules.tier_fragments.base,
        tier_step=rules.tier_fragments.step,
        element_base=rules.element_fragments.base,
        element_step=rules.element_fragments.step,
        revies_factor=rules.revies_factor,
        highest_tier=rules.highest_tier,
        most=rules.most,
    )


def _echoes(pack: Pack) -> game.EchoRules:
    file, elements = pack[EchoesFile], tuple(pack[ElementsFile].elements)
    return game.EchoRules(
        most=file.most,
        favorite_times=file.favorite.times,
        favorite_others=file.favorite.others,
        echoes=_frozen({one.name: _echo(item, one, elements) for item, one in file.echoes.items()}),
    )


def _echo(item: str, one: EchoModel, elements: tuple[str, ...]) -> game.Echo:
    return game.Echo(
        item=item,
        name=one.name,
        pity=one.pity,
        keys=one.keys,
        gate=one.gate,
        chosen=one.chosen.chosen if one.chosen else 0,
        others=one.chosen.others if one.chosen else 0,
        ranges=tuple(_range(part, elements) for part in one.ranges),
    )


def _range(part: EchoRangeModel, elements: tuple[str, ...]) -> game.EchoRange:
    weights = part.elements or [1] * len(elements)
    named = _frozen(dict(zip(elements, weights, strict=True)))
    return game.EchoRange(part.levels[0], part.levels[1], _frozen(part.tiers), named)


def _relics(file: RelicsFile) -> Iterator[tuple[str, game.Relic]]:
    for id_, one in file.relics.items():
        convert = {
            (_STATS[source], _STATS[target]): percent
            for name, percent in one.convert.items()
            for source, target in (name.split("_to_"),)
        }
        yield (
            id_,
            game.Relic(id_, one.name, one.rarity, _frozen(one.boost), _frozen(convert), one.description),
        )


def _skills(file: SkillsFile) -> game.SkillRules:
    reset = file.reset
    return game.SkillRules(
        tuple(file.skills), reset.erythl_step, reset.most_steps, reset.item, reset.every_ms
    )


def _abilities(file: AbilitiesFile) -> abilities.Abilities:
    powers = zip(file.tiers.basic, file.tiers.ultimate, file.tiers.passive, strict=True)
    return abilities.Abilities(
        own=_frozen({id_: _set(one) for id_, one in file.own.items()}),
        common=_frozen(
            {
                (element, tier): _set(one)
                for band in file.sets
                for element, one in band.elements.items()
                for tier in range(band.tiers[0], band.tiers[1] + 1)
            }
        ),
        tiers=_frozen(
            {
                tier: abilities.TierFigures(*power, _cooldown(file, tier))
                for tier, power in enumerate(powers, 1)
            }
        ),
        passives=_frozen(file.passives),
        supports=_frozen(
            {
                element: abilities.Support(one.name, tuple(one.effects), one.power, one.rounds)
                for element, one in file.supports.items()
            }
        ),
        effects=_frozen(
            {
                id_: abilities.Effect(id_, one.name, one.side, one.description)
                for id_, one in file.effects.items()
            }
        ),
        basic_effect_bp=file.basic_effect_bp,
    )


def _effect(id_: str, one: EffectModel) -> abilities.Effect:
    return abilities.Effect(id_, one.name, one.side, one.description)


def _set(one: AbilitySetModel) -> abilities.AbilitySet:
    return abilities.AbilitySet(_strike(one.basic), _strike(one.ultimate), one.passive)


def _strike(one: StrikeModel) -> abilities.Strike:
    return abilities.Strike(one.name, tuple(one.effects))


def _cooldown(file: AbilitiesFile, tier: int) -> int:
    return max((one.from_tier, one.rounds) for one in file.cooldowns if one.from_tier <= tier)[1]
