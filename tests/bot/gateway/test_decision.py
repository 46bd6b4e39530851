"""What an instance does next, and where a few of them get to when all do so."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persistence.seats import LocalSeats, Room, Seat
from reve.bot.gateway.decision import Moves, Own, Scene, decide

pytestmark = pytest.mark.anyio

HELD = Own(held=True, connected=True)
STARTING = Own(held=True, starting=True)
STANDING = Own(held=False, starting=True)
SUCCEEDS = Own(held=False, connected=True)


def scene(seats: dict[int, Seat], own: dict[int, Own] | None = None, **more: Any) -> Scene:
    """What `me` sees of two gateway shards with `it` about."""
    values: dict[str, Any] = {"me": "me", "count": 2, "members": ("it", "me"), "max_concurrency": 2}
    return Scene(seats=seats, own=own or {}, **(values | more))


def test_one_who_is_alone_claims_everything_bucket_by_bucket() -> None:
    alone = {"members": ("me",), "count": 8}
    assert decide(scene({}, **alone)) == Moves(claim=[0, 1])
    begun = {0: STARTING, 1: HELD}
    assert decide(scene({0: Seat("me"), 1: Seat("me")}, begun, **alone)) == Moves(claim=[3])


def test_what_another_has_too_much_of_is_connected_to_first() -> None:
    moves = decide(scene({0: Seat("it", serving=True), 1: Seat("it", serving=True)}))
    assert moves == Moves(stand=[1])


def test_a_successor_waits_until_it_is_connected() -> None:
    seats = {0: Seat("it", serving=True), 1: Seat("it", serving=True, successor="me")}
    assert decide(scene(seats, {1: STANDING})) == Moves()
    assert decide(scene(seats, {1: SUCCEEDS})) == Moves(take_over=[1])


def test_a_successor_of_one_who_is_gone_holds_at_once() -> None:
    assert decide(scene({0: Seat("it"), 1: Seat(None, successor="me")}, {1: STANDING})).take_over == [1]


def test_a_successor_that_is_no_longer_wanted_leaves() -> None:
    seats = {0: Seat("it", serving=True), 1: Seat("it", serving=True, successor="other")}
    assert decide(scene(seats, {1: STANDING})) == Moves(leave=[1])


def test_who_lost_its_lease_goes_on_until_the_new_holder_is_connected() -> None:
    seats = {0: Seat("me", serving=True), 1: Seat("it")}
    assert decide(scene(seats, {0: HELD, 1: HELD})) == Moves()
    seats[1] = Seat("it", serving=True)
    assert decide(scene(seats, {0: HELD, 1: HELD})) == Moves(leave=[1])


def test_what_nobody_serves_comes_before_what_only_moves() -> None:
    seats = {0: Seat("it"), 1: Seat("it"), 2: Seat("it")}
    moves = decide(scene(seats, count=6, max_concurrency=1))
    assert len(moves.claim) == 1
    assert moves.stand == []


def test_one_who_drains_takes_nothing_and_keeps_what_it_has() -> None:
    seats = {0: Seat("me", serving=True, offered=True), 1: Seat("it", successor="me")}
    assert decide(scene(seats, {0: HELD, 1: STANDING}, draining=True)) == Moves(leave=[1])
    assert decide(scene({}, draining=True)) == Moves()


def test_a_lease_of_mine_without_a_session_gets_one() -> None:
    assert decide(scene({0: Seat("me"), 1: Seat("it")})) == Moves(claim=[0])


@dataclass
class Instance:
    """An instance whose sessions are connected one look after they began."""

    me: str
    room: Room
    own: dict[int, Own] = field(default_factory=dict)
    draining: bool = False
    starts: int = 0

    async def look(self, count: int, members: list[str]) -> None:
        seats = LocalSeats(self.me, self.room)
        held = {number: own.connected for number, own in self.own.items() if own.held}
        standing = [number for number, own in self.own.items() if not own.held]
        seen = await seats.renew(count, held=held, standing=standing, offered=self.draining)
        moves = decide(
            Scene(
                me=self.me,
                count=count,
                members=members,
                seats=seen,
                own=self.own,
                draining=self.draining,
            )
        )
        for number, own in self.own.items():
            self.own[number] = Own(own.held, connected=True)
        for number in moves.leave:
            del self.own[number]
            await seats.release([number])
        for number in moves.take_over:
            if await seats.take_over(number, seen[number].holder or ""):
                self.own[number] = Own(held=True, connected=True)
        for take, held_now in ((moves.claim, True), (moves.stand, False)):
            for number in take:
                taken = await (seats.claim if held_now else seats.stand)(count, number)
                if taken:
                    self.own[number] = Own(held_now, starting=True)
                    self.starts += 1


@dataclass
class World:
    """Some instances, and a clock that goes on by a second with each round."""

    count: int
    now_s: float = 0.0
    room: Room = field(init=False)
    instances: dict[str, Instance] = field(default_factory=dict)
    uncovered: int = 0

    def __post_init__(self) -> None:
        self.room = Room(lambda: self.now_s)

    def join(self, name: str) -> None:
        self.instances[name] = Instance(name, self.room)

    async def go_on(self, rounds: int, *, covered: bool = False) -> None:
        members = sorted(name for name, each in self.instances.items() if not each.draining)
        for _ in range(rounds):
            self.now_s += 1
            for each in list(self.instances.values()):
                await each.look(self.count, members)
                if covered:
                    self.uncovered += self.count - len(self.served)

    @property
    def served(self) -> set[int]:
        return {n for each in self.instances.values() for n, own in each.own.items() if own.connected}

    def balanced(self) -> bool:
        sizes = [
            sum(own.held and own.connected for own in each.own.values())
            for each in self.instances.values()
            if not each.draining
        ]
        return sum(sizes) == self.count and max(sizes) - min(sizes) <= 1


async def test_three_that_start_together_need_no_second_start() -> None:
    world = World(8)
    for name in ("ash", "birch", "cedar"):
        world.join(name)
    await world.go_on(20)
    assert world.balanced()
    assert sum(each.starts for each in world.instances.values()) == 8


async def test_one_who_joins_is_given_its_part_while_all_is_served() -> None:
    world = World(8)
    world.join("ash")
    await world.go_on(20)
    world.join("birch")
    await world.go_on(20, covered=True)
    assert world.balanced()
    assert (world.uncovered, world.instances["birch"].starts) == (0, 4)


async def test_one_who_drains_is_relieved_while_all_is_served() -> None:
    world = World(8)
    for name in ("ash", "birch", "cedar"):
        world.join(name)
    await world.go_on(20)
    world.instances["birch"].draining = True
    await world.go_on(20, covered=True)
    assert world.balanced()
    assert world.uncovered == 0
    assert world.instances["birch"].own == {}


async def test_what_a_dead_one_held_is_served_again_after_its_ttl() -> None:
    world = World(8)
    for name in ("ash", "birch", "cedar"):
        world.join(name)
    await world.go_on(20)
    del world.instances["birch"]
    await world.go_on(10 + 6)
    assert world.balanced()
    assert world.served == set(range(8))


async def test_leases_that_were_wiped_leave_no_gap() -> None:
    world = World(8)
    for name in ("ash", "birch", "cedar"):
        world.join(name)
    await world.go_on(20)
    world.room.holders.clear()
    await world.go_on(20, covered=True)
    assert world.uncovered == 0
    assert world.balanced()


@given(st.data())
@settings(max_examples=60, deadline=None)
async def test_whoever_comes_and_goes_it_ends_balanced(data: st.DataObject) -> None:
    world = World(data.draw(st.integers(1, 12)))
    names = iter(f"n{number}" for number in range(99))
    world.join(next(names))
    for _ in range(data.draw(st.integers(1, 8))):
        match data.draw(st.sampled_from(("join", "die", "drain"))):
            case "join":
                world.join(next(names))
            case "die" if len(world.instances) > 1:
                del world.instances[data.draw(st.sampled_from(sorted(world.instances)))]
            case "drain":
                world.instances[data.draw(st.sampled_from(sorted(world.instances)))].draining = True
        await world.go_on(data.draw(st.integers(0, 12)))
    world.join(next(names))
    await world.go_on(80)
    assert world.balanced()
    assert world.served == set(range(world.count))
