"""The commands of fragments: /craft and /fragments."""

from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.vocabulary.crafting import Craft, ShowFragments


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their menu."""
    rules = catalogue().growing.crafting
    elements = {one.id: one.name for one in catalogue().elements.values()}
    options = (
        Option("tier", "number", required=True, lowest=1, highest=rules.highest_tier),
        Option("element", "text", required=True, choices=tuple(elements), labels=elements),
        Option("count", "number", lowest=1, highest=rules.most),
    )
    return Feature(
        slashes=(
            Slash("craft", _craft, options),
            Slash("fragments", lambda call, options: AskPlayer(ShowFragments())),
        ),
        presses={
            "craft": _chosen,
            "fragments": lambda call, act: AskPlayer(ShowFragments(), Place.IN_PLACE),
        },
    )


def _craft(call: Call, options: Options) -> Plan:
    tier, element = options.number("tier", 0), options.demanded_text("element")
    return AskPlayer(Craft(tier, element, options.number("count", 1)))


def _chosen(call: Call, act: Act) -> Plan:
    """Craft what was chosen from a menu, written as `tier:element`."""
    number, _, element = act.text(0).partition(":")
    if not number.isdecimal() or len(number) > 2:
        raise BadOption("tier", "out_of_range")
    return AskPlayer(Craft(int(number), element, 1, act.version), Place.IN_PLACE)
