"""Rows and batches for tests, each with sane defaults."""

from actors.identity import ActorId, shard_of
from actors.ports import (
    Batch,
    DeltaRow,
    EntryRow,
    Loaded,
    LoadRequest,
    NoteRow,
    SnapshotRow,
    StandingRow,
    Store,
    TakeRequest,
    Token,
)

NOW_MS = 1_750_000_000_123
ADA, BOB, EVE = ActorId("player", 1), ActorId("player", 2), ActorId("player", 3)


def delta(
    actor: ActorId, seq: int, command_id: int | None = None, *, name: str = "do", at_ms: int = NOW_MS
) -> DeltaRow:
    """Return a delta; its command id follows from its seq unless given."""
    return DeltaRow(
        actor=actor,
        seq=seq,
        command_id=1000 + seq if command_id is None else command_id,
        name=name,
        schema=3,
        settings_version=5,
        release="1.2",
        events=b"events %d" % seq,
        reply=b"reply %d" % seq,
        at_ms=at_ms,
    )


def snapshot(actor: ActorId, seq: int, state: bytes = b"state") -> SnapshotRow:
    """Return a snapshot."""
    return SnapshotRow(actor, seq, 3, state)


def entry(actor: ActorId, command_id: int, amount: int, *, account: str = "wallet") -> EntryRow:
    """Return a posting of revies."""
    return EntryRow(command_id, actor, account, "revies", amount)


def standing(actor: ActorId, value: int, seq: int) -> StandingRow:
    """Return a value on the board "power"."""
    return StandingRow("power", actor, value, seq, NOW_MS + seq)


def note(target: ActorId, name: str, command_id: int, *, body: bytes = b"note") -> NoteRow:
    """Return a note."""
    return NoteRow(target, name, shard_of(target), NOW_MS, command_id, body)


async def token_of(store: Store, actor: ActorId) -> Token:
    """Return the token in force of an actor's shard."""
    shard = shard_of(actor)
    return (await store.tokens([shard]))[shard]


async def take(store: Store, actor: ActorId, *, nonce: int = 77, owner: str = "one") -> Token:
    """Take an actor's shard from whoever has it."""
    seen = await token_of(store, actor)
    return (await store.take([TakeRequest(seen.shard, (seen,), nonce)], owner))[seen.shard]


async def commit(
    store: Store, *deltas: DeltaRow, tokens: tuple[Token, ...] = (), **rest: tuple[object, ...]
) -> None:
    """Commit deltas with what goes along, under no tokens unless given."""
    await store.commit(Batch(tokens, deltas, **rest))  # type: ignore[arg-type]


async def load(store: Store, actor: ActorId, *, below: int | None = None, since_ms: int = 0) -> Loaded:
    """Load one actor."""
    (loaded,) = await store.load([LoadRequest(actor, below)], since_ms)
    return loaded
