"""The commands of buildings: /buildings, /build, /upgrade, /collect and /expand."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.vocabulary.building import Build, Collect, Expand, ShowBuildings, Upgrade


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    types = {one.id: one.name for one in catalogue().holding.buildings.types.values()}
    kind = Option("type", "text", required=True, choices=tuple(types), labels=types)
    return Feature(
        slashes=(
            Slash("buildings", lambda call, options: AskPlayer(ShowBuildings())),
            Slash("build", _build, (kind,)),
            Slash("upgrade", _upgrade, (kind, Option("boost", "flag"))),
            Slash("collect", lambda call, options: AskPlayer(Collect())),
            Slash("expand", lambda call, options: AskPlayer(Expand())),
        ),
        presses={
            "buildings": lambda call, act: AskPlayer(ShowBuildings(), Place.IN_PLACE),
            "buildings.open": lambda call, act: AskPlayer(ShowBuildings()),
            "build": lambda call, act: AskPlayer(Build(act.text(0), act.version), Place.IN_PLACE),
            "upgrade": _upgrade_by_button,
            "collect": lambda call, act: AskPlayer(Collect()),
            "expand": lambda call, act: AskPlayer(Expand(act.version), Place.IN_PLACE),
        },
    )


def _build(call: Call, options: Options) -> Plan:
    return AskPlayer(Build(options.demanded_text("type")))


def _upgrade(call: Call, options: Options) -> Plan:
    return AskPlayer(Upgrade(options.demanded_text("type"), options.flag("boost")))


def _upgrade_by_button(call: Call, act: Act) -> Plan:
    return AskPlayer(Upgrade(act.text(0), act.text(1) == "boost", act.version), Place.IN_PLACE)
