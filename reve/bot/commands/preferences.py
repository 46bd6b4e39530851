"""The commands of a player's taste: /title, /favorite and /settings."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan, Show
from reve.bot.ports import CatalogueNow
from reve.bot.screens.limits import SUGGESTIONS
from reve.bot.screens.preferences import NONE
from reve.bot.views import TitlesSuggested
from reve.game.vocabulary.preferences import CarryTitle, ChangeSettings, FavorElement, ShowSettings


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    elements = {one.id: one.name for one in catalogue().elements.values()}

    def typed(call: Call, text: str) -> Plan:
        wanted = text.strip().casefold()
        fits = [one for one in catalogue().titles.values() if wanted in one.name.casefold()]
        fits.sort(key=lambda one: not one.name.casefold().startswith(wanted))
        return Show("titles.suggested", TitlesSuggested(tuple(one.id for one in fits[:SUGGESTIONS])))

    return Feature(
        slashes=(
            Slash("title", _title, (Option("title", "text", typing=typed),)),
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


def _title(call: Call, options: Options) -> Plan:
    return AskPlayer(CarryTitle(options.text("title")))


def _carry(call: Call, act: Act) -> Plan:
    title = act.text(0)
    return AskPlayer(CarryTitle("" if title == NONE else title), Place.IN_PLACE)
