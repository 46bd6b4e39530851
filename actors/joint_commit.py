"""The commit of a joint command: beside the lanes, on a connection of its own."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import anyio

from actors.activation import Activation
from actors.errors import (
    Busy,
    CommitUnknown,
    Duplicate,
    Fenced,
    Gone,
    Internal,
    Rejected,
    Stale,
    TryAgain,
)
from actors.joint_turn import JointTurn, Participant
from actors.mailbox import Item
from actors.ownership import Ownership
from actors.ports import Facts, Store
from actors.settlement import Settlement

log = logging.getLogger(__name__)


class TryOnceMore(Exception):
    """Nothing was applied, as something that was held is not as it was; all may be tried again."""


@dataclass(frozen=True, slots=True)
class Done:
    """The reply of a joint command; `applied` unless the journal had it from an earlier try."""

    reply: Any
    applied: bool = True


class JointCommit:
    """Commits, and finds out what became of it."""

    def __init__(
        self,
        store: Store,
        ownership: Ownership,
        settlement: Settlement,
        *,
        timeout_s: float,
    ) -> None:
        self._store = store
        self._ownership = ownership
        self._settlement = settlement
        self._timeout_s = timeout_s

    async def send(self, turn: JointTurn, participants: Sequence[Participant], command_id: int) -> Done:
        """Commit, and return the reply.

        Raises `TryOnceMore` or one of the `NotApplied` family when nothing was and will be applied.
        """
        tokens = [p.token for p in participants]
        try:
            facts = await self._commit(turn, participants)
        except Fenced as error:
            own = [p.token for p in participants if p.own is not None and p.token.shard in error.shards]
            await self._ownership.fenced(own)
            raise TryOnceMore(str(error)) from error
        except (Stale, Gone) as error:
            raise TryOnceMore(str(error)) from error
        except Duplicate:
            return await self._from_journal(participants[0], command_id)
        except TryAgain as error:
            raise Busy from error
        except Rejected as error:
            ref = secrets.token_hex(4)
            log.error("internal error %s: the store rejects joint %d", ref, command_id, exc_info=error)
            raise Internal(ref) from error
        except CommitUnknown as error:
            log.warning("the outcome of joint command %d is unknown: %s", command_id, error)
            # One token suffices: the commit wants all of those that it was sent with.
            await self._ownership.retake(tokens[:1])
            return await self._from_journal(participants[0], command_id)
        self._settlement.hear(facts)
        self._settlement.sent(turn.notes)
        return Done(turn.reply)

    async def answer_from_journal(self, first: Activation, item: Item) -> None:
        """Answer a command that is known to be committed."""
        await self._settlement.answer_from_journal(first, [item])

    async def _commit(self, turn: JointTurn, participants: Sequence[Participant]) -> Facts:
        batch = turn.batch([p.token for p in participants])
        try:
            with anyio.fail_after(self._timeout_s):
                return await self._store.commit(batch, joint=True)
        except TimeoutError as error:
            raise CommitUnknown(f"no answer within {self._timeout_s:.0f} s") from error

    async def _from_journal(self, first: Participant, command_id: int) -> Done:
        """Return the stored reply; raises `TryOnceMore` when there is none, and never will be."""
        found = await self._settlement.find([(command_id, first.actor)])
        row = found.get((command_id, first.actor))
        if row is None:
            raise TryOnceMore(f"command {command_id} is not in the journal")
        return Done(self._settlement.decoded(first.kind, row), applied=False)
