"""Joint commands: one command over several actors, done to all of them at once or to none.

The owner of the first participant coordinates. Participants are held in the order of their ids, so
that no two joint commands wait for each other, all under one deadline; a holder never asks for
another hold. Then one decision, one commit under the tokens of all shards, and the holds end.
"""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import anyio

from actors.behavior import Command, JointCommand, Kind
from actors.clock import StoreClock
from actors.errors import (
    Busy,
    Internal,
    Newer,
    NewerSchema,
    NotApplied,
    NotOwner,
    OutcomeUnknown,
    TooLate,
    Unavailable,
)
from actors.exchange import Exchange
from actors.identity import ActorId, shard_of
from actors.intake import Intake
from actors.joint_commit import JointCommit, TryOnceMore
from actors.joint_turn import JointTurn, Participant, judge_joint
from actors.mailbox import Item
from actors.ownership import Superseded
from actors.pauses import LONGEST_PAUSE_S, pause
from actors.ports import Message, Store, Token
from actors.reading import read
from actors.roster import Roster
from actors.router import Router, Way
from actors.turns import REDELIVERY_MS, Judge
from actors.wire import result_of

log = logging.getLogger(__name__)

HOLD_S: Final = 2.0
"""How long participants are held at most."""

LEAST_S: Final = 0.5
"""With less time left the commit is not sent."""


@dataclass(slots=True)
class Holding:
    """The holds of one try. Mutable: `abroad` once another instance was asked, `reload` who is read anew.

    `read_since` is shared by all tries: how many loads of the settings had begun when a lent actor was
    first read at a sequence number.
    """

    number: int
    until_s: float
    read_since: dict[tuple[ActorId, int], int]
    participants: list[Participant] = field(default_factory=list)
    abroad: bool = False
    reload: set[ActorId] = field(default_factory=set)


class Coordinator:
    """Runs the joint commands whose first participant this instance owns. Mutable: those under way."""

    def __init__(
        self,
        *,
        kinds: Mapping[str, Kind[Any, Any, Any, Any]],
        store: Store,
        judge: Judge,
        clock: StoreClock,
        roster: Roster,
        intake: Intake,
        router: Router,
        exchange: Exchange,
        commit: JointCommit,
    ) -> None:
        self._kinds = kinds
        self._store = store
        self._judge = judge
        self._clock = clock
        self._roster = roster
        self._intake = intake
        self._router = router
        self._exchange = exchange
        self._commit = commit
        self._under_way: dict[int, Item] = {}
        self.coordinated = 0
        """Joint commands that were begun here."""

    def __len__(self) -> int:
        return len(self._under_way)

    async def ask(self, joint: JointCommand[Any], deadline_s: float) -> Any:
        """Have a joint command judged here. Raises as `Intake.ask` does."""
        item = self._under_way.get(joint.id)
        if item is None:
            command = Command(joint.id, joint.actors[0], joint.name, joint.body, joint.issued_at_ms)
            item = Item(command, arrived_s=self._clock.monotonic_s(), deadline_s=deadline_s)
            self._under_way[joint.id] = item
            self.coordinated += 1
            self._exchange.spawn(self._run, joint, item)
        with anyio.move_on_after(deadline_s - self._clock.monotonic_s()):
            await item.wait()
        if not item.done:
            raise OutcomeUnknown
        return item.result()

    async def _run(self, joint: JointCommand[Any], item: Item) -> None:
        try:
            item.answer(await self._tried(joint, item.deadline_s))
        except (NotApplied, OutcomeUnknown) as error:
            item.fail(error)
        except Unavailable as error:
            log.warning("joint command %d: %s", joint.id, error)
            item.fail(Busy())
        except NewerSchema:
            item.fail(Newer())
        except Superseded:
            raise
        except Exception as error:  # noqa: BLE001 - the rules are code of others; their bugs end here
            item.fail(self._fault(joint, error))
        finally:
            del self._under_way[joint.id]
            item.fail(OutcomeUnknown())

    async def _tried(self, joint: JointCommand[Any], deadline_s: float) -> Any:
        """Try until it is done, or until the one who asks waits no longer. Raises `Busy` then."""
        tries = 0
        read_since: dict[tuple[ActorId, int], int] = {}
        while True:
            holding = Holding(secrets.randbits(62), self._clock.monotonic_s() + HOLD_S, read_since)
            try:
                return await self._attempt(joint, holding)
            except (TryOnceMore, Busy) as error:
                log.info("joint command %d is tried once more: %s", joint.id, error)
                if self._clock.monotonic_s() + LONGEST_PAUSE_S > deadline_s:
                    raise Busy from error
            finally:
                with anyio.CancelScope(shield=True):
                    await self._let_go(holding)
            await pause(tries)
            tries += 1

    async def _attempt(self, joint: JointCommand[Any], holding: Holding) -> Any:
        first = await self._held_here(joint, joint.actors[0], holding, holding.until_s)
        known = await self._seen_before(first, joint)
        if known is not None:
            return known.result()
        for actor in joint.actors[1:]:
            await self._hold(joint, actor, holding)
        await self._read_lent(holding)
        turn = judge_joint(self._judge, holding.participants, joint)
        if turn.refused:
            now_s = self._clock.monotonic_s()
            self._shard_of(first).refusals.keep(joint.id, first.actor, turn.reply, now_s)
            return turn.reply
        if holding.until_s - self._clock.monotonic_s() < LEAST_S:
            raise Busy
        holding.reload = {p.actor for p in holding.participants}
        done = await self._commit.send(turn, holding.participants, joint.id)
        if done.applied:
            self._apply(turn, holding, joint.id)
        return done.reply

    async def _hold(self, joint: JointCommand[Any], actor: ActorId, holding: Holding) -> None:
        """Hold one more participant, wherever it is.

        Raises `TryOnceMore` when its owner is not to be found or does not answer (a hold applies
        nothing, so that nothing is unknown), one of the `NotApplied` family when it is not to be had.
        """
        number, kind = shard_of(actor), self._kinds[actor.kind]
        message = {"kind": actor.kind, "key": actor.key, "hold": holding.number, "id": joint.id}

        async def here(deadline_s: float) -> None:
            await self._held_here(joint, actor, holding, deadline_s)

        def there() -> Message:
            holding.abroad = True
            return message

        def read(answer: Message) -> None:
            if "error" in answer:
                result_of(kind, answer)
            token = Token(number, answer["epoch"], answer["nonce"])
            lent = Participant(actor, kind, token, answer["seq"], answer["settings_version"])
            holding.participants.append(lent)

        try:
            await self._router.go(Way("hold", here, there, read), number, holding.until_s)
        except (NotOwner, OutcomeUnknown) as error:
            raise TryOnceMore(f"{actor} is not lent: {error!r}") from error

    async def _held_here(
        self, joint: JointCommand[Any], actor: ActorId, holding: Holding, until_s: float
    ) -> Participant:
        activation, hold = await self._intake.hold(actor, holding.number, joint.id, until_s)
        token = activation.shard.token
        if token is None:
            raise NotOwner(activation.shard.number, None)
        participant = Participant(
            actor,
            activation.kind,
            token,
            activation.seq,
            activation.last_settings_version,
            activation.state,
            activation.last_at_ms,
            (activation, hold),
            activation.settings_since,
        )
        holding.participants.append(participant)
        return participant

    async def _seen_before(self, first: Participant, joint: JointCommand[Any]) -> Item | None:
        """Return the answer of a command that was judged before. Raises `TooLate`."""
        item = Item(Command(joint.id, first.actor, joint.name, None), arrived_s=0.0, deadline_s=0.0)
        refusal = self._shard_of(first).refusals.find(joint.id, first.actor)
        if refusal is not None:
            item.answer(refusal)
            return item
        if first.own is not None and joint.id in first.own[0].known:
            await self._commit.answer_from_journal(first.own[0], item)
            return item
        if joint.issued_at_ms is not None and self._clock.is_older_than(joint.issued_at_ms, REDELIVERY_MS):
            raise TooLate
        return None

    async def _read_lent(self, holding: Holding) -> None:
        """Read the states of those that others lend. Raises `TryOnceMore` when they are not as lent."""
        settings = self._judge.settings
        for place, participant in enumerate(holding.participants):
            if participant.own is None:
                stored = await read(self._store, participant.kind, participant.actor)
                if stored.seq != participant.seq:
                    raise TryOnceMore(
                        f"{participant.actor} is at {stored.seq} and was lent at {participant.seq}"
                    )
                since = holding.read_since.setdefault((participant.actor, stored.seq), settings.loads)
                holding.participants[place] = replace(
                    participant, state=stored.state, last_at_ms=stored.last_at_ms, settings_since=since
                )
        if not all(settings.cover(p.settings_version, p.settings_since) for p in holding.participants):
            raise Busy

    def _apply(self, turn: JointTurn, holding: Holding, command_id: int) -> None:
        """Let the own participants have the states that are stored now."""
        for participant, row in zip(holding.participants, turn.rows, strict=True):
            if participant.own is not None and turn.states is not None:
                activation, hold = participant.own
                if activation.held is hold:
                    activation.known[command_id] = turn.at_ms
                    activation.last_settings_version = row.settings_version
                    self._roster.became(activation, turn.states[row.actor], row.seq, turn.at_ms)
                    holding.reload.discard(row.actor)

    async def _let_go(self, holding: Holding) -> None:
        """End all holds: own ones here, lent ones by telling everybody who may have lent."""
        for participant in holding.participants:
            if participant.own is None:
                continue
            activation, hold = participant.own
            if activation.held is hold and participant.actor in holding.reload:
                self._roster.reload(activation, [])
            else:
                self._roster.release(activation, hold)
        if holding.abroad:
            body = {"hold": holding.number, "reload": bool(holding.reload)}
            await self._exchange.announce("settled", body)

    def _shard_of(self, participant: Participant) -> Any:
        if participant.own is None:
            raise AssertionError("the first participant is this instance's own")
        return participant.own[0].shard

    def _fault(self, joint: JointCommand[Any], error: Exception) -> Internal:
        ref = secrets.token_hex(4)
        log.error(
            "internal error %s: joint command %d %s %r", ref, joint.id, joint.name, joint.body, exc_info=error
        )
        return Internal(ref)
