"""Taking shards: the one statement that waits for others, and what ends the waiting."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Final

from actors.ports import TakeRequest, Token
from persistence.connections import Connections
from persistence.failures import FAILURES
from persistence.rows import take_arguments, token

log = logging.getLogger(__name__)

TAKE: Final = "SELECT * FROM take_v1($1, $2, $3, $4, $5, $6)"

TERMINATE: Final = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid = ANY (pg_blocking_pids($1)) AND usename = current_user AND datname = current_database()
"""

PATIENCE_S: Final = 1.0
"""How long a commit in flight may keep a taker waiting."""


async def take(connections: Connections, requests: Sequence[TakeRequest], owner: str) -> Mapping[int, Token]:
    """Give shards new tokens, and return those.

    A commit that is still in the way after a second is ended, whatever keeps it: a backend whose
    client has vanished would hold its locks for longer than anybody waits. To whoever sent it the
    outcome is unknown, which is true, and which everybody can deal with.
    """
    async with connections.acquire() as connection:
        clearing = asyncio.create_task(_clear_the_way(connections, connection.get_server_pid()))
        try:
            records = await connections.fetch_on(connection, TAKE, *take_arguments(requests), owner)
        finally:
            clearing.cancel()
            await asyncio.wait({clearing})
    return {record["shard"]: token(record) for record in records}


async def _clear_the_way(connections: Connections, pid: int) -> None:
    await asyncio.sleep(PATIENCE_S)
    try:
        ended = await connections.fetch(TERMINATE, pid)
    except FAILURES as error:
        log.warning("cannot end what keeps shards from being taken: %r", error)
    else:
        log.warning("ended %d backends that kept shards from being taken", len(ended))
