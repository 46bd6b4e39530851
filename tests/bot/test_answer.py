"""What becomes of an answer when Discord is not well: nothing of it reaches the command."""

from dataclasses import dataclass, field
from typing import Any

import aiohttp
import disnake
import pytest
from disnake import ui
from disnake.interactions.message import MessageInteraction

from reve.bot.answer import Answer, offer
from reve.bot.cards.spec import Picture
from reve.bot.message import Message
from reve.bot.plan import Place

pytestmark = pytest.mark.anyio

RICH = Message("plain words", (ui.Container(ui.TextDisplay("rich words")),))
PLAIN = Message("plain words")


@dataclass
class Http:
    """As much of a response as the library's errors read."""

    status: int
    reason: str = "because"


def refusal(status: int, code: int) -> disnake.HTTPException:
    """What the library raises for an answer that Discord refuses."""
    kind = disnake.NotFound if status == 404 else disnake.HTTPException
    return kind(Http(status), {"code": code, "message": "no"})


@dataclass
class Discord:
    """The end of an interaction at which the library would send; `troubles` meet the next calls."""

    troubles: list[BaseException] = field(default_factory=list)
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    id: int = 7

    @property
    def response(self) -> "Discord":
        return self

    @property
    def followup(self) -> "Discord":
        return self

    def _take(self, name: str, form: dict[str, Any]) -> None:
        self.sent.append((name, form))
        if self.troubles:
            raise self.troubles.pop(0)

    async def defer(self, **form: Any) -> None:
        self._take("defer", form)

    async def send_message(self, **form: Any) -> None:
        self._take("send", form)

    async def edit_message(self, **form: Any) -> None:
        self._take("update", form)

    async def send(self, **form: Any) -> None:
        self._take("follow up", form)

    async def edit_original_response(self, **form: Any) -> None:
        self._take("edit", form)

    async def autocomplete(self, **form: Any) -> None:
        self._take("offer", form)

    @property
    def calls(self) -> list[str]:
        return [name for name, _ in self.sent]


def answer_to(discord: Discord) -> Answer:
    return Answer(discord)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "private", "call", "ephemeral"),
    [
        (Place.PUBLIC, False, "send", False),
        (Place.PUBLIC, True, "send", True),
        (Place.PRIVATE, False, "send", True),
        (Place.IN_PLACE, False, "update", None),
        (Place.IN_PLACE, True, "send", True),
    ],
)
async def test_an_answer_goes_where_it_belongs(
    place: Place, private: bool, call: str, ephemeral: bool | None
) -> None:
    discord = Discord()
    await answer_to(discord).give(Message("words", RICH.rich, private=private), place)
    ((name, form),) = discord.sent
    assert (name, form.get("ephemeral")) == (call, ephemeral)


@pytest.mark.parametrize(
    ("place", "private", "call"),
    [
        (Place.PUBLIC, False, "edit"),
        (Place.PRIVATE, True, "edit"),
        (Place.IN_PLACE, False, "edit"),
        (Place.IN_PLACE, True, "follow up"),
    ],
)
async def test_a_deferred_answer_is_edited_in(place: Place, private: bool, call: str) -> None:
    discord = Discord()
    answer = answer_to(discord)
    await answer.defer(place)
    await answer.give(Message("words", RICH.rich, private=private), place)
    assert discord.calls == ["defer", call]


async def test_a_form_that_discord_refuses_goes_as_plain_text() -> None:
    discord = Discord([refusal(400, 50035)])
    await answer_to(discord).give(RICH, Place.PRIVATE)
    assert discord.sent[-1][1]["content"] == "plain words"


async def test_a_message_that_had_components_gets_its_plain_text_as_one() -> None:
    discord = Discord([refusal(400, 50035)])
    await answer_to(discord).give(RICH, Place.IN_PLACE)
    (text,) = discord.sent[-1][1]["components"]
    assert text.content == "plain words"


@pytest.mark.parametrize(
    "trouble",
    [
        refusal(404, 10062),
        refusal(500, 0),
        refusal(403, 50001),
        disnake.InteractionTimedOut.__new__(disnake.InteractionTimedOut),
        aiohttp.ClientConnectionError(),
        TimeoutError(),
        OSError("the network is down"),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
async def test_hazard_7_what_discord_says_about_an_answer_never_fails_the_command(
    trouble: BaseException,
) -> None:
    discord = Discord([trouble])
    await answer_to(discord).give(RICH, Place.PUBLIC)
    assert discord.calls == ["send"]


async def test_an_answer_that_is_there_already_is_written_over_with_the_same() -> None:
    discord = Discord([refusal(400, 40060)])
    await answer_to(discord).give(RICH, Place.PUBLIC)
    assert discord.calls == ["send", "edit"]


async def test_an_answer_that_is_there_already_stays_when_nothing_is_known() -> None:
    discord = Discord([refusal(400, 40060)])
    await answer_to(discord).give(Message("busy", RICH.rich, certain=False), Place.PUBLIC)
    assert discord.calls == ["send"]


async def test_a_deferral_that_a_twin_made_is_as_good_as_ours() -> None:
    discord = Discord([refusal(400, 40060)])
    answer = answer_to(discord)
    await answer.defer(Place.PRIVATE)
    await answer.give(PLAIN, Place.PRIVATE)
    assert discord.calls == ["defer", "edit"]


async def test_after_a_deferral_that_failed_an_answer_is_still_tried() -> None:
    discord = Discord([refusal(500, 0)])
    answer = answer_to(discord)
    await answer.defer(Place.PRIVATE)
    await answer.give(PLAIN, Place.PRIVATE)
    assert discord.calls == ["defer", "send"]


async def test_nothing_is_deferred_once_it_is_answered() -> None:
    discord = Discord()
    answer = answer_to(discord)
    await answer.give(PLAIN, Place.PRIVATE)
    await answer.defer(Place.PRIVATE)
    assert discord.calls == ["send"]


async def test_a_new_picture_takes_the_place_of_the_old_one() -> None:
    discord = Discord()
    message = Message("words", RICH.rich, Picture(b"data", "card.webp", "alt"))
    await answer_to(discord).give(message, Place.IN_PLACE)
    form = discord.sent[0][1]
    assert (form["file"].filename, form["attachments"]) == ("card.webp", [])


async def test_choices_that_come_too_late_are_let_go() -> None:
    discord = Discord([refusal(404, 10062)])
    await offer(discord, {"A": "a"})  # type: ignore[arg-type]
    assert discord.sent == [("offer", {"choices": {"A": "a"}})]


def test_the_library_can_still_do_what_answers_ask_of_it() -> None:
    used = {"edit_original_response", "followup", "response"}
    assert used <= set(dir(MessageInteraction))
