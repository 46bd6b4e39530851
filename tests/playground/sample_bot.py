"""A small bot that does one of everything, on the unmodified disnake client."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import disnake
import pytest
from disnake.ext import commands
from disnake.ui import (
    ActionRow,
    Button,
    Container,
    MediaGallery,
    Section,
    StringSelect,
    TextDisplay,
    Thumbnail,
)
from PIL import Image

from reve.playground.server import Playground

type Inter = disnake.ApplicationCommandInteraction[commands.InteractionBot]
type Press = disnake.MessageInteraction[commands.InteractionBot]


def picture() -> disnake.File:
    """Draw a small picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "WEBP")
    drawn.seek(0)
    return disnake.File(drawn, "card.webp", description="A teal card")


class Sample(commands.Cog):
    """One of everything that REVE asks of Discord."""

    def __init__(self) -> None:
        self.errors: list[disnake.DiscordException] = []
        self.hold_s = 0.0

    @commands.slash_command(description="Say hello")
    async def hello(self, inter: Inter, name: str = "you") -> None:
        await inter.response.send_message(f"Hello {name}")

    @commands.slash_command(description="Say something to one person")
    async def whisper(self, inter: Inter) -> None:
        button = Button(label="Again", custom_id="again", style=disnake.ButtonStyle.primary)
        await inter.response.send_message("psst", ephemeral=True, components=[button])

    @commands.slash_command(description="All about the weather")
    async def weather(self, inter: Inter) -> None: ...

    @weather.sub_command(description="Tell the weather of a town")
    async def of(self, inter: Inter, town: str, days: commands.Range[int, 1, 7] = 1) -> None:
        await inter.response.send_message(f"{town}: rain for {days} days")

    @of.autocomplete("town")
    async def towns(self, inter: Inter, typed: str) -> list[str]:
        return [town for town in ("Bergen", "Lagos", "Lima") if town.lower().startswith(typed.lower())]

    @commands.slash_command(description="Think, then show a card")
    async def slow(self, inter: Inter, secret: bool = False) -> None:
        await inter.response.defer(ephemeral=secret)
        row = ActionRow(
            Button(label="Flip", custom_id="flip"), Button(label="Off", custom_id="x", disabled=True)
        )
        text = Section(TextDisplay("**Card**"), accessory=Thumbnail("attachment://card.webp", "A teal card"))
        gallery = MediaGallery(disnake.MediaGalleryItem("attachment://card.webp", "A teal card"))
        shown = Container(text, gallery, row, accent_colour=disnake.Colour(0x00AA88))
        await inter.edit_original_response(components=[shown], file=picture())

    @commands.slash_command(description="Choose a fruit")
    async def choose(self, inter: Inter) -> None:
        fruits = StringSelect(custom_id="fruit", options=["fig", "kiwi"], placeholder="Which?")
        await inter.response.send_message("Choose", components=[fruits])

    @commands.slash_command(description="Fill in a form")
    async def form(self, inter: Inter) -> None:
        field = disnake.ui.Label(
            "Your name",
            disnake.ui.TextInput(custom_id="name", style=disnake.TextInputStyle.short, max_length=20),
        )
        size = disnake.ui.Label("Size", StringSelect(custom_id="size", options=["S", "L"]))
        await inter.response.send_modal(title="Who?", custom_id="who", components=[field, size])

    @commands.slash_command(description="Answer late")
    async def silent(self, inter: Inter) -> None:
        await asyncio.sleep(self.hold_s)
        await self.attempt(inter.response.send_message("too late?"))

    @commands.slash_command(description="Send what is too long")
    async def long(self, inter: Inter) -> None:
        await self.attempt(inter.response.send_message("x" * 2001))
        await inter.response.send_message("short")

    @commands.slash_command(description="Answer, and post more")
    async def more(self, inter: Inter) -> None:
        await inter.response.send_message("one")
        await inter.followup.send("two", embed=disnake.Embed(title="Three", description="four"))

    @commands.slash_command(description="Name one's roles")
    async def roles(self, inter: Inter) -> None:
        assert isinstance(inter.author, disnake.Member)
        await inter.response.send_message(" ".join(map(str, inter.author._roles)) or "none")

    @commands.slash_command(description="For administrators")
    @commands.default_member_permissions(administrator=True)
    async def locked(self, inter: Inter) -> None:
        await inter.response.send_message("open")

    async def attempt(self, sending: object) -> None:
        """Send what may be refused, and remember the error."""
        try:
            await sending  # type: ignore[misc]
        except (disnake.HTTPException, disnake.InteractionTimedOut) as error:
            self.errors.append(error)

    @commands.Cog.listener("on_button_click")
    async def pressed(self, inter: Press) -> None:
        if inter.component.custom_id == "flip":
            await inter.response.defer()
            await inter.edit_original_response(components=[TextDisplay("flipped")], attachments=[])
        else:
            await inter.response.edit_message("psst again")

    @commands.Cog.listener("on_dropdown")
    async def chosen(self, inter: Press) -> None:
        await inter.response.send_message(f"You chose {', '.join(inter.values or [])}", ephemeral=True)

    @commands.Cog.listener("on_modal_submit")
    async def submitted(self, inter: disnake.ModalInteraction[commands.InteractionBot]) -> None:
        given = inter.resolved_values
        await inter.response.send_message(f"{given['name']} wears {given['size'][0]}")


@asynccontextmanager
async def running(playground: Playground) -> AsyncIterator[Sample]:
    """Run the sample bot against a local Discord."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("disnake.http.Route.BASE", f"{playground.url}/api/v10")
        patch.setattr("disnake.asset.Asset.BASE", playground.url)
        bot = commands.InteractionBot(intents=disnake.Intents.none())
        sample = Sample()
        bot.add_cog(sample)
        task = asyncio.create_task(bot.start(playground.token))
        try:
            yield sample
        finally:
            await bot.close()
            await task
