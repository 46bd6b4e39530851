"""How state, events, replies and commands of actors are stored. Every released schema stays readable."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from persistence.codec import DataclassCodec
from reve.game.commands import COMMANDS, PlayerCommand
from reve.game.events import EVENTS, Event
from reve.game.news import ANSWERS, Answer
from reve.game.state import Player
from reve.game.vocabulary import world
from reve.game.world import WorldState

SCHEMA: Final = 1
"""The newest stored form of this release, of all kinds together: one switch brings it into force."""


def player_codec(writes: Callable[[], int] | None = None) -> DataclassCodec[Player, Event, Answer]:
    """Return the codec of players; an older schema is brought forward by upcasters named here.

    `writes` tells the schema that all instances may write; without it the newest is written.
    """
    return DataclassCodec(
        schema=SCHEMA,
        state=Player,
        events=EVENTS,
        replies=ANSWERS,
        commands={"player": PlayerCommand},
        parts=COMMANDS,
        writes=writes,
    )


def world_codec(
    writes: Callable[[], int] | None = None,
) -> DataclassCodec[WorldState, world.Event, world.Reply]:
    """Return the codec of the world; as that of players."""
    return DataclassCodec(
        schema=SCHEMA,
        state=WorldState,
        events=world.EVENTS,
        replies=world.REPLIES,
        commands={"world": world.WorldCommand},
        parts={name: action for action, name in world.NAMES.items()},
        writes=writes,
    )


def codec_of(kind: str) -> DataclassCodec[Any, Any, Any]:
    """Return the codec of a kind of actor. Raises KeyError for one that the game does not have."""
    made: Mapping[str, Callable[[], DataclassCodec[Any, Any, Any]]]
    made = {"player": player_codec, "world": world_codec}
    return made[kind]()
