"""What a refusal offers to do next: buttons, by what is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button
from reve.bot.words import numbers
from reve.game.shown import Refused

_WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "NOT_REGISTERED": ("begin",),
    "ALREADY_REGISTERED": ("pull", "daily", "profile"),
    "BOSS_ACTIVE": ("fight",),
    "NO_BOSS": ("quest", "areas"),
    "QUEST_LOCKED": ("quest", "areas"),
    "LOCKED": ("quest",),
    "LOCKED.area_before": ("areas",),
    "LOCKED.undiscovered": ("pull",),
    "INVALID_ARGUMENT.boss": ("to_boss", "areas"),
    "INVALID_ARGUMENT.needed": ("echoes",),
    "NOT_A_CONSUMABLE": ("echoes", "inventory"),
    "ALREADY_CLAIMED.sold_out": ("shop",),
    "ALREADY_CLAIMED.stock": ("shop",),
    "INSUFFICIENT.energy": ("inventory", "why_energy"),
    "INSUFFICIENT.stamina": ("inventory", "why_stamina"),
    "INSUFFICIENT.charges": ("why_reve",),
    "INSUFFICIENT.revies": ("quest", "daily"),
    "INSUFFICIENT.erythl": ("daily",),
    "INSUFFICIENT.item": ("inventory", "shop"),
    "INSUFFICIENT.fragments": ("fragments",),
    "INSUFFICIENT.copies": ("pull", "esprits"),
    "INSUFFICIENT.relic": ("relics",),
    "INSUFFICIENT.one_stays": ("pull", "esprits"),
    "INSUFFICIENT.slots": ("buildings",),
    "INSUFFICIENT.buildings": ("buildings",),
    "INSUFFICIENT.skill_points": ("quest",),
    "ALREADY_CLAIMED.income": ("buildings",),
    "ALREADY_CLAIMED.daily": ("pull", "quest"),
    "ESPRIT_NOT_OWNED": ("esprits",),
    "ESPRIT_IN_USE": ("team",),
    "SLOT_EMPTY.leader": ("team",),
    "SLOT_EMPTY.support1": ("team",),
    "SLOT_EMPTY.support2": ("team",),
    "TIER_MISMATCH": ("esprits",),
}
"""By a text's variant, else by its code; the first button is the likeliest."""
_ABOUT_OTHERS: Final = ("other", "player")
_EXPLANATIONS: Final = "why"


def ways_on(shown: Refused, key: str, context: Context) -> Iterator[Button]:
    """Offer what a player would do next; nothing where the refusal is about somebody else."""
    variant = key.removeprefix("refusal.")
    if shown.params.get("what") in _ABOUT_OTHERS:
        return
    yield from _pulls_left(shown, context)
    yield from _swap(shown, context)
    buttons = _buttons(context)
    for place, name in enumerate(_WAYS.get(variant, _WAYS.get(shown.code, ()))):
        likeliest = place == 0 and not name.startswith(_EXPLANATIONS)
        if name != "shop" or not unsold(shown, context):
            yield replace(buttons[name], style="primary" if likeliest else "secondary")


def unsold(shown: Refused, context: Context) -> bool:
    """Tell whether an item is lacking that the shop never has."""
    item, offers = shown.params.get("item"), context.catalogue.shop.offers.values()
    lacking = shown.code == "INSUFFICIENT" and item is not None
    return lacking and not any(item in offer.goods.items for offer in offers)


def _buttons(context: Context) -> Mapping[str, Button]:
    words = context.words
    return {
        "areas": Button(words("button.areas"), Act("quest.areas")),
        "begin": Button(words("button.begin"), Act("begin")),
        "buildings": Button(words("button.buildings"), Act("buildings.open")),
        "daily": Button(words("button.daily"), Act("daily")),
        "echoes": Button(words("button.echoes"), Act("echoes")),
        "esprits": Button(words("button.esprits"), Act("esprits", ("", "0", "tier", "1"))),
        "fight": Button(words("button.fight"), Act("boss")),
        "fragments": Button(words("button.fragments"), Act("fragments")),
        "inventory": Button(words("button.inventory"), Act("inventory")),
        "profile": Button(words("button.profile"), Act("profile")),
        "pull": Button(words("button.pull"), Act("pull", ("1",))),
        "quest": Button(words("button.quest"), Act("quest", ("", "1"))),
        "relics": Button(words("button.relics"), Act("relics", ("1",))),
        "shop": Button(words("button.to_shop"), Act("shop")),
        "team": Button(words("button.team"), Act("team")),
        "to_boss": Button(words("button.to_boss"), Act("quest", ("", "1"))),
        "why_energy": Button(words("button.why"), Act("why", ("energy",))),
        "why_reve": Button(words("button.why"), Act("why", ("reve",))),
        "why_stamina": Button(words("button.why"), Act("why", ("stamina",))),
    }


def _pulls_left(shown: Refused, context: Context) -> Iterator[Button]:
    """Offer as many pulls as there are charges, to who asked for more."""
    have = shown.params.get("have")
    if shown.params.get("kind") == "charges" and isinstance(have, int) and have > 0:
        label = context.words("button.pull_all", count=numbers.whole(have))
        yield Button(label, Act("pull", (str(have),)), "primary")


def _swap(shown: Refused, context: Context) -> Iterator[Button]:
    """Offer to swap two places of a team, to who gave one esprit a second place."""
    if shown.code == "DUPLICATE_MEMBER" and shown.params.get("slot") != shown.params.get("target"):
        place, one = (str(shown.params.get(name, "")) for name in ("target", "species"))
        yield Button(context.words("button.swap"), Act("team.swap", (place, one)), "primary")
