"""Several hosts over one store, one lease service and one link, to come, go and die in a test."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio

from actors.behavior import Kind
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.options import HostOptions
from actors.schema_switch import SchemaSwitch
from actors.settings import WorldSettings
from actors.testing import (
    Ether,
    LeaseTable,
    MemoryLeases,
    MemoryLink,
    MemoryStore,
    PurseBehavior,
    PurseCodec,
    SequenceDice,
    purse_standings,
)

TTL_S = 0.6


def purses(**changed: Any) -> Kind[Any, Any, Any, Any]:
    """The kind of the sample behavior, with its joint commands."""
    return Kind(
        **(
            {"name": "purse", "behavior": PurseBehavior(), "codec": PurseCodec(), "joint": PurseBehavior()}
            | changed
        )
    )


def ranked() -> Kind[Any, Any, Any, Any]:
    """The same, with places on a board."""
    return purses(standings_of=purse_standings)


@dataclass
class Cluster:
    """What instances share. `hosts` are those that serve now, by name."""

    kinds: tuple[Kind[Any, Any, Any, Any], ...] = field(default_factory=lambda: (purses(),))
    ttl_s: float = TTL_S
    with_world: bool = False
    store: MemoryStore = field(default_factory=MemoryStore)
    table: LeaseTable = field(default_factory=LeaseTable)
    ether: Ether = field(default_factory=Ether)
    hosts: dict[str, Host] = field(default_factory=dict)
    leases: dict[str, MemoryLeases] = field(default_factory=dict)

    def make(self, name: str, **options: Any) -> Host:
        """Return a host that does not serve yet."""
        self.leases[name] = MemoryLeases(name, self.table, ttl_s=self.ttl_s)
        settings = None
        kinds = list(self.kinds)
        if self.with_world:
            world = purses(name="world")
            kinds.append(world)
            settings = WorldSettings(self.store, world, _coins)
        return Host(
            kinds=kinds,
            store=self.store,
            leases=self.leases[name],
            link=MemoryLink(name, self.ether),
            dice=SequenceDice,
            settings=settings,
            switch=options.pop("switch", SchemaSwitch()),
            release=options.pop("release", "test"),
            memory_used=options.pop("memory_used", lambda: 0.0),
            instance=name,
            options=HostOptions(**options),
        )

    @asynccontextmanager
    async def serving(self, *names: str, **options: Any) -> AsyncIterator[list[Host]]:
        """Serve with these instances inside the block; each leaves in order at its end."""
        async with AsyncExitStack() as stack:
            for name in names:
                self.hosts[name] = await stack.enter_async_context(self.make(name, **options).serving())
            try:
                yield [self.hosts[name] for name in names]
            finally:
                for name in names:
                    self.hosts.pop(name, None)

    def owners(self) -> dict[int, list[str]]:
        """Return who holds each shard by its own account."""
        return {
            number: [name for name, host in self.hosts.items() if host.shards[number].token is not None]
            for number in range(256)
        }

    def owner_of(self, actor: ActorId) -> str:
        """Return who owns an actor."""
        (name,) = self.owners()[shard_of(actor)]
        return name

    async def settled(self, *names: str, within_s: float = 10.0) -> None:
        """Return when all shards are held, each by one of these, and each of them holds some."""

        def is_settled() -> bool:
            owners = self.owners()
            return all(len(held) == 1 for held in owners.values()) and {
                held[0] for held in owners.values()
            } == set(names)

        await until(is_settled, within_s)

    def coins(self, key: int) -> int:
        """Return the balance of a purse as stored."""
        rows = self.store.journal(ActorId("purse", key))
        state = PurseBehavior().initial(key)
        for row in rows:
            for event in PurseCodec().decode_events(row.schema, row.events):
                state = PurseBehavior().evolve(state, event)
        return state.coins


async def until(holds: Callable[[], bool], within_s: float = 10.0) -> None:
    """Return when something holds; fail when it does not in time."""
    with anyio.fail_after(within_s):
        while not holds():
            await anyio.sleep(0.01)


def key_owned_by(host: Host, start: int = 1) -> int:
    """Return the key of a purse that a host owns."""
    return next(k for k in range(start, start + 10_000) if host.shards[shard_of(ActorId("purse", k))].token)


async def _coins(state: Any) -> int:
    coins: int = state.coins
    return coins
