"""Awakening: copies are spent for stars, which make all others of their kind stronger."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reve.game import currency, esprit, fragment, gates, inventory, pages, power, refusals, settling
from reve.game.catalogue import Catalogue, Species
from reve.game.draft import Draft
from reve.game.finding import owned, resolve
from reve.game.shown import Refused
from reve.game.state import Player, Stack, revised
from reve.game.vocabulary.awakening import (
    Awaken,
    Awakened,
    AwakeningCost,
    AwakeningFailed,
    AwakeningLine,
    AwakeningShown,
    AwakeningsShown,
    AwakeningSucceeded,
    ListAwakenings,
    PreviewAwakening,
)

SOURCE: Final = "awakening"
BURN: Final = "burn/awakening"
GATE: Final = "awakening"
_FULL_BP: Final = 10_000


def cost(catalogue: Catalogue, tier: int, star: int, failures: int, *, stone: bool) -> AwakeningCost:
    """Return what trying for a star takes after so many failures on it, and its chance."""
    rules, growing = catalogue.growing.awakening, catalogue.growing
    copies = max(1, star - rules.stone_saves) if stone else star
    return AwakeningCost(
        copies=copies,
        copies_on_failure=-(-copies // rules.failed_copies_part),
        fragments=growing.materials[tier].awakening,
        revies=rules.revies_factor * star * growing.fusion.cost[tier],
        chance_bp=min(_FULL_BP, rules.success_bp[star - 1] + rules.retry_bp * failures),
    )


def preview(draft: Draft, action: PreviewAwakening) -> Refused | AwakeningShown:
    """Show what the next star takes and gives; also while something for it is lacking."""
    species = _sleeper(draft, action.esprit)
    if isinstance(species, Refused):
        return species
    player, catalogue = draft.state, draft.catalogue
    stack, rules = player.stacks[species.id], catalogue.growing.awakening
    star = stack.stars + 1
    due = cost(catalogue, species.tier, star, stack.star_failures, stone=action.stone)
    now = esprit.stats(species, stack.stars, catalogue.power).power
    after = esprit.stats(species, star, catalogue.power).power
    return AwakeningShown(
        species=species.id,
        stars=stack.stars,
        failures=stack.star_failures,
        cost=due,
        stone=action.stone,
        stone_helps=_stone_helps(catalogue, star),
        quantity=stack.quantity,
        fragments=fragment.quantity(player, fragment.AWAKENING),
        revies=currency.balance(player, currency.REVIES),
        stones=inventory.quantity(player, rules.stone),
        power=now,
        power_after=after,
        gain=_gain(catalogue, species, stack, due),
        version=draft.at.seq,
    )


def awaken(draft: Draft, action: Awaken) -> Refused | Awakened | AwakeningShown:
    """Try for the next star."""
    if action.version != draft.at.seq:
        return preview(draft, PreviewAwakening(action.esprit, action.stone))
    species = _sleeper(draft, action.esprit)
    if isinstance(species, Refused):
        return species
    catalogue, stack = draft.catalogue, draft.state.stacks[species.id]
    due = cost(catalogue, species.tier, stack.stars + 1, stack.star_failures, stone=action.stone)
    if no := next(_obstacles(draft, species, due, stone=action.stone), None):
        return no
    if draft.state.leader == species.id:
        settling.before_leading(draft)
    currency.debit(draft, currency.REVIES, due.revies, BURN, species.id)
    fragment.take(draft, fragment.AWAKENING, due.fragments, SOURCE)
    if action.stone:
        inventory.take(draft, catalogue.growing.awakening.stone, 1, SOURCE)
    roll = draft.dice.below(_FULL_BP)
    if roll < due.chance_bp:
        return _success(draft, species, due, roll, stone=action.stone)
    return _failure(draft, species, due, roll, stone=action.stone)


def listing(draft: Draft, action: ListAwakenings) -> Refused | AwakeningsShown:
    """List the stacks with copies enough for their next star, most gain per copy first."""
    if no := gates.closed(draft, GATE):
        return no
    lines = sorted(_lines(draft.state, draft.catalogue), key=lambda line: -line.gain)
    page, count, cut = pages.cut(lines, action.page)
    return AwakeningsShown(page, count, len(lines), cut)


def _sleeper(draft: Draft, name: str) -> Species | Refused:
    """Return an esprit of the player's that has a star left to gain."""
    if no := gates.closed(draft, GATE):
        return no
    species = resolve(draft.state, draft.catalogue, name)
    if isinstance(species, Refused):
        return species
    if draft.state.stacks[species.id].stars >= len(draft.catalogue.growing.awakening.success_bp):
        return refusals.max_stars(species.id)
    return species


def _obstacles(draft: Draft, species: Species, due: AwakeningCost, *, stone: bool) -> Iterator[Refused]:
    """Yield what forbids a try, in the order in which it is looked at."""
    player, rules = draft.state, draft.catalogue.growing.awakening
    have = esprit.quantity(player, species.id)
    if have <= due.copies:  # the last copy is never consumed
        yield refusals.insufficient("copies", due.copies + 1, have, species=species.id)
    if no := fragment.lacking(player, fragment.AWAKENING, due.fragments):
        yield no
    if (balance := currency.balance(player, currency.REVIES)) < due.revies:
        yield refusals.insufficient(currency.REVIES, due.revies, balance)
    if stone:
        if not inventory.quantity(player, rules.stone):
            yield refusals.insufficient("item", 1, 0, item=rules.stone)
        if not _stone_helps(draft.catalogue, player.stacks[species.id].stars + 1):
            yield refusals.invalid("stone", "not_needed")


def _success(draft: Draft, species: Species, due: AwakeningCost, roll: int, *, stone: bool) -> Awakened:
    before = draft.state.stacks[species.id].stars
    esprit.consume(draft, species.id, due.copies, SOURCE)
    draft.emit(
        AwakeningSucceeded(
            species=species.id,
            from_stars=before,
            to_stars=before + 1,
            copies=due.copies,
            fragments=due.fragments,
            revies=due.revies,
            stone=stone,
            chance_bp=due.chance_bp,
            roll=roll,
        )
    )
    return _told(draft, species, before, due, roll, stone=stone)


def _failure(draft: Draft, species: Species, due: AwakeningCost, roll: int, *, stone: bool) -> Awakened:
    stack = draft.state.stacks[species.id]
    esprit.consume(draft, species.id, due.copies_on_failure, SOURCE)
    kind, gained = fragment.consolation(draft, species.tier, SOURCE)
    draft.emit(
        AwakeningFailed(
            species=species.id,
            stars=stack.stars,
            copies=due.copies_on_failure,
            fragments=due.fragments,
            revies=due.revies,
            stone=stone,
            chance_bp=due.chance_bp,
            roll=roll,
            failures=stack.star_failures + 1,
            fragment=kind,
            fragments_gained=gained,
        )
    )
    told = _told(draft, species, stack.stars, due, roll, stone=stone)
    return replace(told, copies=due.copies_on_failure, fragment=kind, fragments_gained=gained)


def _told(
    draft: Draft, species: Species, before: int, due: AwakeningCost, roll: int, *, stone: bool
) -> Awakened:
    stack, rules = draft.state.stacks[species.id], draft.catalogue.power
    return Awakened(
        species=species.id,
        star=before + 1,
        success=stack.stars > before,
        copies=due.copies,
        fragments=due.fragments,
        revies=due.revies,
        stone=stone,
        chance_bp=due.chance_bp,
        roll=roll,
        failures=stack.star_failures,
        fragment="",
        fragments_gained=0,
        quantity=stack.quantity,
        power=esprit.stats(species, stack.stars, rules).power,
        power_before=esprit.stats(species, before, rules).power,
    )


def _stone_helps(catalogue: Catalogue, star: int) -> bool:
    return cost(catalogue, 1, star, 0, stone=True).copies < cost(catalogue, 1, star, 0, stone=False).copies


def _lines(player: Player, catalogue: Catalogue) -> Iterator[AwakeningLine]:
    for species in owned(player, catalogue):
        stack = player.stacks[species.id]
        if stack.stars >= len(catalogue.growing.awakening.success_bp):
            continue
        due = cost(catalogue, species.tier, stack.stars + 1, stack.star_failures, stone=False)
        if stack.quantity <= due.copies:
            continue
        gain = _gain(catalogue, species, stack, due) // due.copies
        yield AwakeningLine(species.id, stack.quantity, stack.stars, due, gain)


def _gain(catalogue: Catalogue, species: Species, stack: Stack, due: AwakeningCost) -> int:
    """Return how much stronger a success would make the army, before skills and leader."""
    left = max(0, stack.quantity - due.copies)
    after = replace(stack, quantity=left, stars=stack.stars + 1)
    gained = power.contribution(catalogue, species.id, after) - power.contribution(
        catalogue, species.id, stack
    )
    return gained.worth(catalogue)


def succeeded(player: Player, event: AwakeningSucceeded) -> Player:
    return _with(player, event.species, event.to_stars, 0)


def failed(player: Player, event: AwakeningFailed) -> Player:
    return _with(player, event.species, event.stars, event.failures)


def _with(player: Player, species: str, stars: int, failures: int) -> Player:
    stack = replace(player.stacks[species], stars=stars, star_failures=failures)
    return revised(player, stacks={**player.stacks, species: stack})
