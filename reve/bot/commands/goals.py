"""The commands of goals: /achievements, /codex and /collection."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan, Show
from reve.bot.ports import CatalogueNow
from reve.bot.screens.limits import SUGGESTIONS
from reve.bot.views import SetsSuggested
from reve.game.achievement import CATEGORIES
from reve.game.collection import VIEWS
from reve.game.vocabulary.goals import ShowAchievements, ShowCodex, ShowCollection

ALL = "all"


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    elements = {one.id: one.name for one in catalogue().elements.values()}

    def sets(call: Call, text: str) -> Plan:
        wanted = text.strip().casefold()
        fits = [one for one in catalogue().goals.sets.values() if wanted in one.name.casefold()]
        fits.sort(key=lambda one: not one.name.casefold().startswith(wanted))
        return Show("sets.suggested", SetsSuggested(tuple(one.id for one in fits[:SUGGESTIONS])))

    return Feature(
        slashes=(
            Slash(
                "achievements",
                lambda call, options: AskPlayer(ShowAchievements(options.text("category"))),
                (Option("category", "text", choices=CATEGORIES),),
            ),
            Slash(
                "codex",
                lambda call, options: AskPlayer(ShowCodex(options.text("set"))),
                (Option("set", "text", typing=sets),),
            ),
            Slash(
                "collection",
                _collection,
                (
                    Option("view", "text", choices=tuple(VIEWS)),
                    Option("element", "text", choices=tuple(elements), labels=elements),
                    Option("tier", "number", lowest=1, highest=max(catalogue().tiers)),
                ),
            ),
        ),
        presses={
            "goals": lambda call, act: AskPlayer(_goals(act), Place.IN_PLACE),
            "goals.category": lambda call, act: AskPlayer(_of_category(act.text(0)), Place.IN_PLACE),
            "codex": lambda call, act: AskPlayer(ShowCodex(page=act.number(0)), Place.IN_PLACE),
            "codex.set": lambda call, act: AskPlayer(ShowCodex(act.text(0)), Place.IN_PLACE),
            "collection": lambda call, act: AskPlayer(_turned(act), Place.IN_PLACE),
            "collection.view": lambda call, act: AskPlayer(ShowCollection(act.text(0)), Place.IN_PLACE),
        },
    )


def _collection(call: Call, options: Options) -> Plan:
    tier = options.number("tier", 0) if "tier" in options.values else None
    narrowed = tier is not None or options.text("element") is not None
    view = options.text("view") or ("missing" if narrowed else "overview")
    return AskPlayer(ShowCollection(view, options.text("element"), tier))


def _goals(act: Act) -> ShowAchievements:
    return ShowAchievements(act.text(0) or None, act.number(1))


def _of_category(category: str) -> ShowAchievements:
    return ShowAchievements(None if category == ALL else category)


def _turned(act: Act) -> ShowCollection:
    return ShowCollection(
        act.text(0), act.text(1) or None, act.number(2) or None, act.number(3), act.number(4) or None
    )
