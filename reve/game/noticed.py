"""What each event about notices makes of a player's state."""

from dataclasses import replace

from reve.game.state import Player, Quiet
from reve.game.vocabulary.notice import (
    NoticeChanged,
    NoticeGathered,
    NoticesBlocked,
    NoticeSent,
    ReminderPassed,
    ReminderSet,
)


def changed(player: Player, event: NoticeChanged) -> Player:
    hours = None if event.quiet is None else Quiet(*event.quiet)
    return replace(player, notices=replace(player.notices, wanted=event.wanted, quiet=hours))


def reminder_set(player: Player, event: ReminderSet) -> Player:
    waiting = {**player.notices.waiting, event.kind: event.due_at_ms}
    return replace(player, notices=replace(player.notices, waiting=waiting))


def reminder_passed(player: Player, event: ReminderPassed) -> Player:
    kept = player.notices
    told = kept.told if event.occurrence is None else {**kept.told, event.kind: event.occurrence}
    gathered = kept.gathered if event.occurrence is None else _without(kept.gathered, event.kind)
    waiting = _without(kept.waiting, event.kind)
    return replace(player, notices=replace(kept, waiting=waiting, told=told, gathered=gathered))


def sent(player: Player, event: NoticeSent) -> Player:
    """Keep that an occurrence was told of; whatever of its kind came before is dealt with too."""
    kept = player.notices
    return replace(
        player,
        notices=replace(
            kept,
            sent_at_ms={**kept.sent_at_ms, event.kind: event.at_ms},
            told={**kept.told, event.kind: max(event.occurrence, event.at_ms)},
            waiting=_without(kept.waiting, event.kind),
            gathered=_without(kept.gathered, event.kind),
            day=event.day,
            count=event.count,
        ),
    )


def gathered(player: Player, event: NoticeGathered) -> Player:
    kept = {**player.notices.gathered, event.kind: (event.since_ms, event.count)}
    return replace(player, notices=replace(player.notices, gathered=kept))


def blocked(player: Player, event: NoticesBlocked) -> Player:
    kept = replace(player.notices, blocked=event.blocked, blocked_told=event.told, waiting={})
    return replace(player, notices=kept)


def _without[V](kept: dict[str, V], kind: str) -> dict[str, V]:
    return {name: value for name, value in kept.items() if name != kind}
