"""Screens of relics: which there are, who wears them, what became of them."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Heading, Listing, Note, Piece, Screen, Text, Tone
from reve.bot.screens.shared import pager
from reve.bot.screens.things import amount, relic, species
from reve.bot.words import numbers
from reve.game.vocabulary.relic import RelicLine, RelicSalvaged, RelicsShown, RelicWorn


def listing(seen: RelicsShown, context: Context) -> Screen:
    """Show a page of the relics that the player has."""
    words = context.words
    pieces: list[Piece] = [
        Heading(words("relics.title")),
        Note(words.many("relics.total", seen.total, count=numbers.whole(seen.total))),
        Listing(tuple(_line(line, context) for line in seen.lines), words("relics.empty")),
    ]
    if not seen.open:
        pieces.append(Note(words("relics.locked", level=numbers.whole(seen.level))))
    elif seen.lines:
        pieces.append(Note(words("relics.how")))
    pieces.extend(pager(context, seen.page, seen.pages, lambda page: Act("relics", (page,))))
    return Screen(tuple(pieces))


def worn(made: RelicWorn, context: Context) -> Screen:
    """Show what an esprit wears now, and what that makes of it."""
    return Screen(tuple(_worn(made, context)), Tone.SUCCESS)


def salvaged(made: RelicSalvaged, context: Context) -> Screen:
    """Show what became of relics."""
    words = context.words
    count, name = numbers.whole(made.count), relic(context, made.relic)
    gained = amount(context, "fragment:awakening", made.fragments - made.discarded)
    return Screen(
        (
            Heading(words("relics.salvaged", count=count, relic=name)),
            Text(words("relics.gained", what=gained)),
            Note(words("item.left", count=numbers.whole(made.left), item=name)),
            Buttons((Button(words("button.relics"), Act("relics", ("1",))),)),
        ),
        Tone.SUCCESS,
    )


def effects(context: Context, relic_id: str) -> str:
    """Write what a relic does."""
    one = context.catalogue.growing.relics.get(relic_id)
    if one is None:
        return ""
    words = context.words
    parts = [f"{words.known(f'esprit.{stat}', stat)} +{percent} %" for stat, percent in one.boost.items()]
    for (source, target), percent in one.convert.items():
        names = (words.known(f"esprit.{stat}", stat) for stat in (source, target))
        parts.append(f"{percent} % {' → '.join(names)}")
    return ", ".join(parts)


def _line(line: RelicLine, context: Context) -> str:
    words, one = context.words, context.catalogue.growing.relics.get(line.relic)
    rarity = words("relics.rarity", rarity=numbers.whole(one.rarity)) if one else ""
    free = words("relics.free", count=numbers.whole(line.quantity))
    text = f"**{relic(context, line.relic)}** · {rarity} · {free}\n-# {effects(context, line.relic)}"
    if line.worn_by:
        names = ", ".join(species(context, name) for name in line.worn_by)
        text += f" · {words('relics.worn_by', names=names)}"
    return text


def _worn(made: RelicWorn, context: Context) -> Iterator[Piece]:
    words, name = context.words, species(context, made.species)
    if made.relic is not None:
        yield Heading(words("relics.equipped", species=name, relic=relic(context, made.relic)))
        yield Note(effects(context, made.relic))
    else:
        yield Heading(words("relics.unequipped", species=name, relic=relic(context, made.removed or "")))
    if made.removed is not None:
        yield Note(words("relics.back", relic=relic(context, made.removed)))
    stats = ("attack", "defense", "health", "power")
    yield Fields(
        tuple(
            (words.known(f"esprit.{stat}", escaped(stat)), f"{numbers.short(old)} → {numbers.short(new)}")
            for stat, old, new in zip(stats, made.before, made.after, strict=False)
        )
    )
    yield Note(words("relics.one_copy"))
    yield Buttons(tuple(_buttons(made, context)))


def _buttons(made: RelicWorn, context: Context) -> Iterator[Button]:
    words = context.words
    for slot, name in enumerate(made.relics, 1):
        if name is not None:
            label = words("button.unequip", relic=relic(context, name), slot=numbers.whole(slot))
            yield Button(label, Act("unequip", (made.species, str(slot))))
    yield Button(words("button.relics"), Act("relics", ("1",)))
