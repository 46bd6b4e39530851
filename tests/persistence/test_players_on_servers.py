"""Players on two instances over real servers: erased through one on the other, they begin anew as told."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import pytest

from actors.behavior import Command
from actors.errors import ActorError
from actors.history import Account, History, Observation, Replied, Rules, check
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.options import HostOptions
from actors.settings import WorldSettings
from persistence.connections import Connections
from persistence.history import read_all
from persistence.leases import RedisLeases
from persistence.link import RedisLink
from persistence.store import PostgresStore
from reve.game.commands import NAMES, ClaimDaily, PlayerCommand, Pull, Start
from reve.game.dice import dice_maker
from reve.game.replies import Started
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.privacy import Erased, EraseMe
from reve.launch.host import kinds
from reve.packs import only
from reve.stored import player_codec
from tests.bot.stage import SECRET, shipped, shipped_world

pytestmark = pytest.mark.anyio

KINDS = kinds(shipped)
DICE = dice_maker(SECRET)


def balances_of(actor: ActorId, state: Any) -> dict[Account, int]:
    """Return what a player should have in the ledger."""
    if not isinstance(state, Player):
        return {}
    return {Account("wallet", name): state.wallet.balances.get(name, 0) for name in ("revies", "erythl")}


RULES = Rules(
    kinds={kind.name: kind for kind in KINDS},
    dice=DICE,
    release="test",
    settings_at=lambda version: shipped_world(),
    balances_of=balances_of,
)


@asynccontextmanager
async def serving(database_url: str, redis_url: str, instance: str) -> AsyncIterator[Host]:
    """Run a host of players with adapters of its own."""
    async with (
        PostgresStore.open(database_url, application_name=instance) as store,
        RedisLeases.open(redis_url, cluster_id="abc", owner=instance, ttl_s=3.0) as leases,
        RedisLink.open(redis_url, cluster_id="abc", instance=instance) as link,
    ):
        host = Host(
            kinds=KINDS,
            store=store,
            leases=leases,
            link=link,
            dice=DICE,
            settings=WorldSettings(store, KINDS[1], only(shipped())),
            release="test",
            instance=instance,
            options=HostOptions(drain_s=2.0),
        )
        async with host.serving():
            yield host


@pytest.fixture
async def pair(sql: Connections, migrated_url: str, redis_url: str) -> AsyncIterator[tuple[Host, Host]]:
    """Two hosts that have shared the shards among them."""
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(serving(migrated_url, redis_url, "one"))
        two = await stack.enter_async_context(serving(migrated_url, redis_url, "two"))
        with anyio.fail_after(30):
            while not (held(one) and held(two) and held(one) + held(two) == 256):
                await anyio.sleep(0.02)
        yield one, two


def held(host: Host) -> int:
    """Return how many shards a host holds."""
    return sum(shard.token is not None for shard in host.shards)


def player_of(host: Host) -> ActorId:
    """Return a player whose shard a host holds."""
    players = (ActorId("player", key) for key in range(1, 10_000))
    return next(one for one in players if host.shards[shard_of(one)].token is not None)


@dataclass
class Client:
    """Asks hosts for one player, and writes down what comes of it."""

    actor: ActorId
    observations: list[Observation] = field(default_factory=list)

    async def do(self, host: Host, action: Any) -> Any:
        """Ask until there is an answer, always with the same id."""
        body = PlayerCommand(action, "Ada", "en-US")
        command = Command(len(self.observations) + 1, self.actor, NAMES[type(action)], body)
        sent_s = anyio.current_time()
        with anyio.fail_after(30):
            while True:
                try:
                    reply = await host.ask(command, within_s=5.0)
                    break
                except ActorError:
                    await anyio.sleep(0.05)
        answer = Replied(player_codec().encode_reply(reply), not isinstance(reply, Refused))
        self.observations.append(Observation(command, sent_s, anyio.current_time(), answer))
        return reply


async def test_who_is_erased_through_another_instance_begins_anew_without_erythl(
    pair: tuple[Host, Host], migrated_url: str
) -> None:
    here, there = pair
    client = Client(player_of(there))
    first = await client.do(here, Start("focused"))
    await client.do(there, ClaimDaily())
    await client.do(here, Pull(1))
    erased = await client.do(here, EraseMe("delete"))
    refused = await client.do(there, ClaimDaily())
    second = await client.do(here, Start("focused"))
    await client.do(there, Pull(1))

    assert isinstance(erased, Erased)
    assert isinstance(refused, Refused)
    assert refused.code == "NOT_REGISTERED"
    first, second = (getattr(one, "reply", one) for one in (first, second))
    assert isinstance(first, Started)
    assert isinstance(second, Started)
    assert (first.no_erythl_before_ms, second.no_erythl_before_ms) == (None, erased.again_at_ms)

    rows = await read_all(migrated_url)
    began = client.observations[5].command.id
    assert {row.currency for row in rows.entries if row.command_id == began} == {"revies"}
    history = History(
        deltas=rows.deltas,
        snapshots=rows.snapshots,
        entries=rows.entries,
        inbox=rows.inbox,
        observations=client.observations,
    )
    report = check(history, RULES)
    assert report.sound, str(report)
    assert report.counts.acknowledged == 6
