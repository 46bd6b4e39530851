"""From the files of a sound pack to the goals that the rules read."""

from types import MappingProxyType

from reve.content.anatomy import Pack
from reve.content.bundles import bundle
from reve.content.goal_models import AchievementsFile, CodexFile, CollectionFile
from reve.game.goals import Achievement, CodexSet, CollectionRules, Goals


def goals(pack: Pack) -> Goals:
    """Build the goals of a pack that has no faults."""
    file = pack[AchievementsFile]
    return Goals(
        achievements=MappingProxyType(
            {
                id_: Achievement(
                    id=id_,
                    name=one.name,
                    description=one.description,
                    category=one.category,
                    metric=one.metric,
                    value=one.value,
                    points=one.points,
                    reward=bundle(one.reward, pack),
                )
                for id_, one in file.achievements.items()
            }
        ),
        points=MappingProxyType({n: bundle(one, pack) for n, one in sorted(file.points.items())}),
        sets=MappingProxyType(
            {
                id_: CodexSet(id_, one.name, one.description, tuple(one.species), bundle(one.reward, pack))
                for id_, one in pack[CodexFile].sets.items()
            }
        ),
        collection=_collection(pack),
    )


def _collection(pack: Pack) -> CollectionRules:
    file = pack[CollectionFile]
    return CollectionRules(
        value_unique=file.value.unique,
        value_copy=file.value.copy_,
        value_tier_squared=file.value.tier_squared,
        value_star=file.value.star,
        mastery=tuple(file.mastery.items()),
        balance=tuple(file.balance.items()),
        rarest=file.rarest,
        most_missing=file.most_missing,
        recent_days=file.recent_days,
        most_recent_days=file.most_recent_days,
        milestones=MappingProxyType({n: bundle(one, pack) for n, one in sorted(file.milestones.items())}),
    )
