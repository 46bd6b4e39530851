"""All that is kept about a player as one JSON file, as `docs/privacy-export.schema.json` describes it.

Ids are written as texts, since they are longer than what many readers of JSON take for a number.
What names an operator is left out: it is told who is concerned, not who else is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

import orjson

from actors.behavior import Codec
from actors.identity import ActorId
from actors.ports import NEVER_MS, DeltaRow, EntryRow, NoteRow
from persistence.journal import Account
from persistence.kept import Kept
from reve.bot.views import Exported
from reve.game.commands import NAMES
from reve.game.events import EVENTS, Event
from reve.game.news import ANSWERS, Answer
from reve.game.state import Player
from reve.game.vocabulary.operating import AdminActed
from reve.game.vocabulary.privacy import Known

FORM: Final = "reve.privacy-export/1"
MOST_BYTES: Final = 8 * 1024 * 1024
"""Discord takes files of 10 MiB from everybody; the rest is room for what goes around this one."""

_AT_ONCE: Final = 200  # deltas of one read, after each of which others have their turn
_EVENTS: Final = {kind: name for name, kind in EVENTS.items()}
_ANSWERS: Final = {kind: name for name, kind in ANSWERS.items()}

type PlayerCodec = Codec[Player, Event, Answer]


class Rows(Protocol):
    """Where the rows come from; each raises `Unavailable`. See `persistence.journal`."""

    async def page(
        self, actor: ActorId, *, below: int | None = None, limit: int = 10
    ) -> Sequence[DeltaRow]: ...
    async def postings_of(self, actor: ActorId, command_ids: Collection[int]) -> Sequence[EntryRow]: ...
    async def balances(self, actor: ActorId) -> Mapping[Account, int]: ...
    async def kept(self, actor: ActorId) -> Kept: ...


@dataclass(slots=True)
class _Part:
    """As much of a journal and its postings as there is room for. Mutable: lives within one export."""

    room: int
    deltas: list[bytes] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)

    def took(self, told: bytes, postings: Sequence[bytes]) -> bool:
        """Add a delta; False if there is no room. The first always has some."""
        size = sum(len(one) + 1 for one in (told, *postings))
        if self.deltas and size > self.room:
            return False
        self.room -= size
        self.deltas.append(told)
        self.entries.extend(postings)
        return True


async def write(rows: Rows, codec: PlayerCodec, known: Known, *, most_bytes: int = MOST_BYTES) -> Exported:
    """Read and write down all of a player, newest deltas first, as far as one file goes.

    Raises `Unavailable`, or what the codec does for bytes that it cannot read.
    """
    actor = ActorId("player", known.player.key)
    head = _dump(_head(known, await rows.kept(actor), await rows.balances(actor), codec))
    part = _Part(most_bytes - len(head))
    older = await _fill(part, rows, codec, known, actor)
    tail = _dump({"complete": older is None, "older_before": older})
    lists = b'"journal":[%b],"ledger":[%b]' % (b",".join(part.deltas), b",".join(part.entries))
    return Exported(b"%b,%b,%b" % (head[:-1], lists, tail[1:]), len(part.deltas), older)


async def _fill(part: _Part, rows: Rows, codec: PlayerCodec, known: Known, actor: ActorId) -> int | None:
    """Add deltas until all are told; return the number before which some are not."""
    below = min(known.before or known.seq + 1, known.seq + 1)
    while True:
        page = await rows.page(actor, below=below, limit=_AT_ONCE)
        postings: dict[int, list[bytes]] = {row.command_id: [] for row in page}
        for entry in await rows.postings_of(actor, postings):
            postings[entry.command_id].append(_dump(_entry(entry)))
        for row in page:
            if not part.took(_dump(_delta(row, codec)), postings[row.command_id]):
                return row.seq + 1
        if len(page) < _AT_ONCE:
            return None
        below = page[-1].seq


def _head(known: Known, kept: Kept, balances: Mapping[Account, int], codec: PlayerCodec) -> dict[str, Any]:
    stone, ban = kept.tombstone, known.ban
    return {
        "form": FORM,
        "user_id": str(known.player.key),
        "as_of_seq": known.seq,
        "state": known.player,
        "ban": ban and {"reason": ban.reason, "at_ms": ban.at_ms, "until_ms": ban.until_ms},
        "tombstone": stone and {"seq": stone.seq, "erased_at_ms": stone.erased_at_ms},
        "balances": [{**account._asdict(), "total": total} for account, total in balances.items()],
        "standings": [
            {"board": one.board, "value": one.value, "seq": one.seq, "reached_at_ms": one.reached_at_ms}
            for one in kept.standings
        ],
        "reminders": [_note(note, codec) for note in kept.notes],
        "snapshots": [
            {"seq": one.seq, "state": codec.decode_state(one.schema, one.state)} for one in kept.snapshots
        ],
    }


def _delta(row: DeltaRow, codec: PlayerCodec) -> dict[str, Any]:
    reply = codec.decode_reply(row.schema, row.reply)
    return {
        "seq": row.seq,
        "command_id": str(row.command_id),
        "name": row.name,
        "at_ms": row.at_ms,
        "settings_version": row.settings_version,
        "release": row.release,
        "events": [
            {"type": _EVENTS[type(event)], "data": _without_others(event)}
            for event in codec.decode_events(row.schema, row.events)
        ],
        "reply": {"type": _ANSWERS[type(reply)], "data": reply},
    }


def _without_others(event: Event) -> object:
    return replace(event, admin=0) if isinstance(event, AdminActed) else event


def _entry(row: EntryRow) -> dict[str, Any]:
    return {
        "command_id": str(row.command_id),
        "account": row.account,
        "currency": row.currency,
        "amount": row.amount,
    }


def _note(note: NoteRow, codec: PlayerCodec) -> dict[str, Any]:
    command = codec.decode_command(note.body)
    return {
        "name": note.name,
        "command_id": str(note.command_id),
        "due_at_ms": None if note.due_at_ms == NEVER_MS else note.due_at_ms,
        "attempts": note.attempts,
        "command": {"type": NAMES[type(command.action)], "data": command},
    }


def _dump(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)
