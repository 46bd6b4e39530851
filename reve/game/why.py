"""Why: a number of the player's broken down into the steps by which its own rule reckons it."""

from collections.abc import Callable, Mapping
from typing import Final

from reve.game import fusion, income, journey, paying, power, refusals, resource, reve
from reve.game.draft import Draft
from reve.game.reckoning import Reckoning
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.uses import Refillable
from reve.game.vocabulary.why import ExplainedPart, ExplainNumber, NumberExplained


def explain(draft: Draft, action: ExplainNumber) -> Reply:
    """Break a number down."""
    teller = TELLERS.get(action.what)
    return refusals.invalid("what", "unknown") if teller is None else teller(draft)


def _power(draft: Draft) -> Reply:
    player, catalogue = draft.state, draft.catalogue
    terms = power.terms(player, catalogue, power.sums(draft))
    return NumberExplained("power", tuple(_part(name, "points", one) for name, one in terms.items()))


def _bar(draft: Draft, kind: Refillable) -> Reply:
    player, catalogue = draft.state, draft.catalogue
    return NumberExplained(
        kind,
        (
            _part("maximum", "points", resource.maximum_of(player, catalogue, kind)),
            _part("interval", "ms", resource.interval_of(player, catalogue, kind)),
        ),
    )


def _reve(draft: Draft) -> Reply:
    luck, rules = draft.state.luck, draft.catalogue.reve
    now = reve.Pity(luck.since_bright, luck.since_brilliant)
    parts: list[ExplainedPart] = []
    for name, pity, since in (
        ("bright", rules.bright, luck.since_bright),
        ("brilliant", rules.brilliant, luck.since_brilliant),
    ):
        parts.append(_part(name, "bp", reve.chance_of(rules, now, pity)))
        left = Reckoning.start("certain_after", pity.after).plus("pulled_since", -since)
        parts.append(_part(f"{name}_in", "pulls", left))
    return NumberExplained("reve", tuple(parts))


def _fusion(draft: Draft) -> Reply:
    """Explain the fusion of two copies of the leader."""
    leader = draft.state.leader or ""
    pair = fusion.pair_of(draft, leader, leader, 0, catalyst=False)
    if isinstance(pair, Refused):
        return pair
    odds = fusion.chance_terms(draft.catalogue, pair, fusion.failures(draft.state, pair.tier))
    return NumberExplained("fusion", (_part("chance", "bp", odds),), leader)


def _capture(draft: Draft) -> Reply:
    """Explain the chance of a capture in the current area."""
    area, luck = journey.current(draft.state, draft.catalogue), draft.state.journey
    chance = paying.capture_chance(draft, area, boss=False)
    left = Reckoning.start("certain_after", draft.catalogue.adventures.capture.certain_after)
    left = left.plus("quests_since", -luck.since_capture)
    parts = (_part("chance", "bp", chance.terms), _part("capture_in", "quests", left))
    return NumberExplained("capture", parts)


def _quest(draft: Draft) -> Reply:
    """Explain what the next quest costs, and what it gives on average."""
    area = journey.current(draft.state, draft.catalogue)
    one = area.quest(journey.upcoming(area, journey.progress(draft.state, area)))
    mean = paying.mean_revies(one)
    return NumberExplained(
        "quest",
        (
            _part("energy", "points", paying.energy_terms(draft, one)),
            _part("revies", "points", paying.revies_terms(draft, one, mean)),
            _part("xp", "points", paying.xp_terms(draft, one)),
        ),
    )


def _income(draft: Draft) -> Reply:
    player, catalogue = draft.state, draft.catalogue
    if player.buildings.anchor_ms is None:
        return refusals.insufficient("buildings", 1, 0)
    due, season_bp = income.read(draft), income.season_bp(draft)
    return NumberExplained(
        "income",
        (
            _part("tick_revies", "points", income.revies_of(player, catalogue, 1, season_bp)),
            _part("tick_upkeep", "points", income.upkeep_terms(player, catalogue, 1)),
            _part("tick_erythl", "hundredths", income.erythl_of(player, catalogue, 1)),
            _part("due_revies", "points", income.revies_of(player, catalogue, due.ticks, season_bp)),
            _part("due_upkeep", "points", income.upkeep_terms(player, catalogue, due.paid)),
            _part("due_erythl", "hundredths", income.erythl_of(player, catalogue, due.paid)),
        ),
    )


def _part(name: str, unit: str, one: Reckoning) -> ExplainedPart:
    return ExplainedPart(name, unit, one.steps)


TELLERS: Final[Mapping[str, Callable[[Draft], Reply]]] = {
    "power": _power,
    "energy": lambda draft: _bar(draft, "energy"),
    "stamina": lambda draft: _bar(draft, "stamina"),
    "reve": _reve,
    "fusion": _fusion,
    "capture": _capture,
    "quest": _quest,
    "income": _income,
}
"""What can be explained."""
