"""Income: what buildings earn is reckoned from one anchor when it is read, and kept until collected.

Reading changes nothing. Collecting moves the anchor by whole ticks, or, where more have passed than are
kept, to where the tick under way began. Whatever changes a rate collects first, so that a new rate
never pays for the past. Upkeep is paid for whole ticks; what costs upkeep earns in these alone.
"""

from dataclasses import dataclass, replace
from typing import Final

from reve.game import currency, festival, leadership, player_class, refusals
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.holding import BuildingType
from reve.game.reckoning import Reckoning
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.building import BuildingCollected, Collect, Collected, UpkeepUnpaid, Waiting

MINT: Final = "mint/building"
BURN: Final = "burn/upkeep"
REF: Final = "income"
CENTI: Final = 100


@dataclass(frozen=True, slots=True)
class Due:
    """What has come together by a time: of `ticks` ticks, `paid` have their upkeep."""

    ticks: int
    paid: int
    revies: int
    upkeep: int
    centi_erythl: int
    anchor_ms: int

    @property
    def waiting(self) -> Waiting:
        """The same, as it is shown."""
        return Waiting(self.revies, self.upkeep, self.centi_erythl, self.ticks - self.paid)


def rate(player: Player, kind: BuildingType) -> int:
    """Return what all buildings of a type earn in a tick, before bonuses."""
    site = player.buildings.of(kind.id)
    return kind.income[min(site.level, kind.last_level) - 1] * site.count if site.count else 0


def upkeep_of(player: Player, kind: BuildingType) -> int:
    """Return what all buildings of a type cost in a tick."""
    site = player.buildings.of(kind.id)
    return kind.upkeep * site.level * site.count


def revies_of(
    player: Player, catalogue: Catalogue, ticks: int, festival_bp: int = festival.PLAIN_BP
) -> Reckoning:
    """Return the revies that buildings earn in so many ticks, step by step."""
    kinds = catalogue.holding.buildings.types.values()
    base = ticks * sum(rate(player, kind) for kind in kinds if kind.pays == "revies")
    return raised(player, catalogue, base, festival_bp)


def raised(player: Player, catalogue: Catalogue, base: int, festival_bp: int) -> Reckoning:
    """Return what becomes of revies that buildings earn, by all that adds to them."""
    classed = Reckoning.start("buildings", base).times(
        "class", player_class.bonus_on(player, catalogue, "revies")
    )
    led = classed.times("leader", leadership.of(player, catalogue).get("revies", 0))
    return led.times("festival", festival_bp - festival.PLAIN_BP)


def erythl_of(player: Player, catalogue: Catalogue, ticks: int) -> Reckoning:
    """Return the hundredths of erythl that buildings earn in so many ticks, if their upkeep is paid."""
    kinds = catalogue.holding.buildings.types.values()
    return Reckoning.start(
        "buildings", ticks * sum(rate(player, kind) for kind in kinds if kind.pays == "centi_erythl")
    )


def upkeep_terms(player: Player, catalogue: Catalogue, ticks: int) -> Reckoning:
    """Return the upkeep of so many ticks."""
    kinds = catalogue.holding.buildings.types.values()
    return Reckoning.start("buildings", ticks * sum(upkeep_of(player, kind) for kind in kinds))


def read(draft: Draft) -> Due:
    """Read what has come together, under the festival of the moment at which it is read."""
    return due(draft.state, draft.catalogue, draft.now_ms, season_bp(draft))


def season_bp(draft: Draft) -> int:
    """Return by what a festival multiplies revies now, in bp."""
    return festival.factor_bp(draft.at.settings, "revies", draft.now_ms)


def due(player: Player, catalogue: Catalogue, now_ms: int, festival_bp: int = festival.PLAIN_BP) -> Due:
    """Read what has come together; a clock that went backwards counts as no time."""
    rules, anchor_ms = catalogue.holding.buildings, player.buildings.anchor_ms
    if anchor_ms is None:
        return Due(0, 0, 0, 0, 0, now_ms)
    elapsed_ms = max(0, now_ms - anchor_ms)
    ticks = min(elapsed_ms // rules.tick_ms, rules.most_ticks)
    gross = revies_of(player, catalogue, ticks, festival_bp).value
    per_tick = upkeep_terms(player, catalogue, 1).value
    purse = gross + currency.balance(player, currency.REVIES)
    paid = min(ticks, purse // per_tick) if per_tick else ticks
    return Due(
        ticks=ticks,
        paid=paid,
        revies=gross,
        upkeep=paid * per_tick,
        centi_erythl=erythl_of(player, catalogue, paid).value,
        anchor_ms=anchor_ms + elapsed_ms - elapsed_ms % rules.tick_ms,
    )


def collect(draft: Draft, action: Collect) -> Refused | Collected:
    """Collect what has come together; without a whole tick there is nothing."""
    if draft.state.buildings.anchor_ms is None:
        return refusals.insufficient("buildings", 1, 0)
    found = collect_first(draft)
    if found is None:
        return refusals.already_claimed("income", next_at_ms(draft.state, draft.catalogue, draft.now_ms))
    return found


def collect_first(draft: Draft) -> Collected | None:
    """Collect if there is a whole tick; call it before whatever changes what buildings earn."""
    now = read(draft)
    if not now.ticks:
        return None
    discarded = _pay(draft, now)
    whole, left = divmod(draft.state.buildings.centi_erythl + now.centi_erythl, CENTI)
    currency.credit(draft, currency.ERYTHL, whole, MINT, REF)
    draft.emit(BuildingCollected(now.ticks, now.revies, now.upkeep, whole, left, now.anchor_ms))
    if now.paid < now.ticks:
        draft.emit(UpkeepUnpaid(now.ticks - now.paid))
    return Collected(
        ticks=now.ticks,
        revies=now.revies,
        upkeep=now.upkeep,
        erythl=whole,
        centi_left=left,
        unpaid=now.ticks - now.paid,
        next_at_ms=next_at_ms(draft.state, draft.catalogue, draft.now_ms),
        discarded=discarded,
        balance=currency.balance(draft.state, currency.REVIES),
    )


def _pay(draft: Draft, now: Due) -> int:
    """Pay upkeep and income, in the order in which neither an empty nor a full purse is in the way."""
    first = currency.balance(draft.state, currency.REVIES) >= now.upkeep
    if first and now.upkeep:
        currency.debit(draft, currency.REVIES, now.upkeep, BURN, REF)
    discarded = currency.credit(draft, currency.REVIES, now.revies, MINT, REF)
    if not first:
        currency.debit(draft, currency.REVIES, now.upkeep, BURN, REF)
    return discarded


def next_at_ms(player: Player, catalogue: Catalogue, now_ms: int) -> int:
    """Return when the tick under way is over."""
    tick_ms = catalogue.holding.buildings.tick_ms
    anchor_ms = player.buildings.anchor_ms
    if anchor_ms is None:
        return now_ms + tick_ms
    return anchor_ms + (max(0, now_ms - anchor_ms) // tick_ms + 1) * tick_ms


def full_at_ms(player: Player, catalogue: Catalogue) -> int | None:
    """Return when as many ticks have passed as are kept; None without buildings."""
    rules, anchor_ms = catalogue.holding.buildings, player.buildings.anchor_ms
    return None if anchor_ms is None else anchor_ms + rules.most_ticks * rules.tick_ms


def collected(player: Player, event: BuildingCollected) -> Player:
    kept = player.buildings
    return replace(
        player,
        buildings=replace(
            kept,
            anchor_ms=event.anchor_ms,
            centi_erythl=event.centi_left,
            collected=kept.collected + event.revies,
            upkeep_paid=kept.upkeep_paid + event.upkeep,
        ),
    )
