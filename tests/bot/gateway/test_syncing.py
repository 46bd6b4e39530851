"""Who writes the commands, and how many gateway shards are in force: asked until it is known."""

from dataclasses import dataclass, field
from typing import Any, cast

import anyio
import disnake
import pytest

from actors.errors import LeasesUnavailable
from persistence.errands import LocalErrands, Turn
from persistence.seats import LocalSeats
from reve.bot.discord_api import Offered
from reve.bot.gateway import agreement
from reve.bot.gateway.agreement import agreed
from reve.bot.syncing import write_once

pytestmark = pytest.mark.anyio


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let sleeps end at once; they are listed."""
    slept: list[float] = []

    async def sleep(delay: float) -> None:
        slept.append(delay)

    monkeypatch.setattr(anyio, "sleep", sleep)
    return slept


@dataclass
class Application:
    """An application of Discord's, as far as it is asked for here."""

    id: int = 7

    async def application_info(self) -> "Application":
        return self


@dataclass
class Told:
    """Errands that answer as told."""

    answers: list[Turn | Exception]
    finished: list[str] = field(default_factory=list)

    async def begin(self, name: str, content: str) -> Turn:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def finish(self, name: str, content: str) -> None:
        self.finished.append(content)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Take note of what is written, and fail the first time if it holds a 0."""
    written: list[int] = []

    async def overwrite(client: object, invokables: object) -> int:
        if written == [0]:
            written.clear()
            raise disnake.ClientException("not now")
        written.append(11)
        return 11

    monkeypatch.setattr("reve.bot.syncing.overwrite", overwrite)
    return written


def client() -> disnake.Client:
    return cast(disnake.Client, Application())


async def test_what_is_written_already_is_not_written_again(slept: list[float], written: list[int]) -> None:
    errands = LocalErrands()
    await write_once(client(), [], errands)
    await write_once(client(), [], errands)
    assert written == [11]


async def test_another_application_has_its_own_commands(slept: list[float], written: list[int]) -> None:
    errands = LocalErrands()
    await write_once(client(), [], errands)
    await write_once(cast(disnake.Client, Application(8)), [], errands)
    assert written == [11, 11]


async def test_one_waits_for_another_that_writes(slept: list[float], written: list[int]) -> None:
    errands = Told([Turn.OTHERS, Turn.OTHERS, Turn.DONE])
    await write_once(client(), [], errands)
    assert (written, errands.finished, len(slept)) == ([], [], 2)


async def test_a_failure_is_tried_again_later(slept: list[float], written: list[int]) -> None:
    written.append(0)
    errands = Told([LeasesUnavailable("away"), Turn.MINE, Turn.MINE])
    await write_once(client(), [], errands)
    assert (written, len(errands.finished)) == ([11], 1)
    assert slept == sorted(slept)
    assert len(slept) == 2


async def test_the_first_number_stays_in_force_and_the_other_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, slept: list[float]
) -> None:
    answers: list[Any] = [disnake.GatewayNotFound(), Offered(9, 16)]

    async def offer(client: object) -> Offered:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return cast(Offered, answer)

    monkeypatch.setattr(agreement, "gateway_offer", offer)
    leases = LocalSeats("one")
    await leases.agree(8)
    await leases.claim(8, 0)
    assert await agreed(client(), leases) == (8, 16)
    assert "9 gateway shards; 8 stay in force" in caplog.text
    assert len(slept) == 1
