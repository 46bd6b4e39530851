"""The commands of echoes: /echo open and /echo list."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.vocabulary.echo import ListEchoes, OpenEchoes


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    content = catalogue()
    kinds = {one.name: content.items[one.item].name for one in content.growing.echoes.echoes.values()}
    elements = {one.id: one.name for one in content.elements.values()}
    options = (
        Option("type", "text", required=True, choices=tuple(kinds), labels=kinds),
        Option("count", "number", lowest=1, highest=content.growing.echoes.most),
        Option("use_key", "flag"),
        Option("element", "text", choices=tuple(elements), labels=elements),
    )
    return Feature(
        slashes=(
            Slash("echo open", _open, options),
            Slash("echo list", lambda call, options: AskPlayer(ListEchoes())),
        ),
        presses={"echo": _press, "echo.call": _call, "echoes": lambda call, act: AskPlayer(ListEchoes())},
    )


def _open(call: Call, options: Options) -> Plan:
    kind, count = options.demanded_text("type"), options.number("count", 1)
    return AskPlayer(OpenEchoes(kind, count, options.flag("use_key"), options.text("element")), Place.PUBLIC)


def _call(call: Call, act: Act) -> Plan:
    return AskPlayer(OpenEchoes(act.text(0), 1, element=act.text(1)), Place.PUBLIC)


def _press(call: Call, act: Act) -> Plan:
    wanted = OpenEchoes(act.text(0), act.number(1), act.text(2) == "1", act.text(3) or None)
    return AskPlayer(wanted, Place.PUBLIC)
