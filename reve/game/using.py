"""Using items: one after another, until one is refused; at least one must succeed."""

from dataclasses import dataclass
from typing import Final

from reve.game import experience, inventory, refusals, resource
from reve.game.catalogue import Item, Refill, Study
from reve.game.commands import UseItem
from reve.game.draft import Draft
from reve.game.events import ItemUsed
from reve.game.replies import ItemUsed as UsedReply
from reve.game.replies import Reply
from reve.game.shown import GaugeShown, LevelsGained, Refused

REASON: Final = "use"
XP: Final = "xp"


@dataclass(frozen=True, slots=True)
class _Effect:
    on: str
    gained: int
    gauge: GaugeShown | None = None
    levels: LevelsGained | None = None


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
    )


def _room(draft: Draft, effect: Refill | Study) -> tuple[int, Refused]:
    """Return how many uses in a row are not refused, and how the next one is."""
    if isinstance(effect, Refill):
        gauge = resource.read(draft.state, draft.catalogue, effect.resource, draft.now_ms)
        room = -(-max(0, gauge.maximum - gauge.value) // effect.amount)
        return room, refusals.already_full(effect.resource)
    missing = experience.to_last(draft.catalogue.experience, draft.state.growth)
    return -(-missing // effect.xp), refusals.max_level("level")


def _apply(draft: Draft, item: Item, used: int) -> _Effect:
    inventory.take(draft, item.id, used, REASON)
    why = f"{REASON}/{item.id}"
    match item.use:
        case Refill() as refill:
            effect = _refill(draft, refill, used, why)
        case Study(xp):
            effect = _Effect(XP, xp * used, levels=experience.gain(draft, xp * used, why))
        case None:
            raise ValueError(f"{item.id} has no use")
    draft.emit(ItemUsed(item.id, used, effect.on, effect.gained))
    return effect


def _refill(draft: Draft, refill: Refill, used: int, why: str) -> _Effect:
    before = resource.read(draft.state, draft.catalogue, refill.resource, draft.now_ms)
    gained = min(refill.amount * used, before.maximum + refill.overfill - before.value)
    resource.grant(draft, refill.resource, gained, why)
    after = resource.read(draft.state, draft.catalogue, refill.resource, draft.now_ms)
    return _Effect(refill.resource, gained, gauge=after)
