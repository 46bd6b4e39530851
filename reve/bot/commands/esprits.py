"""The commands of one's esprits: /esprit index and /esprit view."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.commands import ShowEsprit, ShowEsprits, SuggestEsprits
from reve.game.esprit_views import SORTS


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    elements = {one.id: one.name for one in catalogue().elements.values()}
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
        ),
        presses={
            "esprits": _open,
            "esprits.page": _turn,
            "esprit": lambda call, act: AskPlayer(ShowEsprit(act.text(0))),
        },
    )


def _index(call: Call, options: Options) -> Plan:
    tier = options.number("tier", 0) if "tier" in options.values else None
    sort = options.text("sort") or "tier"
    return AskPlayer(ShowEsprits(options.text("element"), tier, sort, options.number("page", 1)))


def _view(call: Call, options: Options) -> Plan:
    return AskPlayer(ShowEsprit(options.text("name")))


def own(call: Call, text: str) -> Plan:
    """Complete the name of an esprit that the player owns."""
    return AskPlayer(SuggestEsprits(text))


def _open(call: Call, act: Act) -> Plan:
    return AskPlayer(_listed(act))


def _turn(call: Call, act: Act) -> Plan:
    return AskPlayer(_listed(act), Place.IN_PLACE)


def _listed(act: Act) -> ShowEsprits:
    element, tier = act.text(0), act.number(1)
    return ShowEsprits(element or None, tier or None, act.text(2), act.number(3))
