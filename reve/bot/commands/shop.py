"""The commands of the shop: /shop view and /shop buy."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan, Show
from reve.bot.ports import CatalogueNow
from reve.bot.screens.limits import SUGGESTIONS
from reve.bot.screens.things import offer_name
from reve.bot.views import OffersSuggested
from reve.game.shop import SHELVES
from reve.game.vocabulary.shop import Buy, ShowShop


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""

    def named(text: str) -> list[str]:
        wanted = text.strip().casefold()
        names = {one.id: offer_name(catalogue(), one.id) for one in catalogue().shop.offers.values()}
        fits = [id_ for id_, name in names.items() if wanted in name.casefold()]
        return sorted(fits, key=lambda id_: not names[id_].casefold().startswith(wanted))

    def typed(call: Call, text: str) -> Plan:
        return Show("offers.suggested", OffersSuggested(tuple(named(text)[:SUGGESTIONS])))

    def buy(call: Call, options: Options) -> Plan:
        asked = options.demanded_text("item")
        exact = (id_ for id_ in named(asked) if offer_name(catalogue(), id_).casefold() == asked.casefold())
        return AskPlayer(Buy(next(exact, asked), options.number("count", 1)))

    most = max((one.limit for one in catalogue().shop.offers.values()), default=1)
    item = Option("item", "text", required=True, typing=typed)
    return Feature(
        slashes=(
            Slash("shop view", _view, (Option("shelf", "text", choices=SHELVES),)),
            Slash("shop buy", buy, (item, Option("count", "number", lowest=1, highest=most))),
        ),
        presses={
            "shop": lambda call, act: AskPlayer(ShowShop(act.text(0)), Place.IN_PLACE),
            "shop.open": lambda call, act: AskPlayer(ShowShop(act.text(0))),
            "shop.buy": _buy_one,
        },
    )


def _view(call: Call, options: Options) -> Plan:
    return AskPlayer(ShowShop(options.text("shelf") or SHELVES[0]))


def _buy_one(call: Call, act: Act) -> Plan:
    return AskPlayer(Buy(act.text(0), 1, act.number(1)))
