"""The activations of one host: who is in memory, what they judge next, and how they come and go."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from actors.activation import Activation
from actors.behavior import Kind
from actors.clock import StoreClock
from actors.errors import Busy, NotOwner, Parked
from actors.identity import ActorId
from actors.lane import Lane
from actors.loading import Loader
from actors.mailbox import Hold, HoldLost, Item
from actors.ownership import Ownership
from actors.passivation import worthwhile_snapshot
from actors.pauses import pause
from actors.places import note_places
from actors.ports import Facts, NoteRow, Store
from actors.settlement import Settlement
from actors.shard import Shard
from actors.turns import Judge, Turn

TOMBSTONE_KEPT_MS: Final = 24 * 3600 * 1000
"""For how long at least a store keeps what stands for an erased actor."""


class Roster:
    """Holds the activations, and moves them from mailbox to lane and back.

    It is the watcher of ownership, the registry of settlement and the population of hand-overs. All
    of it is touched on one event loop only, and only between awaits.
    """

    def __init__(
        self,
        *,
        store: Store,
        judge: Judge,
        clock: StoreClock,
        spawn: Callable[..., None],
        lanes: int,
        commit_timeout_s: float,
        set_back: Callable[[ActorId, int, int], None],
    ) -> None:
        self._judge = judge
        self._clock = clock
        self._spawn = spawn
        self._store = store
        self._lane_count = lanes
        self._commit_timeout_s = commit_timeout_s
        self._set_back = set_back
        self._activations: dict[ActorId, Activation] = {}
        self._by_shard: dict[int, dict[ActorId, Activation]] = {}
        self._loader = Loader(
            store,
            now_ms=clock.now_ms,
            start=lambda loader: spawn(loader.run),
            loaded=self._loaded,
            failed=self.drop,
            new_ref=lambda: secrets.token_hex(4),
        )
        self.lanes: tuple[Lane, ...] = ()

    def open_lanes(
        self,
        ownership: Ownership,
        hear: Callable[[Facts], None],
        sent: Callable[[Sequence[NoteRow]], None],
    ) -> Settlement:
        """Make the commit lanes, whose failures ownership has to know of; return their desk."""
        self._settlement = Settlement(self._store, ownership, self, hear=hear, sent=sent)
        self.lanes = tuple(
            Lane(
                number,
                self._store,
                self._settlement,
                lambda lane: self._spawn(lane.run),
                timeout_s=self._commit_timeout_s,
            )
            for number in range(self._lane_count)
        )
        return self._settlement

    def __len__(self) -> int:
        return len(self._activations)

    def __iter__(self) -> Iterator[Activation]:
        return iter(list(self._activations.values()))

    def under(self, shard: Shard) -> list[Activation]:
        """Return the activations of a shard."""
        return list(self._by_shard.get(shard.number, {}).values())

    def find(self, actor: ActorId) -> Activation | None:
        """Return an actor's activation, if there is one."""
        return self._activations.get(actor)

    @property
    def quiet(self) -> bool:
        """Whether nothing waits and nothing is under way, but for what is parked."""
        return not any(busy(a) for a in self._activations.values())

    def is_quiet(self, shard: Shard) -> bool:
        """Tell whether nothing waits and nothing is under way in a shard, but for what is parked."""
        return not any(busy(a) for a in self._by_shard.get(shard.number, {}).values())

    def keep(self, shard: Shard) -> None:
        """Have the snapshots of a shard written that are worth it, and the places that are owed."""
        for activation in self.under(shard):
            self.write_down(activation)

    def write_down(self, activation: Activation) -> bool:
        """Have written of an idle activation what is worth it; tell whether something is on its way."""
        if not activation.idle or not activation.loaded:
            return False
        turn = worthwhile_snapshot(activation)
        if turn is not None:
            self.submit(turn)
        return turn is not None

    def owes(self, shard: Shard) -> bool:
        """Tell whether somebody there is owed a place on a board, or may be: who is not loaded yet."""
        return any(a.owed or not a.loaded for a in self._by_shard.get(shard.number, {}).values())

    def clear(self, shard: Shard, error: Exception) -> None:
        """Drop all activations of a shard."""
        for activation in self.under(shard):
            self.drop(activation, error)

    def activate(self, actor: ActorId, kind: Kind[Any, Any, Any, Any], shard: Shard) -> Activation:
        """Begin to load an actor; commands may be put into its mailbox at once."""
        activation = Activation(actor, kind, shard, self._clock.monotonic_s())
        self._activations[actor] = activation
        self._by_shard.setdefault(shard.number, {})[actor] = activation
        self._loader.add(activation)
        return activation

    def gained(self, shard: Shard) -> None:
        """Go on with what waited for a shard to serve."""
        for activation in self.under(shard):
            self.advance(activation)

    def lost(self, shard: Shard) -> None:
        """Drop all activations of a shard."""
        self.clear(shard, NotOwner(shard.number, None))

    def resume(self) -> None:
        """Go on with all that waited for something else than a shard."""
        for activation in self:
            if activation.mailbox:
                self.advance(activation)

    def drop(self, activation: Activation, error: Exception | None = None) -> None:
        """Forget an activation. Those who wait in its mailbox get `error`; a turn in flight goes on."""
        if self._activations.get(activation.actor) is activation:
            del self._activations[activation.actor]
            siblings = self._by_shard[activation.shard.number]
            del siblings[activation.actor]
            if not siblings:
                del self._by_shard[activation.shard.number]
        activation.in_flight = None
        activation.held = None
        for item in activation.mailbox:
            item.fail(error or Busy())
        activation.mailbox.clear()

    def reload(self, activation: Activation, items: Sequence[Item]) -> None:
        """Replace an activation by a fresh one that judges `items` first, then what waited behind them."""
        fresh = self.activate(activation.actor, activation.kind, activation.shard)
        fresh.reloads = activation.reloads + 1
        fresh.floor_seq = max(activation.seq, activation.floor_seq)
        fresh.may_be_gone = may_be_gone(activation, self._clock.now_ms())
        fresh.faults, fresh.traces = activation.faults, activation.traces
        for item in (*items, *activation.mailbox):
            if not item.done:
                fresh.mailbox.append(item)
                fresh.pending[item.command.id] = item
        activation.mailbox.clear()
        activation.in_flight = None
        activation.held = None

    def advance(self, activation: Activation) -> None:
        """Judge what waits, if the activation may act now."""
        now_s = self._clock.monotonic_s()
        while activation.mailbox and self._may_act(activation, now_s):
            activation.used_at_s = now_s
            if isinstance(activation.mailbox[0], Hold):
                self._grant(activation)
                continue
            turn = self._judge.take_turn(activation)
            if turn.journaled:
                self._spawn(self._settlement.answer_from_journal, activation, turn.journaled)
            if turn.writes:
                self.submit(turn)
        if activation.parked:
            for item in activation.mailbox:
                activation.pending.pop(item.command.id, None)
                item.fail(Parked())
            activation.mailbox.clear()

    def advance_soon(self, activation: Activation) -> None:
        """Judge what waits after a pause: what stands first could not be stored now."""
        self._spawn(self._advance_soon, activation)

    async def _advance_soon(self, activation: Activation) -> None:
        await pause(0)
        self.advance(activation)

    def release(self, activation: Activation, hold: Hold) -> None:
        """End a hold; one that is not in force any more is ignored."""
        hold.released = True
        hold.fail(HoldLost())
        if activation.held is hold:
            activation.held = None
            self.advance(activation)

    def submit(self, turn: Turn) -> None:
        """Hand a turn to its shard's lane."""
        activation = turn.activation
        activation.in_flight = turn
        activation.phase_since_s = self._clock.monotonic_s()
        self.lanes[activation.shard.number % len(self.lanes)].submit(turn)

    def committed(self, turn: Turn, facts: Facts) -> None:
        """Let a turn's state become the actor's; its askers are answered already."""
        activation = turn.activation
        if activation.in_flight is not turn:
            return
        activation.in_flight = None
        now_s = self._clock.monotonic_s()
        for command_id, reply in turn.refusals:
            activation.shard.refusals.keep(command_id, activation.actor, reply, now_s)
        for row in turn.rows:
            activation.known[row.command_id] = row.at_ms
        if turn.rows:
            activation.last_settings_version = turn.settings_version
        if turn.snapshot is not None:
            activation.snapshot_seq = turn.snapshot.seq
        if turn.erasure is not None:
            activation.erased_seq = turn.erasure.seq
            if activation.places is not None:
                activation.places, activation.owed = {}, False
        self.became(activation, turn.state, turn.seq, turn.last_at_ms)
        self.advance(activation)

    def became(self, activation: Activation, state: Any, seq: int, at_ms: int) -> None:
        """Let an actor have the state that is stored now."""
        changed = seq != activation.seq
        activation.state, activation.seq, activation.last_at_ms = state, seq, at_ms
        if changed:
            note_places(activation, at_ms)

    def _may_act(self, activation: Activation, now_s: float) -> bool:
        return (
            activation.loaded
            and activation.in_flight is None
            and activation.held is None
            and not activation.parked
            and activation.shard.serves(now_s)
            and self._judge.settings.cover(activation.last_settings_version, activation.settings_since)
        )

    def _grant(self, activation: Activation) -> None:
        hold = activation.mailbox.pop(0)
        activation.pending.pop(hold.command.id, None)
        if isinstance(hold, Hold) and not hold.released:
            activation.held = hold
            hold.answer(None)

    def _loaded(self, activation: Activation) -> None:
        activation.settings_since = self._judge.settings.loads
        if activation.seq == 0 and activation.may_be_gone:
            activation.floor_seq = 0
        if activation.seq < activation.floor_seq:
            self._set_back(activation.actor, activation.floor_seq, activation.seq)
        else:
            self.advance(activation)


def busy(activation: Activation) -> bool:
    """Tell whether something waits or is under way that will end by itself."""
    waits = bool(activation.mailbox) or activation.in_flight is not None or activation.held is not None
    # What it is owed on the boards is known once it is loaded, and must not be left behind.
    return (waits or not activation.loaded) and not activation.parked


def may_be_gone(activation: Activation, now_ms: int) -> bool:
    """Tell whether a sound store may have nothing of an actor any more: it was erased, and that is all.

    Where the erasure was not seen here, any snapshot may be a tombstone that nothing came after for as
    long as one is kept.
    """
    if not activation.loaded:
        return activation.may_be_gone
    if activation.seq == 0 or activation.seq != activation.snapshot_seq:
        return False
    is_old = 0 < activation.last_at_ms <= now_ms - TOMBSTONE_KEPT_MS
    return activation.seq == activation.erased_seq or is_old
