"""Screens of the team, and of what the army's power is made of."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.bonuses import bonus
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Heading, Listing, Note, Piece, Screen, Text
from reve.bot.screens.things import element, species, tier
from reve.bot.words import numbers
from reve.game.shown import PowerShown
from reve.game.vocabulary.team import PowerDetails, TeamMember, TeamShown

_LEADER = "leader"


def shown(seen: TeamShown, context: Context) -> Screen:
    """Show who has which place, and what the leader gives."""
    known = context.catalogue.species.get(next((one.species or "" for one in seen.members), ""))
    colour = context.catalogue.elements[known.element].colour if known else 0x2C2D31
    return Screen(tuple(_team(seen, context)), colour)


def power(seen: PowerDetails, context: Context) -> Screen:
    """Show the army's power with its parts."""
    return Screen(tuple(_power(seen, context)))


def _team(seen: TeamShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("team.title"))
    yield Fields(tuple(_place(one, context) for one in seen.members))
    yield Note(
        words(
            "team.sum",
            power=numbers.short(seen.power),
            attack=numbers.short(seen.attack),
            defense=numbers.short(seen.defense),
            health=numbers.short(seen.health),
            tier=f"{seen.tenth_tier // 10}.{seen.tenth_tier % 10}",
        )
    )
    if seen.bonuses:
        yield Text(f"**{words('team.bonuses')}**")
        yield Listing(tuple(bonus(name, value, context) for name, value in seen.bonuses.items()), "")
    for one in seen.members:
        yield from _skill(one, context)
    for warning in seen.warnings:
        level = numbers.whole(seen.support_level)
        text = words(f"team.warning.{warning}", level=level) if _worded(warning, context) else warning
        yield Note(text)
    yield Note(words("team.how"))
    yield Buttons(tuple(_buttons(seen, context)))


def _worded(warning: str, context: Context) -> bool:
    return context.words.has(f"team.warning.{warning}")


def _place(one: TeamMember, context: Context) -> tuple[str, str]:
    label = context.words.known(f"slot.{one.slot}", escaped(one.slot))
    if one.species is None:
        return label, context.words("team.empty")
    name = f"{species(context, one.species)} {numbers.stars(one.stars)}".rstrip()
    figures = context.words(
        "team.member",
        attack=numbers.short(one.attack),
        defense=numbers.short(one.defense),
        health=numbers.short(one.health),
        power=numbers.short(one.power),
    )
    return label, f"{name} · {figures}"


def _skill(one: TeamMember, context: Context) -> Iterator[Piece]:
    known = context.catalogue.species.get(one.species or "")
    if known is None or one.slot == _LEADER:
        return
    support = context.catalogue.growing.abilities.supports[known.element]
    effects = context.catalogue.growing.abilities.effects
    names = ", ".join(effects[effect].name for effect in support.effects if effect in effects)
    yield Note(context.words("team.skill", species=known.name, skill=support.name, effects=names))


def _buttons(seen: TeamShown, context: Context) -> Iterator[Button]:
    words = context.words
    for one in seen.members:
        if one.slot != _LEADER and one.species is not None:
            label = words("button.clear", slot=words.known(f"slot.{one.slot}", one.slot))
            yield Button(label, Act("team.clear", (one.slot,)))
    yield Button(words("button.power"), Act("power"))


def _power(seen: PowerDetails, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("power.title", total=numbers.short(seen.army.total)))
    rows = [(words("power.copies"), _figures(seen.before))]
    for key, parts in (("power.skills", seen.skills_bp), ("power.leader", seen.leader_bp)):
        if parts:
            rows.append(
                (words.known(key, key), ", ".join(_part(name, bp, context) for name, bp in parts.items()))
            )
    rows.append((words("power.army"), _figures(seen.army)))
    yield Fields(tuple(rows))
    yield Text(f"**{words('power.by_element')}**")
    yield Listing(
        tuple(f"• {element(context, name)} {numbers.short(n)}" for name, n in seen.by_element.items()), ""
    )
    yield Text(f"**{words('power.by_tier')}**")
    yield Listing(tuple(f"• {tier(context, one)} {numbers.short(n)}" for one, n in seen.by_tier.items()), "")
    yield Text(f"**{words('power.top')}**")
    yield Listing(
        tuple(
            f"{place}. {species(context, one.species)} {numbers.stars(one.stars)}".rstrip()
            + f" × {numbers.whole(one.quantity)} · {numbers.short(one.power)}"
            for place, one in enumerate(seen.top, 1)
        ),
        "",
    )


def _figures(one: PowerShown) -> str:
    parts = (one.attack, one.defense, one.health)
    return f"{' / '.join(numbers.short(part) for part in parts)} = {numbers.both(one.total)}"


def _part(name: str, bp: int, context: Context) -> str:
    return f"{context.words.known(f'bonus.{name}', escaped(name))} {numbers.basis_points(bp)}"
