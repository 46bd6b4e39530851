"""Commands and joint commands as requests: made here or sent to the owner, and served for others."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from actors.behavior import Command, JointCommand, Kind
from actors.errors import Busy, CodecError, Internal, Newer
from actors.exchange import Exchange
from actors.identity import ActorId, shard_of
from actors.intake import Intake
from actors.joint import Coordinator
from actors.ports import Message
from actors.router import Router, Way, answer_of
from actors.wire import (
    command_message,
    command_of,
    error_message,
    joint_message,
    joint_of,
    reply_message,
    result_of,
)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Admission:
    """How many requests wait here at once, from this instance's authors and from others. Mutable."""

    most: int
    waiting: int = 0

    async def of(self, work: Awaitable[Any]) -> Any:
        """Wait for work. Raises `Busy` when too many wait already."""
        self.waiting += 1
        try:
            return await work
        finally:
            self.waiting -= 1

    @property
    def full(self) -> bool:
        """Whether nobody more may wait."""
        return self.waiting >= self.most


class Requests:
    """Both sides of a hop: the errors of `Intake.ask` are raised here whoever owns the actor."""

    def __init__(
        self,
        *,
        kinds: Mapping[str, Kind[Any, Any, Any, Any]],
        intake: Intake,
        coordinator: Coordinator,
        router: Router,
        exchange: Exchange,
        admission: Admission,
    ) -> None:
        self._kinds = kinds
        self._intake = intake
        self._coordinator = coordinator
        self._router = router
        self._admission = admission
        self.served = 0
        """Commands of other instances that were taken in here."""
        exchange.serve("ask", self._serve_ask)
        exchange.serve("joint", self._serve_joint)

    async def ask(self, command: Command[Any], deadline_s: float) -> Any:
        """Have a command judged by the owner of its actor."""
        kind = self._kinds[command.actor.kind]
        way = Way(
            "ask",
            lambda deadline_s: self._intake.ask(command, deadline_s),
            lambda: command_message(kind, command),
            lambda answer: result_of(kind, answer),
        )
        return await self._router.go(way, shard_of(command.actor), deadline_s)

    async def ask_joint(self, joint: JointCommand[Any], deadline_s: float) -> Any:
        """Have a joint command judged by the owner of its first participant."""
        kind = self._kinds[joint.actors[0].kind]
        way = Way(
            "joint",
            lambda deadline_s: self._coordinator.ask(joint, deadline_s),
            lambda: joint_message(kind, joint),
            lambda answer: result_of(kind, answer),
        )
        return await self._router.go(way, shard_of(joint.actors[0]), deadline_s)

    async def _serve_ask(self, sender: str, body: Message, deadline_s: float) -> Message:
        return await self._served(
            body["kind"], lambda: self._intake.ask(command_of(self._kinds, body), deadline_s)
        )

    async def _serve_joint(self, sender: str, body: Message, deadline_s: float) -> Message:
        kind = ActorId(*body["actors"][0]).kind
        return await self._served(
            kind, lambda: self._coordinator.ask(joint_of(self._kinds, body), deadline_s)
        )

    async def _served(self, kind: str, work: Callable[[], Awaitable[Any]]) -> Message:
        if self._admission.full:
            return error_message(Busy())
        if kind not in self._kinds:
            return error_message(Newer())
        try:
            begun = work()
        except CodecError:
            return error_message(Newer())  # a later release has commands that this one does not know
        self.served += 1
        return await answer_of(self._admission.of(begun), lambda reply: self._told(kind, reply))

    def _told(self, kind: str, reply: Any) -> Message:
        try:
            return reply_message(self._kinds[kind], reply)
        except Exception as error:
            # What was stored could be written: this is the reply of a view, and nothing was applied.
            ref = secrets.token_hex(4)
            log.error(
                "internal error %s: a reply of a %s cannot be sent: %r", ref, kind, reply, exc_info=error
            )
            return error_message(Internal(ref))
