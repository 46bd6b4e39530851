"""The commands of one's esprits: /esprit index and /esprit view."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.bot.screens.esprits import ALL
from reve.game.commands import ShowEsprit, ShowEsprits, SuggestEsprits
from reve.game.esprit_views import SORTS
from reve.game.vocabulary.esprit import Release, Showcase


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    elements = {one.id: one.name for one in catalogue().elements.values()}
    count = Option("count", "number", required=True, lowest=1, highest=catalogue().caps.copies - 1)
    options = (
        Option("element", "text", choices=tuple(elements), labels=elements),
        Option("tier", "number", lowest=1, highest=max(catalogue().tiers)),
        Option("sort", "text", choices=tuple(SORTS)),
        Option("page", "number", lowest=1),
    )
    return Feature(
        slashes=(
            Slash("esprit index", _index, options),
            Slash("esprit view", _view, (Option("name", "text", typing=own),)),
            Slash("esprit showcase", _showcase, (Option("name", "text", typing=own),)),
            Slash("esprit release", _release, (Option("name", "text", required=True, typing=own), count)),
        ),
        presses={
            "esprits": _open,
            "esprits.page": _turn,
            "esprits.sort": _sort,
            "esprits.element": _filter,
            "esprit": lambda call, act: AskPlayer(ShowEsprit(act.text(0))),
            "release": lambda call, act: AskPlayer(
                Release(act.text(0), act.number(1), act.version), Place.IN_PLACE
            ),
        },
    )


def _index(call: Call, options: Options) -> Plan:
    tier = options.number("tier", 0) if "tier" in options.values else None
    sort = options.text("sort") or "tier"
    return AskPlayer(ShowEsprits(options.text("element"), tier, sort, options.number("page", 1)))


def _view(call: Call, options: Options) -> Plan:
    return AskPlayer(ShowEsprit(options.text("name")))


def _showcase(call: Call, options: Options) -> Plan:
    return AskPlayer(Showcase(options.text("name")), Place.PUBLIC)


def _release(call: Call, options: Options) -> Plan:
    return AskPlayer(Release(options.demanded_text("name"), options.number("count", 1)))


def own(call: Call, text: str) -> Plan:
    """Complete the name of an esprit that the player owns."""
    return AskPlayer(SuggestEsprits(text))


def _open(call: Call, act: Act) -> Plan:
    return AskPlayer(_listed(act))


def _turn(call: Call, act: Act) -> Plan:
    return AskPlayer(_listed(act), Place.IN_PLACE)


def _sort(call: Call, act: Act) -> Plan:
    listed = ShowEsprits(act.text(0) or None, act.number(1) or None, act.text(2), 1)
    return AskPlayer(listed, Place.IN_PLACE)


def _filter(call: Call, act: Act) -> Plan:
    element = act.text(2)
    listed = ShowEsprits(None if element == ALL else element, act.number(0) or None, act.text(1), 1)
    return AskPlayer(listed, Place.IN_PLACE)


def _listed(act: Act) -> ShowEsprits:
    element, tier = act.text(0), act.number(1)
    return ShowEsprits(element or None, tier or None, act.text(2), act.number(3))
