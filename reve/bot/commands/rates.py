"""The command of the published odds: /rates."""

from dataclasses import replace

from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.fight_views import FightRatesShown
from reve.bot.growth_views import AwakeningRatesShown, EchoRatesShown, FusionRatesShown
from reve.bot.plan import OnPress, Place, Plan, Show
from reve.bot.ports import WorldNow
from reve.bot.quest_views import QuestRatesShown
from reve.bot.screens.rates import GROWTH_TOPICS, TOPICS
from reve.bot.views import ReveRatesShown, ShopRatesShown, StartRatesShown
from reve.game import fight_rates, growth_rates, quest_rates
from reve.game.catalogue import Catalogue
from reve.game.deals import odds_ppm
from reve.game.festival import factor_bp
from reve.game.rates import rates
from reve.game.world import World


def feature(world: WorldNow) -> Feature:
    """Return this command and its menus."""

    def catalogue() -> Catalogue:
        return world().catalogue

    def show(call: Call, topic: str, place: Place) -> Plan:
        if topic in GROWTH_TOPICS:
            return Show("rates", _growth(world(), topic, call.issued_at_ms), place)
        match topic:
            case "reve":
                return Show("rates", ReveRatesShown(rates(catalogue())), place)
            case "start":
                return Show("rates", StartRatesShown(catalogue().starter.species), place)
            case "shop":
                shop = ShopRatesShown(catalogue().shop.per_day, odds_ppm(catalogue()))
                return Show("rates", shop, place)
            case "quest":
                festival_bp = factor_bp(world(), "capture", call.issued_at_ms)
                return Show("rates", QuestRatesShown(quest_rates.quests(catalogue(), festival_bp)), place)
            case "fight":
                return Show("rates", FightRatesShown(fight_rates.fights(catalogue())), place)
            case _:
                raise BadOption("topic", "unknown")

    def asked(call: Call, options: Options) -> Plan:
        return show(call, options.text("topic") or "reve", Place.PRIVATE)

    def chosen(call: Call, act: Act) -> Plan:
        return show(call, act.text(0), Place.IN_PLACE)

    def reve_levels(call: Call, act: Act) -> Plan:
        return Show("rates", ReveRatesShown(rates(catalogue()), act.number(0)), Place.IN_PLACE)

    def kind(call: Call, act: Act) -> Plan:
        return Show("rates", _echo(catalogue(), act.text(0)), Place.IN_PLACE)

    def echo_levels(call: Call, act: Act) -> Plan:
        shown = replace(_echo(catalogue(), act.text(0)), row=act.number(1))
        return Show("rates", shown, Place.IN_PLACE)

    topic = Option("topic", "text", choices=(*TOPICS, *GROWTH_TOPICS))
    presses: dict[str, OnPress] = {
        "rates": chosen,
        "rates.reve": reve_levels,
        "rates.echo": kind,
        "rates.echo.levels": echo_levels,
    }
    return Feature((Slash("rates", asked, (topic,)),), presses)


def _growth(world: World, topic: str, now_ms: int) -> EchoRatesShown | FusionRatesShown | AwakeningRatesShown:
    content, rules = world.catalogue, world.catalogue.growing
    match topic:
        case "echo":
            return _echo(content, next(iter(rules.echoes.echoes)))
        case "fusion":
            return FusionRatesShown(growth_rates.fusions(content, factor_bp(world, "fusion", now_ms)))
        case _:
            return AwakeningRatesShown(rules.awakening.success_bp, rules.awakening.retry_bp)


def _echo(content: Catalogue, kind: str) -> EchoRatesShown:
    odds = {one.kind: one for one in growth_rates.echoes(content)}
    if kind not in odds:
        raise BadOption("type", "unknown")
    return EchoRatesShown(odds[kind], tuple(odds))
