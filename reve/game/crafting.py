"""Crafting: fragments of a tier and of an element become an esprit of both."""

from collections.abc import Iterator
from typing import Final

from reve.game import currency, esprit, fragment, gates, refusals
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.crafting import (
    Craft,
    Crafted,
    CraftedEsprit,
    EspritCrafted,
    FragmentsShown,
    Recipe,
    ShowFragments,
)

SOURCE: Final = "craft"
BURN: Final = "burn/craft"
GATE: Final = "crafting"


def recipe(catalogue: Catalogue, player: Player, tier: int) -> Recipe:
    """Return what one esprit of a tier takes."""
    rules = catalogue.growing.crafting
    return Recipe(
        tier=tier,
        tier_fragments=rules.tier_base + rules.tier_step * tier,
        element_fragments=rules.element_base + rules.element_step * tier,
        revies=rules.revies_factor * catalogue.growing.fusion.cost[tier],
        known=any(name in player.stacks for pool in catalogue.pools[tier] for name in pool),
    )


def craft(draft: Draft, action: Craft) -> Refused | Crafted | FragmentsShown:
    """Make `count` esprits, all or none."""
    if action.version is not None and action.version != draft.at.seq:
        return show(draft, ShowFragments())
    if no := next(_obstacles(draft, action), None):
        return no
    due = recipe(draft.catalogue, draft.state, action.tier)
    results = tuple(_make(draft, action, due) for _ in range(action.count))
    player = draft.state
    return Crafted(
        tier=action.tier,
        element=action.element,
        results=results,
        tier_fragments=due.tier_fragments * action.count,
        element_fragments=due.element_fragments * action.count,
        revies=due.revies * action.count,
        tier_left=fragment.quantity(player, fragment.of_tier(action.tier)),
        element_left=fragment.quantity(player, fragment.of_element(action.element)),
    )


def show(draft: Draft, action: ShowFragments) -> FragmentsShown:
    """Show all fragments, and the recipes of the tiers that there are fragments of."""
    player, catalogue = draft.state, draft.catalogue
    tiers = {tier: fragment.quantity(player, fragment.of_tier(tier)) for tier in catalogue.tiers}
    elements = {name: fragment.quantity(player, fragment.of_element(name)) for name in catalogue.elements}
    highest = catalogue.growing.crafting.highest_tier
    return FragmentsShown(
        awakening=fragment.quantity(player, fragment.AWAKENING),
        tiers={tier: n for tier, n in tiers.items() if n},
        elements={name: n for name, n in elements.items() if n},
        recipes=tuple(recipe(catalogue, player, tier) for tier, n in tiers.items() if n and tier <= highest),
        revies=currency.balance(player, currency.REVIES),
        level=gates.level_of(catalogue, GATE),
        open=gates.closed(draft, GATE) is None,
        version=draft.at.seq,
    )


def _obstacles(draft: Draft, action: Craft) -> Iterator[Refused]:
    """Yield what forbids it, in the order in which it is looked at."""
    player, catalogue = draft.state, draft.catalogue
    rules = catalogue.growing.crafting
    if no := gates.closed(draft, GATE):
        yield no
    if not (action.tier in catalogue.tiers and action.tier <= rules.highest_tier):
        yield refusals.invalid("tier", "out_of_range")
    if action.element not in catalogue.elements:
        yield refusals.invalid("element", "unknown")
    if not 1 <= action.count <= rules.most:
        yield refusals.invalid("count", "out_of_range")
    due = recipe(catalogue, player, action.tier)
    if not due.known:
        yield refusals.undiscovered(action.tier)
    if no := fragment.lacking(player, fragment.of_tier(action.tier), due.tier_fragments * action.count):
        yield no
    needed = due.element_fragments * action.count
    if no := fragment.lacking(player, fragment.of_element(action.element), needed):
        yield no
    if (have := currency.balance(player, currency.REVIES)) < due.revies * action.count:
        yield refusals.insufficient(currency.REVIES, due.revies * action.count, have)
    pool = catalogue.kin[action.element, action.tier]
    if all(esprit.quantity(player, name) + action.count > catalogue.caps.copies for name in pool):
        yield refusals.stack_limit("esprit")


def _make(draft: Draft, action: Craft, due: Recipe) -> CraftedEsprit:
    currency.debit(draft, currency.REVIES, due.revies, BURN, action.element)
    fragment.take(draft, fragment.of_tier(action.tier), due.tier_fragments, SOURCE)
    fragment.take(draft, fragment.of_element(action.element), due.element_fragments, SOURCE)
    pool = draft.catalogue.kin[action.element, action.tier]
    species = pool[draft.dice.below(len(pool))]
    new = species not in draft.state.stacks
    esprit.gain(draft, species, 1, SOURCE)
    draft.emit(
        EspritCrafted(
            species, action.tier, action.element, due.tier_fragments, due.element_fragments, due.revies
        )
    )
    return CraftedEsprit(species, new, esprit.quantity(draft.state, species))
