"""Construction: building, upgrading and making room, each of which first collects what is due."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reve.game import building, currency, gates, income, inventory, refusals
from reve.game.draft import Draft
from reve.game.holding import BuildingType
from reve.game.shown import Refused
from reve.game.state import Player, Site
from reve.game.vocabulary.building import (
    Build,
    BuildingBuilt,
    BuildingLine,
    BuildingsShown,
    BuildingUpgraded,
    Collected,
    Expand,
    ShowBuildings,
    Upgrade,
)

GATE: Final = "building"
BURN: Final = "burn/building"
BURN_SLOT: Final = "burn/slot"
FULL_BP: Final = 10_000


def show(draft: Draft, action: ShowBuildings) -> BuildingsShown:
    """Show all buildings."""
    return _shown(draft)


def build(draft: Draft, action: Build) -> Refused | BuildingsShown:
    """Build one more of a type, which has the level of the others and costs as much as they did."""
    if action.version not in (None, draft.at.seq):
        return _shown(draft)
    if no := next(_against_building(draft, action.type), None):
        return no
    kind = draft.catalogue.holding.buildings.types[action.type]
    site = draft.state.buildings.of(kind.id)
    settled = income.collect_first(draft)
    cost = build_price(kind, site)
    if no := currency.debit(draft, currency.REVIES, cost, BURN, kind.id):
        return no
    slots = draft.state.building_slots
    draft.emit(BuildingBuilt(kind.id, site.count + 1, site.level, cost, slots, draft.now_ms))
    return _shown(draft, changed="built", settled=settled)


def upgrade(draft: Draft, action: Upgrade) -> Refused | BuildingsShown:
    """Raise all buildings of a type by a level."""
    if action.version not in (None, draft.at.seq):
        return _shown(draft)
    if no := next(_against_upgrading(draft, action), None):
        return no
    rules = draft.catalogue.holding.buildings
    kind, site = rules.types[action.type], draft.state.buildings.of(action.type)
    settled = income.collect_first(draft)
    cost = kind.upgrade[site.level - 1] * site.count
    if action.boost:
        cost = cost * rules.boost_bp // FULL_BP
    if no := currency.debit(draft, currency.REVIES, cost, BURN, kind.id):
        return no
    if action.boost:
        inventory.take(draft, rules.boost, 1, "upgrade")
    draft.emit(BuildingUpgraded(kind.id, site.level + 1, site.count, cost, action.boost))
    return _shown(draft, changed="upgraded", settled=settled)


def _against_building(draft: Draft, type_id: str) -> Iterator[Refused]:
    if no := gates.closed(draft, GATE):
        yield no
    kind = draft.catalogue.holding.buildings.types.get(type_id)
    if kind is None:
        yield refusals.invalid("type", "unknown")
    elif draft.state.buildings.of(kind.id).count >= kind.most:
        yield refusals.max_count(kind.id)
    used, slots = building.used(draft.state), draft.state.building_slots
    if used >= slots:
        yield refusals.insufficient("slots", used + 1, slots)


def _against_upgrading(draft: Draft, action: Upgrade) -> Iterator[Refused]:
    if no := gates.closed(draft, GATE):
        yield no
    rules, site = draft.catalogue.holding.buildings, draft.state.buildings.of(action.type)
    kind = rules.types.get(action.type)
    if kind is None:
        yield refusals.invalid("type", "unknown")
    elif not site.count:
        yield refusals.insufficient("buildings", 1, 0)
    elif site.level >= kind.last_level:
        yield refusals.max_level(kind.id)
    if action.boost and not inventory.quantity(draft.state, rules.boost):
        yield refusals.insufficient("item", 1, 0, item=rules.boost)


def expand(draft: Draft, action: Expand) -> Refused | BuildingsShown:
    """Buy the next slot."""
    if action.version not in (None, draft.at.seq):
        return _shown(draft)
    if no := gates.closed(draft, GATE):
        return no
    price = slot_price(draft)
    if price is None:
        return refusals.max_count("slots")
    settled = income.collect_first(draft)
    if no := currency.debit(draft, currency.REVIES, price, BURN_SLOT, str(draft.state.building_slots + 1)):
        return no
    building.expand(draft, 1, "bought")
    return _shown(draft, changed="expanded", settled=settled)


def build_price(kind: BuildingType, site: Site) -> int:
    """Return what one more costs: as much as was paid for each of those that are there."""
    return kind.price + sum(kind.upgrade[: site.level - 1])


def slot_price(draft: Draft) -> int | None:
    """Return what the next slot costs, None if there is none."""
    if not building.room_left(draft):
        return None
    return draft.catalogue.holding.buildings.slots.get(draft.state.building_slots + 1)


def built(player: Player, event: BuildingBuilt) -> Player:
    """Add a building; the first of all sets the clock of income, so that it never pays for the past."""
    kept = player.buildings
    sites = {**kept.sites, event.type: Site(event.count, event.level)}
    anchor_ms = event.at_ms if kept.anchor_ms is None else kept.anchor_ms
    return replace(player, buildings=replace(kept, sites=sites, anchor_ms=anchor_ms))


def upgraded(player: Player, event: BuildingUpgraded) -> Player:
    kept = player.buildings
    sites = {**kept.sites, event.type: Site(event.count, event.level)}
    return replace(player, buildings=replace(kept, sites=sites))


def _line(draft: Draft, kind: BuildingType) -> BuildingLine:
    player = draft.state
    site = player.buildings.of(kind.id)
    upgradable = site.count and site.level < kind.last_level
    return BuildingLine(
        id=kind.id,
        count=site.count,
        most=kind.most,
        level=site.level,
        last_level=kind.last_level,
        pays=kind.pays,
        income=_paid(draft, kind, min(site.level, kind.last_level), max(1, site.count)),
        next_income=_paid(draft, kind, site.level + 1, site.count) if upgradable else 0,
        upkeep=kind.upkeep * site.level * max(1, site.count),
        build_price=build_price(kind, site) if site.count < kind.most else None,
        upgrade_price=kind.upgrade[site.level - 1] * site.count if upgradable else None,
    )


def _paid(draft: Draft, kind: BuildingType, level: int, count: int) -> int:
    """Return what so many buildings of a level pay in a tick, under all that adds to it now."""
    base = kind.income[level - 1] * count
    if kind.pays != "revies":
        return base
    return income.raised(draft.state, draft.catalogue, base, income.season_bp(draft)).value


def _shown(draft: Draft, *, changed: str | None = None, settled: Collected | None = None) -> BuildingsShown:
    player, catalogue, now_ms = draft.state, draft.catalogue, draft.now_ms
    rules, kept = catalogue.holding.buildings, player.buildings
    due = income.read(draft)
    return BuildingsShown(
        lines=tuple(_line(draft, kind) for kind in rules.types.values()),
        slots=player.building_slots,
        most_slots=catalogue.caps.building_slots,
        slot_price=slot_price(draft),
        revies=currency.balance(player, currency.REVIES),
        centi_erythl=kept.centi_erythl,
        boosts=inventory.quantity(player, rules.boost),
        ticks=due.ticks,
        most_ticks=rules.most_ticks,
        waiting=due.waiting,
        next_at_ms=None if kept.anchor_ms is None else income.next_at_ms(player, catalogue, now_ms),
        full_at_ms=income.full_at_ms(player, catalogue),
        collected=kept.collected,
        upkeep_paid=kept.upkeep_paid,
        unpaid_ticks=player.counters.get("upkeep_unpaid_ticks", 0),
        open_from_level=gates.level_of(catalogue, GATE) if gates.closed(draft, GATE) else None,
        changed=changed,
        settled=settled,
        version=draft.at.seq + (changed is not None),
    )
