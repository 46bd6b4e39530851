"""Screens of a boss fight: both sides, what the last round did, what can be done; and how it ended."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.fight_parts import effects, last_round, side
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Cards,
    Heading,
    Listing,
    Note,
    Piece,
    Rule,
    Screen,
    Text,
    Tone,
)
from reve.bot.screens.shared import discarded, gauge, levels
from reve.bot.screens.things import boss, bundle_lines, card, species, tier
from reve.bot.words import numbers
from reve.game.fight import Fight
from reve.game.vocabulary.combat import ActionShown, FightEnded, FightShown, Spoils

_EMOJIS = {"basic": "⚔️", "ultimate": "💥", "support1": "🤝", "support2": "🤝"}
_TONES = {"won": Tone.SUCCESS, "lost": Tone.ERROR, "fled": Tone.WARNING}


def fight(seen: FightShown, context: Context) -> Screen:
    """Show a fight, with buttons that carry its round."""
    return Screen(tuple(_fight(seen, context)), _colour(seen.fight, context))


def ended(seen: FightEnded, context: Context) -> Screen:
    """Show how a fight ended, and what a victory brought."""
    return Screen(tuple(_ended(seen, context)), _TONES.get(seen.outcome, Tone.PLAIN))


def _fight(seen: FightShown, context: Context) -> Iterator[Piece]:
    words, now = context.words, seen.fight
    yield Heading(boss(context, now.boss))
    if seen.begun:
        yield from _entrance(now, context)
    yield Note(words("fight.shape", species=species(context, now.species), tier=tier(context, now.foe.tier)))
    yield side(words("fight.foe"), now.foe)
    yield from effects(now.foe, context)
    yield side(words("fight.own"), now.own)
    yield from effects(now.own, context)
    if seen.last is not None:
        yield Rule()
        yield from last_round(seen.last, context)
    yield Rule()
    yield gauge(context, words("fight.stamina"), seen.stamina)
    yield Note(words("fight.round", round=numbers.whole(now.round), until=numbers.moment(now.expires_at_ms)))
    yield Buttons(tuple(_buttons(seen, context)))


def _entrance(now: Fight, context: Context) -> Iterator[Piece]:
    known = context.catalogue.combat.bosses.get(now.boss)
    if known is not None:
        yield Text(escaped(known.description))
    if now.species in context.catalogue.species:
        foe, shape = now.foe, card(context, now.species)
        spec = replace(shape, attack=foe.attack, defense=foe.defense, hp=foe.full_health, foe=True)
        yield Cards((spec,))


def _buttons(seen: FightShown, context: Context) -> Iterator[Button]:
    number, key = seen.fight.round, str(seen.fight.seed)
    for one in seen.actions:
        yield Button(
            _label(one, context),
            Act("boss.act", (key, one.action), number),
            "primary" if one.action == "basic" else "secondary",
            emoji=_EMOJIS.get(one.action),
            disabled=one.rests > 0 or seen.stamina.value < one.stamina,
        )
    yield Button(context.words("button.flee"), Act("boss.flee", (key,), number), "danger")


def _label(one: ActionShown, context: Context) -> str:
    if one.rests:
        rests = context.words.many("fight.rests", one.rests, count=numbers.whole(one.rests))
        return f"{one.name} · {rests}"
    return context.words("fight.costs", name=one.name, stamina=numbers.whole(one.stamina))


def _ended(seen: FightEnded, context: Context) -> Iterator[Piece]:
    words, now = context.words, seen.fight
    yield Heading(_outcome(seen.outcome, context))
    yield Text(_told(seen, context))
    yield side(words("fight.foe"), now.foe)
    yield side(words("fight.own"), now.own)
    if seen.last is not None:
        yield from last_round(seen.last, context)
    if seen.spoils is not None:
        yield from _spoils(seen.spoils, context)
    if seen.outcome == "lost":
        yield Note(words("fight.stronger"))
    yield Buttons(tuple(_after(seen.outcome, context)))


def _after(outcome: str, context: Context) -> Iterator[Button]:
    words = context.words
    label = words("button.onward") if outcome == "won" else words("button.try_again")
    yield Button(label, Act("quest", ("", "1")), "primary")
    if outcome == "lost":
        yield Button(words("button.pull"), Act("pull", ("1",)))
        yield Button(words("button.team"), Act("team"))
    yield Button(words("button.areas"), Act("quest.areas"))


def _outcome(outcome: str, context: Context) -> str:
    match outcome:
        case "won":
            return context.words("fight.won")
        case "lost":
            return context.words("fight.lost")
        case _:
            return context.words("fight.fled")


def _told(seen: FightEnded, context: Context) -> str:
    words, name, rounds = context.words, boss(context, seen.fight.boss), seen.fight.round
    match seen.outcome:
        case "won":
            return words.many("fight.won.text", rounds, boss=name, rounds=numbers.whole(rounds))
        case "lost":
            return words.many("fight.lost.text", rounds, boss=name, rounds=numbers.whole(rounds))
        case _:
            return words("fight.fled.text", boss=name)


def _spoils(spoils: Spoils, context: Context) -> Iterator[Piece]:
    words = context.words
    if lines := bundle_lines(context, spoils.granted):
        yield Rule()
        yield Text(f"**{words('fight.spoils')}**")
        yield Listing(lines, "")
    if spoils.captured is not None:
        yield from _captured(spoils.captured, context, new=spoils.new)
    if spoils.rank is not None:
        yield Text(_rank(spoils.rank, context))
    yield from discarded(context, spoils.discarded)
    yield from levels(context, spoils.levels)


def _rank(rank: int, context: Context) -> str:
    """Say what a finished rank means for the quests of its area."""
    last = max(len(area.ranks) for area in context.catalogue.adventures.areas.values())
    if rank >= last:
        return context.words("fight.rank.last")
    return context.words("fight.rank", next=numbers.whole(rank + 1))


def _captured(name: str, context: Context, *, new: bool) -> Iterable[Piece]:
    yield Text(context.words("fight.captured", species=species(context, name)))
    if name in context.catalogue.species:
        yield Cards((card(context, name, new=new),))


def _colour(now: Fight, context: Context) -> int:
    element = context.catalogue.elements.get(now.foe.element)
    return element.colour if element else Tone.PLAIN
