"""Using items: one after another, until one is refused; at least one must succeed."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from reve.game import building, experience, festival, fragment, inventory, refusals, resource
from reve.game.catalogue import Item
from reve.game.commands import UseItem
from reve.game.draft import Draft
from reve.game.events import ItemUsed
from reve.game.replies import ItemUsed as UsedReply
from reve.game.replies import Reply
from reve.game.shown import GaugeShown, LevelsGained, Refused
from reve.game.state import Player
from reve.game.uses import Charm, Permit, Refill, Splinters, Study, Use

REASON: Final = "use"
XP: Final = "xp"
CHARM: Final = "charm"
SLOTS: Final = "building_slots"


@dataclass(frozen=True, slots=True)
class _Effect:
    on: str
    gained: int
    gauge: GaugeShown | None = None
    levels: LevelsGained | None = None
    given: dict[str, int] = field(default_factory=dict)


def use(draft: Draft, action: UseItem) -> Reply:
    """Use up to `count` of an item."""
    if not 1 <= action.count <= draft.catalogue.caps.use_count:
        return refusals.invalid("count", "out_of_range")
    item = draft.catalogue.items.get(action.item)
    if item is None:
        return refusals.invalid("item", "unknown")
    if item.use is None:
        return refusals.not_a_consumable(item.id)
    have = inventory.quantity(draft.state, item.id)
    room, full = _room(draft, item.use)
    used = min(action.count, have, room)
    short = refusals.insufficient("item", action.count, have, item=item.id)
    stopped = None if used == action.count else short if used == have else full
    if stopped and not used:
        return stopped
    effect = _apply(draft, item, used)
    return UsedReply(
        item=item.id,
        asked=action.count,
        used=used,
        left=have - used,
        gained=effect.gained,
        resource=effect.on,
        gauge=effect.gauge,
        levels=effect.levels,
        stopped=stopped.code if stopped else None,
        given=effect.given,
    )


def _room(draft: Draft, effect: Use) -> tuple[int, Refused]:
    """Return how many uses in a row are not refused, and how the next one is."""
    player = draft.state
    match effect:
        case Refill(resource=kind, amount=amount):
            gauge = resource.read(player, draft.catalogue, kind, draft.now_ms)
            return -(-max(0, gauge.maximum - gauge.value) // amount), refusals.already_full(kind)
        case Study(xp=xp):
            missing = experience.to_last(draft.catalogue.experience, player.growth)
            return -(-missing // festival.factored(draft, "xp", xp)), refusals.max_level("level")
        case Charm(quests=quests, most=most):
            return -(-max(0, most - player.charm_left) // quests), refusals.already_full(CHARM)
        case Permit(slots=slots):
            return building.room_left(draft) // slots, refusals.max_count(SLOTS)
        case Splinters(count=count):
            return -(-fragment.room(player, draft.catalogue) // count), refusals.stack_limit("fragments")


def _apply(draft: Draft, item: Item, used: int) -> _Effect:
    inventory.take(draft, item.id, used, REASON)
    why = f"{REASON}/{item.id}"
    match item.use:
        case Refill() as refill:
            effect = _refill(draft, refill, used, why)
        case Study(xp):
            gained = festival.factored(draft, "xp", xp) * used
            effect = _Effect(XP, gained, levels=experience.gain(draft, gained, why))
        case Charm(quests, most):
            effect = _Effect(CHARM, min(quests * used, most - draft.state.charm_left))
        case Permit(slots):
            building.expand(draft, slots * used, why)
            effect = _Effect(SLOTS, slots * used)
        case Splinters() as splinters:
            effect = _split(draft, splinters, used, why)
        case None:
            raise ValueError(f"{item.id} has no use")
    draft.emit(ItemUsed(item.id, used, effect.on, effect.gained))
    return effect


def _split(draft: Draft, splinters: Splinters, used: int, why: str) -> _Effect:
    """Open bundles one by one: half of each is of tiers, the rest of elements, all drawn."""
    (low, high), elements = splinters.tiers, list(draft.catalogue.elements)
    found: Counter[str] = Counter()
    for _ in range(used):
        for drawn in range(splinters.count):
            if drawn < splinters.count // 2:
                found[fragment.of_tier(low + draft.dice.below(high - low + 1))] += 1
            else:
                found[fragment.of_element(elements[draft.dice.below(len(elements))])] += 1
    for name in sorted(found):
        fragment.gain(draft, name, found[name], why)
    return _Effect("fragments", splinters.count * used, given=dict(sorted(found.items())))


def _refill(draft: Draft, refill: Refill, used: int, why: str) -> _Effect:
    before = resource.read(draft.state, draft.catalogue, refill.resource, draft.now_ms)
    gained = min(refill.amount * used, before.maximum + refill.overfill - before.value)
    resource.grant(draft, refill.resource, gained, why)
    after = resource.read(draft.state, draft.catalogue, refill.resource, draft.now_ms)
    return _Effect(refill.resource, gained, gauge=after)


def used(player: Player, event: ItemUsed) -> Player:
    """Wind the charm; what else an item does comes as events of its own."""
    if event.effect != CHARM:
        return player
    return replace(player, charm_left=player.charm_left + event.gained)
