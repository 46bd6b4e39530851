"""Names of what a player can have: species, items, fragments, currencies, and so many of them."""

from collections.abc import Iterator

from reve.bot.cards.spec import CardSpec
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.words import numbers
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue

_UNKNOWN_EMOJI = "🔮"
_COUNTED = frozenset({"item", "esprit", "relic", "building_slots"})
"""What is counted with *times*: proper names, which have no plural, and what is like them."""


def species(context: Context, species_id: str) -> str:
    """Name a species, with its element's emoji before it; an unknown one by its id."""
    one = context.catalogue.species.get(species_id)
    if one is None:
        return f"{_UNKNOWN_EMOJI} {escaped(species_id)}"
    element = context.catalogue.elements.get(one.element)
    return f"{element.emoji if element else _UNKNOWN_EMOJI} {escaped(one.name)}"


def tier(context: Context, number: int) -> str:
    """Name a tier: Roman numeral and name."""
    one = context.catalogue.tiers.get(number)
    return numbers.tier(one.numeral, one.name) if one else str(number)


def element(context: Context, element_id: str) -> str:
    """Name an element, its emoji first."""
    one = context.catalogue.elements.get(element_id)
    return f"{one.emoji} {one.name}" if one else escaped(element_id)


def item(context: Context, item_id: str) -> str:
    """Name an item."""
    one = context.catalogue.items.get(item_id)
    return escaped(one.name if one else item_id)


def player_class(context: Context, class_id: str) -> str:
    """Name a class."""
    one = context.catalogue.classes.get(class_id)
    return escaped(one.name if one else class_id)


def title(context: Context, title_id: str) -> str:
    """Name a title."""
    one = context.catalogue.titles.get(title_id)
    return escaped(one.name if one else title_id)


def offer_name(catalogue: Catalogue, offer: str) -> str:
    """Return what an offer of the shop is called: its own name, or that of the item in it; as written."""
    known = catalogue.shop.offers.get(offer)
    if known is not None and known.name:
        return known.name
    one = catalogue.items.get(offer)
    return one.name if one else offer


def fragment(context: Context, fragment_id: str) -> str:
    """Name a fragment: `awakening`, `tier:3` or `element:inferno`."""
    kind, _, of = fragment_id.partition(":")
    if kind == "tier" and of.isdecimal():
        return context.words("fragment.tier", tier=tier(context, int(of)))
    if kind == "element":
        return context.words("fragment.element", element=element(context, of))
    return context.words("fragment.awakening")


def relic(context: Context, relic_id: str) -> str:
    """Name a relic."""
    one = context.catalogue.growing.relics.get(relic_id)
    return escaped(one.name if one else relic_id)


def boss(context: Context, boss_id: str) -> str:
    """Name a boss."""
    one = context.catalogue.combat.bosses.get(boss_id)
    return escaped(one.name if one else boss_id)


def thing(context: Context, name: str) -> str:
    """Name anything by a prefixed id: `item:…`, `fragment:…`, `esprit:…`, or a currency."""
    kind, _, rest = name.partition(":")
    match kind:
        case "item":
            return item(context, rest)
        case "fragment":
            return fragment(context, rest)
        case "esprit":
            return species(context, rest)
        case "relic":
            return relic(context, rest)
        case _:
            return context.words.known(f"thing.{name}", escaped(name))


def bag_line(context: Context, item_id: str) -> str:
    """Name what a line of the bag holds: an item, a relic, or a fragment."""
    kind, _, rest = item_id.partition(":")
    if kind == "relic":
        return relic(context, rest)
    return item(context, item_id) if item_id in context.catalogue.items else fragment(context, item_id)


def amount(context: Context, name: str, count: int) -> str:
    """Write so many of anything: **5,000** revies, **3** × Energy Potion."""
    times = " ×" if name.partition(":")[0] in _COUNTED else ""
    return f"**{numbers.short(count)}**{times} {thing(context, name)}"


def bundle_lines(context: Context, bundle: Bundle) -> tuple[str, ...]:
    """Write what a bundle gives, a line each."""
    lines = [f"• {amount(context, name, count)}" for name, count in _parts(bundle) if count]
    if bundle.title:
        lines.append(f"• {context.words('bundle.title', title=title(context, bundle.title))}")
    return tuple(lines)


def bundle_text(context: Context, bundle: Bundle) -> str:
    """Write what a bundle gives in one line."""
    return ", ".join(line.removeprefix("• ") for line in bundle_lines(context, bundle))


def card(
    context: Context, species_id: str, *, stars: int = 0, quantity: int = 1, new: bool = False
) -> CardSpec:
    """Return what the card of a species shows, with the stats of a copy without stars.

    :raises KeyError: if the catalogue does not know the species
    """
    one = context.catalogue.species[species_id]
    return CardSpec(
        species_id=one.id,
        name=one.name,
        element=one.element,
        tier=one.tier,
        stars=stars,
        attack=one.attack,
        defense=one.defense,
        hp=one.health,
        quantity=quantity,
        new=new,
    )


def _parts(bundle: Bundle) -> Iterator[tuple[str, int]]:
    yield "revies", bundle.revies
    yield "erythl", bundle.erythl
    yield "xp", bundle.xp
    yield "energy", bundle.energy
    yield "stamina", bundle.stamina
    for prefix, counts in (("item", bundle.items), ("relic", bundle.relics), ("esprit", bundle.esprits)):
        yield from ((f"{prefix}:{name}", count) for name, count in counts.items())
    yield "fragment:awakening", bundle.awakening_fragments
    yield from ((f"fragment:tier:{number}", n) for number, n in bundle.tier_fragments.items())
    yield from ((f"fragment:element:{name}", n) for name, n in bundle.element_fragments.items())
    yield "building_slots", bundle.building_slots
