"""What an instance does next about gateway shards: a pure function of what it sees and has."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from persistence.seats import Seat
from reve.bot.gateway.placement import placing, targets


@dataclass(frozen=True, slots=True)
class Own:
    """A gateway shard that this process has a session for, as its holder or as a successor."""

    held: bool
    connected: bool = False
    starting: bool = False
    """Whether it waits for its turn to start a session, or starts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an instance sees: of `count` gateway shards, those in `seats` are leased."""

    me: str
    count: int
    members: Collection[str]
    seats: Mapping[int, Seat]
    own: Mapping[int, Own]
    draining: bool = False
    max_concurrency: int = 1

    @property
    def others(self) -> list[str]:
        """The instances that could relieve this one."""
        return placing(self.members, self.seats, without=self.me)


@dataclass(slots=True)
class Moves:
    """What is to be done now, each a list of gateway shards."""

    claim: list[int] = field(default_factory=list)
    stand: list[int] = field(default_factory=list)
    take_over: list[int] = field(default_factory=list)
    leave: list[int] = field(default_factory=list)


def decide(scene: Scene) -> Moves:
    """Decide what to claim, take over and leave.

    One session starts at a time in each bucket: what cannot start yet is left to others, and no lease
    is held idle. What nobody serves comes before what only moves.
    """
    there = scene.others if scene.draining else sorted({*placing(scene.members, scene.seats), scene.me})
    placed = targets(scene.count, there, scene.seats)
    moves, free, to_move = Moves(), [], []
    for number in range(scene.count):
        seat = scene.seats.get(number, Seat(None))
        wanted = placed.get(number) == scene.me
        own = scene.own.get(number)
        if own is not None:
            _go_on(moves, number, own, seat, wanted=wanted, me=scene.me)
        elif seat.holder == scene.me or (wanted and seat.holder is None):
            free.append(number)
        elif wanted and seat.successor in (None, scene.me):
            to_move.append(number)
    if not scene.draining:
        starting = {number % scene.max_concurrency for number, own in scene.own.items() if own.starting}
        moves.claim += _first_of_each_bucket(free, starting, scene.max_concurrency)
        moves.stand += _first_of_each_bucket(to_move, starting, scene.max_concurrency)
    return moves


def _go_on(moves: Moves, number: int, own: Own, seat: Seat, *, wanted: bool, me: str) -> None:
    """Decide about a gateway shard that there is a session for.

    A holder that lost its lease goes on until the new one is connected, so that no click falls between.
    """
    if own.held:
        if seat.holder not in (me, None) and seat.serving:
            moves.leave.append(number)
    elif seat.successor != me or not wanted:
        moves.leave.append(number)
    elif own.connected or seat.holder is None:
        moves.take_over.append(number)


def _first_of_each_bucket(numbers: Iterable[int], taken: set[int], max_concurrency: int) -> list[int]:
    first = []
    for number in numbers:
        if number % max_concurrency not in taken:
            taken.add(number % max_concurrency)
            first.append(number)
    return first
