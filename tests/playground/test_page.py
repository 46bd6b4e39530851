"""The page: all its files are served, nothing comes from elsewhere, and nothing runs that is not ours."""

import re
from collections.abc import AsyncIterator
from importlib.resources import files

import aiohttp
import pytest

from reve.playground.forms import Form, Upload
from reve.playground.posts import Posts
from reve.playground.server import Playground

pytestmark = pytest.mark.anyio

OURS = [each for each in files("reve.playground").joinpath("page").iterdir() if each.is_file()]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground.serve(None) as playground:
        yield playground


async def fetch(playground: Playground, path: str) -> tuple[str, aiohttp.ClientResponse]:
    async with aiohttp.ClientSession(playground.url) as session, session.get(path) as response:
        return await response.text(), response


async def test_every_file_that_the_page_names_is_served(playground: Playground) -> None:
    wanted, seen = {"/"}, set[str]()
    while wanted - seen:
        path = min(wanted - seen)
        body, response = await fetch(playground, path)
        assert response.status == 200, path
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        wanted |= set(re.findall(r"\"(/page/[\w./-]+)\"", body))
        seen.add(path)
    assert len(seen) > 7


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_no_file_makes_html_of_text_or_asks_elsewhere(file: object) -> None:
    text = file.read_text()  # type: ignore[attr-defined]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|dangerously", text)
    assert not re.findall(r"(?:src|href|import|url\()[\s=('\"]+https?://", text)


@pytest.mark.parametrize("path", ["/page/../server.py", "/page/vendor/", "/page/%2e%2e/server.py"])
async def test_nothing_but_the_page_is_served(playground: Playground, path: str) -> None:
    _, response = await fetch(playground, path)
    assert response.status == 404


async def test_an_attached_page_is_shown_without_rights(playground: Playground) -> None:
    upload = Upload("a.html", "text/html", b"<script>alert(1)</script>")
    channel = playground.world.channels_of(playground.guilds[0].id)[0]
    message = Posts(playground.world).create(channel.id, Form({}, {0: upload}), extra={})
    _, response = await fetch(playground, message.body["attachments"][0]["url"].removeprefix(playground.url))
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_listener_hears_what_it_may_see_and_nothing_else(playground: Playground) -> None:
    ada, bilal = (user.id for user in playground.users[:2])
    posts, channel = Posts(playground.world), playground.world.channels_of(playground.guilds[0].id)[0]
    async with (
        aiohttp.ClientSession(playground.url) as session,
        session.ws_connect(f"/sim/events?user={bilal}") as socket,
    ):
        posts.create(channel.id, Form({"content": "for Ada", "flags": 64}), extra={}, reader=ada)
        posts.create(playground.world.dm_of(ada).id, Form({"content": "to Ada"}), extra={})
        message = posts.create(channel.id, Form({"content": "for all"}), extra={})
        playground.world.delete_message(message)
        heard = [await socket.receive_json(timeout=5) for _ in range(2)]
    assert [each["event"] for each in heard] == ["message_create", "message_delete"]
    assert heard[0]["data"]["content"] == "for all"
