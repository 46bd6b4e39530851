"""The same command arrives again: at two instances at once, after a refusal, after a lost answer."""

from typing import Final

import anyio

from actors.testing import Change
from reve.chaos.arena import Arena, NotFired
from reve.chaos.cluster import Instance
from reve.chaos.faults.fault import Fault
from reve.chaos.observation import Observation
from reve.chaos.traps import Deed, Trap

PATIENCE_S: Final = 10.0


async def twice_at_once(arena: Arena) -> str:
    """Give one command to two instances at once."""
    first, second = _two(arena)
    actor, seen = arena.fresh(), list[Observation]()
    for _ in range(10):
        number = next(arena.crowd.ids)

        async def one(via: Instance, number: int = number) -> None:
            seen.append(await arena.earn(actor, 5, via=via, command_id=number))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(one, first)
            tasks.start_soon(one, second)
    different = {(one.command_id, one.reply) for one in seen}
    if len(different) != len(seen) // 2:
        arena.wrong.append(f"one command was answered in two ways: {different}")
    return f"{len(seen) // 2} commands, each at two instances"


async def after_a_refusal(arena: Arena) -> str:
    """Give a command that was refused to another instance, when it would be taken by now."""
    first, second = _two(arena)
    actor, number = arena.fresh(), next(arena.crowd.ids)
    before = await arena.crowd.ask([actor], Change(-50), via=first, command_id=number)
    await arena.must_earn(actor)
    after = await arena.crowd.ask([actor], Change(-50), via=second, command_id=number)
    return f"{before.reply}, then {after.reply}"


async def after_a_lost_answer(arena: Arena) -> str:
    """Give a command whose commit nobody heard of to another instance."""
    first, second = _two(arena)
    owner = (await arena.owners())[0]
    actor, number = await arena.fresh_of(owner), next(arena.crowd.ids)
    await arena.must_earn(actor, via=owner)
    trap = Trap(Deed.DROP_ANSWER, lambda values: number.to_bytes(8, "big", signed=True) in values)
    async with anyio.create_task_group() as tasks:
        with owner.postgres.trap(trap):
            tasks.start_soon(lambda: arena.earn(actor, via=owner, command_id=number))
            if not await trap.caught(PATIENCE_S):
                raise NotFired("no commit was caught")
            again = await arena.earn(actor, via=second if owner is first else first, command_id=number)
    return f"answered {again.reply} the second time"


def _two(arena: Arena) -> tuple[Instance, Instance]:
    if len(arena.cluster.open) < 2:
        raise NotFired("there is but one instance")
    first, second = arena.dice.sample(arena.cluster.open, 2)
    return first, second


FAULTS: Final = (
    Fault("same command at two instances", twice_at_once, joint=True),
    Fault("same command after a refusal", after_a_refusal, joint=True),
    Fault("same command after an unacknowledged commit", after_a_lost_answer, joint=True),
)
