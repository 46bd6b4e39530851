"""One command as it was judged: the state before, what was decided, the state after."""

from dataclasses import dataclass

from actors.behavior import Decision
from actors.identity import ActorId
from actors.moment import Moment
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.commands import PlayerCommand
from reve.game.dice import dice_maker
from reve.game.events import Event
from reve.game.news import Answer
from reve.game.state import Player
from reve.game.world import World

SECRET = b"a secret of the tests"
KEY = 7
ACTOR = ActorId("player", KEY)


def moment(now_ms: int, seq: int, world: World) -> Moment[World]:
    """Return a moment with the dice that belong to it, unused."""
    return Moment(now_ms, seq, dice_maker(SECRET)(ACTOR, seq, now_ms), world, actor=ACTOR)


@dataclass(frozen=True, slots=True)
class Step:
    """What a law looks at."""

    behavior: PlayerBehavior
    before: Player
    command: PlayerCommand
    now_ms: int
    seq: int
    world: World
    decision: Decision[Event, Answer]
    after: Player

    @property
    def catalogue(self) -> Catalogue:
        """The content that was in force."""
        return self.world.catalogue

    @property
    def anew(self) -> bool:
        """Whether the player has begun from nothing in this step, or has been forgotten."""
        before, after = self.before, self.after
        return before.registered and (
            not after.registered or after.person.created_at_ms != before.person.created_at_ms
        )

    def again(self, state: Player) -> Decision[Event, Answer]:
        """Decide the command on a state at the same moment once more."""
        return self.behavior.decide(state, self.command, moment(self.now_ms, self.seq, self.world))
