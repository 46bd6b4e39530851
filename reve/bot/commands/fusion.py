"""The commands of fusion: /fuse and /fuse-preview."""

from typing import Final

from reve.bot.call import Call, Options
from reve.bot.commands.esprits import own
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.vocabulary.fusion import Fuse, PreviewFusion

_COUNT: Final = 4


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    rules = catalogue().growing.fusion
    pair = (
        Option("first", "text", required=True, typing=own),
        Option("second", "text", required=True, typing=own),
    )
    help_ = (
        Option("count", "number", lowest=1, highest=rules.most_attempts),
        Option("fragments", "number", lowest=0, highest=rules.boost_steps),
        Option("catalyst", "flag"),
    )
    return Feature(
        slashes=(Slash("fuse", _fuse, (*pair, *help_)), Slash("fuse-preview", _preview, pair)),
        presses={"fuse": _press, "fuse.preview": _press_preview, "fuse.show": _press_show},
    )


def _fuse(call: Call, options: Options) -> Plan:
    first, second = options.demanded_text("first"), options.demanded_text("second")
    count, steps = options.number("count", 1), options.number("fragments", 0)
    fuse = Fuse(first, second, count, steps, options.flag("catalyst"), careful=True)
    return AskPlayer(fuse, Place.PUBLIC)


def _preview(call: Call, options: Options) -> Plan:
    return AskPlayer(PreviewFusion(options.demanded_text("first"), options.demanded_text("second")))


def _press(call: Call, act: Act) -> Plan:
    first, second, steps, catalyst = act.text(0), act.text(1), act.number(2), act.text(3) == "1"
    # A button that says how many is the answer to the question whether the last copies may go.
    told = len(act.args) > _COUNT
    count = act.number(_COUNT) if told else 1
    return AskPlayer(Fuse(first, second, count, steps, catalyst, act.version, not told), Place.IN_PLACE)


def _press_show(call: Call, act: Act) -> Plan:
    return AskPlayer(PreviewFusion(act.text(0), act.text(1), act.number(2)))


def _press_preview(call: Call, act: Act) -> Plan:
    return AskPlayer(PreviewFusion(act.text(0), act.text(1), act.number(2)), Place.IN_PLACE)
