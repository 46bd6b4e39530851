"""Actors lent to joint commands of other instances: held until settled, or until the loan's time is over."""

import logging
from dataclasses import dataclass
from typing import Final

import anyio

from actors.activation import Activation
from actors.behavior import Command
from actors.clock import StoreClock
from actors.errors import NotApplied, NotOwner
from actors.exchange import Exchange
from actors.identity import ActorId, derived_command_id
from actors.intake import Intake
from actors.mailbox import Barrier, Hold
from actors.ports import Message
from actors.roster import Roster
from actors.wire import error_message

log = logging.getLogger(__name__)

FORGET_AFTER: Final = 4096


@dataclass(frozen=True, slots=True)
class Loan:
    """One actor that another instance's joint command holds here."""

    activation: Activation
    hold: Hold


class Loans:
    """The lender's side of joint commands. Mutable: the loans under way, and the numbers of old ones.

    Only what identifies the state is lent, its sequence number and the shard's token; the borrower
    reads the state by itself. A loan whose time is over ends with a barrier: once that is stored,
    the joint command can never land; if it has landed before, the barrier comes after it.
    """

    def __init__(self, intake: Intake, roster: Roster, exchange: Exchange, clock: StoreClock) -> None:
        self._intake = intake
        self._roster = roster
        self._exchange = exchange
        self._clock = clock
        self._loans: dict[tuple[int, ActorId], Loan] = {}
        self._settled: dict[int, None] = {}
        exchange.serve("hold", self._lend)
        exchange.listen("settled", self._hear_settled)

    def __len__(self) -> int:
        return len(self._loans)

    async def _lend(self, sender: str, body: Message, deadline_s: float) -> Message:
        actor, number = ActorId(body["kind"], body["key"]), body["hold"]
        known = self._loans.get((number, actor))
        if known is not None and known.activation.held is known.hold:
            return self._terms(known.activation)  # asked again: an answer may have been lost
        try:
            activation, hold = await self._intake.hold(actor, number, body["id"], deadline_s)
        except NotApplied as error:
            return error_message(error)
        if number in self._settled or activation.shard.token is None:
            self._roster.release(activation, hold)
            return error_message(NotOwner(activation.shard.number, None))
        self._loans[number, actor] = Loan(activation, hold)
        self._exchange.spawn(self._expire, number, actor, deadline_s)
        return self._terms(activation)

    def _terms(self, activation: Activation) -> Message:
        token = activation.shard.token
        if token is None:
            return error_message(NotOwner(activation.shard.number, None))
        return {
            "seq": activation.seq,
            "epoch": token.epoch,
            "nonce": token.nonce,
            "settings_version": activation.last_settings_version,
        }

    def _hear_settled(self, sender: str, body: Message) -> None:
        self._remember(body["hold"])
        for number, actor in [slot for slot in self._loans if slot[0] == body["hold"]]:
            loan = self._loans.pop((number, actor))
            if loan.activation.held is not loan.hold:
                continue  # the shard is another's
            if body["reload"]:
                self._roster.reload(loan.activation, [])
            else:
                self._roster.release(loan.activation, loan.hold)

    async def _expire(self, number: int, actor: ActorId, deadline_s: float) -> None:
        await anyio.sleep(max(0.0, deadline_s - self._clock.monotonic_s()))
        loan = self._loans.pop((number, actor), None)
        if loan is None or loan.activation.held is not loan.hold:
            return
        log.warning("%s was lent and not settled in time", loan.activation.actor)
        self._remember(number)
        self.end(loan.activation, number)

    def end(self, activation: Activation, number: int) -> None:
        """Let an actor go on behind a barrier: it is not known what became of the loan."""
        actor = activation.actor
        command = Command(derived_command_id(number, actor, 0), actor, "barrier", None)
        now_s = self._clock.monotonic_s()
        self._roster.reload(activation, [Barrier(command, arrived_s=now_s, deadline_s=float("inf"))])

    def _remember(self, number: int) -> None:
        self._settled[number] = None
        if len(self._settled) > FORGET_AFTER:
            del self._settled[next(iter(self._settled))]
