"""Goals that a command reached are told below its own reply."""

import pytest

from reve.bot.call import Call
from reve.bot.custom_ids import Seals
from reve.bot.rendering import Renderer
from reve.bot.screens.registry import LAYOUTS
from reve.bot.words.catalogue import Library
from reve.game.bundle import Bundle
from reve.game.news import News, WithNews
from reve.game.vocabulary.ranking import StatsShown
from tests.bot.stage import SmallCards, shipped_world

pytestmark = pytest.mark.anyio

CALL = Call(id=1, user_id=5, username="Ada")
REPLY = StatsShown("Ada", {"reve_pulls": 500}, {}, 0)


def renderer() -> Renderer:
    return Renderer(Library.read(), shipped_world, LAYOUTS, SmallCards(), Seals(b"secret"))


@pytest.mark.parametrize(
    ("news", "told"),
    [
        (
            News("achievement", "reve_500", Bundle(revies=2), 30),
            "Light Sleeper** (+30 points)",
        ),
        (News("codex", "second_flight", Bundle(erythl=50)), "Codex set complete: Second Flight"),
        (News("points", "1000", Bundle(title="completionist")), "1000 achievement points!"),
        (News("milestone", "50", Bundle(revies=25_000)), "50 species discovered!"),
        (News("level", "25", Bundle(erythl=10)), "You have reached level 25"),
        (News("achievement", "gone <@5>", Bundle(), 1), r"gone \<\@5\>"),
    ],
    ids=lambda value: value.kind if isinstance(value, News) else "",
)
async def test_each_kind_of_news_is_told_with_its_reward(news: News, told: str) -> None:
    message = await renderer().render(WithNews(REPLY, (news,)), CALL)
    assert "What Ada has done" in message.plain
    assert told in message.plain
    assert message.rich
    if news.rewards.erythl:
        assert f"**{news.rewards.erythl}** erythl" in message.plain


async def test_what_did_not_fit_is_named() -> None:
    news = News("codex", "second_flight", Bundle(erythl=50), 0, {"erythl": 50})
    message = await renderer().render(WithNews(REPLY, (news,)), CALL)
    assert "did not fit: **50** erythl" in message.plain


async def test_more_news_than_fit_leave_the_reply_readable() -> None:
    news = tuple(News("achievement", f"goal {n}", Bundle(revies=n), n) for n in range(200))
    message = await renderer().render(WithNews(REPLY, news), CALL)
    assert message.plain.startswith("## What Ada has done")
    assert len(message.plain) <= 2_000
