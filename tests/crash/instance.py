"""An instance to be killed: real store, leases and rules behind a line protocol on a loopback socket.

Each request is `<player> <command id> <what>`, each answer `<command id> ok <stored reply in hex>`,
or `<command id> no <error>`. `what` is `start`, `daily` or `pull`.
"""

import sys
from typing import Any, Final

import anyio
from anyio.abc import SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream

from actors.behavior import Command, Kind
from actors.errors import ActorError
from actors.host import Host
from actors.identity import ActorId
from actors.settings import FixedSettings
from persistence.leases import RedisLeases
from persistence.link import LocalLink
from persistence.store import PostgresStore
from reve.content.loading import load_catalogue
from reve.game.behavior import PlayerBehavior
from reve.game.commands import Action, ClaimDaily, PlayerCommand, Pull, Start
from reve.game.dice import dice_maker
from reve.game.world import World
from reve.stored import player_codec

ACTIONS: Final[dict[str, Action]] = {"start": Start("focused"), "daily": ClaimDaily(), "pull": Pull(1)}


async def main(database_url: str, redis_url: str, name: str, ttl_s: float) -> None:
    """Serve until killed; print the port once commands are taken."""
    world, codec = World(load_catalogue()), player_codec()
    kind = Kind(name="player", behavior=PlayerBehavior(), codec=codec)
    async with (
        PostgresStore.open(database_url) as store,
        RedisLeases.open(redis_url, cluster_id="crash", owner=name, ttl_s=ttl_s) as leases,
        Host(
            kinds=[kind],
            store=store,
            leases=leases,
            link=LocalLink(name),
            dice=dice_maker(b"a secret for tests alone"),
            settings=FixedSettings(world),
            release="test",
            instance=name,
        ).serving() as host,
    ):

        async def one(stream: SocketStream, turn: anyio.Lock, line: str) -> None:
            key, command_id, what = line.split()
            body = PlayerCommand(ACTIONS[what], f"player {key}")
            command: Command[Any] = Command(int(command_id), ActorId("player", int(key)), what, body)
            try:
                reply = await host.ask(command, within_s=20)
                answer = f"{command_id} ok {codec.encode_reply(reply).hex()}\n"
            except ActorError as error:
                answer = f"{command_id} no {type(error).__name__}\n"
            async with turn:
                await stream.send(answer.encode())

        async def client(stream: SocketStream) -> None:
            lines, turn = BufferedByteReceiveStream(stream), anyio.Lock()
            async with stream, anyio.create_task_group() as tasks:
                while True:
                    line = await lines.receive_until(b"\n", 200)
                    tasks.start_soon(one, stream, turn, line.decode())

        # Commands of one player that wait for its shard may be judged in any order: begin when all are owned.
        while any(shard.token is None for shard in host.shards):
            await anyio.sleep(0.01)
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
        print(listener.extra(anyio.abc.SocketAttribute.local_port), flush=True)
        await listener.serve(client)


if __name__ == "__main__":
    anyio.run(main, sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))
