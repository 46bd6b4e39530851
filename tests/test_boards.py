"""Boards that are kept: answered from memory while fresh, and never older than promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import anyio
import pytest

from actors.errors import Unavailable
from actors.identity import ActorId
from persistence.standings import Place
from reve.boards import Boards
from reve.game.standings import BOARDS
from tests.bot.stage import Heard

pytestmark = pytest.mark.anyio


@dataclass
class Read:
    """Standings that count how often they are read."""

    reads: list[str] = field(default_factory=list)
    broken: bool = False

    async def top(self, board: str, kind: str, *, limit: int = 1_000) -> Sequence[Place]:
        self.reads.append(board)
        await anyio.lowlevel.checkpoint()
        if self.broken:
            raise Unavailable("away")
        return [Place(1, ActorId(kind, 7), len(self.reads), 0)]

    async def places(self, actor: ActorId) -> Mapping[str, Place]:
        return {"level": Place(4, actor, 2**60, 0)}


@dataclass
class Clock:
    now_s: float = 1_000.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Scene:
    read: Read = field(default_factory=Read)
    heard: Heard = field(default_factory=Heard)
    clock: Clock = field(default_factory=Clock)

    def boards(self) -> Boards:
        return Boards(self.read, observed=self.heard, ttl_s=300.0, monotonic_s=self.clock)  # type: ignore[arg-type]


async def test_a_board_is_read_once_for_many_who_ask() -> None:
    scene = Scene()
    boards = scene.boards()
    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(boards.top, "power")
    await boards.top("power")
    assert scene.read.reads == ["power"]
    assert scene.heard.looks.count(("leaderboard", True)) == 1
    assert scene.heard.looks.count(("leaderboard", False)) == 10


async def test_hazard_26_a_board_is_never_shown_when_it_is_older_than_promised() -> None:
    scene = Scene()
    boards = scene.boards()
    first = await boards.top("power")
    scene.clock.now_s += 299.9
    assert await boards.top("power") == first
    scene.clock.now_s += 0.1
    assert await boards.top("power") != first


async def test_what_cannot_be_read_is_unavailable_and_counted() -> None:
    scene = Scene()
    boards = scene.boards()
    await boards.top("power")
    scene.clock.now_s += 300
    scene.read.broken = True
    with pytest.raises(Unavailable):
        await boards.top("power")
    assert scene.heard.fills == [("leaderboard", True), ("leaderboard", False)]


async def test_a_warm_board_makes_nobody_wait() -> None:
    scene = Scene()
    boards = scene.boards()
    async with anyio.create_task_group() as group:
        group.start_soon(boards.keep_warm)
        while len(scene.read.reads) < len(BOARDS):
            await anyio.sleep(0.001)
        for board in BOARDS:
            await boards.top(board)
        group.cancel_scope.cancel()
    assert sorted(scene.read.reads) == sorted(BOARDS)
    assert {hit for _, hit in scene.heard.looks} == {True}


async def test_a_board_that_fails_to_warm_is_tried_again_with_the_next_round() -> None:
    scene = Scene(Read(broken=True))
    boards = scene.boards()
    async with anyio.create_task_group() as group:
        group.start_soon(boards.keep_warm)
        while len(scene.read.reads) < len(BOARDS):
            await anyio.sleep(0.001)
        group.cancel_scope.cancel()
    assert set(scene.heard.fills) == {("leaderboard", False)}


async def test_ones_own_places_are_read_as_they_are_now() -> None:
    assert (await Scene().boards().places(ActorId("player", 7)))["level"].value == 2**60
