"""When a session may start: the pacer, and the client that waits for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import anyio
import pytest

from actors.errors import LeasesUnavailable
from reve.bot.client import STARTS_IN_A_ROW, Client, Refused
from reve.bot.gateway.pacer import Pacer

pytestmark = pytest.mark.anyio


@dataclass
class Script:
    """A turnstile that answers as told; each answer takes `takes_s` of a clock."""

    answers: list[int | Exception]
    takes_s: float = 0.0
    now_s: float = 0.0
    asked: list[tuple[str, int]] = field(default_factory=list)

    async def ask(self, name: str, apart_ms: int) -> int:
        self.asked.append((name, apart_ms))
        self.now_s += self.takes_s
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def pacer(self, *, every_s: float = 5.0) -> Pacer:
        return Pacer(self, every_s=every_s, max_concurrency=4, monotonic_s=lambda: self.now_s)


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let sleeps end at once; they are listed."""
    slept: list[float] = []

    async def sleep(delay: float) -> None:
        slept.append(delay)

    monkeypatch.setattr(anyio, "sleep", sleep)
    return slept


async def test_a_turn_is_waited_for(no_waiting: list[float]) -> None:
    script = Script([5500, 120, 0])
    await script.pacer().turn(6)
    assert script.asked == [("identify:2", 5500)] * 3
    assert no_waiting == [5.5, 0.12]


async def test_a_turn_that_is_learned_of_late_is_not_used(no_waiting: list[float]) -> None:
    script = Script([0, 5000, 0], takes_s=0.6)
    with pytest.raises(IndexError):  # the script is over, and still nothing was permitted in time
        await script.pacer().turn(0)
    assert len(script.asked) == 4


async def test_nothing_starts_while_the_turnstile_cannot_be_asked(no_waiting: list[float]) -> None:
    script = Script([LeasesUnavailable("away"), LeasesUnavailable("away"), 0])
    await script.pacer().turn(0)
    assert len(script.asked) == 3


async def test_a_discord_that_does_not_mind_is_not_waited_for() -> None:
    script = Script([])
    await script.pacer(every_s=0).turn(0)
    assert script.asked == []


class Free:
    """A pacer that lets everybody start, and counts."""

    turns = 0

    async def turn(self, shard: int) -> None:
        self.turns += 1


@pytest.fixture
def client() -> Callable[[Free], Client]:
    def make(pacer: Free) -> Client:
        nothing = cast(Any, None)
        return Client(
            routes=nothing, pipeline=nothing, offers=nothing, pacer=pacer, changed=lambda connected: None
        )

    return make


async def test_a_session_that_was_ended_is_replaced_after_a_pause(
    client: Callable[[Free], Client], no_waiting: list[float]
) -> None:
    pacer = Free()
    one = client(pacer)
    await one.before_identify_hook(0, initial=True)
    assert no_waiting == []
    await one.before_identify_hook(0)
    assert 1 <= no_waiting[0] <= 5
    assert pacer.turns == 2


async def test_a_client_that_is_refused_again_and_again_gives_up(
    client: Callable[[Free], Client], no_waiting: list[float]
) -> None:
    pacer = Free()
    one = client(pacer)
    for _ in range(STARTS_IN_A_ROW):
        await one.before_identify_hook(0)
    with pytest.raises(Refused):
        await one.before_identify_hook(0)
    assert pacer.turns == STARTS_IN_A_ROW


async def test_a_session_that_did_not_hold_counts_as_refused(
    client: Callable[[Free], Client], no_waiting: list[float]
) -> None:
    one = client(Free())
    for _ in range(STARTS_IN_A_ROW):
        await one.before_identify_hook(0)
        await one.on_ready()
    with pytest.raises(Refused):
        await one.before_identify_hook(0)


async def test_a_session_that_held_begins_a_new_row(
    client: Callable[[Free], Client], no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reve.bot.client.HOLDS_S", -1.0)
    pacer = Free()
    one = client(pacer)
    for _ in range(STARTS_IN_A_ROW * 2):
        await one.before_identify_hook(0)
        await one.on_ready()
    assert pacer.turns == STARTS_IN_A_ROW * 2
