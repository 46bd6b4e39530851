"""Changing class: another bonus from now on, for a price that rises."""

from typing import Final

from reve.game import currency, player_class, refusals, settling
from reve.game.draft import Draft
from reve.game.events import ClassSelected
from reve.game.shown import Refused
from reve.game.vocabulary.skill import ChangeClass, ClassLine, ClassShown, ShowClass

BURN: Final = "burn/class"


def show(draft: Draft, action: ShowClass) -> Refused | ClassShown:
    """Show the class and the others, and ask about another if one is named."""
    if action.change_to is not None and (no := _unfit(draft, action.change_to)):
        return no
    return _shown(draft, change_to=action.change_to)


def change(draft: Draft, action: ChangeClass) -> Refused | ClassShown:
    """Take another class; the old bonus pays for the past."""
    if action.version != draft.at.seq:
        return show(draft, ShowClass(action.class_id))
    if no := _unfit(draft, action.class_id):
        return no
    cost = _cost(draft)
    settling.before_leading(draft)
    if cost and (no := currency.debit(draft, currency.ERYTHL, cost, BURN, action.class_id)):
        return no
    growth = draft.state.growth
    old = draft.state.person.class_id
    draft.emit(ClassSelected(old, action.class_id, cost, growth.class_changes + 1, draft.now_ms))
    return _shown(draft, changed=True)


def _unfit(draft: Draft, class_id: str) -> Refused | None:
    if class_id not in draft.catalogue.classes:
        return refusals.invalid("class", "unknown")
    same = class_id == draft.state.person.class_id
    return refusals.invalid("class", "same") if same else None


def _cost(draft: Draft) -> int:
    growing = draft.catalogue.growing
    due = growing.class_change_step * (1 + draft.state.growth.class_changes)
    return min(due, growing.class_change_most)


def _shown(draft: Draft, *, change_to: str | None = None, changed: bool = False) -> ClassShown:
    player, catalogue = draft.state, draft.catalogue
    bp = player_class.bonus_bp(player, catalogue)
    return ClassShown(
        class_id=player.person.class_id,
        since_ms=player.growth.class_since_ms or player.person.created_at_ms,
        changes=player.growth.class_changes,
        cost=_cost(draft),
        erythl=currency.balance(player, currency.ERYTHL),
        lines=tuple(ClassLine(one.id, one.bonus, bp) for one in catalogue.classes.values()),
        change_to=change_to,
        changed=changed,
        version=draft.at.seq + changed,
    )
