"""A boss fight as it is kept: two sides, what is at work on them, and what rests."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Working:
    """An effect at work on a side, for so many rounds more.

    `amounts` has one entry per stack: bp of what the effect names, or health for what eats it. `steps`
    counts the rounds that have ended since it began. With `until_used` it stays until it is used up.
    """

    id: str
    rounds: int
    amounts: tuple[int, ...]
    steps: int = 0
    until_used: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a fight: its health, its figures as they were at the start, and its effects."""

    health: int
    full_health: int
    attack: int
    defense: int
    element: str
    tier: int
    effects: tuple[Working, ...] = ()

    def working(self, effect: str) -> Working | None:
        """Return an effect, None if it is not at work here."""
        return next((one for one in self.effects if one.id == effect), None)


@dataclass(frozen=True, slots=True)
class Fight:
    """The one fight of a player, against `boss` in the shape of a species, for a quest of an area.

    The team is the one that it began with. `cooldowns` has the rounds that an action still rests.
    `seed` is the sequence number of the delta that began it; each round draws from its own delta.
    """

    boss: str
    species: str
    area: str
    quest: int
    seed: int
    foe: Side
    own: Side
    leader: str
    started_at_ms: int
    expires_at_ms: int
    supports: dict[str, str] = field(default_factory=dict)
    cooldowns: dict[str, int] = field(default_factory=dict)
    round: int = 1
