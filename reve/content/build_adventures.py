"""From the files of a sound pack to the figures of adventures."""

from collections.abc import Mapping
from types import MappingProxyType

from reve.content.adventure_models import AreaFile, QuestModel, QuestsFile
from reve.content.anatomy import Pack
from reve.content.bundles import bundle
from reve.game import lands


def adventures(pack: Pack) -> lands.Adventures:
    """Build the areas of a pack that has no faults, in the order of their numbers."""
    file = pack[QuestsFile]
    ordered = sorted(pack.areas.items(), key=lambda pair: pair[1].number)
    return lands.Adventures(
        areas=_frozen({id_: _area(id_, one, pack) for id_, one in ordered}),
        most_times=file.most_times,
        advised=file.advised,
        capture=lands.CaptureRules(
            **{**file.capture.model_dump(), "tier_weights": tuple(file.capture.tier_weights)}
        ),
        drops=tuple(lands.Drop(item, one.bp, one.boss_bp) for item, one in file.drops.items()),
        guardians=_frozen({n: lands.GuardianRules(**one.model_dump()) for n, one in file.bosses.items()}),
        bands=_frozen(_bands(file)),
        relic_after=file.relic_after,
        element_fragments=file.element_fragments,
    )


def _frozen[K, V](content: Mapping[K, V]) -> Mapping[K, V]:
    """Let nobody change at run time what all players share."""
    return MappingProxyType(dict(content))


def _area(id_: str, one: AreaFile, pack: Pack) -> lands.Area:
    return lands.Area(
        id=id_,
        number=one.number,
        name=one.name,
        description=one.description,
        level=one.level,
        affinity=one.affinity,
        tiers=tuple(one.captures),
        quests=tuple(_quest(number, quest) for number, quest in enumerate(one.quests, 1)),
        ranks=tuple(bundle(given, pack) for given in one.ranks),
    )


def _quest(number: int, one: QuestModel) -> lands.Quest:
    low, high = one.revies
    return lands.Quest(number, one.name, one.text, one.energy, (low, high), one.xp, one.boss)


def _bands(file: QuestsFile) -> dict[int, lands.SpoilsBand]:
    return {
        number: lands.SpoilsBand(band.awakening_times, _frozen(band.rarities))
        for band in file.spoils
        for number in range(band.areas[0], band.areas[1] + 1)
    }
