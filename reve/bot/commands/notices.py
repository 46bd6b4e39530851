"""The commands of direct messages: /notify view, set and all, with a panel."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.bot.screens.notices import NO_HOURS, SHIFT
from reve.game.vocabulary.notice import SetNotice, SetQuiet, ShowNotices, TryNotice

_HOUR = 60


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and the parts of their panel."""
    kind = Option("type", "text", required=True, choices=tuple(catalogue().holding.notices.types))
    on = Option("on", "flag", required=True)
    return Feature(
        slashes=(
            Slash("notify view", lambda call, options: AskPlayer(ShowNotices())),
            Slash("notify set", _set, (kind, on)),
            Slash("notify all", lambda call, options: AskPlayer(SetNotice(None, options.flag("on"))), (on,)),
        ),
        presses={
            "notices.open": lambda call, act: AskPlayer(ShowNotices()),
            "notices.set": _toggle,
            "notices.test": lambda call, act: AskPlayer(TryNotice(), Place.IN_PLACE),
            "notices.from": _from,
            "notices.until": _until,
            "notices.offset": _offset,
        },
    )


def _set(call: Call, options: Options) -> Plan:
    return AskPlayer(SetNotice(options.demanded_text("type"), options.flag("on")))


def _toggle(call: Call, act: Act) -> Plan:
    kind, _, on = act.text(0).partition(":")
    return AskPlayer(SetNotice(kind, on == "on"), Place.IN_PLACE)


def _from(call: Call, act: Act) -> Plan:
    start = -1 if act.text(0) == NO_HOURS else act.number(0) * _HOUR
    return AskPlayer(SetQuiet(start=start), Place.IN_PLACE)


def _until(call: Call, act: Act) -> Plan:
    return AskPlayer(SetQuiet(end=act.number(0) * _HOUR), Place.IN_PLACE)


def _offset(call: Call, act: Act) -> Plan:
    return AskPlayer(SetQuiet(offset=act.number(0) - SHIFT), Place.IN_PLACE)
