"""Parts of a fight's screens: a side with its health, its effects, and what a round did."""

from collections.abc import Iterator

from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Listing, Note, Piece, Progress
from reve.bot.words import numbers
from reve.game.fight import Side, Working
from reve.game.vocabulary.combat import RoundShown


def side(label: str, one: Side) -> Progress:
    """Show the health of a side."""
    figures = f"{numbers.short(one.health)} / {numbers.short(one.full_health)}"
    return Progress(label, one.health, one.full_health, figures)


def effects(one: Side, context: Context) -> tuple[Piece, ...]:
    """Name what is at work on a side, with the rounds that it lasts."""
    if not one.effects:
        return ()
    names = ", ".join(_effect(working, context) for working in one.effects)
    return (Note(context.words("fight.effects", effects=names)),)


def _effect(working: Working, context: Context) -> str:
    name = effect_name(working.id, context)
    if len(working.amounts) > 1:
        name = f"{name} × {numbers.whole(len(working.amounts))}"
    return name if working.until_used else f"{name} ({numbers.whole(working.rounds)})"


def effect_name(effect: str, context: Context) -> str:
    """Name an effect."""
    known = context.catalogue.growing.abilities.effects.get(effect)
    return escaped(known.name if known else effect)


def last_round(done: RoundShown, context: Context) -> tuple[Piece, ...]:
    """Tell what happened in a round, a line each."""
    return (Listing(tuple(f"• {line}" for line in _lines(done, context)), ""),)


def _lines(done: RoundShown, context: Context) -> Iterator[str]:
    words = context.words
    yield _dealt(done, context)
    if done.effects:
        yield words("fight.brought", effects=_names(done.effects, context))
    if done.taken:
        yield _taken(done, context)
    if done.foe_effects:
        yield words("fight.suffered_effects", effects=_names(done.foe_effects, context))
    if done.failed:
        yield words("fight.failed", effects=_names(done.failed, context))
    if done.returned:
        yield words("fight.returned", damage=numbers.short(done.returned))
    if done.burned:
        yield words("fight.burned", damage=numbers.short(done.burned))
    if done.suffered:
        yield words("fight.suffered", damage=numbers.short(done.suffered))
    if done.healed:
        yield words("fight.healed", points=numbers.short(done.healed))


def _dealt(done: RoundShown, context: Context) -> str:
    damage = numbers.short(done.damage)
    if done.critical:
        return context.words("fight.dealt.critical", damage=damage)
    return context.words("fight.dealt", damage=damage)


def _taken(done: RoundShown, context: Context) -> str:
    damage = numbers.short(done.taken)
    if done.taken_critical:
        return context.words("fight.taken.critical", damage=damage)
    return context.words("fight.taken", damage=damage)


def _names(ids: tuple[str, ...], context: Context) -> str:
    return ", ".join(effect_name(one, context) for one in ids)
