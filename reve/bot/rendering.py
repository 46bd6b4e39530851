"""From a reply to a message that can always be sent.

A reply is laid out as a screen, its picture drawn, and both turned into components. Where a step
fails the message does without it: without the picture, without components, and at last without
the screen, as a text made from the reply's own fields.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import Any, Final

import anyio

from reve.bot.call import Call
from reve.bot.cards.errors import CardError
from reve.bot.cards.spec import Picture
from reve.bot.custom_ids import Act, Press, Seals
from reve.bot.message import Form, Message
from reve.bot.plan import Prompt
from reve.bot.ports import CardStudio, WorldNow
from reve.bot.screens import limits
from reve.bot.screens.components import components
from reve.bot.screens.context import Context
from reve.bot.screens.goals import news
from reve.bot.screens.markdown import plain_text
from reve.bot.screens.screen import Cards, Document, Note, Screen
from reve.bot.words.catalogue import Library
from reve.game.festival import under_way
from reve.game.news import WithNews
from reve.game.shown import Refused

log = logging.getLogger(__name__)
_PICTURE_WITHIN_S: Final = 3.0

type LayOut = Callable[[Any, Context], Screen]


@dataclass(frozen=True, slots=True)
class Renderer:
    """Turns values into messages. Never fails."""

    library: Library
    world: WorldNow
    layouts: Mapping[type, LayOut]
    cards: CardStudio
    seals: Seals

    async def render(self, value: object, call: Call, *, certain: bool = True) -> Message:
        """Return the message that tells a value to the author of a call."""
        private = isinstance(value, Refused)
        try:
            screen = self._lay_out(value, call)
            plain = plain_text(screen)
        except Exception:
            log.exception("no screen for %s", type(value).__name__)
            return Message(last_resort(value), private=private, certain=certain)
        picture = await self._draw(screen)
        document = next((piece for piece in screen.pieces if isinstance(piece, Document)), None)
        try:
            seal = partial(self._seal, call.user_id)
            rich = tuple(components(screen, seal=seal, picture=picture))
        except Exception:
            log.exception("no components for %s", type(value).__name__)
            return Message(plain, private=private, certain=certain, document=document)
        return Message(plain, rich, picture, private, certain, document)

    def form(self, prompt: Prompt, call: Call) -> Form:
        """Return the modal of a prompt, signed for the author of a call."""
        words = self.library.words(call.locale)
        labels = tuple(words(field, about=prompt.about) for field in prompt.fields)
        return Form(words(prompt.title, about=prompt.about), self._seal(call.user_id, prompt.act), labels)

    def _lay_out(self, value: object, call: Call) -> Screen:
        words, world = self.library.words(call.locale), self.world()
        festivals = under_way(world, call.issued_at_ms)
        context = Context(words, world.catalogue, call.user_id, call.username, festivals)
        if not isinstance(value, WithNews):
            return self.layouts[type(value)](value, context)
        screen = self.layouts[type(value.reply)](value.reply, context)
        whose = (Note(screen.news_of),) if screen.news_of else ()
        return replace(screen, pieces=(*screen.pieces, *whose, *news(value.news, context)))

    def _seal(self, owner: int, act: Act) -> str:
        return self.seals.seal(Press(owner, act))

    async def _draw(self, screen: Screen) -> Picture | None:
        wanted = next((piece.specs for piece in screen.pieces if isinstance(piece, Cards)), ())
        if not wanted:
            return None
        try:
            with anyio.fail_after(_PICTURE_WITHIN_S):
                if len(wanted) == 1:
                    return await self.cards.esprit_card(wanted[0])
                return await self.cards.pull_card(wanted)
        except (CardError, TimeoutError) as error:
            log.warning("a reply goes without its picture: %r", error)
        except Exception:
            log.exception("a reply goes without its picture")
        return None


def last_resort(value: object) -> str:
    """Say what a value holds without any of the means that may have failed."""
    try:
        lines = [type(value).__name__, *_lines(value)]
        return limits.cut_lines("\n".join(lines), limits.CONTENT)
    except Exception:
        log.exception("not even a plain text for %s", type(value).__name__)
        return "Done. /history shows the result."


def _lines(value: object) -> list[str]:
    if not is_dataclass(value):
        return [str(value)]
    return [f"{part.name.replace('_', ' ')}: {getattr(value, part.name)}" for part in fields(value)]
