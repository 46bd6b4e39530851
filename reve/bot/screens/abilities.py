"""Abilities in words: what an esprit can do in a fight."""

from collections.abc import Iterable, Iterator

from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.words import numbers
from reve.game import fight_passive
from reve.game.catalogue import Species

_FULL_BP = 10_000


def ability_lines(context: Context, species: Species) -> Iterator[str]:
    """Write the abilities of a species, a line each, with the figures of its tier."""
    words, abilities = context.words, context.catalogue.growing.abilities
    own, figures = abilities.of(species.id, species.element, species.tier), abilities.tiers[species.tier]
    chance = numbers.share(abilities.basic_effect_bp, _FULL_BP)
    basic = words(
        "ability.basic",
        name=escaped(own.basic.name),
        power=numbers.whole(figures.basic),
        effects=_effects(own.basic.effects, context, chance=chance),
    )
    ultimate = words(
        "ability.ultimate",
        name=escaped(own.ultimate.name),
        power=numbers.whole(figures.ultimate),
        effects=_effects(own.ultimate.effects, context),
        rounds=numbers.whole(figures.cooldown),
    )
    passive = words(
        "ability.passive",
        name=escaped(own.passive),
        effect=numbers.share(fight_passive.of(context.catalogue, species).main_bp, _FULL_BP),
        what=abilities.passives[species.element],
    )
    yield f"• {basic}"
    yield f"• {ultimate}"
    yield f"• {passive}"
    support = abilities.supports[species.element]
    yield "• " + words(
        "ability.support",
        name=escaped(support.name),
        power=numbers.whole(support.power),
        effects=_effects(support.effects, context),
        rounds=numbers.whole(support.rounds),
    )


def _effects(ids: Iterable[str], context: Context, *, chance: str | None = None) -> str:
    known = context.catalogue.growing.abilities.effects
    names = ", ".join(escaped(known[one].name) for one in ids if one in known)
    if not names:
        return ""
    if chance is not None:
        names = context.words("ability.chance", effects=names, chance=chance)
    return context.words("ability.effects", effects=names)
