"""Between actors: joint commands that cross, expire and are never settled; notes that meet trouble."""

from typing import Any, Final

import anyio

from actors.identity import ActorId, derived_command_id, shard_of
from actors.testing import Remind, Send, Transfer
from reve.chaos.arena import Arena, NotFired
from reve.chaos.cluster import Instance
from reve.chaos.faults.fault import Fault
from reve.chaos.faults.messages import done, set_mischief
from reve.chaos.mischief import Mischief
from reve.chaos.observation import End, Observation
from reve.chaos.traps import Deed, Trap

CROSSING: Final = 15
HOLD_S: Final = 2.0
PATIENCE_S: Final = 10.0
REARMED: Final = 60
WAITS: Final = "SELECT FROM inbox WHERE kind = $1 AND key = $2 AND name LIKE $3"
CONSUMED: Final = "SELECT events FROM delta WHERE kind = $1 AND key = $2 AND command_id = $3"
REMINDED: Final = "SELECT FROM delta WHERE kind = $1 AND key = $2 AND name = 'note/reminder'"


async def crossing(arena: Arena) -> str:
    """Send joint commands in both directions at once."""
    a, b = await _pair(arena)
    seen: list[Observation] = []

    async def one(source: ActorId, target: ActorId) -> None:
        seen.append(await give(arena, source, target))

    async with anyio.create_task_group() as tasks:
        for _ in range(CROSSING):
            tasks.start_soon(one, a, b)
            tasks.start_soon(one, b, a)
    done = sum(one.end is End.ANSWERED for one in seen)
    if not done:
        raise NotFired("none was answered")
    return f"{done} of {len(seen)} were answered"


async def landing_late(arena: Arena) -> str:
    """Have a joint commit land after the hold of the other side has expired."""
    a, b = await _pair(arena)
    first = await arena.owner(min(a, b))
    number = next(arena.crowd.ids)
    trap = Trap(Deed.HOLD_ALL, lambda values: number.to_bytes(8, "big", signed=True) in values)
    async with anyio.create_task_group() as tasks:
        with first.postgres.trap(trap):
            tasks.start_soon(lambda: give(arena, a, b, via=first, command_id=number))
            if not await trap.caught(PATIENCE_S):
                raise NotFired("no joint commit was caught")
            await anyio.sleep(HOLD_S + arena.dice.uniform(0.0, 1.0))
            await arena.earn(max(a, b), 1, within_s=PATIENCE_S)
    return f"it landed more than {HOLD_S:.0f} s after it was sent"


async def coordinator_killed(arena: Arena) -> str:
    """Kill the coordinator of a joint command while the other side is held."""
    a, b = await _pair(arena)
    first = await arena.owner(min(a, b))
    number = next(arena.crowd.ids)
    trap = Trap(Deed.HOLD_ALL, lambda values: number.to_bytes(8, "big", signed=True) in values)
    async with anyio.create_task_group() as tasks:
        with first.postgres.trap(trap):
            tasks.start_soon(lambda: give(arena, a, b, via=first, command_id=number))
            if not await trap.caught(PATIENCE_S):
                raise NotFired("no joint commit was caught")
            await arena.cluster.kill(first)
            tasks.start_soon(arena.cluster.start)
        await arena.must_earn(max(a, b), 1)
    return f"{first.name} was killed while it held both"


async def never_settled(arena: Arena) -> str:
    """Lose what tells the other side how a joint command ended."""
    a, b = await _pair(arena)
    before = await done(arena, "lost")
    await set_mischief(arena, Mischief(lost=1.0, containing="settled"))
    try:
        seen = await give(arena, a, b)
        await arena.must_earn(a, 1)
        await arena.must_earn(b, 1)
    finally:
        lost = await done(arena, "lost") - before
        await set_mischief(arena, Mischief())
    if lost <= 0 or seen.end is not End.ANSWERED:
        raise NotFired("nothing that settles was lost")
    return f"{lost} messages that settle were lost"


async def note_refused(arena: Arena) -> str:
    """Send a note that its target says no to."""
    sender, target = arena.fresh(), arena.fresh()
    sent = await arena.crowd.ask([sender], Send(target.key, -7, arena.dice.getrandbits(60)))
    row = await _consumed(arena, target, sent.command_id)
    if row["events"]:
        raise NotFired("it was taken")
    return "it left an empty delta"


async def reminder_rearmed(arena: Arena) -> str:
    """Arm a reminder again and again while it comes due."""
    actor = arena.fresh()
    async with anyio.create_task_group() as tasks:
        for n in range(REARMED):
            tasks.start_soon(lambda: arena.crowd.ask([actor], Remind(arena.dice.randint(0, 300), 1)))
            await anyio.sleep(0.01 * (n % 7))
    await arena.until(lambda: _arrived(arena, actor, "reminder"), 20.0, "a reminder still waits")
    consumed = await arena.database.fetch(REMINDED, *actor)
    if not consumed:
        raise NotFired("none was consumed")
    return f"armed {REARMED} times, consumed {len(consumed)} times"


async def owners_die_in_turn(arena: Arena) -> str:
    """Kill the owner of a note's sender, then that of its target."""
    a, b = await _pair(arena)
    sent = await arena.crowd.ask([a], Send(b.key, 3, arena.dice.getrandbits(60)))
    for mortal in (a, b):
        await arena.cluster.kill(await arena.owner(mortal))
        await arena.cluster.start()
    await _consumed(arena, b, sent.command_id)
    return "the note arrived"


async def give(arena: Arena, source: ActorId, target: ActorId, **how: Any) -> Observation:
    """Have one purse give another a coin, at once on both sides."""
    return await arena.crowd.ask([source, target], Transfer(source.key, target.key, 1), **how)


async def _pair(arena: Arena) -> tuple[ActorId, ActorId]:
    """Return two purses with coins, of two owners where there are two."""
    owners: list[Instance] = (await arena.owners())[:2]
    a, b = [await arena.fresh_of(owner) for owner in (owners[0], owners[-1])]
    if shard_of(a) == shard_of(b):
        raise NotFired("both are of one shard")
    await arena.must_earn(a)
    await arena.must_earn(b)
    return a, b


async def _consumed(arena: Arena, actor: ActorId, cause: int) -> Any:
    """Return the delta that the note left which a command sent."""
    found: list[Any] = []

    async def there() -> bool:
        found[:] = await arena.database.fetch(CONSUMED, *actor, derived_command_id(cause, actor, 0))
        return bool(found)

    await arena.until(there, 40.0, f"the note never came to {actor}")
    return found[0]


async def _arrived(arena: Arena, actor: ActorId, name: str) -> bool:
    return not await arena.database.fetch(WAITS, *actor, f"%{name}%")


FAULTS: Final = (
    Fault("joint commands in both directions", crossing),
    Fault("joint commit lands after its hold", landing_late, joint=True),
    Fault("hold never settled: coordinator killed", coordinator_killed, joint=True),
    Fault("hold never settled: message lost", never_settled, joint=True),
    Fault("note refused by its target", note_refused),
    Fault("reminder armed while it is consumed", reminder_rearmed),
    Fault("owners of a note's sender and target die in turn", owners_die_in_turn, joint=True),
)
