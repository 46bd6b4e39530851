"""What disnake says and hears: commands, buttons, selects, modals, files and edits."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import disnake
import pytest
from PIL import Image

from reve.playground.client import NoReply, SimRefused
from tests.playground.conftest import Stage

pytestmark = pytest.mark.anyio


async def test_a_command_is_answered(stage: Stage) -> None:
    handle = await stage.client.slash(
        user=stage.ada, guild=stage.guild, command="hello", options={"name": "Ada"}
    )
    assert (await handle.reply()).text == "Hello Ada"


async def test_a_command_is_answered_in_direct_messages(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, command="hello")
    assert (await handle.reply()).text == "Hello you"
    assert [message.text for message in await stage.client.messages(user=stage.ada)] == ["Hello you"]
    assert await stage.client.messages(user=stage.bilal) == []


async def test_a_subcommand_takes_its_options(stage: Stage) -> None:
    handle = await stage.client.slash(
        user=stage.ada, guild=stage.guild, command="weather of", options={"town": "Lima", "days": 3}
    )
    assert (await handle.reply()).text == "Lima: rain for 3 days"


@pytest.mark.parametrize(
    "options", [{}, {"town": "Lima", "days": 8}, {"town": "Lima", "days": "x"}, {"town": "Lima", "no": 1}]
)
async def test_options_that_discords_client_would_not_send_are_refused(
    stage: Stage, options: dict[str, object]
) -> None:
    with pytest.raises(SimRefused):
        await stage.client.slash(user=stage.ada, guild=stage.guild, command="weather of", options=options)


async def test_suggestions_follow_what_is_typed(stage: Stage) -> None:
    choices = await stage.client.autocomplete(
        user=stage.ada, guild=stage.guild, command="weather of", focused="town", options={"town": "l"}
    )
    assert [choice["value"] for choice in choices] == ["Lagos", "Lima"]


async def test_an_ephemeral_reply_is_seen_by_one_user_alone(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="whisper")
    reply = await handle.reply()
    assert reply.ephemeral
    assert [message.id for message in await stage.client.messages(user=stage.ada, guild=stage.guild)] == [
        reply.id
    ]
    assert await stage.client.messages(user=stage.bilal, guild=stage.guild) == []
    with pytest.raises(SimRefused):
        await stage.client.click(stage.bilal, reply, "Again")


async def test_a_button_changes_its_message(stage: Stage) -> None:
    reply = await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="whisper")).reply()
    changed = await (await stage.client.click(stage.ada, reply, "Again")).reply()
    assert (changed.id, changed.text) == (reply.id, "psst again")


async def test_a_deferred_answer_comes_with_its_picture(stage: Stage) -> None:
    reply = await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="slow")).reply()
    assert not reply.loading
    assert reply.text == "**Card**"
    (card,) = reply.attachments
    assert (card.filename, card.description) == ("card.webp", "A teal card")
    assert Image.open(io.BytesIO(await stage.client.download(card.url))).size == (40, 30)
    media = reply.raw["components"][0]["components"][1]["items"][0]["media"]
    assert (media["url"], media["width"], media["height"]) == (card.url, 40, 30)


async def test_a_deferred_answer_stays_as_secret_as_its_promise(stage: Stage) -> None:
    handle = await stage.client.slash(
        user=stage.ada, guild=stage.guild, command="slow", options={"secret": True}
    )
    assert (await handle.reply()).ephemeral


async def test_a_deferred_update_edits_the_message_of_its_button(stage: Stage) -> None:
    reply = await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="slow")).reply()
    changed = await (await stage.client.click(stage.ada, reply, "Flip")).reply()
    assert (changed.id, changed.text, changed.attachments) == (reply.id, "flipped", ())


async def test_a_disabled_button_cannot_be_pressed(stage: Stage) -> None:
    reply = await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="slow")).reply()
    with pytest.raises(SimRefused):
        await stage.client.click(stage.ada, reply, "Off")


async def test_a_select_sends_its_values(stage: Stage) -> None:
    reply = await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="choose")).reply()
    chosen = await (await stage.client.select(stage.bilal, reply, ["kiwi"])).reply()
    assert chosen.text == "You chose kiwi"
    with pytest.raises(SimRefused):
        await stage.client.select(stage.bilal, reply, ["plum"])


async def test_a_modal_opens_and_is_submitted(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="form")
    assert (await handle.modal()).title == "Who?"
    submitted = await handle.submit({"name": "Ada", "size": ["L"]})
    assert (await submitted.reply()).text == "Ada wears L"
    with pytest.raises(SimRefused):
        await handle.submit({"name": "x" * 21, "size": ["L"]})


async def test_follow_ups_come_after_the_reply(stage: Stage) -> None:
    await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="more")).reply()
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="hello")
    await handle.reply()
    texts = [message.text for message in await stage.client.messages(user=stage.bilal, guild=stage.guild)]
    assert texts[0] == "one"
    assert sorted(texts[1:]) == ["Hello you", "two\nThree\nfour"]


async def test_a_forged_custom_id_reaches_the_bot_only_when_forged(stage: Stage) -> None:
    reply = await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="whisper")).reply()
    with pytest.raises(SimRefused):
        await stage.client.click(stage.ada, reply, "made-up")
    forged = await stage.client.click(stage.ada, reply, "made-up", forged=True)
    with pytest.raises(NoReply):
        await forged.reply(timeout_s=0.2)


async def test_nothing_that_was_asked_for_is_missing(stage: Stage) -> None:
    await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="more")).reply()
    assert (await stage.client.state())["missing_routes"] == []


@asynccontextmanager
async def writer(stage: Stage) -> AsyncIterator[disnake.Client]:
    """A client of the bot that only speaks REST."""
    client = disnake.Client(intents=disnake.Intents.none())
    await client.login(stage.playground.token)
    try:
        yield client
    finally:
        await client.close()


async def test_a_message_to_somebody_who_takes_none_is_refused(stage: Stage) -> None:
    async with writer(stage) as client:
        user = await client.fetch_user(stage.ada)
        await stage.client.open_dms(stage.ada, takes=False)
        with pytest.raises(disnake.Forbidden) as refused:
            await user.send("Hello")
        assert refused.value.code == 50007
        await stage.client.open_dms(stage.ada, takes=True)
        await user.send("Hello")
    assert [one.text for one in await stage.client.direct(stage.ada)] == ["Hello"]


async def test_a_message_with_the_nonce_of_another_is_that_one(stage: Stage) -> None:
    form = {"content": "Hello", "nonce": "seven", "enforce_nonce": True}
    async with writer(stage) as client:
        channel = await client.http.start_private_message(stage.ada)
        route = disnake.http.Route("POST", "/channels/{channel_id}/messages", channel_id=int(channel["id"]))
        first, second = (
            await client.http.request(route, json=form),
            await client.http.request(route, json=form),
        )
    assert first["id"] == second["id"]
    assert len(await stage.client.direct(stage.ada)) == 1
