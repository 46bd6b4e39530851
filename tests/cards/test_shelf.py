"""The shelf keeps what was used last, and no more than it may."""

from hypothesis import given
from hypothesis import strategies as st

from reve.bot.cards.shelf import Shelf


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60))), st.integers(1, 100))
def test_a_shelf_never_holds_more_than_it_may(puts: list[tuple[int, int]], most: int) -> None:
    shelf: Shelf[int, int] = Shelf(most)
    for key, size in puts:
        shelf.put(key, size, size)
        kept = [value for one in range(10) if (value := shelf.get(one)) is not None]
        assert shelf.used == sum(kept) <= most
        assert len(shelf) == len(kept)


def test_the_least_recently_used_makes_room() -> None:
    shelf: Shelf[str, str] = Shelf(2)
    shelf.put("a", "A", 1)
    shelf.put("b", "B", 1)
    assert shelf.get("a") == "A"
    shelf.put("c", "C", 1)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ("A", None, "C")


def test_what_is_larger_than_the_shelf_is_not_kept_and_pushes_nothing_out() -> None:
    shelf: Shelf[str, str] = Shelf(2)
    shelf.put("a", "A", 2)
    shelf.put("b", "B", 3)
    assert (shelf.get("a"), shelf.get("b"), shelf.used) == ("A", None, 2)
