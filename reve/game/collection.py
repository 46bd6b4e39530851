"""The collection: how much has been discovered, by element and tier, what it is worth, what is missing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from reve.game import milestone, pages, refusals
from reve.game.catalogue import Catalogue, Species
from reve.game.days import DAY_MS
from reve.game.draft import Draft
from reve.game.goals import CollectionRules
from reve.game.replies import Reply
from reve.game.state import Player
from reve.game.vocabulary.goals import (
    CollectionShown,
    Discovery,
    MilestoneLine,
    MilestonesShown,
    MissingShown,
    RecentShown,
    ShareLine,
    SharesShown,
    ShowCollection,
)

FULL_BP: Final = 10_000
SPECIALISED: Final = "specialised"


def show(draft: Draft, action: ShowCollection) -> Reply:
    """Show the collection from one side."""
    view = VIEWS.get(action.view)
    if view is None:
        return refusals.invalid("view", "unknown")
    if action.element is not None and action.element not in draft.catalogue.elements:
        return refusals.invalid("element", "unknown")
    if action.tier is not None and action.tier not in draft.catalogue.tiers:
        return refusals.invalid("tier", "out_of_range")
    return view(draft, action)


def discovered(player: Player, catalogue: Catalogue) -> list[Species]:
    """Return the species that the player has ever owned and the pack knows, in its order."""
    return [species for species in catalogue.species.values() if species.id in player.stacks]


def value(player: Player, catalogue: Catalogue) -> int:
    """Return what a collection is worth."""
    rules, mine = catalogue.goals.collection, discovered(player, catalogue)
    stacks = [player.stacks[species.id] for species in mine]
    return (
        rules.value_unique * len(mine)
        + rules.value_copy * sum(stack.quantity for stack in stacks)
        + rules.value_tier_squared * sum(species.tier**2 for species in mine)
        + rules.value_star * sum(stack.stars for stack in stacks)
    )


def mastery(rules: CollectionRules, bp: int) -> str:
    """Return the rank that a share of an element's species makes."""
    return next(rank for rank, least in rules.mastery if bp >= least)


def balance(rules: CollectionRules, shares_bp: Iterable[int]) -> str:
    """Return the label for how far apart shares lie, by their standard deviation.

    With n shares, n squared times the variance is n * sum of squares - square of the sum.
    """
    shares = tuple(shares_bp)
    n = len(shares)
    spread = n * sum(bp**2 for bp in shares) - sum(shares) ** 2
    return next((label for label, too_much in rules.balance if spread < (n * too_much) ** 2), SPECIALISED)


def _overview(draft: Draft, action: ShowCollection) -> Reply:
    player, catalogue = draft.state, draft.catalogue
    rules, mine = catalogue.goals.collection, discovered(player, catalogue)
    owned = [player.stacks[species.id].quantity for species in mine if player.stacks[species.id].quantity]
    rarest = sorted(mine, key=lambda species: (-species.tier, player.stacks[species.id].quantity))
    ahead = (n for n in rules.milestones if n > len(player.stacks))
    return CollectionShown(
        discovered=len(mine),
        total=len(catalogue.species),
        owned=len(owned),
        copies=sum(owned),
        value=value(player, catalogue),
        rarest=tuple(species.id for species in rarest[: rules.rarest]),
        next_milestone=min(ahead, default=None),
        balance=_balance(player, catalogue),
    )


def _elements(draft: Draft, action: ShowCollection) -> Reply:
    rules = draft.catalogue.goals.collection
    lines = tuple(
        ShareLine(line.id, line.discovered, line.total, mastery(rules, _bp(line)))
        for line in _by_element(draft.state, draft.catalogue)
    )
    return SharesShown("element", lines, _balance(draft.state, draft.catalogue))


def _tiers(draft: Draft, action: ShowCollection) -> Reply:
    lines = _shares(draft.state, draft.catalogue, draft.catalogue.tiers, lambda species: species.tier)
    return SharesShown("tier", lines, _balance(draft.state, draft.catalogue))


def _missing(draft: Draft, action: ShowCollection) -> Reply:
    missing = [
        species.id
        for species in sorted(draft.catalogue.species.values(), key=lambda species: species.tier)
        if species.id not in draft.state.stacks
        and action.element in (None, species.element)
        and action.tier in (None, species.tier)
    ]
    page, count, cut = pages.cut(missing[: draft.catalogue.goals.collection.most_missing], action.page)
    return MissingShown(action.element, action.tier, page, count, len(missing), cut)


def _recent(draft: Draft, action: ShowCollection) -> Reply:
    rules = draft.catalogue.goals.collection
    asked = rules.recent_days if action.days is None else action.days
    days = min(max(1, asked), rules.most_recent_days)
    since_ms = draft.now_ms - days * DAY_MS
    found = [
        Discovery(name, stack.first_owned_at_ms)
        for name, stack in draft.state.stacks.items()
        if stack.first_owned_at_ms > since_ms
    ]
    found.sort(key=lambda one: -one.at_ms)
    page, count, cut = pages.cut(found, action.page)
    return RecentShown(days, rules.most_recent_days, page, count, len(found), cut)


def _milestones(draft: Draft, action: ShowCollection) -> Reply:
    granted = draft.state.claims.granted
    lines = tuple(
        MilestoneLine(n, granted.get(milestone.key(n))) for n in draft.catalogue.goals.collection.milestones
    )
    return MilestonesShown(len(draft.state.stacks), lines)


def _by_element(player: Player, catalogue: Catalogue) -> tuple[ShareLine, ...]:
    return _shares(player, catalogue, catalogue.elements, lambda species: species.element)


def _shares(
    player: Player,
    catalogue: Catalogue,
    groups: Iterable[str | int],
    group_of: Callable[[Species], str | int],
) -> tuple[ShareLine, ...]:
    found = {group: [0, 0] for group in groups}
    for species in catalogue.species.values():
        counts = found[group_of(species)]
        counts[0] += species.id in player.stacks
        counts[1] += 1
    return tuple(ShareLine(str(group), have, total) for group, (have, total) in found.items())


def _balance(player: Player, catalogue: Catalogue) -> str:
    return balance(catalogue.goals.collection, map(_bp, _by_element(player, catalogue)))


def _bp(line: ShareLine) -> int:
    return line.discovered * FULL_BP // line.total if line.total else 0


VIEWS: Final[Mapping[str, Callable[[Draft, ShowCollection], Reply]]] = {
    "overview": _overview,
    "element": _elements,
    "tier": _tiers,
    "missing": _missing,
    "recent": _recent,
    "milestones": _milestones,
}
"""The sides that a collection has."""
