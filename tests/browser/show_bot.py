"""A bot that shows one of everything that a page must draw, on the unmodified disnake client."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import disnake
import pytest
from disnake import ui
from disnake.ext import commands
from PIL import Image

from reve.playground.server import Playground

type Inter = disnake.ApplicationCommandInteraction[commands.InteractionBot]
type Press = disnake.MessageInteraction[commands.InteractionBot]
type Form = disnake.ModalInteraction[commands.InteractionBot]

EVIL: Final = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
ALIKE: Final = "[**here**](javascript:document.title='owned') <b>bold</b> &lt;i&gt;"
TOWNS: Final = ("Bergen", "Lagos", "Lima")
STYLES: Final = (
    disnake.ButtonStyle.primary,
    disnake.ButtonStyle.secondary,
    disnake.ButtonStyle.success,
    disnake.ButtonStyle.danger,
)


def picture(name: str = "card.webp") -> disnake.File:
    """Draw a small picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(drawn, "WEBP")
    drawn.seek(0)
    return disnake.File(drawn, name, description="A teal card")


class Show(commands.Cog):
    """One of everything."""

    @commands.slash_command(
        name=disnake.Localised("hello", data={disnake.Locale.de: "hallo"}),
        description=disnake.Localised("Say hello", data={disnake.Locale.de: "Sage Hallo"}),
    )
    async def hello(self, inter: Inter) -> None:
        await inter.response.send_message("Hello there")

    @commands.slash_command(description="All about the weather")
    async def weather(self, inter: Inter) -> None: ...

    @weather.sub_command(description="Tell the weather of a town")
    async def of(  # noqa: PLR0917 - a command's options are its parameters
        self,
        inter: Inter,
        town: str,
        days: commands.Range[int, 1, 7] = 1,
        wind: bool = False,
        guest: disnake.User | None = None,
        sky: str = commands.Param("grey", choices=["grey", "blue"]),
    ) -> None:
        who = guest.display_name if guest else "nobody"
        await inter.response.send_message(f"{town}: {sky} for {days} days, wind {wind}, with {who}")

    @of.autocomplete("town")
    async def towns(self, inter: Inter, typed: str) -> list[str]:
        return [town for town in TOWNS if town.lower().startswith(typed.lower())]

    @commands.slash_command(description="Show components of all kinds")
    async def parts(self, inter: Inter) -> None:
        text = "# Heading\n**bold** and `code`\n- one\n- two\n-# small, <t:1700000000:R>\n||hidden||"
        section = ui.Section(
            ui.TextDisplay(text), accessory=ui.Thumbnail("attachment://card.webp", "A thumb")
        )
        gallery = ui.MediaGallery(disnake.MediaGalleryItem("attachment://card.webp", "A teal card"))
        row = ui.ActionRow(
            *(ui.Button(label=style.name, style=style, custom_id=style.name) for style in STYLES)
        )
        away = ui.ActionRow(
            ui.Button(label="Away", url="https://example.com/"),
            ui.Button(label="Off", custom_id="off", disabled=True),
        )
        fruit = ui.StringSelect(
            custom_id="fruit", placeholder="Which fruit?", options=["fig", "kiwi", "plum"]
        )
        many = ui.StringSelect(
            custom_id="many", placeholder="Which towns?", options=list(TOWNS), max_values=3, min_values=2
        )
        shown = ui.Container(
            section, gallery, ui.Separator(), row, away, ui.ActionRow(fruit), ui.ActionRow(many),
            ui.ActionRow(ui.UserSelect(custom_id="user", placeholder="Which user?")),
            ui.ActionRow(ui.RoleSelect(custom_id="role", placeholder="Which role?")),
            ui.ActionRow(ui.ChannelSelect(custom_id="channel", placeholder="Which channel?")),
            accent_colour=disnake.Colour(0x00AA88),
        )  # fmt: skip
        await inter.response.send_message(components=[shown], file=picture())

    @commands.slash_command(description="Show an embed")
    async def card(self, inter: Inter) -> None:
        embed = disnake.Embed(
            title="A title", description="*words*", colour=0xAA0000, url="https://example.com/"
        )
        embed.set_author(name="An author").set_footer(text="A footer")
        embed.add_field("Left", "1").add_field("Right", "2")
        embed.set_image(file=picture())
        await inter.response.send_message(embed=embed)

    @commands.slash_command(description="Say something to one person")
    async def whisper(self, inter: Inter) -> None:
        again = ui.Button(label="Again", custom_id="again")
        more = ui.Button(label="More", custom_id="more")
        await inter.response.send_message("psst", ephemeral=True, components=[again, more])

    @commands.slash_command(description="Fill in a form")
    async def form(self, inter: Inter) -> None:
        options = [disnake.GroupOption(label=each) for each in ("small", "large")]
        tops = [disnake.GroupOption(label=each) for each in ("nuts", "mint", "salt")]
        await inter.response.send_modal(
            title="An order",
            custom_id="order",
            components=[
                ui.Label("Name", ui.TextInput(custom_id="name", max_length=20), description="Yours, please"),
                ui.Label("Flavour", ui.StringSelect(custom_id="flavour", options=["fig", "plum"])),
                ui.Label("Size", ui.RadioGroup(custom_id="size", options=options)),
                ui.Label("Toppings", ui.CheckboxGroup(custom_id="tops", options=tops)),
                ui.Label("To go", ui.Checkbox(custom_id="to_go")),
            ],
        )

    @commands.slash_command(description="Keep a file")
    async def keep(self, inter: Inter, file: disnake.Attachment) -> None:
        await inter.response.send_message(f"{file.filename}: {(await file.read()).decode()}")

    @commands.slash_command(description="Ask for papers")
    async def papers(self, inter: Inter) -> None:
        upload = ui.Label("Papers", ui.FileUpload(custom_id="papers", max_values=2))
        note = ui.Label("Note", ui.TextInput(custom_id="note", value="none", required=False))
        await inter.response.send_modal(title="Papers", custom_id="papers", components=[upload, note])

    @commands.user_command(name="Greet")
    async def greet(self, inter: Inter, user: disnake.User) -> None:
        await inter.response.send_message(f"Hello {user.display_name}")

    @commands.message_command(name="Count")
    async def count(self, inter: Inter, message: disnake.Message) -> None:
        await inter.response.send_message(f"{len(message.content)} letters")

    @commands.slash_command(description="Think, and send what is too long")
    async def ponder(self, inter: Inter) -> None:
        await inter.response.defer()
        with pytest.raises(disnake.HTTPException):
            await inter.edit_original_response("x" * 2001)

    @commands.slash_command(description="Send what is too long")
    async def long(self, inter: Inter) -> None:
        with pytest.raises(disnake.HTTPException):
            await inter.response.send_message("x" * 2001)

    @commands.slash_command(description="Say what must stay text")
    async def evil(self, inter: Inter) -> None:
        embed = disnake.Embed(title=EVIL, description=ALIKE).add_field(EVIL, ALIKE).set_footer(text=EVIL)
        button = ui.Button(label=EVIL[:80], custom_id=EVIL)
        select = ui.StringSelect(
            custom_id="evil", placeholder=EVIL[:150],
            options=[disnake.SelectOption(label=EVIL[:100], value="1", description=EVIL[:100])],
        )  # fmt: skip
        await inter.response.send_message(f"{EVIL}\n{ALIKE}", embed=embed, components=[button, select])

    @commands.Cog.listener("on_button_click")
    async def pressed(self, inter: Press) -> None:
        if inter.component.custom_id == "again":
            await inter.response.edit_message("psst again")
        else:
            await inter.response.send_message(f"You pressed {inter.component.custom_id}")

    @commands.Cog.listener("on_dropdown")
    async def chosen(self, inter: Press) -> None:
        await inter.response.send_message(f"You chose {', '.join(inter.values or [])}", ephemeral=True)

    @commands.Cog.listener("on_modal_submit")
    async def submitted(self, inter: Form) -> None:
        given = inter.resolved_values
        if inter.custom_id == "papers":
            names = ", ".join(each.filename for each in given["papers"])
            await inter.response.send_message(f"{names}, note {given['note'] or 'emptied'}")
            return
        told = ", ".join(f"{name} {given[name]}" for name in ("name", "flavour", "size", "tops", "to_go"))
        await inter.response.send_message(told)


@asynccontextmanager
async def showing(playground: Playground) -> AsyncIterator[None]:
    """Run the bot against a local Discord."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("disnake.http.Route.BASE", f"{playground.url}/api/v10")
        patch.setattr("disnake.asset.Asset.BASE", playground.url)
        bot = commands.InteractionBot(intents=disnake.Intents(guilds=True))
        bot.add_cog(Show())
        task = asyncio.create_task(bot.start(playground.token))
        try:
            yield
        finally:
            await bot.close()
            await task
