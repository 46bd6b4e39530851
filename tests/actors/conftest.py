"""A host over in-memory twins, on asyncio and on trio."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

import pytest

from actors.behavior import Kind
from actors.host import Host
from actors.options import HostOptions
from actors.ports import Leases
from actors.testing import MemoryLeases, MemoryLink, MemoryStore, PurseBehavior, PurseCodec, SequenceDice


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Run every test of the runtime on both backends."""
    return str(request.param)


@dataclass
class Bench:
    """A store and leases that outlive the hosts made over them."""

    store: MemoryStore = field(default_factory=MemoryStore)
    leases: Leases = field(default_factory=lambda: MemoryLeases("one"))

    def host(self, **options: Any) -> AbstractAsyncContextManager[Host]:
        """Return a host that serves inside the block."""
        limit_of = options.pop("limit_of", lambda body: None)
        leases = options.pop("leases", self.leases)
        kind = Kind(
            name="purse", behavior=PurseBehavior(), codec=PurseCodec(), mailbox_places=64, limit_of=limit_of
        )
        return Host(
            kinds=[kind],
            store=self.store,
            leases=leases,
            link=MemoryLink("one"),
            dice=SequenceDice,
            release="test",
            instance="one",
            options=HostOptions(**options),
        ).serving()


@pytest.fixture
def bench() -> Bench:
    """An empty store with free leases."""
    return Bench()


@pytest.fixture
async def host(bench: Bench) -> AsyncIterator[Host]:
    """A serving host."""
    async with bench.host() as serving:
        yield serving
