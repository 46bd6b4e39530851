"""Checks of the shop: ids, what is sold, and that it is worth no more than it costs."""

from collections.abc import Iterator

from reve.content.faults import Fault
from reve.content.grants import Known, given
from reve.content.shop_models import ShopFile

_FILE = "shop.yaml"


def shop(file: ShopFile, known: Known) -> Iterator[Fault]:
    """Check that no id is there twice, that all goods exist, and that no money is worth more money."""
    seen: set[str] = set()
    for shelf, offers in (("deals", file.deals), ("premium", file.premium), ("bundles", file.bundles)):
        for id_, one in offers.items():
            if id_ in seen:
                yield Fault(_FILE, (shelf, id_), f"{id_!r} is there twice", "change one of them")
            seen.add(id_)
            yield from given(_FILE, (shelf, id_, "goods"), one.goods, known)
            if one.goods.erythl and (shelf == "deals" or one.goods.erythl >= one.price):
                reason = f"it gives {one.goods.erythl} erythl for {one.price}"
                remedy = "give none, for it buys revies" if shelf == "deals" else "give less than it costs"
                yield Fault(_FILE, (shelf, id_, "goods", "erythl"), reason, remedy)
            if shelf == "premium" and id_ not in known.items:
                yield Fault(_FILE, (shelf, id_), f"{id_!r} is no item", "call it as what is sold")
    for id_, one in file.deals.items():
        if id_ not in known.items:
            yield Fault(_FILE, ("deals", id_), f"{id_!r} is no item", "call it as what is sold")
        if one.goods.revies >= one.price:
            reason = f"it gives {one.goods.revies} revies for {one.price}"
            yield Fault(_FILE, ("deals", id_, "goods", "revies"), reason, "give less than it costs")
    if file.per_day > len(file.deals):
        reason = f"there are {len(file.deals)} deals for {file.per_day} places"
        yield Fault(_FILE, ("per_day",), reason, "add deals or lower it")
