"""Notices: which direct messages a player wants, and whether one is due when its reminder comes.

    nothing --plan--> waiting --due--> sent | passed

Reminders are notes to oneself, one per kind; a reminder that comes decides by the state, not by when it
was set. What is sent is journaled in the commit that sends it, so that nothing is sent twice.
"""

from typing import Final

from actors.behavior import Note
from reve.game import esprit, income, occurrences, quiet, refusals, resource
from reve.game.commands import PlayerCommand
from reve.game.days import day_of
from reve.game.draft import Draft
from reve.game.shown import Refused
from reve.game.state import Player, Quiet
from reve.game.vocabulary.notice import (
    CloseNotices,
    NoticeChanged,
    NoticeDropped,
    NoticeDue,
    NoticeGathered,
    NoticeLine,
    NoticesBlocked,
    NoticeSent,
    NoticesShown,
    NoticeToSend,
    ReminderPassed,
    ReminderSet,
    SetNotice,
    SetQuiet,
    ShowNotices,
    TryNotice,
)

TEST: Final = "test"


def wants(draft: Draft, kind: str) -> bool:
    """Tell whether the player wants messages of a kind."""
    known = draft.catalogue.holding.notices.types.get(kind)
    return known is not None and draft.state.notices.wanted.get(kind, known.default)


def show(draft: Draft, action: ShowNotices) -> NoticesShown:
    """Show what the player wants."""
    return _shown(draft)


def change(draft: Draft, action: SetNotice) -> Refused | NoticesShown:
    """Switch one kind on or off, or all."""
    types = draft.catalogue.holding.notices.types
    if action.kind is not None and action.kind not in types:
        return refusals.invalid("type", "unknown")
    kinds = tuple(types) if action.kind is None else (action.kind,)
    changed = [kind for kind in kinds if wants(draft, kind) != action.on]
    if changed:
        wanted = {**draft.state.notices.wanted, **dict.fromkeys(changed, action.on)}
        draft.emit(NoticeChanged(wanted, _triple(draft.state.notices.quiet)))
    for kind in changed:
        if action.on and kind in occurrences.CALENDAR:
            draft.emit(ReminderPassed(kind, draft.now_ms))
    _unblock(draft)
    return _shown(draft)


def change_quiet(draft: Draft, action: SetQuiet) -> Refused | NoticesShown:
    """Set or end quiet hours."""
    kept = draft.state.notices.quiet or Quiet(0, 0)
    start, end, offset = (
        old if new is None else new
        for old, new in ((kept.start, action.start), (kept.end, action.end), (kept.offset, action.offset))
    )
    if max(start, end) >= quiet.DAY_MINUTES or end < 0 or abs(offset) > quiet.MOST_OFFSET:
        return refusals.invalid("quiet", "out_of_range")
    wanted = None if start < 0 else (start, end, offset)
    if wanted != _triple(draft.state.notices.quiet):
        draft.emit(NoticeChanged(draft.state.notices.wanted, wanted))
    _unblock(draft)
    return _shown(draft)


def try_out(draft: Draft, action: TryNotice) -> Refused | NoticesShown:
    """Send one now, whatever the hour; it does not count as one of the day's."""
    rules, sent = draft.catalogue.holding.notices, draft.state.notices.sent_at_ms.get(TEST)
    if sent is not None and draft.now_ms < sent + rules.test_gap_ms:
        return refusals.already_claimed("test", sent + rules.test_gap_ms)
    _unblock(draft)
    draft.emit(NoticeGathered(TEST, draft.now_ms, 1))
    _remind(draft, TEST, draft.now_ms)
    return _shown(draft, tested=True)


def gather(draft: Draft, kind: str) -> None:
    """Note that something happened which a message of a kind may tell of, soon and in sum."""
    since_ms, count = draft.state.notices.gathered.get(kind, (draft.now_ms, 0))
    draft.emit(NoticeGathered(kind, since_ms, count + 1))


def plan(draft: Draft) -> None:
    """Set a reminder for each kind whose next occurrence comes before the one that waits."""
    notices = draft.state.notices
    if notices.blocked:
        return
    for kind in draft.catalogue.holding.notices.types:
        if not wants(draft, kind):
            continue
        due_at_ms = _due_at_ms(draft, kind)
        waiting = notices.waiting.get(kind)
        if due_at_ms is not None and (waiting is None or waiting < draft.now_ms or due_at_ms < waiting):
            _remind(draft, kind, due_at_ms)


def due(draft: Draft, action: NoticeDue) -> NoticeToSend | NoticeDropped:
    """Judge a reminder that has come: the message goes out, waits on, or is dropped."""
    kind, notices, now_ms = action.kind, draft.state.notices, draft.now_ms
    gathered = notices.gathered.get(kind, (now_ms, 1))
    if kind == TEST:
        return _send(draft, kind, gathered[0], 1) if TEST in notices.gathered else _drop(draft, kind, "stale")
    if notices.blocked or not wants(draft, kind):
        return _drop(draft, kind, "unwanted")
    occurrence = occurrences.next_of(kind, draft.state, draft.catalogue, now_ms)
    due_at_ms = _due_at_ms(draft, kind)
    if occurrence is None or due_at_ms is None:
        return _drop(draft, kind, "stale")
    if due_at_ms > now_ms:
        return _drop(draft, kind, "early")
    if _today(draft) >= draft.catalogue.holding.notices.per_day:
        draft.emit(ReminderPassed(kind, max(occurrence, now_ms)))
        return NoticeDropped(kind, "enough")
    return _send(draft, kind, occurrence, gathered[1])


def close(draft: Draft, action: CloseNotices) -> NoticeDropped:
    """Stop, because Discord takes no messages to this player."""
    if not draft.state.notices.blocked:
        draft.emit(NoticesBlocked(blocked=True, told=False))
    return NoticeDropped("", "blocked")


def tell_blocked(draft: Draft) -> bool:
    """Tell whether the player is to hear now that messages have stopped.

    It is said by views, which keep nothing, until it was said by a command that changes something.
    """
    notices = draft.state.notices
    if not notices.blocked or notices.blocked_told:
        return False
    if draft.events:
        draft.emit(NoticesBlocked(blocked=True, told=True))
    return True


def _send(draft: Draft, kind: str, occurrence: int, count: int) -> NoticeToSend:
    player, now_ms = draft.state, draft.now_ms
    today = _today(draft) + (kind != TEST)
    draft.emit(NoticeSent(kind, occurrence, day_of(now_ms), today, now_ms))
    key = f"{kind}:{player.key}:{occurrence}"
    return NoticeToSend(kind, key, player.person.username, player.person.locale, count, _facts(draft, player))


def _facts(draft: Draft, player: Player) -> dict[str, int]:
    """Return what messages tell of the player."""
    catalogue = draft.catalogue
    found = income.read(draft)
    return {
        "energy": resource.read(player, catalogue, "energy", draft.now_ms).value,
        "stamina": resource.read(player, catalogue, "stamina", draft.now_ms).value,
        "charges": catalogue.reve.max_charges,
        "income": found.revies - found.upkeep,
        "level": player.growth.level,
        "esprits": sum(esprit.quantity(player, name) > 0 for name in player.stacks),
        "earned": player.wallet.revies_earned,
        "streak": player.claims.daily_streak,
    }


def _drop(draft: Draft, kind: str, reason: str) -> NoticeDropped:
    draft.emit(ReminderPassed(kind, None))
    return NoticeDropped(kind, reason)


def _due_at_ms(draft: Draft, kind: str) -> int | None:
    """Return when the next message of a kind may go out, outside of quiet hours; not before now."""
    player, catalogue = draft.state, draft.catalogue
    occurrence = occurrences.next_of(kind, player, catalogue, draft.now_ms)
    if occurrence is None:
        return None
    at_ms = max(draft.now_ms, occurrences.due_at_ms(kind, occurrence, player, catalogue))
    return quiet.after(player.notices.quiet, at_ms)


def _remind(draft: Draft, kind: str, due_at_ms: int) -> None:
    draft.emit(ReminderSet(kind, due_at_ms))
    person = draft.state.person
    body = PlayerCommand(NoticeDue(kind), person.username, person.locale)
    draft.notes.append(Note(draft.at.actor, f"reminder:{kind}", due_at_ms, body))


def _unblock(draft: Draft) -> None:
    if draft.state.notices.blocked:
        draft.emit(NoticesBlocked(blocked=False, told=False))


def _today(draft: Draft) -> int:
    notices = draft.state.notices
    return notices.count if notices.day == day_of(draft.now_ms) else 0


def _triple(hours: Quiet | None) -> tuple[int, int, int] | None:
    return None if hours is None else (hours.start, hours.end, hours.offset)


def _shown(draft: Draft, *, tested: bool = False) -> NoticesShown:
    rules = draft.catalogue.holding.notices
    return NoticesShown(
        lines=tuple(
            NoticeLine(kind, wants(draft, kind), _due_at_ms(draft, kind) if wants(draft, kind) else None)
            for kind in rules.types
        ),
        quiet=_triple(draft.state.notices.quiet),
        offsets=rules.offsets,
        per_day=rules.per_day,
        today=_today(draft),
        blocked=draft.state.notices.blocked,
        tested=tested,
    )
