"""The commands of the catalogue: /esprit search, compare, random, suggest and leaders."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan, Show
from reve.bot.ports import CatalogueNow
from reve.bot.screens.limits import SUGGESTIONS
from reve.game.replies import Suggestions
from reve.game.search import SORTS, STATS, folded
from reve.game.vocabulary.search import (
    CompareSpecies,
    LeadSpecies,
    RandomSpecies,
    SearchSpecies,
    SuggestSpecies,
)

_COMPARED = ("a", "b", "c", "d", "e")
_ORDERS = ("up", "down")


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    elements = {one.id: one.name for one in catalogue().elements.values()}
    last = max(catalogue().tiers)
    element = Option("element", "text", choices=tuple(elements), labels=elements)
    tier = Option("tier", "number", lowest=1, highest=last)

    def anyone(call: Call, text: str) -> Plan:
        wanted = folded(text.strip())
        fits = [one for one in catalogue().species.values() if wanted in folded(one.name)]
        fits.sort(key=lambda one: not folded(one.name).startswith(wanted))
        return Show("species.offered", Suggestions(tuple(one.id for one in fits[:SUGGESTIONS])))

    return Feature(
        slashes=(
            Slash(
                "esprit search",
                _search,
                (
                    Option("query", "text", required=True),
                    element,
                    tier,
                    Option("to_tier", "number", lowest=1, highest=last),
                    Option("sort", "text", choices=SORTS),
                    Option("order", "text", choices=_ORDERS),
                ),
            ),
            Slash(
                "esprit compare",
                _compare,
                tuple(Option(name, "text", required=name in "ab", typing=anyone) for name in _COMPARED),
            ),
            Slash("esprit random", _random, (element, tier)),
            Slash("esprit suggest", lambda call, options: AskPlayer(SuggestSpecies())),
            Slash(
                "esprit leaders",
                _lead,
                (Option("stat", "text", required=True, choices=tuple(STATS)), element, tier),
            ),
        ),
        presses={"species.page": lambda call, act: AskPlayer(_found(act), Place.IN_PLACE)},
    )


def _search(call: Call, options: Options) -> Plan:
    tiers = tuple(options.number(name, 0) for name in ("tier", "to_tier") if name in options.values)
    return AskPlayer(
        SearchSpecies(
            query=options.demanded_text("query"),
            element=options.text("element"),
            tiers=tiers if len(tiers) != 1 or "tier" not in options.values else tiers * 2,
            sort=options.text("sort") or "name",
            descending=options.text("order") == "down",
        )
    )


def _compare(call: Call, options: Options) -> Plan:
    return AskPlayer(CompareSpecies(tuple(name for key in _COMPARED if (name := options.text(key)))))


def _random(call: Call, options: Options) -> Plan:
    return AskPlayer(RandomSpecies(options.text("element"), _tier(options)))


def _lead(call: Call, options: Options) -> Plan:
    return AskPlayer(LeadSpecies(options.demanded_text("stat"), options.text("element"), _tier(options)))


def _tier(options: Options) -> int | None:
    return options.number("tier", 0) if "tier" in options.values else None


def _found(act: Act) -> SearchSpecies:
    low, high = act.number(2), act.number(3)
    return SearchSpecies(
        query=act.text(0),
        element=act.text(1) or None,
        tiers=(low, high) if low else (),
        sort=act.text(4),
        descending=act.text(5) == "down",
        page=act.number(6),
    )
