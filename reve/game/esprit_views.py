"""Looking at esprits: the list, one of them, and completing a name."""

from collections.abc import Callable, Mapping
from typing import Final

from reve.game import awakening, gates, leadership, pages, refusals, sources, wearing
from reve.game.catalogue import Catalogue, Species
from reve.game.commands import ShowEsprit, ShowEsprits, SuggestEsprits
from reve.game.draft import Draft
from reve.game.esprit import role_of, stats
from reve.game.finding import owned, resolve
from reve.game.replies import EspritLine, EspritShown, EspritsShown, Reply, Suggestions
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.esprit import EspritOptions, Showcase, Showcased

MOST_SUGGESTIONS: Final = 25

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
        options=_options(draft, found),
    )


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


def _options(draft: Draft, species: Species) -> EspritOptions:
    """Return what can be done with a stack."""
    player, catalogue = draft.state, draft.catalogue
    stack, growing = player.stacks[species.id], catalogue.growing
    star = stack.stars + 1
    best = wearing.champion(catalogue, species, stack)
    return EspritOptions(
        star=awakening.cost(catalogue, species.tier, star, stack.star_failures, stone=False)
        if star <= len(growing.awakening.success_bp)
        else None,
        fusion_bp=growing.fusion.chance_bp.get(species.tier),
        fusion_cost=growing.fusion.cost[species.tier],
        relics=stack.relics,
        slots=growing.relic_slots[species.tier],
        attack=best.attack,
        defense=best.defense,
        health=best.health,
        power=best.power,
        role=role_of(player, species.id),
        sources=sources.of(catalogue, species),
        may_awaken=gates.closed(draft, awakening.GATE) is None,
    )


def showcase(draft: Draft, action: Showcase) -> Refused | Showcased:
    """Show one esprit to everybody, the leader unless told."""
    player, catalogue = draft.state, draft.catalogue
    found = resolve(player, catalogue, action.name or player.leader or "")
    if isinstance(found, Refused):
        return found
    stack, best = player.stacks[found.id], wearing.champion(catalogue, found, player.stacks[found.id])
    return Showcased(
        username=draft.username,
        species=found.id,
        quantity=stack.quantity,
        stars=stack.stars,
        attack=best.attack,
        defense=best.defense,
        health=best.health,
        power=best.power,
        relics=stack.relics,
        slots=catalogue.growing.relic_slots[found.tier],
        leads=player.leader == found.id,
    )
