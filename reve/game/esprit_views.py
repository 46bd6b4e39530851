"""Looking at esprits: the list, one of them, and completing a name."""

from collections.abc import Callable, Mapping
from typing import Final

from reve.game import leadership, pages, refusals
from reve.game.catalogue import Catalogue, Species
from reve.game.commands import ShowEsprit, ShowEsprits, SuggestEsprits
from reve.game.draft import Draft
from reve.game.esprit import quantity, stats
from reve.game.replies import EspritLine, EspritShown, EspritsShown, Reply, Suggestions
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.text import plain

MOST_SUGGESTIONS: Final = 25
MOST_CANDIDATES: Final = 5

type _Key = Callable[[Species, EspritLine], int]

SORTS: Final[Mapping[str, _Key]] = {
    "tier": lambda species, line: -species.tier,
    "name": lambda species, line: 0,
    "element": lambda species, line: 0,
    "quantity": lambda species, line: -line.quantity,
    "stars": lambda species, line: -line.stars,
    "power": lambda species, line: -line.power,
    "atk": lambda species, line: -line.attack,
    "def": lambda species, line: -line.defense,
}
"""How a list may be sorted, highest first; ties by name."""


def owned(player: Player, catalogue: Catalogue) -> list[Species]:
    """Return the species that the player has copies of and the pack knows, by name."""
    known = (catalogue.species.get(name) for name in player.stacks)
    mine = [species for species in known if species and quantity(player, species.id)]
    return sorted(mine, key=lambda species: species.name)


def index(draft: Draft, action: ShowEsprits) -> Reply:
    """List the player's stacks, filtered and sorted."""
    catalogue = draft.catalogue
    if action.element is not None and action.element not in catalogue.elements:
        return refusals.invalid("element", "unknown")
    if action.tier is not None and action.tier not in catalogue.tiers:
        return refusals.invalid("tier", "out_of_range")
    if action.sort not in SORTS:
        return refusals.invalid("sort", "unknown")
    found = [
        (species, _line(draft.state, catalogue, species))
        for species in owned(draft.state, catalogue)
        if action.element in (None, species.element) and action.tier in (None, species.tier)
    ]
    found.sort(key=lambda pair: SORTS[action.sort](*pair))
    if action.sort == "element":
        order = list(catalogue.elements)
        found.sort(key=lambda pair: order.index(pair[0].element))
    page, count, lines = pages.cut([line for _, line in found], action.page)
    return EspritsShown(action.element, action.tier, action.sort, page, count, len(found), lines)


def view(draft: Draft, action: ShowEsprit) -> Reply:
    """Show everything about one stack."""
    player, catalogue = draft.state, draft.catalogue
    found = resolve(player, catalogue, action.name or player.leader or "")
    if isinstance(found, Refused):
        return found
    stack = player.stacks[found.id]
    one = stats(found, stack.stars, catalogue.power)
    gives = leadership.bonuses(catalogue, found.id, stack.stars)
    return EspritShown(
        species=found.id,
        quantity=stack.quantity,
        stars=stack.stars,
        star_failures=stack.star_failures,
        bound=stack.bound,
        first_owned_at_ms=stack.first_owned_at_ms,
        attack=one.attack,
        defense=one.defense,
        health=one.health,
        power=one.power,
        leads=player.leader == found.id,
        bonuses={str(name): n for name, n in gives.items()},
    )


def resolve(player: Player, catalogue: Catalogue, text: str) -> Species | Refused:
    """Find a species that the player owns: by id, by name, or by the only beginning that fits."""
    mine, wanted = owned(player, catalogue), text.strip().casefold()
    for species in mine:
        if wanted in (species.id, species.name.casefold()):
            return species
    begins = [species for species in mine if wanted and species.name.casefold().startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    if begins:
        return refusals.ambiguous([species.id for species in begins[:MOST_CANDIDATES]])
    return refusals.not_owned(plain(text))


def suggest(draft: Draft, action: SuggestEsprits) -> Reply:
    """Complete a text: names that begin with it, then names that contain it."""
    wanted = action.text.strip().casefold()
    fits = [species for species in owned(draft.state, draft.catalogue) if wanted in species.name.casefold()]
    fits.sort(key=lambda species: not species.name.casefold().startswith(wanted))
    return Suggestions(tuple(species.id for species in fits[:MOST_SUGGESTIONS]))


def _line(player: Player, catalogue: Catalogue, species: Species) -> EspritLine:
    stack = player.stacks[species.id]
    one = stats(species, stack.stars, catalogue.power)
    return EspritLine(species.id, stack.quantity, stack.stars, one.attack, one.defense, one.health, one.power)
