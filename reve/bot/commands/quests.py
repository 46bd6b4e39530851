"""The commands of quests: /quest go, areas, info, travel and advise."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.quest_views import GOALS
from reve.game.vocabulary.quest import AdviseQuests, Go, ShowAreas, ShowQuests, SuggestQuests, Travel


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    areas = {one.id: one.name for one in catalogue().adventures.areas.values()}
    area = Option("area", "text", choices=tuple(areas), labels=areas)
    going = (
        Option("quest", "text", typing=_suggest),
        Option("times", "number", lowest=1, highest=catalogue().adventures.most_times),
    )
    there = Option("area", "text", required=True, choices=tuple(areas), labels=areas)
    return Feature(
        slashes=(
            Slash("quest go", _go, going),
            Slash("quest areas", lambda call, options: AskPlayer(ShowAreas())),
            Slash("quest info", _info, (area,)),
            Slash("quest travel", _travel, (there,)),
            Slash("quest advise", _advise, (Option("for", "text", choices=tuple(GOALS)),)),
        ),
        presses={
            "quest": lambda call, act: AskPlayer(Go(act.text(0) or None, act.number(1)), Place.PUBLIC),
            "quest.areas": lambda call, act: AskPlayer(ShowAreas()),
            "quest.info": lambda call, act: AskPlayer(ShowQuests(act.text(0) or None)),
            "quest.area": lambda call, act: AskPlayer(ShowQuests(act.text(0)), Place.IN_PLACE),
            "quest.page": lambda call, act: AskPlayer(ShowQuests(act.text(0), act.number(1)), Place.IN_PLACE),
            "quest.travel": lambda call, act: AskPlayer(Travel(act.text(0)), Place.IN_PLACE),
            "quest.advise": lambda call, act: AskPlayer(AdviseQuests(act.text(0)), Place.IN_PLACE),
        },
    )


def _go(call: Call, options: Options) -> Plan:
    return AskPlayer(Go(options.text("quest"), options.number("times", 1)), Place.PUBLIC)


def _info(call: Call, options: Options) -> Plan:
    return AskPlayer(ShowQuests(options.text("area")))


def _travel(call: Call, options: Options) -> Plan:
    return AskPlayer(Travel(options.demanded_text("area")))


def _advise(call: Call, options: Options) -> Plan:
    return AskPlayer(AdviseQuests(options.text("for") or "revies"))


def _suggest(call: Call, text: str) -> Plan:
    return AskPlayer(SuggestQuests(text))
