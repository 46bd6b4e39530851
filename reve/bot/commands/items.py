"""The commands of the bag: /inventory and /use."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan, Show
from reve.bot.ports import CatalogueNow
from reve.bot.screens.items import ALL
from reve.bot.screens.limits import SUGGESTIONS
from reve.bot.views import ItemsSuggested
from reve.game.commands import ShowInventory, UseItem
from reve.game.inventory import SECTIONS

_HIGHEST_COUNT = 99


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""

    def usable(call: Call, text: str) -> Plan:
        wanted = text.strip().casefold()
        fits = (
            item
            for item in catalogue().items.values()
            if item.use is not None and wanted in item.name.casefold()
        )
        best_first = sorted(fits, key=lambda item: not item.name.casefold().startswith(wanted))
        ids = tuple(item.id for item in best_first[:SUGGESTIONS])
        return Show("items.suggested", ItemsSuggested(ids))

    def use(call: Call, options: Options) -> Plan:
        return AskPlayer(
            UseItem(_item_id(catalogue, options.demanded_text("item")), options.number("count", 1))
        )

    section = Option("section", "text", choices=SECTIONS)
    item = Option("item", "text", required=True, typing=usable)
    count = Option("count", "number", lowest=1, highest=_HIGHEST_COUNT)
    return Feature(
        slashes=(
            Slash("inventory", _inventory, (section, Option("page", "number", lowest=1))),
            Slash("use", use, (item, count)),
        ),
        presses={
            "inventory": lambda call, act: AskPlayer(ShowInventory()),
            "inventory.page": _turn,
            "inventory.section": _section,
            "use": _use_one,
        },
    )


def _item_id(catalogue: CatalogueNow, typed: str) -> str:
    """Return the id of an item that was named, by id or by name; else what was typed."""
    wanted = typed.strip().casefold()
    named = (item.id for item in catalogue().items.values() if item.name.casefold() == wanted)
    return next(named, typed)


def _inventory(call: Call, options: Options) -> Plan:
    return AskPlayer(ShowInventory(options.text("section"), options.number("page", 1)))


def _turn(call: Call, act: Act) -> Plan:
    return AskPlayer(ShowInventory(act.text(0) or None, act.number(1)), Place.IN_PLACE)


def _section(call: Call, act: Act) -> Plan:
    section = act.text(0)
    return AskPlayer(ShowInventory(None if section == ALL else section), Place.IN_PLACE)


def _use_one(call: Call, act: Act) -> Plan:
    return AskPlayer(UseItem(act.text(0), act.number(1)))
