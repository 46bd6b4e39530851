"""How a player's state, events, replies and commands are stored. Every released schema stays readable."""

from collections.abc import Callable
from typing import Final

from persistence.codec import DataclassCodec
from reve.game.commands import COMMANDS, PlayerCommand
from reve.game.events import EVENTS, Event
from reve.game.news import ANSWERS, Answer
from reve.game.state import Player

PLAYER_SCHEMA: Final = 1


def player_codec(writes: Callable[[], int] | None = None) -> DataclassCodec[Player, Event, Answer]:
    """Return the codec of players; an older schema is brought forward by upcasters named here.

    `writes` tells the schema that all instances may write; without it the newest is written.
    """
    return DataclassCodec(
        schema=PLAYER_SCHEMA,
        state=Player,
        events=EVENTS,
        replies=ANSWERS,
        commands={"player": PlayerCommand},
        parts=COMMANDS,
        writes=writes,
    )
