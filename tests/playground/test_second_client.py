"""An unmodified discord.py as a second client: what it asks for is there, and what it sends is taken."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import pytest
import yarl
from discord import app_commands, ui

from reve.playground.client import SimClient
from reve.playground.server import Playground
from tests.playground.sample_bot import picture

pytestmark = pytest.mark.anyio

type Interaction = discord.Interaction[discord.Client]


class Form(ui.Modal, title="Who?"):
    """A form with a text, a choice and a file."""

    name: ui.Label["Form"] = ui.Label(text="Your name", component=ui.TextInput(max_length=20))

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.name.component, ui.TextInput)
        await interaction.response.send_message(f"Hello {self.name.component.value}")


class Buttons(ui.View):
    """A button and a select."""

    @ui.button(label="More")
    async def more(self, interaction: Interaction, _: "ui.Button[Buttons]") -> None:
        await interaction.response.edit_message(content="pressed")

    @ui.select(options=[discord.SelectOption(label="Fig"), discord.SelectOption(label="Kiwi")])
    async def fruit(self, interaction: Interaction, chosen: "ui.Select[Buttons]") -> None:
        await interaction.response.send_message(chosen.values[0], ephemeral=True)


class Card(ui.LayoutView):
    """Components V2 with a picture."""

    shown: "ui.Container[Card]" = ui.Container(
        ui.TextDisplay("A card"), ui.MediaGallery(discord.MediaGalleryItem("attachment://card.webp"))
    )


def commands_of(client: discord.Client) -> app_commands.CommandTree:
    """Define one of everything."""
    tree = app_commands.CommandTree(client)

    @tree.command(description="Say hello")
    async def hello(interaction: Interaction, town: str) -> None:
        await interaction.response.send_message(f"Hello {town}")

    @hello.autocomplete("town")
    async def towns(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=town, value=town) for town in ("Lima", "Bonn") if typed in town]

    @tree.command(description="Show buttons")
    async def buttons(interaction: Interaction) -> None:
        await interaction.response.send_message("Press", view=Buttons())

    @tree.command(description="Fill in a form")
    async def form(interaction: Interaction) -> None:
        await interaction.response.send_modal(Form())

    @tree.command(description="Think, then show a card and more")
    async def card(interaction: Interaction) -> None:
        await interaction.response.defer(thinking=True)
        file = discord.File(io.BytesIO(picture().fp.read()), "card.webp")
        await interaction.edit_original_response(view=Card(), attachments=[file])
        await interaction.followup.send("more", embed=discord.Embed(title="An embed"))

    @tree.context_menu(name="Greet")
    async def greet(interaction: Interaction, member: discord.User) -> None:
        await interaction.response.send_message(f"Hello {member.display_name}")

    return tree


@dataclass(frozen=True, slots=True)
class Second:
    """The stage of the second client."""

    playground: Playground
    bot: discord.Client
    client: SimClient
    ada: int
    guild: int


@pytest.fixture
async def second(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Second]:
    async with Playground.serve(None) as playground, SimClient(playground.url) as client:
        monkeypatch.setattr("discord.http.Route.BASE", f"{playground.url}/api/v10")
        monkeypatch.setattr("discord.asset.Asset.BASE", playground.url)
        where = yarl.URL(playground.gateway.url)
        monkeypatch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", where)
        ada, guild = playground.users[0].id, playground.guilds[0].id
        bot = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
        tree = commands_of(bot)
        await bot.login(playground.token)
        await tree.sync()
        running = asyncio.create_task(bot.connect())
        try:
            async with asyncio.timeout(10):
                await client.wait_for_command("hello", user=ada, guild=guild)
                await bot.wait_until_ready()
            yield Second(playground, bot, client, ada, guild)
            assert playground.violations == []
        finally:
            await bot.close()
            await running


async def test_a_command_is_completed_and_answered(second: Second) -> None:
    choices = await second.client.autocomplete(
        user=second.ada, guild=second.guild, command="hello", focused="town", options={"town": "Li"}
    )
    assert [choice["value"] for choice in choices] == ["Lima"]
    handle = await second.client.slash(
        user=second.ada, guild=second.guild, command="hello", options={"town": "Lima"}
    )
    assert (await handle.reply()).text == "Hello Lima"


async def test_a_menu_greets(second: Second) -> None:
    bilal = second.playground.users[1].id
    handle = await second.client.menu(user=second.ada, guild=second.guild, command="Greet", target=bilal)
    assert (await handle.reply()).text == "Hello Bilal"


async def test_buttons_and_selects_are_answered(second: Second) -> None:
    handle = await second.client.slash(user=second.ada, guild=second.guild, command="buttons")
    message = await handle.reply()
    chosen = await (await second.client.select(second.ada, message, ["Kiwi"])).reply()
    assert (chosen.text, chosen.ephemeral) == ("Kiwi", True)
    pressed = await (await second.client.click(second.ada, message, "More")).reply()
    assert (pressed.id, pressed.text) == (message.id, "pressed")


async def test_a_modal_is_filled_in(second: Second) -> None:
    handle = await second.client.slash(user=second.ada, guild=second.guild, command="form")
    modal = await handle.modal()
    field = modal.raw["components"][0]["component"]["custom_id"]
    assert (await (await handle.submit({field: "Ada"})).reply()).text == "Hello Ada"


async def test_a_deferred_card_has_its_picture_and_a_follow_up(second: Second) -> None:
    handle = await second.client.slash(user=second.ada, guild=second.guild, command="card")
    card = await handle.reply()
    assert card.text == "A card"
    assert (await second.client.download(card.attachments[0].url))[:4] == b"RIFF"
    async with asyncio.timeout(5):
        while len(await second.client.messages(user=second.ada, guild=second.guild)) < 2:
            await asyncio.sleep(0.01)
    (_, more) = await second.client.messages(user=second.ada, guild=second.guild)
    assert more.text == "more\nAn embed"


async def test_what_it_fetches_is_there(second: Second) -> None:
    bot, playground = second.bot, second.playground
    assert {guild.name for guild in bot.guilds} == {guild.name for guild in playground.guilds}
    assert (await bot.fetch_user(second.ada)).display_name == "Ada"
    assert (await bot.application_info()).id == playground.application_id
    emoji = await bot.create_application_emoji(name="moon", image=picture().fp.read())
    assert [each.name for each in await bot.fetch_application_emojis()] == ["moon"]
    await emoji.delete()
    assert await bot.fetch_application_emojis() == []


async def test_it_reconnects_and_goes_on(second: Second) -> None:
    await second.client.drop_gateway(4000)
    handle = await second.client.slash(
        user=second.ada, guild=second.guild, command="hello", options={"town": "Bonn"}
    )
    assert (await handle.reply(15)).text == "Hello Bonn"
