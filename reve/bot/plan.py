"""What is to be done about an interaction: handlers choose, the pipeline does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from actors.identity import ActorId
from reve.bot.call import Call, Options
from reve.bot.custom_ids import Act
from reve.game.commands import NAMES, Action
from reve.game.vocabulary import world


class Place(Enum):
    """Where an answer goes; screens of refusals and errors are private wherever that is possible."""

    PRIVATE = "private"
    PUBLIC = "public"
    IN_PLACE = "in place"
    """The message whose component was used is replaced."""


@dataclass(frozen=True, slots=True)
class AskPlayer:
    """Ask a player's actor; `of` is another player than the asker, `about` puts the reply in context.

    `then` gets from elsewhere what the answer is made of, in the time that is left.
    """

    action: Action
    place: Place = Place.PRIVATE
    of: ActorId | None = None
    about: Callable[[object], object] | None = None
    then: Callable[[object], Awaitable[object]] | None = None


@dataclass(frozen=True, slots=True)
class AskWorld:
    """Ask the world's actor, on behalf of an operator; whoever plans it has made sure of that."""

    action: world.Action
    place: Place = Place.PRIVATE


@dataclass(frozen=True, slots=True)
class Read:
    """Get a value from elsewhere than an actor; `name` stands for the command in logs and metrics."""

    name: str
    get: Callable[[], Awaitable[object]]
    place: Place = Place.PRIVATE


@dataclass(frozen=True, slots=True)
class Show:
    """Show a value that is at hand."""

    name: str
    value: object
    place: Place = Place.PRIVATE


@dataclass(frozen=True, slots=True)
class Prompt:
    """Ask back in a modal; what is typed follows the arguments of `act`, in the order of `fields`.

    `title` and `fields` are keys of texts, which may name what it is `about`.
    """

    name: str
    title: str
    act: Act
    fields: tuple[str, ...]
    about: str = ""
    place: Place = Place.PRIVATE


type Plan = AskPlayer | AskWorld | Read | Show | Prompt
type OnSlash = Callable[[Call, Options], Plan]
type OnPress = Callable[[Call, Act], Plan]


def name_of(plan: Plan) -> str:
    """Return what logs and metrics call a plan."""
    match plan:
        case AskPlayer(action=action):
            return NAMES[type(action)]
        case AskWorld(action=action):
            return world.NAMES[type(action)]
        case _:
            return plan.name
