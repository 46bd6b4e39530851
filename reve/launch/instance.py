"""One instance of REVE: store, leases, host and bot, put together."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import anyio
import disnake

from actors.host import Host
from actors.inspection import HostReport
from persistence.embedded import Servers
from persistence.journal import Journal as StoredJournal
from persistence.packs import StoredPacks
from persistence.standings import Standings
from persistence.store import PostgresStore
from reve import __version__
from reve.boards import Boards
from reve.bot.app import App, Parts
from reve.bot.commands.admin import Operators
from reve.bot.gateway import Sharing, alone
from reve.bot.pictures import Studios
from reve.bot.ports import CardStudio, Journal, Leaderboards, Observed, PackReader, Runtime, Upkeep, WorldNow
from reve.bot.post import Post
from reve.bot.words.catalogue import Library
from reve.content.edition import read_edition
from reve.game.catalogue import Catalogue
from reve.journal import PlayerJournal
from reve.launch.gateway import open_sharing
from reve.launch.host import open_host
from reve.launch.leaving import in_order
from reve.launch.upkeep import open_upkeep
from reve.operation.endpoint import serve_operation
from reve.operation.health import Check, Finding, host_checks
from reve.operation.host_metrics import HostCollector
from reve.operation.job_metrics import JobCollector
from reve.operation.jobs import Jobs
from reve.operation.metrics import Metrics
from reve.packs import Packs, Reader
from reve.settings import Settings, SettingsError
from reve.settings.model import problem
from reve.stored import player_codec

READY_WITHIN_S: Final = 20.0
ANSWERS_WITHIN_S: Final = 4.0
"""How long a stop waits for answers under way, once nothing new comes."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A serving instance."""

    host: Host
    app: App
    cards: Studios
    boards: Boards
    jobs: Jobs
    metrics: Metrics
    packs: Packs
    health_port: int | None

    @property
    def catalogue(self) -> Catalogue:
        """The content in force."""
        return self.packs.in_force.catalogue

    async def serve(self) -> None:
        """Prepare what many will ask for while nobody waits for it, and serve until cancelled."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self.boards.keep_warm)
            tasks.start_soon(self.jobs.keep)
            await self.cards.warm()


@asynccontextmanager
async def open_instance(
    settings: Settings, servers: Servers, *, sync: bool, health_port: int, warm: bool = False
) -> AsyncIterator[Instance]:
    """Serve inside the block; at its end finish what was begun, and release what was owned.

    `warm` prepares pictures and connections before anything is owned: others serve meanwhile, and
    nobody waits for an instance that is busy with itself. `health_port` (0 = none) is where health and
    metrics answer, unless the settings say otherwise.
    Raises `SettingsError`, `PackError`, `DatabaseRefused`, or the errors of store and leases.
    """
    async with in_order(_open(settings, servers, sync=sync, health_port=health_port, warm=warm)) as instance:
        yield instance


@asynccontextmanager
async def _open(
    settings: Settings, servers: Servers, *, sync: bool, health_port: int, warm: bool
) -> AsyncIterator[Instance]:
    own = read_edition(settings.content_pack)
    packs = Packs(StoredPacks(servers.database_url), own, settings.content_pack)
    metrics = Metrics()
    cards = make_cards(packs, metrics, settings.data_dir / "pictures")
    if warm:
        await cards.warm()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(
            PostgresStore.open(servers.database_url, application_name=f"reve {settings.instance}")
        )
        if warm:
            await store.warm_up()
        instance = secrets.token_hex(8)
        post = Post()
        host = await stack.enter_async_context(
            open_host(settings, servers, packs, store, instance, heard=post.put, observed=metrics)
        )
        reader = await stack.enter_async_context(StoredJournal.open(servers.database_url))
        journal = PlayerJournal(reader, player_codec())
        reader_of_places = await stack.enter_async_context(Standings.open(servers.database_url))
        boards = Boards(reader_of_places, observed=metrics)
        upkeep = await stack.enter_async_context(
            open_upkeep(servers, host, lambda: packs.in_force.catalogue, (boards, cards))
        )
        sharing = await stack.enter_async_context(
            open_sharing(settings, servers, instance, members=lambda: living(host))
        )
        app = make_app(
            settings,
            world=lambda: host.settings.value,
            packs=Reader(packs, host, __version__),
            runtime=host,
            journal=journal,
            boards=boards,
            cards=cards,
            upkeep=upkeep,
            observed=metrics,
            sharing=sharing,
            post=post,
        )
        metrics.add(HostCollector(host.inspect))
        metrics.add(JobCollector(upkeep.kept))
        port = health_port if settings.health_port is None else settings.health_port
        if port:
            port = await stack.enter_async_context(
                serve_operation(
                    metrics=metrics, checks=checks_of(host, app), host=settings.health_host, port=port
                )
            )
        await stack.enter_async_context(_connected(app, host, settings, sync=sync))
        yield Instance(host, app, cards, boards, upkeep.kept, metrics, packs, port or None)


def living(host: Host) -> tuple[str, ...]:
    """Return the instances that take over what others leave."""
    return tuple(member.instance for member in host.members if not member.draining)


def make_cards(packs: Packs, observed: Observed, folder: Path | None = None) -> Studios:
    """Return what draws the cards of the pack in force; `folder` keeps parts of them for the next start."""
    words = Library.read().words()
    return Studios(
        lambda: (packs.in_force.catalogue, packs.in_force.icons), words, observed=observed, folder=folder
    )


def make_app(
    settings: Settings,
    *,
    world: WorldNow,
    packs: PackReader,
    runtime: Runtime,
    journal: Journal,
    boards: Leaderboards,
    cards: CardStudio,
    upkeep: Upkeep,
    observed: Observed,
    sharing: Sharing | None = None,
    post: Post | None = None,
) -> App:
    """Return the bot over a host; make it inside the running loop."""
    return App(
        Parts(
            runtime=runtime,
            journal=journal,
            boards=boards,
            cards=cards,
            upkeep=upkeep,
            world=world,
            packs=packs,
            observed=observed,
            secret=secret_of(settings),
            operators=operators_of(settings),
            api_base=settings.discord_api,
            sharing=sharing or alone(identify_every_s=settings.identify_every_s),
            post=post or Post(),
        )
    )


def operators_of(settings: Settings) -> Operators:
    """Return who may operate this bot."""
    return Operators(users=settings.admin_users, guild=settings.admin_guild, role=settings.admin_role)


def secret_of(settings: Settings) -> bytes:
    """Return what dice and signatures come from. Raises `SettingsError` when it is not set."""
    settings.demand("secret")
    return settings.secret.get_secret_value().encode() if settings.secret else b""


def checks_of(host: Host, app: App) -> Mapping[str, Check]:
    """Return the health checks of an instance."""
    report: Callable[[], HostReport] = lambda: host.inspect(actors=False)  # noqa: E731 - a value to pass
    return {
        **host_checks(report),
        "gateway": lambda: Finding(app.online, "connected" if app.online else "not connected to Discord"),
    }


@asynccontextmanager
async def _connected(app: App, host: Host, settings: Settings, *, sync: bool) -> AsyncIterator[None]:
    """Be connected to Discord inside the block; at its end pass on actors and gateway shards side by side."""
    settings.demand("discord_token")
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""

    # A stop cancels this block from outside: answers under way must still go out over the connection.
    running = anyio.CancelScope(shield=True)

    async def run() -> None:
        with running:
            try:
                await app.run(token, sync=sync)
            except disnake.LoginFailure as error:
                raise SettingsError([problem("discord_token", "Discord does not take it")]) from error

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run)
        try:
            with anyio.move_on_after(READY_WITHIN_S):
                await app.ready.wait()
            yield
        finally:
            with anyio.CancelScope(shield=True):
                async with anyio.create_task_group() as leaving:
                    leaving.start_soon(host.retire)
                    leaving.start_soon(partial(app.close, within_s=ANSWERS_WITHIN_S))
            running.cancel()
