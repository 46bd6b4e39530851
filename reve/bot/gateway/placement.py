"""Which instance is to serve which gateway shard: a pure function of who is there and who holds what.

Every instance works it out for itself, from what it sees, and only ever takes: what is free it claims,
and what others are to pass on it connects to first and takes over then. Who sees it differently for a
moment is refused by the leases, and the next look puts it right.

    sizes differ by at most one; who holds most keeps most; only what must move moves
"""

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b

from persistence.seats import Seat


def placing(members: Collection[str], seats: Mapping[int, Seat], *, without: str | None = None) -> list[str]:
    """Return who gets gateway shards: members, and whoever has some and does not want to be relieved.

    That who holds counts as there, whatever the membership says, keeps a membership that was lost for a
    moment from moving everything.
    """
    there = {*members}
    for seat in seats.values():
        there |= {who for who in (seat.holder, seat.successor) if who is not None}
    leaving = {seat.holder for seat in seats.values() if seat.offered}
    return sorted(there - leaving - {without})


def targets(count: int, there: Sequence[str], seats: Mapping[int, Seat]) -> dict[int, str]:
    """Return the instance that is to have each of `count` gateway shards; nobody is there: {}."""
    if not there:
        return {}
    having = _having(count, there, seats)
    ranked = sorted(there, key=lambda who: (-len(having[who]), who))
    least, more = divmod(count, len(there))
    places = {who: least + (rank < more) for rank, who in enumerate(ranked)}
    placed = {number: who for who in there for number in having[who][: places[who]]}
    for who in placed.values():
        places[who] -= 1
    for number in range(count):
        if number not in placed:
            who = max((each for each in there if places[each]), key=lambda each: _weight(each, number))
            placed[number] = who
            places[who] -= 1
    return placed


def _having(count: int, there: Sequence[str], seats: Mapping[int, Seat]) -> dict[str, list[int]]:
    """List what each has, or is about to take over, what it holds first."""
    having: dict[str, list[int]] = {who: [] for who in there}
    coming: dict[str, list[int]] = {who: [] for who in there}
    for number in range(count):
        seat = seats.get(number, Seat(None))
        if seat.successor in coming:
            coming[seat.successor].append(number)
        elif seat.holder in having:
            having[seat.holder].append(number)
    return {who: having[who] + coming[who] for who in there}


def _weight(who: str, number: int) -> bytes:
    return blake2b(f"{number} {who}".encode(), digest_size=8).digest()
