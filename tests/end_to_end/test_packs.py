"""Content packs on real servers: a reload reaches every instance whole, or changes nothing anywhere."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from pydantic import SecretStr

from actors.host import Host
from actors.identity import shard_of
from actors.settings import WORLD
from persistence.embedded import Servers
from persistence.migrate import migrate
from persistence.packs import StoredPacks
from persistence.store import PostgresStore
from reve.content.edition import read_edition
from reve.content.faults import PackError
from reve.content.files import shipped
from reve.game.vocabulary.world import PackChanged
from reve.launch.host import open_host
from reve.packs import Packs
from reve.settings import Settings
from tests.end_to_end.site import SECRET
from tests.end_to_end.test_world import held, until
from tests.persistence.proxy import Proxy, proxy_before

pytestmark = pytest.mark.anyio

OPERATOR = 1
WITHIN_S = 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack."""
    shutil.copytree(str(shipped()), tmp_path / "pack")
    return tmp_path / "pack"


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def raise_version(folder: Path) -> None:
    change(folder, "pack.yaml", "version: 1", "version: 2")


def give_more(folder: Path) -> None:
    change(folder, "starter.yaml", "revies: 2_500", "revies: 2_501")


@asynccontextmanager
async def instance(
    database_url: str, redis_url: str, name: str, folder: Path
) -> AsyncIterator[tuple[Host, Packs]]:
    """Serve under the pack of a folder."""
    values: dict[str, Any] = {"secret": SecretStr(SECRET), "data_dir": folder, "lease_ttl_s": 6.0}
    settings = Settings(_env_file=None, **values)  # type: ignore[call-arg]  # pydantic's own keyword
    packs = Packs(StoredPacks(database_url), read_edition(folder), folder)
    async with (
        PostgresStore.open(database_url, application_name=name) as store,
        open_host(settings, Servers(database_url, redis_url), packs, store, name) as host,
    ):
        yield host, packs


@asynccontextmanager
async def pair(
    database_url: str, redis_url: str, folder: Path
) -> AsyncIterator[tuple[tuple[Host, Packs], tuple[Host, Packs], Proxy]]:
    """The instance that owns the world and another one, and the wire that leads both to Redis."""
    await migrate(database_url)
    async with (
        proxy_before(redis_url) as (wire, through_wire),
        instance(database_url, through_wire, "one", folder) as one,
        instance(database_url, through_wire, "two", folder) as two,
    ):
        await until(lambda: min(held(one[0]), held(two[0])) > 0 and held(one[0]) + held(two[0]) == 256)
        owns = one[0].shards[shard_of(WORLD)].token is not None
        yield (one, two, wire) if owns else (two, one, wire)
        if wire.requests is False:
            wire.requests = wire.answers = True
            wire.cut()


def gift_of(host: Host) -> int:
    """The figure that these tests change, as a host decides by it."""
    amount: int = host.settings.value.catalogue.starter.bundle.revies
    return amount


async def reloaded(host: Host, packs: Packs, number: int = 77) -> object:
    return await packs.reload(host, number, by=OPERATOR, reason="a test")


@pytest.mark.parametrize("redis", [True, False], ids=["with Redis", "without Redis"])
async def test_a_reload_is_in_force_on_every_instance(
    anyio_backend: str, fresh_database: str, redis_url: str, folder: Path, redis: bool
) -> None:
    async with pair(fresh_database, redis_url, folder) as (owner, other, wire):
        give_more(folder)
        raise_version(folder)
        wire.requests = wire.answers = redis
        assert await reloaded(*owner) == PackChanged(2, 1, "a test")
        with anyio.fail_after(WITHIN_S):
            while {gift_of(owner[0]), gift_of(other[0])} != {2_501}:
                await anyio.sleep(0.01)


async def test_a_refused_pack_gives_file_path_and_reason_and_changes_nothing(
    anyio_backend: str, fresh_database: str, redis_url: str, folder: Path
) -> None:
    await migrate(fresh_database)
    async with instance(fresh_database, redis_url, "one", folder) as (host, packs):
        raise_version(folder)
        give_more(folder)
        change(folder, "reve.yaml", "200, 50]", "200, 51]")
        with pytest.raises(PackError) as refused:
            await reloaded(host, packs)
        (fault,) = refused.value.faults
        assert (fault.file, fault.place, bool(fault.reason)) == ("reve.yaml", "weights", True)
        assert (packs.in_force.version, gift_of(host), host.inspect().settings_version) == (1, 2_500, 1)
        assert await StoredPacks(fresh_database).get(2) is None


async def test_a_pack_whose_version_did_not_rise_is_refused(
    anyio_backend: str, fresh_database: str, redis_url: str, folder: Path
) -> None:
    await migrate(fresh_database)
    async with instance(fresh_database, redis_url, "one", folder) as (host, packs):
        give_more(folder)
        with pytest.raises(PackError) as refused:
            await reloaded(host, packs)
        assert [(one.file, one.place) for one in refused.value.faults] == [("pack.yaml", "version")]
        assert (gift_of(host), host.inspect().settings_version) == (2_500, 1)


async def test_a_version_that_is_stored_with_other_content_is_refused(
    anyio_backend: str, fresh_database: str, redis_url: str, folder: Path
) -> None:
    await migrate(fresh_database)
    async with instance(fresh_database, redis_url, "one", folder) as (host, packs):
        await StoredPacks(fresh_database).put(2, b"something else")
        raise_version(folder)
        with pytest.raises(PackError, match="another pack is stored as version 2"):
            await reloaded(host, packs)
        assert packs.in_force.version == 1


async def test_an_instance_that_comes_with_an_older_pack_plays_by_the_one_in_force(
    anyio_backend: str, fresh_database: str, redis_url: str, folder: Path, tmp_path: Path
) -> None:
    await migrate(fresh_database)
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    raise_version(folder)
    give_more(folder)
    async with (
        instance(fresh_database, redis_url, "one", folder),
        instance(fresh_database, redis_url, "two", older) as (host, packs),
    ):
        assert (packs.own.version, packs.in_force.version, gift_of(host)) == (1, 2, 2_501)


async def test_an_instance_that_comes_with_a_newer_pack_puts_it_in_force_for_all(
    anyio_backend: str, fresh_database: str, redis_url: str, folder: Path, tmp_path: Path
) -> None:
    await migrate(fresh_database)
    newer = tmp_path / "newer"
    shutil.copytree(folder, newer)
    raise_version(newer)
    async with (
        instance(fresh_database, redis_url, "one", folder) as (one, packs),
        instance(fresh_database, redis_url, "two", newer),
    ):
        await until(lambda: packs.in_force.version == 2)
        assert one.inspect().settings_version == 2
