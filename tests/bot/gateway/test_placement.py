"""Who is to serve which gateway shard: balanced, the same for all, with no more moves than needed."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from persistence.seats import Seat
from reve.bot.gateway.placement import placing, targets

NAMES = ("ash", "birch", "cedar", "doum", "elm")
counts = st.integers(1, 40)
parties = st.sets(st.sampled_from(NAMES), min_size=1).map(sorted)


@st.composite
def leased(draw: st.DrawFn) -> tuple[int, list[str], dict[int, Seat]]:
    """So many gateway shards, who is there, and who has which, be they there or gone."""
    count = draw(counts)
    who = st.one_of(st.none(), st.sampled_from(NAMES))
    seats = {
        number: Seat(draw(who), successor=draw(who)) for number in draw(st.sets(st.integers(0, count - 1)))
    }
    return count, draw(parties), seats


def having(seats: Mapping[int, Seat], who: str) -> set[int]:
    return {number for number, seat in seats.items() if (seat.successor or seat.holder) == who}


@given(leased())
def test_each_gateway_shard_is_placed_and_sizes_differ_by_at_most_one(
    case: tuple[int, list[str], dict[int, Seat]],
) -> None:
    count, there, seats = case
    placed = targets(count, there, seats)
    sizes = Counter(dict.fromkeys(there, 0)) + Counter(placed.values())
    assert sorted(placed) == list(range(count))
    assert max(sizes.values()) - min(sizes.get(who, 0) for who in there) <= 1


@given(leased())
def test_the_order_in_which_one_looks_does_not_matter(case: tuple[int, list[str], dict[int, Seat]]) -> None:
    count, there, seats = case
    backwards = dict(sorted(seats.items(), reverse=True))
    assert targets(count, there, seats) == targets(count, sorted(there), backwards)


@given(counts, parties)
def test_what_is_balanced_stays_as_it_is(count: int, there: list[str]) -> None:
    placed = targets(count, there, {})
    held = {number: Seat(who) for number, who in placed.items()}
    assert targets(count, there, held) == placed


@given(counts, parties, st.sampled_from(NAMES))
def test_one_who_joins_gets_its_part_and_nothing_else_moves(count: int, there: list[str], new: str) -> None:
    before = targets(count, sorted({*there} - {new}) or ["ash"], {})
    held = {number: Seat(who) for number, who in before.items()}
    after = targets(count, sorted({*before.values(), new}), held)
    moved = {number for number in range(count) if before[number] != after[number]}
    assert {after[number] for number in moved} <= {new}


@given(counts, parties, st.sampled_from(NAMES))
def test_when_one_leaves_only_what_it_had_moves(count: int, there: list[str], gone: str) -> None:
    before = targets(count, sorted({*there, gone, "fir"}), {})
    held = {number: Seat(who) for number, who in before.items()}
    after = targets(count, sorted({*there, "fir"} - {gone}), held)
    assert {before[number] for number in range(count) if before[number] != after[number]} <= {gone}


@given(leased())
def test_nobody_keeps_less_than_it_may(case: tuple[int, list[str], dict[int, Seat]]) -> None:
    count, there, seats = case
    placed = targets(count, there, seats)
    least = count // len(there)
    for who in there:
        kept = sum(placed[number] == who for number in having(seats, who))
        assert kept >= min(least, len(having(seats, who)))


def test_nobody_there_is_nothing_placed() -> None:
    assert targets(8, [], {}) == {}


def test_who_holds_something_is_there_whatever_the_members_say() -> None:
    seats = {1: Seat("ash"), 2: Seat("birch", successor="cedar")}
    assert placing(["doum"], seats) == ["ash", "birch", "cedar", "doum"]


def test_who_wants_to_be_relieved_gets_nothing() -> None:
    seats = {1: Seat("ash", serving=True, offered=True), 2: Seat("birch")}
    assert placing(["ash", "birch"], seats) == ["birch"]
