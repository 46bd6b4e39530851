"""Fusion: two copies of one tier become one of the next, or one of them is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from reve.game import currency, esprit, festival, fragment, inventory, leadership, refusals
from reve.game.catalogue import Catalogue, Species
from reve.game.draft import Draft
from reve.game.finding import resolve
from reve.game.reckoning import Reckoning
from reve.game.shown import Refused
from reve.game.state import Player, revised
from reve.game.vocabulary.fusion import (
    Fuse,
    Fused,
    FusionAttempt,
    FusionChance,
    FusionFailed,
    FusionShown,
    FusionSucceeded,
    PreviewFusion,
)

SOURCE: Final = "fusion"
BURN: Final = "burn/fusion"
_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Pair:
    """What is to be fused, and with how much help."""

    first: Species
    second: Species
    steps: int
    catalyst: bool
    leader_bp: int
    festival_bp: int = festival.PLAIN_BP

    @property
    def tier(self) -> int:
        """The tier of both."""
        return self.first.tier

    @property
    def needs(self) -> dict[str, int]:
        """How many copies of what an attempt may take."""
        if self.first.id == self.second.id:
            return {self.first.id: 2}
        return {self.first.id: 1, self.second.id: 1}


def chance_terms(catalogue: Catalogue, pair: Pair, failures: int) -> Reckoning:
    """Return the chance of an attempt after so many failures in a row, step by step."""
    rules = catalogue.growing.fusion
    same = pair.first.element == pair.second.element
    odds = Reckoning.start("tier", rules.chance_bp[pair.tier])
    odds = odds.times("cross", 0 if same else rules.cross_bp - _FULL_BP).times("leader", pair.leader_bp)
    odds = odds.plus("pity", rules.pity_bp * failures)
    odds = odds.times("festival", pair.festival_bp - _FULL_BP).at_most("cap", rules.cap_bp)
    odds = odds.plus("boost", rules.boost_bp * pair.steps)
    if pair.steps:
        odds = odds.at_most("boost_cap", rules.boost_cap_bp)
    return odds.at_least("catalyst", _FULL_BP) if pair.catalyst else odds


def chance(catalogue: Catalogue, pair: Pair, failures: int) -> FusionChance:
    """Return the chance of an attempt after so many failures in a row, with its parts."""
    rules, terms = catalogue.growing.fusion, chance_terms(catalogue, pair, failures)
    return FusionChance(
        base_bp=rules.chance_bp[pair.tier],
        cross_bp=_FULL_BP if pair.first.element == pair.second.element else rules.cross_bp,
        leader_bp=pair.leader_bp,
        pity_bp=rules.pity_bp * failures,
        boost_bp=rules.boost_bp * pair.steps,
        catalyst=pair.catalyst,
        total_bp=terms.value,
        festival_bp=pair.festival_bp,
        capped_bp=next((step.by for step in terms.steps if step.name == "cap"), 0),
    )


def outcomes(catalogue: Catalogue, pair: Pair) -> tuple[str, ...]:
    """Return the elements that can come of a pair, equally likely."""
    first, second = sorted((pair.first.element, pair.second.element))
    return catalogue.growing.fusion.chart[first, second]


def fuse(draft: Draft, action: Fuse) -> Refused | Fused | FusionShown:
    """Fuse up to `count` times, until something is lacking; at least one attempt must be possible."""
    if not 1 <= action.count <= draft.catalogue.growing.fusion.most_attempts:
        return refusals.invalid("count", "out_of_range")
    pair = pair_of(draft, action.first, action.second, action.fragments, catalyst=action.catalyst)
    if isinstance(pair, Refused):
        return pair
    stale = action.version is not None and action.version != draft.at.seq
    if stale or (action.careful and _takes_a_last_copy(draft, pair, action.count)):
        return _shown(draft, pair, action.count)
    attempts: list[FusionAttempt] = []
    stopped: Refused | None = None
    while len(attempts) < action.count and (stopped := obstacle(draft, pair)) is None:
        attempts.append(_attempt(draft, pair))
    if not attempts and stopped is not None:
        return stopped
    return _told(draft, pair, action.count, tuple(attempts), stopped)


def preview(draft: Draft, action: PreviewFusion) -> Refused | FusionShown:
    """Show what a fusion would be, without any luck."""
    pair = pair_of(draft, action.first, action.second, action.fragments, catalyst=action.catalyst)
    return pair if isinstance(pair, Refused) else _shown(draft, pair)


def _shown(draft: Draft, pair: Pair, asked: int = 1) -> FusionShown:
    player, growing = draft.state, draft.catalogue.growing
    count = max(1, min(asked, *_affordable(draft, pair)))
    return FusionShown(
        first=pair.first.id,
        second=pair.second.id,
        tier=pair.tier,
        chance=chance(draft.catalogue, pair, failures(player, pair.tier)),
        elements=outcomes(draft.catalogue, pair),
        cost=growing.fusion.cost[pair.tier],
        revies=currency.balance(player, currency.REVIES),
        steps=pair.steps,
        fragments_needed=_fragments(draft.catalogue, pair),
        fragments=fragment.quantity(player, fragment.of_tier(pair.tier)),
        catalysts=inventory.quantity(player, growing.fusion.catalyst),
        most_attempts=_most_attempts(player, pair),
        version=draft.at.seq,
        count=count,
        last=last_copies(player, pair, count),
    )


def _takes_a_last_copy(draft: Draft, pair: Pair, count: int) -> bool:
    return bool(last_copies(draft.state, pair, count)) and obstacle(draft, pair) is None


def last_copies(player: Player, pair: Pair, count: int) -> tuple[str, ...]:
    """Return of which esprits so many attempts could take every copy."""
    return tuple(
        species
        for species, n in pair.needs.items()
        if 0 < esprit.quantity(player, species) <= n * count and not esprit.role_of(player, species)
    )


def failures(player: Player, tier: int) -> int:
    """Return how many fusions of a tier have failed in a row."""
    return player.pity.fusion.get(tier, 0)


def obstacle(draft: Draft, pair: Pair) -> Refused | None:
    """Return what forbids an attempt now, None if nothing does; draws nothing."""
    return next(_obstacles(draft, pair), None)


def _obstacles(draft: Draft, pair: Pair) -> Iterator[Refused]:
    player, catalogue = draft.state, draft.catalogue
    rules, cost = catalogue.growing.fusion, catalogue.growing.fusion.cost[pair.tier]
    for species, n in pair.needs.items():
        if no := esprit.lacking(player, species, n):
            yield no
    if (have := currency.balance(player, currency.REVIES)) < cost:
        yield refusals.insufficient(currency.REVIES, cost, have)
    if no := fragment.lacking(player, fragment.of_tier(pair.tier), _fragments(catalogue, pair)):
        yield no
    if pair.catalyst:
        if (have := inventory.quantity(player, rules.catalyst)) < 1:
            yield refusals.insufficient("item", 1, have, item=rules.catalyst)
        without = chance(catalogue, replace(pair, catalyst=False), failures(player, pair.tier))
        if without.total_bp >= _FULL_BP:
            yield refusals.invalid("catalyst", "not_needed")
    if all(
        esprit.quantity(player, species) >= catalogue.caps.copies
        for element in outcomes(catalogue, pair)
        for species in catalogue.kin[element, pair.tier + 1]
    ):
        yield refusals.stack_limit("esprit")


def pair_of(draft: Draft, first: str, second: str, steps: int, *, catalyst: bool) -> Pair | Refused:
    """Return two esprits of the player that may be fused, with so much help."""
    rules = draft.catalogue.growing.fusion
    one = resolve(draft.state, draft.catalogue, first)
    if isinstance(one, Refused):
        return one
    other = resolve(draft.state, draft.catalogue, second)
    if isinstance(other, Refused):
        return other
    if one.tier != other.tier:
        return refusals.tier_mismatch(one.tier, other.tier)
    if one.tier not in rules.chance_bp:
        return refusals.max_tier()
    if not 0 <= steps <= rules.boost_steps:
        return refusals.invalid("fragments", "out_of_range")
    leader_bp = leadership.of(draft.state, draft.catalogue).get("fusion", 0)
    festival_bp = festival.factor_bp(draft.at.settings, "fusion", draft.now_ms)
    return Pair(one, other, steps, catalyst, leader_bp, festival_bp)


def _attempt(draft: Draft, pair: Pair) -> FusionAttempt:
    """Pay, roll, and let the result happen; everything has been checked."""
    catalogue, failed = draft.catalogue, failures(draft.state, pair.tier)
    rules, chance_bp = catalogue.growing.fusion, chance_terms(catalogue, pair, failed).value
    currency.debit(draft, currency.REVIES, rules.cost[pair.tier], BURN, pair.first.id)
    fragment.take(draft, fragment.of_tier(pair.tier), _fragments(catalogue, pair), SOURCE)
    if pair.catalyst:
        inventory.take(draft, rules.catalyst, 1, SOURCE)
    roll = draft.dice.below(_FULL_BP)
    if roll < chance_bp:
        return _success(draft, pair, chance_bp, roll)
    return _failure(draft, pair, chance_bp, roll, failed + 1)


def _success(draft: Draft, pair: Pair, chance_bp: int, roll: int) -> FusionAttempt:
    elements = outcomes(draft.catalogue, pair)
    element = elements[draft.dice.below(len(elements))]
    pool = draft.catalogue.kin[element, pair.tier + 1]
    result = pool[draft.dice.below(len(pool))]
    for species, n in pair.needs.items():
        esprit.consume(draft, species, n, SOURCE)
    new = result not in draft.state.stacks
    esprit.gain(draft, result, 1, SOURCE)
    spent = _fragments(draft.catalogue, pair)
    draft.emit(
        FusionSucceeded(
            pair.tier, pair.first.id, pair.second.id, result, chance_bp, roll, spent, pair.catalyst
        )
    )
    return FusionAttempt(True, chance_bp, roll, result, new, 0)


def _failure(draft: Draft, pair: Pair, chance_bp: int, roll: int, failed: int) -> FusionAttempt:
    survivor, lost = (pair.first.id, pair.second.id)
    if draft.dice.below(2):
        survivor, lost = lost, survivor
    esprit.consume(draft, lost, 1, SOURCE)
    kind, gained = fragment.consolation(draft, pair.tier, SOURCE)
    draft.emit(
        FusionFailed(
            tier=pair.tier,
            first=pair.first.id,
            second=pair.second.id,
            survivor=survivor,
            chance_bp=chance_bp,
            roll=roll,
            fragments=_fragments(draft.catalogue, pair),
            catalyst=pair.catalyst,
            fragment=kind,
            fragments_gained=gained,
            failures=failed,
        )
    )
    return FusionAttempt(False, chance_bp, roll, survivor, False, gained)


def _told(
    draft: Draft, pair: Pair, asked: int, attempts: tuple[FusionAttempt, ...], stopped: Refused | None
) -> Fused:
    player, catalogue = draft.state, draft.catalogue
    return Fused(
        first=pair.first.id,
        second=pair.second.id,
        tier=pair.tier,
        asked=asked,
        attempts=attempts,
        revies_spent=catalogue.growing.fusion.cost[pair.tier] * len(attempts),
        fragments_spent=_fragments(catalogue, pair) * len(attempts),
        steps=pair.steps,
        catalyst=pair.catalyst,
        failures=failures(player, pair.tier),
        left=tuple(esprit.quantity(player, one.id) for one in (pair.first, pair.second)),
        stopped=stopped.code if stopped else None,
        version=draft.at.seq + 1,
        again=obstacle(draft, pair) is None,
    )


def _fragments(catalogue: Catalogue, pair: Pair) -> int:
    return catalogue.growing.materials[pair.tier].boost * pair.steps


def _most_attempts(player: Player, pair: Pair) -> int:
    """Return how many attempts the copies allow if every one succeeds."""
    spare = {
        species: esprit.quantity(player, species) - bool(esprit.role_of(player, species))
        for species in pair.needs
    }
    return max(0, min(spare[species] // n for species, n in pair.needs.items()))


def _affordable(draft: Draft, pair: Pair) -> Iterator[int]:
    """Yield how many attempts each thing that they take allows."""
    player, rules = draft.state, draft.catalogue.growing.fusion
    yield _most_attempts(player, pair)
    if cost := rules.cost[pair.tier]:
        yield currency.balance(player, currency.REVIES) // cost
    if need := _fragments(draft.catalogue, pair):
        yield fragment.quantity(player, fragment.of_tier(pair.tier)) // need
    if pair.catalyst:
        yield inventory.quantity(player, rules.catalyst)


def succeeded(player: Player, event: FusionSucceeded) -> Player:
    return _with_pity(player, event.tier, 0)


def failed(player: Player, event: FusionFailed) -> Player:
    return _with_pity(player, event.tier, event.failures)


def _with_pity(player: Player, tier: int, failures: int) -> Player:
    if player.pity.fusion.get(tier, 0) == failures:
        return player
    return revised(player, pity=replace(player.pity, fusion={**player.pity.fusion, tier: failures}))
