"""From the file of a sound pack to the shop that the rules read."""

from types import MappingProxyType

from reve.content.anatomy import Pack
from reve.content.bundles import bundle
from reve.content.shop_models import CrateModel, DealModel, PremiumModel, ShopFile
from reve.game.wares import Offer, ShopRules


def shop(pack: Pack) -> ShopRules:
    """Build the shop of a pack that has no faults."""
    file = pack[ShopFile]
    offers = {
        **{id_: _deal(id_, one, pack) for id_, one in file.deals.items()},
        **{id_: _premium(id_, one, pack) for id_, one in file.premium.items()},
        **{id_: _crate(id_, one, pack) for id_, one in file.bundles.items()},
    }
    return ShopRules(file.level_step, file.per_day, MappingProxyType(offers))


def _deal(id_: str, one: DealModel, pack: Pack) -> Offer:
    return Offer(
        id=id_,
        shelf="deals",
        name="",
        currency="revies",
        price=one.price,
        limit=one.limit,
        per="day",
        goods=bundle(one.goods, pack),
        weight=one.weight,
    )


def _premium(id_: str, one: PremiumModel, pack: Pack) -> Offer:
    return Offer(
        id=id_,
        shelf="premium",
        name="",
        currency="erythl",
        price=one.price,
        limit=one.limit,
        per=one.per,
        goods=bundle(one.goods, pack),
    )


def _crate(id_: str, one: CrateModel, pack: Pack) -> Offer:
    return Offer(
        id=id_,
        shelf="bundles",
        name=one.name,
        currency="erythl",
        price=one.price,
        limit=one.limit,
        per=one.per,
        goods=bundle(one.goods, pack),
        first_days=one.first_days,
    )
