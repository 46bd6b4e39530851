"""Checks of reach: what the pack can give at most, and that every species comes from somewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from reve.content.adventure_models import AreaFile, QuestsFile
from reve.content.anatomy import Pack
from reve.content.combat_models import BossesFile
from reve.content.faults import Fault
from reve.content.goal_models import CodexFile
from reve.content.grants import ALL
from reve.content.growing_models import AwakeningFile, EchoesFile, FusionFile
from reve.content.holding_models import BuildingsFile
from reve.content.models import ElementsFile, SpeciesModel, TiersFile
from reve.content.rule_models import ExperienceFile, ReveFile
from reve.game import metrics, statistics

type AllSpecies = Mapping[str, tuple[str, SpeciesModel]]
"""Element and model of each species, by id."""


def highest(pack: Pack, species: AllSpecies) -> dict[str, int]:
    """Return the highest value of each metric that has one, as far as its files are sound."""
    most = {
        statistics.UNIQUE: len(species),
        statistics.HIGHEST_TIER: max((one.tier for _, one in species.values()), default=0),
    }
    if elements := pack.get(ElementsFile):
        per_element = Counter(element for element, _ in species.values())
        most[metrics.PER_ELEMENT] = min((per_element[name] for name in elements.elements), default=0)
    if experience := pack.get(ExperienceFile):
        most[metrics.LEVEL] = experience.max_level
    if codex := pack.get(CodexFile):
        most[statistics.SETS_COMPLETED] = len(codex.sets)
    if awakening := pack.get(AwakeningFile):
        most[statistics.MAX_STAR] = len(awakening.success_bp)
    if buildings := pack.get(BuildingsFile):
        types = buildings.types.values()
        high = (one.most for one in types if len(one.income) >= buildings.high_level)
        most[metrics.BUILDING_LEVEL] = max((len(one.income) for one in types), default=0)
        most[metrics.BUILDING_TYPES] = sum(high)
    return most


def sources(pack: Pack) -> Iterator[Fault]:
    """Check that each species is captured, pulled, opened, won or fused, as far as those files are sound."""
    reve, echoes, fusion = pack.get(ReveFile), pack.get(EchoesFile), pack.get(FusionFile)
    quests, bosses, tiers = pack.get(QuestsFile), pack.get(BossesFile), pack.get(TiersFile)
    if not (reve and echoes and fusion and quests and bosses and tiers) or pack.areas_spoilt:
        return
    drawn = _drawn(reve, echoes) | _captured(pack.areas.values(), quests)
    made = {element for one in fusion.chart for element in one.gives}
    for file, content in pack.species.items():
        fused = content.element in made or ALL in made
        for id_, one in content.species.items():
            if one.tier in drawn or (fused and one.tier - 1 in tiers.tiers):
                continue
            if not any(_takes(bosses, id_, content.element, one.tier)):
                reason = "it comes from nowhere: no capture, echo, reve, boss or fusion gives it"
                yield Fault(file, ("species", id_), reason, "let one of them give its tier, or its element")


def _drawn(reve: ReveFile, echoes: EchoesFile) -> set[int]:
    """Return the tiers that the reve or an echo gives."""
    pulled = (pair for row in reve.rows for pair in zip(row.tiers, reve.weights, strict=False))
    ranges = (part for echo in echoes.echoes.values() for part in echo.ranges)
    opened = (pair for part in ranges for pair in part.tiers.items())
    return {tier for tier, weight in (*pulled, *opened) if weight}


def _captured(areas: Iterable[AreaFile], quests: QuestsFile) -> set[int]:
    """Return the tiers that are captured."""
    weights = quests.capture.tier_weights
    pairs = (pair for area in areas for pair in zip(area.captures, weights, strict=False))
    return {tier for tier, weight in pairs if weight}


def _takes(bosses: BossesFile, id_: str, element: str, tier: int) -> Iterator[bool]:
    """Yield, for each boss, whether it may take the shape of a species."""
    for boss in bosses.bosses.values():
        if boss.pool.species is not None:
            yield id_ in boss.pool.species
        else:
            yield boss.pool.tier == tier and boss.pool.element in (None, element)
