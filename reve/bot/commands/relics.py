"""The commands of relics: /relic list, equip, unequip and salvage."""

from reve.bot.call import Call, Options
from reve.bot.commands.esprits import own
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.vocabulary.relic import EquipRelic, ListRelics, SalvageRelic, UnequipRelic

_MOST_CHOICES = 25


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    content = catalogue()
    names = {one.id: one.name for one in list(content.growing.relics.values())[:_MOST_CHOICES]}
    esprit = Option("esprit", "text", required=True, typing=own)
    most = max(content.growing.relic_slots.values())
    slot = Option("slot", "number", required=True, lowest=1, highest=most)
    relic = Option("relic", "text", required=True, choices=tuple(names), labels=names)
    count = Option("count", "number", lowest=1, highest=content.caps.item_stack)
    return Feature(
        slashes=(
            Slash("relic list", _list, (Option("page", "number", lowest=1),)),
            Slash("relic equip", _equip, (esprit, slot, relic)),
            Slash("relic unequip", _unequip, (esprit, slot)),
            Slash("relic salvage", _salvage, (relic, count)),
        ),
        presses={
            "relics": lambda call, act: AskPlayer(ListRelics(act.number(0)), Place.IN_PLACE),
            "unequip": lambda call, act: AskPlayer(UnequipRelic(act.text(0), act.number(1)), Place.IN_PLACE),
        },
    )


def _list(call: Call, options: Options) -> Plan:
    return AskPlayer(ListRelics(options.number("page", 1)))


def _equip(call: Call, options: Options) -> Plan:
    esprit, relic = options.demanded_text("esprit"), options.demanded_text("relic")
    return AskPlayer(EquipRelic(esprit, options.number("slot", 0), relic))


def _unequip(call: Call, options: Options) -> Plan:
    return AskPlayer(UnequipRelic(options.demanded_text("esprit"), options.number("slot", 0)))


def _salvage(call: Call, options: Options) -> Plan:
    return AskPlayer(SalvageRelic(options.demanded_text("relic"), options.number("count", 1)))
