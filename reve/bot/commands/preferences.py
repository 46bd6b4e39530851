"""The commands of a player's taste: /title, /favorite and /settings."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.bot.screens.preferences import NONE
from reve.game.vocabulary.preferences import (
    CarryTitle,
    ChangeSettings,
    FavorElement,
    ShowSettings,
    SuggestTitles,
)


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    elements = {one.id: one.name for one in catalogue().elements.values()}

    return Feature(
        slashes=(
            Slash("title", _title, (Option("title", "text", typing=_owned),)),
            Slash(
                "favorite",
                lambda call, options: AskPlayer(FavorElement(options.text("element"))),
                (Option("element", "text", choices=tuple(elements), labels=elements),),
            ),
            Slash("settings", lambda call, options: AskPlayer(ShowSettings())),
        ),
        presses={
            "title": _carry,
            "favorite": lambda call, act: AskPlayer(FavorElement(act.text(0)), Place.IN_PLACE),
            "settings.hide": lambda call, act: AskPlayer(ChangeSettings(act.number(0) == 1), Place.IN_PLACE),
        },
    )


def _owned(call: Call, text: str) -> Plan:
    """Complete the name of a title that the player owns."""
    return AskPlayer(SuggestTitles(text))


def _title(call: Call, options: Options) -> Plan:
    return AskPlayer(CarryTitle(options.text("title")))


def _carry(call: Call, act: Act) -> Plan:
    title = act.text(0)
    return AskPlayer(CarryTitle("" if title == NONE else title), Place.IN_PLACE)
