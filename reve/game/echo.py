"""Echoes: boxes that hold an esprit each, with published odds and pity."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from actors.moment import Dice
from reve.game import esprit, gates, inventory, refusals
from reve.game.catalogue import Catalogue
from reve.game.dice import weighted
from reve.game.draft import Draft
from reve.game.growing import Echo, EchoRange
from reve.game.shown import Refused
from reve.game.state import Player, revised
from reve.game.vocabulary.echo import (
    EchoesOpened,
    EchoEsprit,
    EchoesShown,
    EchoLine,
    EchoOpened,
    EchoResult,
    ListEchoes,
    OpenEchoes,
)

SOURCE: Final = "echo"
KEY: Final = "echo_key"


def range_for(echo: Echo, level: int) -> EchoRange:
    """Return what an echo holds at a level."""
    return next(part for part in echo.ranges if part.from_level <= level <= part.to_level)


def element_weights(
    catalogue: Catalogue, echo: Echo, part: EchoRange, tier: int, *, wanted: str | None
) -> Mapping[str, int]:
    """Return how likely each element is that has the tier.

    `wanted` is the element that is called, or else the player's favorite one.
    """
    rules = catalogue.growing.echoes
    there = [element for element in catalogue.elements if catalogue.kin[element, tier]]
    if echo.chosen:
        return {element: echo.chosen if element == wanted else echo.others for element in there}
    return {
        element: part.elements[element]
        * (rules.favorite_times if element == wanted else rules.favorite_others)
        for element in there
    }


def draw(
    catalogue: Catalogue, echo: Echo, part: EchoRange, since: int, dice: Dice, *, wanted: str | None
) -> EchoResult:
    """Draw what one echo holds: its tier unless pity says it, an element, a species."""
    forced = since + 1 >= echo.pity
    tier = part.top if forced else list(part.tiers)[weighted(dice, list(part.tiers.values()))]
    weights = element_weights(catalogue, echo, part, tier, wanted=wanted)
    element = list(weights)[weighted(dice, list(weights.values()))]
    pool = catalogue.kin[element, tier]
    return EchoResult(pool[dice.below(len(pool))], tier, forced)


def since(player: Player, kind: str) -> int:
    """Return how many echoes of a kind were opened since its best result."""
    return player.pity.echo.get(kind, 0)


def open_echoes(draft: Draft, action: OpenEchoes) -> Refused | EchoesOpened:
    """Open `count` echoes, all or none."""
    rules = draft.catalogue.growing.echoes
    echo = rules.echoes.get(action.kind)
    if echo is None:
        return refusals.invalid("type", "unknown")
    if not 1 <= action.count <= rules.most:
        return refusals.invalid("count", "out_of_range")
    if no := _unfit(draft, echo, action) or _unpaid(draft, echo, action):
        return no
    part = range_for(echo, draft.state.growth.level)
    spent = (echo.keys or 0) * action.count if action.use_key else 0
    if action.use_key:
        inventory.take(draft, KEY, spent, SOURCE)
    else:
        inventory.take(draft, echo.item, action.count, SOURCE)
    results, counted = _draw_all(draft, echo, part, action)
    draft.emit(EchoOpened(echo.name, results, action.use_key, action.element, counted))
    return EchoesOpened(
        kind=echo.name,
        results=tuple(_gain(draft, result) for result in results),
        element=action.element,
        keys_spent=spent,
        left=inventory.quantity(draft.state, echo.item),
        keys_left=inventory.quantity(draft.state, KEY),
        best_in=echo.pity - counted,
    )


def listing(draft: Draft, action: ListEchoes) -> EchoesShown:
    """Show all kinds of echoes as they are for the player."""
    catalogue, level = draft.catalogue, draft.state.growth.level
    lines = tuple(_line(draft, echo, level) for echo in catalogue.growing.echoes.echoes.values())
    return EchoesShown(level, inventory.quantity(draft.state, KEY), lines)


def _unfit(draft: Draft, echo: Echo, action: OpenEchoes) -> Refused | None:
    """Refuse an element where none is called, a lack of one where it is, and what is not open yet."""
    if bool(echo.chosen) != (action.element is not None):
        return refusals.invalid("element", "needed" if echo.chosen else "not_needed")
    if action.element is not None and action.element not in draft.catalogue.elements:
        return refusals.invalid("element", "unknown")
    return gates.closed(draft, echo.gate) if echo.gate else None


def _unpaid(draft: Draft, echo: Echo, action: OpenEchoes) -> Refused | None:
    have, keys = inventory.quantity(draft.state, echo.item), inventory.quantity(draft.state, KEY)
    if not action.use_key:
        short = have < action.count
        return refusals.insufficient("item", action.count, have, item=echo.item) if short else None
    if echo.keys is None:
        return refusals.invalid("use_key", "not_needed")
    if not have:
        return refusals.insufficient("item", 1, 0, item=echo.item)
    due = echo.keys * action.count
    return refusals.insufficient("item", due, keys, item=KEY) if keys < due else None


def _draw_all(
    draft: Draft, echo: Echo, part: EchoRange, action: OpenEchoes
) -> tuple[tuple[EchoResult, ...], int]:
    counted = since(draft.state, echo.name)
    wanted = action.element or draft.state.person.favorite
    results: list[EchoResult] = []
    for _ in range(action.count):
        result = draw(draft.catalogue, echo, part, counted, draft.dice, wanted=wanted)
        counted = 0 if result.tier == part.top else counted + 1
        results.append(result)
    return tuple(results), counted


def _gain(draft: Draft, result: EchoResult) -> EchoEsprit:
    new = result.species not in draft.state.stacks
    discarded = esprit.gain(draft, result.species, 1, SOURCE)
    quantity = esprit.quantity(draft.state, result.species)
    return EchoEsprit(result.species, result.tier, result.forced, new, quantity, bool(discarded))


def _line(draft: Draft, echo: Echo, level: int) -> EchoLine:
    part = range_for(echo, level)
    opens = gates.level_of(draft.catalogue, echo.gate) if echo.gate else 1
    return EchoLine(
        kind=echo.name,
        quantity=inventory.quantity(draft.state, echo.item),
        keys=echo.keys,
        level=opens,
        open=level >= opens,
        tiers=tuple(part.tiers),
        weights=tuple(part.tiers.values()),
        calls=bool(echo.chosen),
        best_in=max(1, echo.pity - since(draft.state, echo.name)),
        pity=echo.pity,
    )


def opened(player: Player, event: EchoOpened) -> Player:
    echo = {**player.pity.echo, event.kind: event.since}
    return revised(player, pity=replace(player.pity, echo=echo))
