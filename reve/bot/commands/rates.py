"""The command of the published odds: /rates."""

from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import Place, Plan, Show
from reve.bot.ports import CatalogueNow
from reve.bot.screens.rates import TOPICS
from reve.bot.views import ReveRatesShown, ShopRatesShown, StartRatesShown
from reve.game.deals import odds_ppm
from reve.game.rates import rates


def feature(catalogue: CatalogueNow) -> Feature:
    """Return this command and its menu."""

    def show(topic: str, place: Place) -> Plan:
        match topic:
            case "reve":
                return Show("rates", ReveRatesShown(rates(catalogue())), place)
            case "start":
                return Show("rates", StartRatesShown(catalogue().starter.species), place)
            case "shop":
                shop = ShopRatesShown(catalogue().shop.per_day, odds_ppm(catalogue()))
                return Show("rates", shop, place)
            case _:
                raise BadOption("topic", "unknown")

    def asked(call: Call, options: Options) -> Plan:
        return show(options.text("topic") or "reve", Place.PRIVATE)

    def chosen(call: Call, act: Act) -> Plan:
        return show(act.text(0), Place.IN_PLACE)

    topic = Option("topic", "text", choices=TOPICS)
    return Feature((Slash("rates", asked, (topic,)),), {"rates": chosen})
