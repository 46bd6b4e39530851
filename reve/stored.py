"""How a player's state, events and replies are stored. Every released schema stays readable."""

from typing import Final

from persistence.codec import DataclassCodec
from reve.game.events import EVENTS, Event
from reve.game.news import ANSWERS, Answer
from reve.game.state import Player

PLAYER_SCHEMA: Final = 1


def player_codec() -> DataclassCodec[Player, Event, Answer]:
    """Return the codec of players; an older schema is brought forward by upcasters named here."""
    return DataclassCodec(schema=PLAYER_SCHEMA, state=Player, events=EVENTS, replies=ANSWERS)
