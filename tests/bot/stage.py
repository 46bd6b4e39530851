"""A stage for tests: local Discord, the bot with the shipped content, and a player's host beneath it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from actors.behavior import Command
from actors.host import Host
from actors.identity import ActorId
from actors.inspection import HostReport, Sighting
from actors.ports import DeltaRow, EntryRow, NoteRow
from actors.settings import WORLD, WorldSettings
from actors.testing import MemoryLeases, MemoryLink, MemoryStore
from persistence.journal import Account
from persistence.kept import Kept, Tombstone
from persistence.standings import Place
from reve.bot.app import App, Parts
from reve.bot.cards.spec import CardSpec, Picture
from reve.bot.commands.admin import Operators
from reve.bot.gateway import alone
from reve.bot.ports import JournalEntry
from reve.bot.post import Post
from reve.bot.rendering import LayOut
from reve.bot.screens.registry import LAYOUTS
from reve.bot.upkeep_views import (
    AccountLine,
    AccountsShown,
    CacheLine,
    EconomyShown,
    Flow,
    JobLine,
)
from reve.bot.views import Exported
from reve.content.loading import load_catalogue
from reve.export import write
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.dice import dice_maker
from reve.game.standings import BOARDS, standings
from reve.game.state import Player
from reve.game.tally import TierTally
from reve.game.vocabulary.privacy import Known
from reve.game.world import World
from reve.launch.host import kinds
from reve.packs import only
from reve.playground.client import Handle, SimClient
from reve.playground.seen import Message
from reve.playground.server import Playground
from reve.stored import player_codec

SECRET = b"a secret of the tests"


@cache
def shipped() -> Catalogue:
    """The catalogue that the bot ships with."""
    return load_catalogue()


@cache
def shipped_world() -> World:
    """A world under that catalogue in which operators have settled nothing."""
    return World(shipped())


class NoReader:
    """Operators of the stage reload no packs; there has always been the same."""

    async def reload(self, command_id: int, *, by: int, reason: str) -> object:
        raise AssertionError(reason)

    async def catalogue_of(self, version: int) -> Catalogue | None:
        return shipped()


@dataclass
class QuietUpkeep:
    """Jobs of which one has failed, some figures, and caches that count how often they were dropped."""

    drops: int = 0

    async def jobs(self) -> tuple[JobLine, ...]:
        fault = "Unavailable: the database is away"
        return (
            JobLine("economy", "one", 1_750_000_000_000, 40, 2, fault, 1_750_000_300_000),
            JobLine("audit_all", None, 0, 0, 0, "", 0),
        )

    async def economy(self) -> EconomyShown:
        return EconomyShown(
            1_750_000_000_000,
            (("erythl", 30), ("revies", 7_500)),
            (Flow("mint/daily", "revies", 900), Flow("burn/fusion", "revies", -250)),
            (TierTally(1, 6, 5_500_000), TierTally(2, 1, 1_500_000)),
        )

    async def audit(self, actor: ActorId) -> AccountsShown:
        lines = (AccountLine("mint/daily", "revies", -5, None), AccountLine("wallet", "revies", 5, 5))
        return AccountsShown(actor.key, 3, lines, ())

    def caches(self) -> tuple[CacheLine, ...]:
        return (CacheLine("leaderboards", 8, 70, 9), CacheLine("cards", 3, 5, 6, 4_096))

    def drop_caches(self) -> None:
        self.drops += 1


@dataclass
class Backstage:
    """A host whose doorway can be held shut, or made to fail, for the next command."""

    host: Host
    asked: list[Command[Any]] = field(default_factory=list)
    hold_s: float = 0.0
    failure: Exception | None = None

    async def ask(self, command: Command[Any], *, within_s: float) -> Any:
        self.asked.append(command)
        if self.failure is not None:
            raise self.failure
        await asyncio.sleep(self.hold_s)
        return await self.host.ask(command, within_s=within_s)

    async def inspect_all(self, *, actors: bool = True, most: int | None = None) -> tuple[HostReport, ...]:
        return await self.host.inspect_all(actors=actors, most=most)

    async def look(self, actor: ActorId) -> Sighting:
        return await self.host.look(actor)

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        return await self.host.set_aside(actor)

    async def unpark(self, actor: ActorId) -> bool:
        return await self.host.unpark(actor)


@dataclass
class StoredJournal:
    """Reads what the store of the stage holds."""

    store: MemoryStore

    async def newest(
        self, actor: ActorId, *, limit: int, below: int | None = None
    ) -> tuple[JournalEntry, ...]:
        codec, rows = player_codec(), self.store.journal(actor)
        return tuple(
            JournalEntry(
                row.seq, row.command_id, row.name, row.at_ms, codec.decode_events(row.schema, row.events)
            )
            for row in sorted(rows, key=lambda row: -row.seq)
            if below is None or row.seq < below
        )[:limit]

    async def export(self, known: Known) -> Exported:
        return await write(StoredRows(self.store), player_codec(), known)


@dataclass
class StoredRows:
    """Reads as an export does, of what the store of the stage holds."""

    store: MemoryStore

    async def page(self, actor: ActorId, *, below: int | None = None, limit: int = 10) -> Sequence[DeltaRow]:
        rows = sorted(self.store.journal(actor), key=lambda row: -row.seq)
        return [row for row in rows if below is None or row.seq < below][:limit]

    async def postings_of(self, actor: ActorId, command_ids: Collection[int]) -> Sequence[EntryRow]:
        mine = (row for row in self.store.entries if row.actor == actor)
        return [row for row in mine if row.command_id in command_ids]

    async def balances(self, actor: ActorId) -> Mapping[Account, int]:
        sums: dict[Account, int] = {}
        for row in self.store.entries:
            if row.actor == actor:
                account = Account(row.account, row.currency)
                sums[account] = sums.get(account, 0) + row.amount
        return sums

    async def kept(self, actor: ActorId) -> Kept:
        store = self.store
        seq = store.tombstones.get(actor)
        return Kept(
            snapshots=tuple(store.snapshots.get(actor, ())),
            standings=tuple(row for (_, key), row in store.standings.items() if key == actor),
            notes=tuple(row for (key, _), row in store.inbox.items() if key == actor),
            tombstone=None if seq is None else Tombstone(seq, 0),
        )


@dataclass
class StoredBoards:
    """Places as they follow from what the store of the stage holds, of the users there are."""

    store: MemoryStore
    playground: Playground

    async def top(self, board: str) -> Sequence[Place]:
        values = {
            actor: standing.value
            for user in self.playground.users
            for actor in (ActorId("player", user.id),)
            for standing in standings(self._player(actor), shipped())
            if standing.board == board and standing.value > 0
        }
        ordered = sorted(values.items(), key=lambda pair: (-pair[1], pair[0].key))
        return [Place(rank, actor, value, 0) for rank, (actor, value) in enumerate(ordered, 1)]

    async def places(self, actor: ActorId) -> Mapping[str, Place]:
        return {board: place for board in BOARDS for place in await self.top(board) if place.actor == actor}

    def _player(self, actor: ActorId) -> Player:
        codec, player = player_codec(), Player(actor.key)
        for row in sorted(self.store.journal(actor), key=lambda row: row.seq):
            for event in codec.decode_events(row.schema, row.events):
                player = PlayerBehavior().evolve(player, event)
        return player


@dataclass
class SmallCards:
    """Draws nothing worth looking at, or fails when told to."""

    fails: bool = False
    drawn: list[tuple[CardSpec, ...]] = field(default_factory=list)

    async def pull_card(self, results: tuple[CardSpec, ...]) -> Picture | None:
        self.drawn.append(results)
        if self.fails:
            raise OSError("no paint left")
        return Picture(b"RIFF\x00\x00\x00\x00WEBP", "card.webp", "; ".join(one.name for one in results))

    async def esprit_card(self, spec: CardSpec) -> Picture | None:
        return await self.pull_card((spec,))


@dataclass
class Heard:
    """Remembers what was answered."""

    outcomes: list[tuple[str, str]] = field(default_factory=list)
    looks: list[tuple[str, bool]] = field(default_factory=list)
    fills: list[tuple[str, bool]] = field(default_factory=list)

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        self.outcomes.append((command, outcome))

    def looked_up(self, cache: str, *, hit: bool) -> None:
        self.looks.append((cache, hit))

    def filled(self, cache: str, seconds: float | None) -> None:
        self.fills.append((cache, seconds is not None))


@dataclass
class Stage:
    """Everything on stage, and short ways to be a user."""

    playground: Playground
    client: SimClient
    backstage: Backstage
    store: MemoryStore
    cards: SmallCards
    heard: Heard
    parts: Parts
    app: App
    ada: int
    bilal: int
    guild: int

    async def slash(self, command: str, by: int | None = None, /, **options: Any) -> Message:
        """Use a command in the guild, as the first user unless told, and wait for its reply."""
        return await (await self.begun(command, by, **options)).reply()

    async def begun(self, command: str, by: int | None = None, /, **options: Any) -> Handle:
        """Use a command in the guild, also with options that Discord's client would refuse."""
        return await self.client.slash(
            user=by or self.ada, guild=self.guild, command=command, options=options, forged=True
        )

    async def press(self, message: Message, button: str, user: int | None = None) -> Message:
        """Press a button and wait for its reply."""
        return await (await self.client.click(user or self.ada, message, button)).reply()

    async def begin(self, user: int | None = None) -> Message:
        """Start to play as the first class that is offered."""
        scene = await self.slash("start", user)
        return await self.press(scene, scene.buttons[0].label, user)

    async def answered(self, count: int) -> None:
        """Wait until so many interactions have been answered."""
        async with asyncio.timeout(10):
            while len(self.heard.outcomes) < count:
                await asyncio.sleep(0.01)

    async def settings(self, version: int) -> None:
        """Wait until the host decides under a version of the world's settings."""
        async with asyncio.timeout(10):
            while self.backstage.host.inspect(actors=False).settings_version < version:
                await asyncio.sleep(0.01)

    def operated(self) -> list[str]:
        """The names of the commands that changed the world."""
        return [row.name for row in self.store.journal(WORLD)]

    def journaled(self, user: int) -> list[str]:
        """The names of the commands that changed a player."""
        return [row.name for row in self.store.journal(ActorId("player", user))]


@asynccontextmanager
async def serving(
    *,
    operators: Callable[[Playground], Operators] | None = None,
    layouts: Mapping[type[Any], LayOut] = LAYOUTS,
) -> AsyncIterator[Stage]:
    """Set the stage and clear it again; without `operators`, the first user is the operator."""
    store, post = MemoryStore(clock_ms=None), Post()
    async with (
        Playground.serve(None) as playground,
        SimClient(playground.url) as client,
        host_on(store, post.put).serving() as host,
    ):
        ada, bilal = (user.id for user in playground.users[:2])
        backstage, cards, heard = Backstage(host), SmallCards(), Heard()
        parts = Parts(
            runtime=backstage,
            journal=StoredJournal(store),
            boards=StoredBoards(store, playground),
            cards=cards,
            world=lambda: host.settings.value,
            packs=NoReader(),
            upkeep=QuietUpkeep(),
            observed=heard,
            secret=SECRET,
            operators=operators(playground) if operators else Operators(users=frozenset({ada})),
            layouts=layouts,
            api_base=playground.url,
            sharing=alone(identify_every_s=0),
            post=post,
        )
        app = App(parts)
        guild = playground.guilds[0].id
        async with connected(app, playground.token):
            async with asyncio.timeout(10):
                await client.wait_for_command("start", user=ada, guild=guild)
            yield Stage(playground, client, backstage, store, cards, heard, parts, app, ada, bilal, guild)


@asynccontextmanager
async def connected(app: App, token: str, *, sync: bool = True) -> AsyncIterator[None]:
    """Keep a bot online; where the library's requests go is put back at the end."""
    with pytest.MonkeyPatch.context() as patch:
        import disnake.asset
        import disnake.http

        patch.setattr(disnake.http.Route, "BASE", disnake.http.Route.BASE)
        patch.setattr(disnake.asset.Asset, "BASE", disnake.asset.Asset.BASE)
        running = asyncio.create_task(app.run(token, sync=sync))
        ready = asyncio.create_task(app.ready.wait())
        try:
            await asyncio.wait((running, ready), timeout=10, return_when=asyncio.FIRST_COMPLETED)
            assert app.ready.is_set(), "the bot did not come online"
            yield
        finally:
            ready.cancel()
            await app.close()
            await running


def host_on(store: MemoryStore, heard: Callable[[ActorId, Any], None] | None = None) -> Host:
    """A host of players and their world on a store in memory."""
    player, world = kinds(shipped, heard=heard)
    return Host(
        kinds=[player, world],
        store=store,
        leases=MemoryLeases("one"),
        link=MemoryLink("one"),
        dice=dice_maker(SECRET),
        settings=WorldSettings(store, world, only(shipped())),
        release="test",
        instance="one",
    )
