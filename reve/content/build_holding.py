"""From the files of a sound pack to the figures of what players hold and hear of."""

from types import MappingProxyType

from reve.content.anatomy import Pack
from reve.content.holding_models import BuildingModel, BuildingsFile, NoticesFile, TutorialFile
from reve.game import holding as game


def holding(pack: Pack) -> game.Holding:
    """Build these figures of a pack that has no faults."""
    return game.Holding(
        buildings=_buildings(pack[BuildingsFile]),
        notices=_notices(pack[NoticesFile]),
        tutorial=tuple(pack[TutorialFile].steps),
    )


def _notices(file: NoticesFile) -> game.NoticeRules:
    types = {
        id_: game.NoticeType(id_, one.default, one.gap_s * 1000, one.at_minute * 60_000)
        for id_, one in file.types.items()
    }
    return game.NoticeRules(
        per_day=file.per_day,
        test_gap_ms=file.test_gap_s * 1000,
        offsets=tuple(file.offsets),
        types=MappingProxyType(types),
    )


def _buildings(file: BuildingsFile) -> game.BuildingRules:
    return game.BuildingRules(
        tick_ms=file.tick_s * 1000,
        most_ticks=file.most_ticks,
        types=MappingProxyType({id_: _type(id_, one) for id_, one in file.types.items()}),
        slots=MappingProxyType(dict(file.slots)),
        boost=file.boost.item,
        boost_bp=file.boost.price_bp,
        high_level=file.high_level,
    )


def _type(id_: str, one: BuildingModel) -> game.BuildingType:
    return game.BuildingType(
        id=id_,
        name=one.name,
        emoji=one.emoji,
        pays=one.pays,
        price=one.price,
        most=one.most,
        income=tuple(one.income),
        upkeep=one.upkeep,
        upgrade=tuple(one.upgrade),
        description=one.description,
    )
