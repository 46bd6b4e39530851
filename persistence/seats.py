"""Numbered seats that several instances share: each has one holder and, while it passes on, a successor.

    free --claim--> held --stand--> held, with a successor --take_over--> held by the successor

A holder or successor that does not renew within ttl is gone. A planned move needs the successor to be
serving before it takes over, so that for a while both serve: seats are for work that two may do at once
without harm, and say only who should do it in the long run.

How many seats there are is agreed on: the first to ask says it, and it stays in force for as long as
anybody holds a seat, since seat 3 of 8 is other work than seat 3 of 9.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic

from actors.errors import ActorError


@dataclass(frozen=True, slots=True)
class Seat:
    """Who has a seat now. At least one of holder and successor is there."""

    holder: str | None
    serving: bool = False
    """Whether the holder has said that it does the work of the seat."""
    offered: bool = False
    """Whether the holder wants to be relieved."""
    successor: str | None = None


class OtherCount(ActorError):
    """Another number of seats is in force."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} seats are in force")
        self.count = count


@dataclass(slots=True)
class _Claim:
    owner: str
    until_s: float
    serving: bool = False
    offered: bool = False


@dataclass(slots=True)
class Room:
    """The seats of one process; mutable, changed by its `LocalSeats` alone."""

    monotonic_s: Callable[[], float] = monotonic
    count: int = 0
    holders: dict[int, _Claim] = field(default_factory=dict)
    successors: dict[int, _Claim] = field(default_factory=dict)

    def sweep(self) -> None:
        """Forget those that are gone."""
        now_s = self.monotonic_s()
        for claims in (self.holders, self.successors):
            for number in [each for each, claim in claims.items() if claim.until_s <= now_s]:
                del claims[number]

    def shown(self) -> dict[int, Seat]:
        """Tell who has which seat."""
        seats = {}
        for number in self.holders.keys() | self.successors.keys():
            holder, successor = self.holders.get(number), self.successors.get(number)
            seats[number] = Seat(
                holder.owner if holder else None,
                bool(holder and holder.serving),
                bool(holder and holder.offered),
                successor.owner if successor else None,
            )
        return seats


class LocalSeats:
    """Seats in memory: for a process that is alone, or for several owners in one process."""

    def __init__(self, owner: str, room: Room | None = None, *, ttl_s: float = 10.0) -> None:
        self._owner = owner
        self._room = room or Room()
        self._ttl_s = ttl_s

    @property
    def ttl_s(self) -> float:
        """How long a seat is kept without renewal, in seconds."""
        return self._ttl_s

    async def agree(self, count: int) -> int:
        """Return the number of seats in force; `count` if nobody has a seat."""
        self._room.sweep()
        if not self._room.holders and not self._room.successors:
            self._room.count = count
        return self._room.count

    async def renew(
        self, count: int, *, held: Mapping[int, bool], standing: Collection[int] = (), offered: bool = False
    ) -> Mapping[int, Seat]:
        """Extend what is mine, take back what is nobody's; return who has which seat.

        `held` says of each seat whether I do its work. Raises `OtherCount`.
        """
        self._counted(count)
        for number, serving in held.items():
            if self._may(self._room.holders, number):
                self._room.holders[number] = self._claim(serving=serving, offered=offered)
        for number in standing:
            if self._may(self._room.successors, number):
                self._room.successors[number] = self._claim()
        return self._room.shown()

    async def claim(self, count: int, number: int) -> bool:
        """Take a seat that is nobody's; False if it is somebody's. Raises `OtherCount`."""
        self._counted(count)
        if not self._may(self._room.holders, number):
            return False
        self._room.holders[number] = self._claim()
        self._drop(self._room.successors, number)
        return True

    async def stand(self, count: int, number: int) -> bool:
        """Become the successor of another's seat; False if there is nobody to succeed, or another does.

        Raises `OtherCount`.
        """
        self._counted(count)
        holder = self._room.holders.get(number)
        if holder is None or holder.owner == self._owner or not self._may(self._room.successors, number):
            return False
        self._room.successors[number] = self._claim()
        return True

    async def take_over(self, number: int, holder: str) -> bool:
        """As its successor, which serves already, take a seat from `holder`; False if that is not so."""
        self._room.sweep()
        mine, now = self._room.successors.get(number), self._room.holders.get(number)
        if mine is None or mine.owner != self._owner or (now is not None and now.owner != holder):
            return False
        self._room.holders[number] = self._claim(serving=True)
        del self._room.successors[number]
        return True

    async def release(self, numbers: Collection[int]) -> None:
        """Give up what is mine of these, as holder and as successor."""
        self._room.sweep()
        for number in numbers:
            self._drop(self._room.holders, number)
            self._drop(self._room.successors, number)

    def _counted(self, count: int) -> None:
        self._room.sweep()
        self._room.count = self._room.count or count
        if self._room.count != count:
            raise OtherCount(self._room.count)

    def _may(self, claims: dict[int, _Claim], number: int) -> bool:
        return number not in claims or claims[number].owner == self._owner

    def _drop(self, claims: dict[int, _Claim], number: int) -> None:
        if number in claims and claims[number].owner == self._owner:
            del claims[number]

    def _claim(self, *, serving: bool = False, offered: bool = False) -> _Claim:
        return _Claim(self._owner, self._room.monotonic_s() + self._ttl_s, serving, offered)
