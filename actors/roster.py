"""The activations of one host: who is in memory, what they judge next, and how they come and go."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from actors.activation import Activation
from actors.behavior import Kind
from actors.clock import StoreClock
from actors.errors import Busy, NotOwner, Parked
from actors.identity import ActorId
from actors.lane import Lane
from actors.loading import Loader
from actors.mailbox import Item
from actors.ownership import Ownership
from actors.passivation import Passivation
from actors.ports import Facts, Store
from actors.settlement import Settlement
from actors.shard import Shard
from actors.turns import Judge, Turn


class Roster:
    """Holds the activations, and moves them from mailbox to lane and back.

    It is the watcher of ownership and the registry of settlement. All of it is touched on one event
    loop only, and only between awaits.
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
        idle_s: float,
    ) -> None:
        self._judge = judge
        self._clock = clock
        self._spawn = spawn
        self._store = store
        self._lane_count = lanes
        self._commit_timeout_s = commit_timeout_s
        self._activations: dict[ActorId, Activation] = {}
        self.passivation = Passivation(self._activations, self.submit, self.drop, idle_s, clock.monotonic_s)
        self._loader = Loader(
            store,
            now_ms=clock.now_ms,
            start=lambda loader: spawn(loader.run),
            loaded=self.advance,
            failed=self.drop,
            new_ref=lambda: secrets.token_hex(4),
        )
        self.lanes: tuple[Lane, ...] = ()

    def open_lanes(self, ownership: Ownership) -> None:
        """Make the commit lanes, whose failures ownership has to know of."""
        self._settlement = Settlement(self._store, ownership, self._clock, self)
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

    def __len__(self) -> int:
        return len(self._activations)

    def __iter__(self) -> Iterator[Activation]:
        return iter(list(self._activations.values()))

    def find(self, actor: ActorId) -> Activation | None:
        """Return an actor's activation, if there is one."""
        return self._activations.get(actor)

    @property
    def quiet(self) -> bool:
        """Whether nothing waits and nothing is under way, but for what is parked."""
        return not any(
            a.mailbox or a.in_flight is not None for a in self._activations.values() if not a.parked
        )

    def activate(self, actor: ActorId, kind: Kind[Any, Any, Any, Any], shard: Shard) -> Activation:
        """Begin to load an actor; commands may be put into its mailbox at once."""
        activation = Activation(actor, kind, shard, self._clock.monotonic_s())
        self._activations[actor] = activation
        self._loader.add(activation)
        return activation

    def gained(self, shard: Shard) -> None:
        """Go on with what waited for a shard to serve."""
        for activation in [a for a in self._activations.values() if a.shard is shard]:
            self.advance(activation)

    def lost(self, shard: Shard) -> None:
        """Drop all activations of a shard."""
        for activation in [a for a in self._activations.values() if a.shard is shard]:
            self.drop(activation, NotOwner(shard.number, None))

    def drop(self, activation: Activation, error: Exception | None = None) -> None:
        """Forget an activation. Those who wait in its mailbox get `error`; a turn in flight goes on."""
        if self._activations.get(activation.actor) is activation:
            del self._activations[activation.actor]
        activation.in_flight = None
        for item in activation.mailbox:
            item.fail(error or Busy())
        activation.mailbox.clear()

    def reload(self, activation: Activation, items: Sequence[Item]) -> None:
        """Replace an activation by a fresh one that judges `items` first, then what waited behind them."""
        fresh = self.activate(activation.actor, activation.kind, activation.shard)
        fresh.reloads = activation.reloads + 1
        fresh.faults, fresh.traces = activation.faults, activation.traces
        for item in (*items, *activation.mailbox):
            if not item.done:
                fresh.mailbox.append(item)
                fresh.pending[item.command.id] = item
        activation.mailbox.clear()
        activation.in_flight = None

    def advance(self, activation: Activation) -> None:
        """Judge what waits, if the activation may act now."""
        now_s = self._clock.monotonic_s()
        while (
            activation.mailbox
            and activation.loaded
            and activation.in_flight is None
            and not activation.parked
            and activation.shard.serves(now_s)
        ):
            activation.used_at_s = now_s
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
        activation.state, activation.seq, activation.last_at_ms = turn.state, turn.seq, turn.last_at_ms
        now_s = self._clock.monotonic_s()
        for command_id, reply in turn.refusals:
            activation.shard.refusals.keep(command_id, activation.actor, reply, now_s)
        for row in turn.rows:
            activation.known[row.command_id] = row.at_ms
        if turn.snapshot is not None:
            activation.snapshot_seq = turn.snapshot.seq
        self.advance(activation)
