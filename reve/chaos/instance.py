"""An instance that is to suffer: real store, leases and link around a host of purses, in its own process.

It reads its `Spec` from standard input, says its port on standard output, and answers frames on that
port until it is asked to stop. It ends with its supervisor: standard input ends then.
"""

import logging
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from typing import Final

import anyio
import orjson
from anyio.abc import SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream

from actors.host import Host
from actors.options import HostOptions
from actors.schema_switch import SchemaSwitch
from actors.settings import WorldSettings
from actors.testing import Purse, SequenceDice
from persistence.cluster import check
from persistence.leases import RedisLeases
from persistence.link import RedisLink
from persistence.store import PostgresStore
from reve.chaos.mischief import MischievousLink
from reve.chaos.requests import Requests
from reve.chaos.sample import kinds
from reve.chaos.spec import Spec
from reve.chaos.wire import ENDED, Frame, framed, next_frame
from reve.launch.stopping import until_stopped
from reve.operation.clock import boot_time_s

log = logging.getLogger(__name__)

LAST_WORDS_S: Final = 1.0
"""How long answers may take to leave once the host has ended."""
DRAIN_SHARE: Final = 0.8
"""The part of a ttl that a stop may take: what lasts longer is taken over anyway."""


async def main() -> None:
    """Serve until asked to stop, then drain."""
    spec = Spec.from_line(sys.stdin.buffer.readline())
    Thread(target=_end_with_supervisor, name="supervisor", daemon=True).start()
    _put_wall_clock_ahead(spec.wall_ahead_s)
    await check(spec.database_url, cluster_id=spec.cluster_id, schema=spec.schema)
    async with _host(spec) as (host, link), anyio.create_task_group() as tasks:
        requests = Requests(host, link)
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
        async with until_stopped(), host.serving():
            tasks.start_soon(listener.serve, lambda stream: _answer(stream, requests))
            port = listener.extra(SocketAttribute.local_port)
            sys.stdout.buffer.write(orjson.dumps({"port": port}) + b"\n")
            sys.stdout.buffer.flush()
            await anyio.sleep_forever()
        with anyio.move_on_after(LAST_WORDS_S):
            await requests.all_answered()
        tasks.cancel_scope.cancel()


@asynccontextmanager
async def _host(spec: Spec) -> AsyncIterator[tuple[Host, MischievousLink]]:
    async with (
        PostgresStore.open(spec.database_url, application_name=spec.instance) as store,
        RedisLeases.open(
            spec.redis_url, cluster_id=spec.cluster_id, owner=spec.instance, ttl_s=spec.ttl_s
        ) as leases,
        RedisLink.open(spec.redis_url, cluster_id=spec.cluster_id, instance=spec.instance) as redis_link,
    ):
        await store.warm_up()
        link = MischievousLink(redis_link, spec.seed)
        switch = SchemaSwitch(spec.schema)
        purses, world = kinds(switch)
        host = Host(
            kinds=[purses, world],
            store=store,
            leases=leases,
            link=link,
            dice=SequenceDice,
            settings=WorldSettings(store, world, _view),
            switch=switch,
            release=spec.release,
            instance=spec.instance,
            monotonic_s=boot_time_s,
            options=HostOptions(drain_s=spec.ttl_s * DRAIN_SHARE),
        )
        yield host, link


async def _view(world: Purse) -> int:
    """Return what decisions see of the world: how many coins are in its purse."""
    return world.coins


async def _answer(stream: SocketStream, requests: Requests) -> None:
    """Answer the frames of one connection, each in its own time."""
    turn = anyio.Lock()

    async def one(request: Frame) -> None:
        with requests.under_way():
            answer = await requests.answer(request)
            async with turn:
                await stream.send(framed({**answer, "id": request["id"]}))

    frames = BufferedByteReceiveStream(stream)
    async with stream:
        try:
            async with anyio.create_task_group() as tasks:
                while True:
                    tasks.start_soon(one, await next_frame(frames))
        except* ENDED:
            log.debug("a client has gone")


def _end_with_supervisor() -> None:
    """Wait for the end of standard input, past its buffer: that is locked when the interpreter ends."""
    while os.read(sys.stdin.fileno(), 1):
        continue
    os._exit(1)


def _put_wall_clock_ahead(by_s: float) -> None:
    """Be wrong about the time of day, as a machine with a bad clock is."""
    if by_s:
        right_s, right_ns = time.time, time.time_ns
        time.time = lambda: right_s() + by_s
        time.time_ns = lambda: right_ns() + int(by_s * 1e9)


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    anyio.run(main, backend_options={"use_uvloop": sys.platform != "win32"})
