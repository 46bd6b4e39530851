"""The post: what Discord does to a direct message never makes two of it, and never stops those after it."""

import logging

import anyio
import pytest

from actors.identity import ActorId
from reve.bot import post
from reve.bot.post import Post
from reve.game.vocabulary.notice import NoticeDropped, NoticeToSend
from tests.bot.stage import Stage

pytestmark = pytest.mark.anyio

MESSAGES = {"method": "POST", "path": "/messages"}


def notice(stage: Stage, key: str) -> tuple[ActorId, NoticeToSend]:
    return ActorId("player", stage.ada), NoticeToSend("test", key, "Ada", "en", 1, {})


@pytest.mark.parametrize("kind", ["server_error", "late", "lost"])
async def test_a_message_that_discord_mishandles_is_there_once(stage: Stage, kind: str) -> None:
    await stage.client.misbehave(kind, **MESSAGES, wait_s=0.2)
    stage.parts.post.put(*notice(stage, "first"))
    stage.parts.post.put(*notice(stage, "second"))
    assert len(await stage.client.direct(stage.ada, 2)) == 2


async def test_a_message_that_never_reached_discord_is_not_sent_later(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.client.misbehave("cut", **MESSAGES)
    stage.parts.post.put(*notice(stage, "first"))
    stage.parts.post.put(*notice(stage, "second"))
    await stage.client.direct(stage.ada, 1)
    await anyio.sleep(0.3)
    assert len(await stage.client.direct(stage.ada, 1)) == 1
    assert any("first is not sent" in record.getMessage() for record in caplog.records)


async def test_the_same_message_put_twice_is_there_once(stage: Stage) -> None:
    for key in ("first", "first", "second"):
        stage.parts.post.put(*notice(stage, key))
    await stage.client.direct(stage.ada, 2)
    await anyio.sleep(0.3)
    assert len(await stage.client.direct(stage.ada, 2)) == 2


async def test_what_is_too_much_is_left_out_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(post, "MOST_WAITING", 1)
    waiting = Post()
    for key in ("first", "second"):
        waiting.put(ActorId("player", 7), NoticeToSend("test", key, "Ada", None, 1, {}))
    waiting.put(ActorId("player", 7), NoticeDropped("test", "stale"))
    (record,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "second is not sent" in record.getMessage()
