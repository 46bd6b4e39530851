"""A stage without Discord: the bot's routes and pipeline over a real host whose players begin as arranged."""

import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import anyio

from actors.host import Host
from actors.identity import ActorId
from actors.settings import WORLD, WorldSettings
from actors.testing import MemoryLeases, MemoryLink, MemoryStore
from reve.bot import failures
from reve.bot.call import DISCORD_EPOCH_MS, Call, Options
from reve.bot.commands.admin import Operators
from reve.bot.commands.catalogue import features, routes
from reve.bot.commands.slash import Feature
from reve.bot.custom_ids import Act, Press, Seals
from reve.bot.message import Form, Message
from reve.bot.pipeline import Pipeline
from reve.bot.plan import AskPlayer, AskWorld, Place, Plan, Prompt, Show, name_of
from reve.bot.ports import PackReader
from reve.bot.refuses import READS_REFUSE
from reve.bot.rendering import Renderer
from reve.bot.routing import Routes
from reve.bot.screens.registry import LAYOUTS
from reve.bot.words.catalogue import Library
from reve.content.edition import read_edition
from reve.game.behavior import PlayerBehavior
from reve.game.dice import dice_maker
from reve.game.news import WithNews
from reve.game.refuses import REFUSES, label
from reve.game.shown import Refused
from reve.game.state import Player
from reve.launch.host import kinds
from reve.packs import Packs, Reader
from tests.bot.samples import EmptyBoards
from tests.bot.stage import (
    SECRET,
    Backstage,
    Heard,
    NoReader,
    QuietUpkeep,
    SmallCards,
    StoredJournal,
    shipped,
    shipped_world,
)
from tests.matrix.cell import OK, Arrange, Cell

OPERATOR = 60_000_000_000_000_001
OTHER_PLAYER = 60_000_000_000_000_002
FAULTS = ("reve", "actors")


class Arranged(PlayerBehavior):
    """The real rules, for players who begin in the middle of the game."""

    def __init__(self) -> None:
        self.begins: dict[int, Player] = {}

    def initial(self, key: int) -> Player:
        return self.begins.get(key, Player(key))


@dataclass
class Shelf:
    """Packs by version."""

    bodies: dict[int, bytes] = field(default_factory=dict)

    async def put(self, version: int, body: bytes) -> bytes:
        return self.bodies.setdefault(version, body)

    async def get(self, version: int) -> bytes | None:
        return self.bodies.get(version)


@dataclass
class Answer:
    """Where one answer goes."""

    messages: list[Message] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    async def defer(self, place: Place) -> None:
        """Nothing is shown meanwhile."""

    async def give(self, message: Message, place: Place) -> None:
        self.messages.append(message)

    async def prompt(self, form: Form) -> None:
        self.forms.append(form)


@dataclass
class Pen:
    """Remembers each value that is laid out, on its way through the real renderer."""

    renderer: Renderer
    values: list[object] = field(default_factory=list)

    async def render(self, value: object, call: Call, *, certain: bool = True) -> Message:
        self.values.append(value)
        return await self.renderer.render(value, call, certain=certain)

    def form(self, prompt: Prompt, call: Call) -> Form:
        return self.renderer.form(prompt, call)


class Faults(logging.Handler):
    """Collects what the program logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one use of an entry."""

    outcome: str
    plan: Plan
    message: Message
    shown: bool
    """Whether there is a screen or a form, not only text."""
    journaled: int


@dataclass(repr=False)
class MatrixStage:
    """The bot's entries, and ways to use them as anybody."""

    behavior: Arranged
    store: MemoryStore
    backstage: Backstage
    features: tuple[Feature, ...]
    routes: Routes
    pipeline: Pipeline
    pen: Pen
    seals: Seals
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def call(self, user: int | None = None) -> Call:
        """An interaction of now, by somebody new unless told."""
        n = next(self.numbers)
        snowflake = (time.time_ns() // 1_000_000 - DISCORD_EPOCH_MS << 22) + n % 2**22
        return Call(snowflake, user or 50_000_000_000_000_000 + n, "Ada", "en-US", 9)

    async def play(self, cell: Cell, *, user: int | None = None, arrange: Arrange | None = None) -> Came:
        """Play a cell, and those before it, as somebody new or as an operator unless told."""
        call = self.call(user or (OPERATOR if for_operators(self.routes, self.seals, cell) else None))
        self.behavior.begins.setdefault(call.user_id, (arrange or cell.given)(Player(call.user_id)))
        for before in cell.after:
            earlier = self.call(call.user_id)
            await self.used(earlier, self.plan(earlier, before))
        return await self.used(call, self.plan(call, cell))

    async def used(self, call: Call, plan: Plan) -> Came:
        """Carry out a plan through the pipeline."""
        actor, answer = ActorId("player", call.user_id), Answer()
        before = {row.seq for row in self.store.journal(actor)}
        self.pen.values.clear()
        await self.pipeline.serve(call, lambda: plan, answer)
        journaled = len({row.seq for row in self.store.journal(actor)} - before)
        if isinstance(plan, Prompt):
            (form,) = answer.forms
            return Came(OK, plan, Message(form.title), bool(form.labels), journaled)
        (message,) = answer.messages
        value = self.pen.values[0]
        value = value.reply if isinstance(value, WithNews) else value
        outcome = label(value) if isinstance(value, Refused) else OK
        return Came(outcome, plan, message, bool(message.rich), journaled)

    def plan(self, call: Call, cell: Cell) -> Plan:
        """Choose the plan of a cell as the bot does."""
        return plan_of(self.routes, self.seals, call, cell)

    async def settled(self) -> None:
        """Wait until the host decides under the world's newest settings."""
        newest = len(self.store.journal(WORLD))
        with anyio.fail_after(10):
            while self.backstage.host.inspect(actors=False).settings_version < newest:
                await anyio.sleep(0.02)


@asynccontextmanager
async def opened() -> AsyncIterator[MatrixStage]:
    """Open a stage on a store of its own."""
    behavior, store = Arranged(), MemoryStore(clock_ms=None)
    player, world = kinds(shipped)
    packs = Packs(Shelf(), read_edition(), None)
    host = Host(
        kinds=[replace(player, behavior=behavior), world],
        store=store,
        leases=MemoryLeases("one"),
        link=MemoryLink("one"),
        dice=dice_maker(SECRET),
        settings=WorldSettings(store, world, packs.view),
        release="test",
        instance="one",
    )
    async with host.serving():
        backstage, seals = Backstage(host), Seals(SECRET)
        every = every_feature(backstage, store, Reader(packs, host, "test"))
        pen = Pen(Renderer(Library.read(), shipped_world, LAYOUTS, SmallCards(), seals))
        pipeline = Pipeline(asker=backstage, renderer=pen, observed=Heard())  # type: ignore[arg-type]
        yield MatrixStage(behavior, store, backstage, every, routes(every, seals), pipeline, pen, seals)


def every_feature(backstage: Any, store: MemoryStore, packs: PackReader | None = None) -> tuple[Feature, ...]:
    """Return all commands of the bot, over a host and a store."""
    return features(
        world=shipped_world,
        journal=StoredJournal(store),
        boards=EmptyBoards(),
        runtime=backstage,
        packs=packs or NoReader(),
        upkeep=QuietUpkeep(),
        operators=Operators(users=frozenset({OPERATOR})),
        secret=SECRET,
    )


@contextmanager
def no_faults() -> Iterator[None]:
    """Fail if the program logs an error inside the block."""
    faults = Faults()
    loggers = [logging.getLogger(name) for name in FAULTS]
    for logger in loggers:
        logger.addHandler(faults)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(faults)
    assert not faults.records, faults.records[0]


def plan_of(ways: Routes, seals: Seals, call: Call, cell: Cell, *, owner: int | None = None) -> Plan:
    """Return the plan that an entry makes of what a cell gives it.

    All arguments of a press come like choices from a menu, as some are longer than a custom id may be.
    """
    if cell.entry.startswith("/"):
        return ways.slash(call, cell.entry[1:], Options(cell.options))
    act = Act(cell.entry, (), cell.version)
    return ways.press(call, seals.seal(Press(owner or call.user_id, act)), cell.args)


def for_operators(ways: Routes, seals: Seals, cell: Cell) -> bool:
    """Tell whether an entry refuses everybody but operators."""
    plan = plan_of(ways, seals, Call(1, OTHER_PLAYER, "Bilal"), cell)
    return isinstance(plan, Show) and plan.value == failures.operators_only()


def command_of(plan: Plan) -> tuple[str, frozenset[str]]:
    """Return the command that a plan carries, and what it declares it can refuse with."""
    match plan:
        case AskPlayer(action=action) | AskWorld(action=action):
            return name_of(plan), REFUSES.get(type(action), frozenset())
        case _:
            return name_of(plan), READS_REFUSE.get(name_of(plan), frozenset())


def entries(every: tuple[Feature, ...]) -> list[str]:
    """Return all entries there are: slash commands with a slash before their path, presses without."""
    slashes = [f"/{slash.path}" for feature in every for slash in feature.slashes]
    return slashes + [press for feature in every for press in feature.presses]
