"""The one way from an interaction to its answer: plan, ask, render, send.

Slash commands, components and modals all pass here. While a plan is carried out, a second task
waits for the moment when Discord must be told that it takes longer.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol
from uuid import uuid4

import anyio

from actors.behavior import Command
from actors.errors import ActorError
from actors.identity import ActorId
from actors.settings import WORLD
from reve.bot import failures
from reve.bot.call import Call
from reve.bot.deadlines import Deadlines, deadlines
from reve.bot.message import Form, Message
from reve.bot.plan import AskPlayer, AskWorld, Place, Plan, Prompt, Read, Show, name_of
from reve.bot.ports import Asker, Observed
from reve.bot.rendering import Renderer
from reve.game.commands import PlayerCommand
from reve.game.shown import Refused
from reve.game.vocabulary.world import WorldCommand

log = logging.getLogger(__name__)


class Answerable(Protocol):
    """The place where an answer goes; see `reve.bot.answer`."""

    async def defer(self, place: Place) -> None: ...
    async def give(self, message: Message, place: Place) -> None: ...
    async def prompt(self, form: Form) -> None: ...


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a plan; `certain` unless it only says that nothing is known."""

    value: object
    certain: bool = True

    @property
    def outcome(self) -> str:
        """The word for it in the metrics."""
        return self.value.code.lower() if isinstance(self.value, Refused) else "ok"


@dataclass(slots=True)
class _Underway:
    """How many interactions are being served. Mutable; touched only by the pipeline."""

    count: int = 0
    none: anyio.Event = field(default_factory=anyio.Event)


class Pipeline:
    """Carries out plans. Make it inside the running loop."""

    def __init__(self, *, asker: Asker, renderer: Renderer, observed: Observed) -> None:
        self._asker = asker
        self._renderer = renderer
        self._observed = observed
        self._underway = _Underway()

    async def serve(self, call: Call, choose: Callable[[], Plan], answer: Answerable) -> None:
        """Choose a plan, carry it out and answer with what came of it; never fails."""
        received_at = time.monotonic()
        limits = deadlines(
            received_at=received_at, issued_at_ms=call.issued_at_ms, wall_ms=time.time_ns() // 1_000_000
        )
        self._underway.count += 1
        try:
            plan = _chosen(call, choose)
            result = await self._brought(call, plan, answer, limits)
        finally:
            self._one_less()
        self._observed.answered(name_of(plan), result.outcome, time.monotonic() - received_at)

    async def suggest(self, call: Call, plan: Plan) -> object:
        """Carry out a plan for an autocomplete, which cannot be deferred."""
        limits = deadlines(
            received_at=time.monotonic(),
            issued_at_ms=call.issued_at_ms,
            wall_ms=time.time_ns() // 1_000_000,
        )
        return (await self._carried_out(call, plan, limits.suggest_by)).value

    async def drained(self, within_s: float) -> bool:
        """Wait until no interaction is being served; False if that takes too long."""
        with anyio.move_on_after(within_s):
            if self._underway.count:
                await self._underway.none.wait()
        return self._underway.count == 0

    async def _brought(self, call: Call, plan: Plan, answer: Answerable, limits: Deadlines) -> Result:
        if not isinstance(plan, Prompt):
            return await self._answered(call, plan, answer, limits)
        await answer.prompt(self._renderer.form(plan, call))
        return Result(plan)

    async def _answered(self, call: Call, plan: Plan, answer: Answerable, limits: Deadlines) -> Result:
        async with anyio.create_task_group() as group:
            group.start_soon(_defer_at, limits.defer_at, answer, plan.place)
            result = await self._carried_out(call, plan, limits.answer_by)
            message = await self._renderer.render(result.value, call, certain=result.certain)
            group.cancel_scope.cancel()
        await answer.give(message, plan.place)
        return result

    async def _carried_out(self, call: Call, plan: Plan, answer_by: float) -> Result:
        try:
            match plan:
                case (Prompt() as value) | Show(value=value):
                    return Result(value)
                case Read(get=get):
                    return Result(await _read(get, answer_by - time.monotonic()))
                case AskPlayer():
                    return Result(await self._told(call, plan, answer_by))
                case AskWorld():
                    return Result(await self._asked(call, plan, answer_by))
        except ActorError as error:
            return Result(failures.refusal_of(error), certain=False)
        except Exception:
            ref = _reference()
            log.exception("%s for user %d failed, reference %s", name_of(plan), call.user_id, ref)
            return Result(failures.fault(ref), certain=False)

    async def _told(self, call: Call, plan: AskPlayer, answer_by: float) -> object:
        reply = await self._asked(call, plan, answer_by)
        if plan.about is not None:
            reply = plan.about(reply)
        if plan.then is not None:
            reply = await _read(partial(plan.then, reply), answer_by - time.monotonic())
        return reply

    async def _asked(self, call: Call, plan: AskPlayer | AskWorld, answer_by: float) -> object:
        actor, body = _addressed(call, plan)
        command = Command(call.id, actor, name_of(plan), body, call.issued_at_ms)
        reply: object = await self._asker.ask(command, within_s=max(0.0, answer_by - time.monotonic()))
        return reply

    def _one_less(self) -> None:
        self._underway.count -= 1
        if self._underway.count == 0:
            self._underway.none.set()
            self._underway.none = anyio.Event()


def _addressed(call: Call, plan: AskPlayer | AskWorld) -> tuple[ActorId, PlayerCommand | WorldCommand]:
    """Return whom a plan asks, and what, with the author of the call."""
    if isinstance(plan, AskWorld):
        return WORLD, WorldCommand(plan.action, call.user_id)
    by = None if plan.of is None else call.user_id
    actor = plan.of or ActorId("player", call.user_id)
    return actor, PlayerCommand(plan.action, call.username, call.locale, by)


def _chosen(call: Call, choose: Callable[[], Plan]) -> Plan:
    try:
        return choose()
    except Exception:
        ref = _reference()
        log.exception("no plan for user %d, reference %s", call.user_id, ref)
        return Show("refused", failures.fault(ref))


async def _read(get: Callable[[], Awaitable[object]], within_s: float) -> object:
    try:
        with anyio.fail_after(within_s):
            return await get()
    except TimeoutError:
        return failures.busy()


def _reference() -> str:
    """Return what an operator finds a fault in the log by."""
    return uuid4().hex[:8]


async def _defer_at(when: float, answer: Answerable, place: Place) -> None:
    await anyio.sleep(max(0.0, when - time.monotonic()))
    with anyio.CancelScope(shield=True):  # a deferral under way has an outcome that must be known
        await answer.defer(place)
