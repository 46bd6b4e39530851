"""Everything that must hold between the figures and names of a pack. Any fault refuses the pack."""

from collections.abc import Iterator

from reve.content import (
    ability_checks,
    adventure_checks,
    combat_checks,
    goal_checks,
    grants,
    odds,
    reach_checks,
    roster,
    shop_checks,
)
from reve.content.ability_models import AbilitiesFile
from reve.content.anatomy import Pack
from reve.content.combat_models import BossesFile, CombatFile
from reve.content.faults import Fault
from reve.content.goal_models import AchievementsFile, CodexFile, CollectionFile
from reve.content.growing_models import RelicsFile
from reve.content.growth_checks import growth
from reve.content.holding_checks import holding
from reve.content.models import ClassesFile, ElementsFile, ItemsFile, TiersFile, TitlesFile
from reve.content.rule_models import (
    DailyFile,
    ExperienceFile,
    LimitsFile,
    ResourcesFile,
    ReveFile,
    StarterFile,
)
from reve.content.shop_models import ShopFile


def validate(pack: Pack) -> Iterator[Fault]:
    """Yield every fault; what would need a file that is spoilt is not checked."""
    yield from _roster(pack)
    yield from _rules(pack)
    yield from _grants(pack)
    yield from growth(pack)
    yield from holding(pack)
    yield from _abilities(pack)
    yield from _combat(pack)
    yield from reach_checks.sources(pack)


def _roster(pack: Pack) -> Iterator[Fault]:
    elements, tiers = pack.get(ElementsFile), pack.get(TiersFile)
    if elements:
        yield from roster.elements(elements)
    if tiers:
        yield from roster.tiers(tiers)
    yield from roster.names(pack.species)
    if elements and tiers:
        yield from roster.stats(pack.species, elements, tiers)
        if (species := pack.all_species()) is not None:
            yield from roster.coverage(species, elements, tiers)


def _rules(pack: Pack) -> Iterator[Fault]:
    tiers, experience, reve = pack.get(TiersFile), pack.get(ExperienceFile), pack.get(ReveFile)
    if reve:
        yield from odds.weights(reve)
        if tiers and experience:
            yield from odds.rows(reve, tiers, experience)
    if resources := pack.get(ResourcesFile):
        yield from grants.resources(resources)
    if experience:
        yield from grants.levels(experience)
    if daily := pack.get(DailyFile):
        yield from grants.streak(daily)


def _grants(pack: Pack) -> Iterator[Fault]:
    items, titles, limits = pack.get(ItemsFile), pack.get(TitlesFile), pack.get(LimitsFile)
    classes, starter = pack.get(ClassesFile), pack.get(StarterFile)
    elements, tiers, species = pack.get(ElementsFile), pack.get(TiersFile), pack.all_species()
    if items:
        yield from grants.items(items)
    relics = pack.get(RelicsFile)
    if items and titles and elements and tiers and relics and species is not None:
        known = grants.Known(
            items=frozenset(items.items),
            titles=frozenset(titles.titles),
            elements=frozenset(elements.elements),
            tiers=frozenset(tiers.tiers),
            species=frozenset(species),
            relics=frozenset(relics.relics),
        )
        yield from grants.references(known, pack.get(ExperienceFile), pack.get(DailyFile), starter)
        yield from _goals(pack, known)
        if shop := pack.get(ShopFile):
            yield from shop_checks.shop(shop, known)
        yield from adventure_checks.adventures(pack, known)
    if species is not None and starter:
        yield from roster.starters(species, starter, classes)
    if starter and limits and (reve := pack.get(ReveFile)):
        yield from grants.starter_fits(starter, limits, reve)


def _goals(pack: Pack, known: grants.Known) -> Iterator[Fault]:
    file, species = pack.get(AchievementsFile), pack.all_species()
    if codex := pack.get(CodexFile):
        yield from goal_checks.codex(codex, known)
    if file and species is not None:
        yield from goal_checks.achievements(file, known, reach_checks.highest(pack, species))
    if collection := pack.get(CollectionFile):
        yield from goal_checks.collection(collection, known)


def _abilities(pack: Pack) -> Iterator[Fault]:
    file, elements, tiers = pack.get(AbilitiesFile), pack.get(ElementsFile), pack.get(TiersFile)
    if file and elements and tiers:
        yield from ability_checks.abilities(file, elements, tiers, pack.all_species())


def _combat(pack: Pack) -> Iterator[Fault]:
    file, elements, tiers = pack.get(CombatFile), pack.get(ElementsFile), pack.get(TiersFile)
    if file and elements:
        yield from combat_checks.combat(file, elements, pack.get(AbilitiesFile))
    if (bosses := pack.get(BossesFile)) and elements and tiers:
        yield from combat_checks.bosses(bosses, elements, tiers, pack.all_species())
