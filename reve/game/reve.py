"""The reve: a summon that recharges, with published odds and pity."""

from dataclasses import dataclass
from typing import Final

from actors.moment import Dice
from reve.game import esprit, refusals, resource
from reve.game.catalogue import Catalogue, ReveRow, ReveRules
from reve.game.catalogue import Pity as PityRule
from reve.game.commands import Pull, ShowReve
from reve.game.days import date_of, day_of
from reve.game.dice import HmacDice, weighted
from reve.game.draft import Draft
from reve.game.events import RevePulled, ReveResult
from reve.game.receipt import Receipt
from reve.game.reckoning import Reckoning
from reve.game.replies import Pulled, PulledEsprit, Reply, ReveShown
from reve.game.resource import Regeneration
from reve.game.shown import GaugeShown
from reve.game.state import Gauge, Luck, Player, revised

SOURCE: Final = "reve"
_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Pity:
    """How many pulls ago the last bright and the last brilliant result were."""

    since_bright: int
    since_brilliant: int

    def due(self, rules: ReveRules) -> int | None:
        """Return the column that the next pull must give, the higher one if both fall due."""
        if self.since_brilliant + 1 >= rules.brilliant.after:
            return rules.brilliant.column
        if self.since_bright + 1 >= rules.bright.after:
            return rules.bright.column
        return None

    def after(self, rules: ReveRules, column: int) -> "Pity":
        """Return the counters after a result; a brilliant one is bright, too."""
        bright = 0 if column >= rules.bright.column else self.since_bright + 1
        brilliant = 0 if column >= rules.brilliant.column else self.since_brilliant + 1
        return Pity(bright, brilliant)


def chance_of(rules: ReveRules, pity: Pity, kind: PityRule) -> Reckoning:
    """Return the chance in bp that the next pull is of a kind, step by step."""
    weight = sum(rules.weights[kind.column - 1 :])
    odds = Reckoning.start("weights", weight * _FULL_BP // sum(rules.weights))
    due = pity.due(rules)
    return odds.at_least("pity", _FULL_BP) if due is not None and due >= kind.column else odds


def row_for(rules: ReveRules, level: int) -> ReveRow:
    """Return the row of the odds that a level draws from."""
    return next(row for row in rules.rows if row.from_level <= level <= row.to_level)


def recharge(rules: ReveRules) -> Regeneration:
    """Return how charges come back."""
    return Regeneration(rules.max_charges, rules.interval_ms)


def charges(draft: Draft) -> GaugeShown:
    """Return the charges as of now."""
    return resource.shown(draft.state.luck.charges, recharge(draft.catalogue.reve), draft.now_ms)


def draw(catalogue: Catalogue, row: ReveRow, pity: Pity, dice: Dice) -> ReveResult:
    """Draw one result: its column, an element that has the tier, a species."""
    due = pity.due(catalogue.reve)
    column = due or weighted(dice, catalogue.reve.weights) + 1
    tier = row.tiers[column - 1]
    elements = catalogue.pools[tier]
    species = elements[dice.below(len(elements))]
    return ReveResult(species[dice.below(len(species))], tier, column, due is not None)


def pull(draft: Draft, action: Pull) -> Reply:
    """Summon `count` times, for a charge each; all or none."""
    rules, luck = draft.catalogue.reve, draft.state.luck
    if not 1 <= action.count <= rules.max_charges:
        return refusals.invalid("count", "out_of_range")
    how, have = recharge(rules), charges(draft)
    if have.value < action.count:
        facts = {} if have.next_at_ms is None else {"next_at_ms": have.next_at_ms}
        return refusals.insufficient("charges", action.count, have.value, **facts)
    left = resource.spend(luck.charges, how, action.count, draft.now_ms)
    results, pity = _draw_all(draft, action.count)
    receipt = _receipt(draft, luck)
    draft.emit(RevePulled(results, left.value, left.at_ms, pity.since_bright, pity.since_brilliant, receipt))
    return Pulled(
        results=tuple(_gain(draft, result) for result in results),
        charges=resource.shown(left, how, draft.now_ms),
        bright_in=rules.bright.after - pity.since_bright,
        brilliant_in=rules.brilliant.after - pity.since_brilliant,
        receipt=receipt,
    )


def show(draft: Draft, action: ShowReve) -> Reply:
    """Show charges, the odds of the player's level, and pity."""
    rules, luck, level = draft.catalogue.reve, draft.state.luck, draft.state.growth.level
    return ReveShown(
        charges=charges(draft),
        level=level,
        tiers=row_for(rules, level).tiers,
        weights=rules.weights,
        bright_column=rules.bright.column,
        bright_in=rules.bright.after - luck.since_bright,
        brilliant_column=rules.brilliant.column,
        brilliant_in=rules.brilliant.after - luck.since_brilliant,
    )


def pulled(player: Player, event: RevePulled) -> Player:
    charges = Gauge(event.charges_left, event.charges_at_ms)
    return revised(player, luck=Luck(charges, event.since_bright, event.since_brilliant))


def _draw_all(draft: Draft, count: int) -> tuple[tuple[ReveResult, ...], Pity]:
    catalogue, luck = draft.catalogue, draft.state.luck
    row = row_for(catalogue.reve, draft.state.growth.level)
    pity = Pity(luck.since_bright, luck.since_brilliant)
    results: list[ReveResult] = []
    for _ in range(count):
        results.append(draw(catalogue, row, pity, draft.dice))
        pity = pity.after(catalogue.reve, results[-1].column)
    return tuple(results), pity


def _gain(draft: Draft, result: ReveResult) -> PulledEsprit:
    new = result.species not in draft.state.stacks
    esprit.gain(draft, result.species, 1, SOURCE)
    quantity = esprit.quantity(draft.state, result.species)
    return PulledEsprit(result.species, result.tier, result.column, result.forced, new, quantity)


def _receipt(draft: Draft, luck: Luck) -> Receipt:
    dice = draft.dice if isinstance(draft.dice, HmacDice) else None
    return Receipt(
        seq=draft.at.seq,
        date=date_of(day_of(draft.now_ms)),
        commitment=dice.commitment if dice else "",
        words=tuple(f"{word:016x}" for word in dice.words) if dice else (),
        pack_version=draft.catalogue.version,
        level=draft.state.growth.level,
        since_bright=luck.since_bright,
        since_brilliant=luck.since_brilliant,
    )
