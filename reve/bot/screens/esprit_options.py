"""What can be done with one stack: pieces for the screen that shows it."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Listing, Note, Piece, Text
from reve.bot.screens.sources import source
from reve.bot.screens.things import relic
from reve.bot.words import numbers
from reve.game.catalogue import Species
from reve.game.replies import EspritShown
from reve.game.vocabulary.esprit import EspritOptions

_FULL_BP = 10_000


def options(shown: EspritShown, can: EspritOptions, known: Species, context: Context) -> Iterator[Piece]:
    """Show the next star, fusion, relics and sources of a stack, with buttons that lead there."""
    words = context.words
    yield Fields(tuple(_rows(can, context)))
    if can.role is not None and can.role != "leader":
        yield Note(words.known(f"esprit.role.{can.role}", escaped(can.role)))
    yield Text(f"**{words('esprit.sources')}**")
    yield Listing(tuple(f"• {source(one, context)}" for one in can.sources), "")
    yield Buttons(tuple(_buttons(shown, can, known, context)))


def _rows(can: EspritOptions, context: Context) -> Iterator[tuple[str, str]]:
    words = context.words
    worn = [relic(context, name) for name in can.relics if name is not None]
    slots = words.many(
        "esprit.slots", can.slots, worn=numbers.whole(len(worn)), slots=numbers.whole(can.slots)
    )
    yield words("esprit.worn"), f"{', '.join(worn)} ({slots})" if worn else slots
    if worn:
        figures = f"{numbers.short(can.attack)} / {numbers.short(can.defense)} / {numbers.short(can.health)}"
        yield words("esprit.champion"), figures
    if can.star is None:
        yield words("esprit.next_star"), words("esprit.all_stars")
    else:
        cost = words.many(
            "esprit.next_star.cost",
            can.star.copies,
            copies=numbers.whole(can.star.copies),
            fragments=numbers.whole(can.star.fragments),
            revies=numbers.short(can.star.revies),
            chance=numbers.share(can.star.chance_bp, _FULL_BP),
        )
        yield words("esprit.next_star"), cost
    if can.fusion_bp is not None:
        chance = numbers.share(can.fusion_bp, _FULL_BP)
        cost = words("esprit.fusing.cost", chance=chance, revies=numbers.short(can.fusion_cost))
        yield words("esprit.fusing"), cost


def _buttons(shown: EspritShown, can: EspritOptions, known: Species, context: Context) -> Iterator[Button]:
    words = context.words
    if can.star is not None:
        ready = can.may_awaken and shown.quantity > can.star.copies
        yield Button(words("button.awaken_this"), Act("awaken.show", (known.id,)), disabled=not ready)
    if can.fusion_bp is not None:
        pair = Act("fuse.show", (known.id, known.id, "0"))
        yield Button(words("button.fuse_this"), pair, disabled=shown.quantity < 2)
    if not shown.leads:
        yield Button(words("button.lead"), Act("team.set", ("leader", known.id)))
