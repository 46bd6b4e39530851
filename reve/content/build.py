"""From the files of a sound pack to the catalogue that the rules read."""

from collections.abc import Mapping
from types import MappingProxyType

from reve.content.anatomy import Pack
from reve.content.build_adventures import adventures
from reve.content.build_combat import combat
from reve.content.build_goals import goals
from reve.content.build_growing import growing
from reve.content.build_holding import holding
from reve.content.build_shop import shop
from reve.content.bundles import bundle
from reve.content.models import (
    CharmModel,
    ClassesFile,
    ElementModel,
    ElementsFile,
    ItemModel,
    ItemsFile,
    PackFile,
    PermitModel,
    RefillModel,
    SplintersModel,
    StudyModel,
    TiersFile,
    TitlesFile,
)
from reve.content.rule_models import (
    DailyFile,
    ExperienceFile,
    LimitsFile,
    PowerFile,
    ResourceModel,
    ResourcesFile,
    ReveFile,
    StarterFile,
)
from reve.game import catalogue as game
from reve.game import uses


def build(pack: Pack) -> game.Catalogue:
    """Build the catalogue of a pack that has no faults."""
    resources, limits = pack[ResourcesFile], pack[LimitsFile]
    return game.Catalogue(
        version=pack[PackFile].version,
        elements=_frozen({id_: _element(id_, one) for id_, one in pack[ElementsFile].elements.items()}),
        tiers=_frozen(_tiers(pack[TiersFile])),
        species=_frozen(_species(pack)),
        rarities=_frozen(_rarities(pack[ItemsFile])),
        items=_frozen({id_: _item(id_, one) for id_, one in pack[ItemsFile].items.items()}),
        titles=_frozen(_titles(pack[TitlesFile])),
        classes=_frozen(_classes(pack[ClassesFile])),
        class_rules=game.ClassRules(**pack[ClassesFile].bonus.model_dump()),
        energy=_resource(resources.energy),
        stamina=_resource(resources.stamina),
        experience=_experience(pack),
        power=game.PowerRules(**pack[PowerFile].model_dump()),
        reve=_reve(pack[ReveFile]),
        daily=_daily(pack),
        starter=_starter(pack),
        caps=game.Caps(**limits.caps.model_dump()),
        rate_limits=_frozen(
            {group: game.RateLimit(**one) for group, one in limits.rates.model_dump().items()}
        ),
        operating=game.Operating(_frozen(limits.operators.model_dump())),
        goals=goals(pack),
        shop=shop(pack),
        growing=growing(pack),
        adventures=adventures(pack),
        combat=combat(pack),
        holding=holding(pack),
    )


def _frozen[K, V](content: Mapping[K, V]) -> Mapping[K, V]:
    """Let nobody change at run time what all players share."""
    return MappingProxyType(content)


def _element(id_: str, one: ElementModel) -> game.Element:
    leader = tuple(game.LeaderLine(line.bonus, line.base, line.step) for line in one.leader)
    return game.Element(id_, one.name, one.emoji, int(one.colour, 16), leader)


def _tiers(file: TiersFile) -> dict[int, game.Tier]:
    return {
        number: game.Tier(number, one.numeral, one.name, int(one.colour, 16))
        for number, one in file.tiers.items()
    }


def _species(pack: Pack) -> dict[str, game.Species]:
    """By element as the pack orders them, whatever the files are called, then as written."""
    order = list(pack[ElementsFile].elements)
    files = sorted(pack.species.values(), key=lambda file: order.index(file.element))
    return {
        id_: game.Species(
            id=id_,
            name=one.name,
            element=file.element,
            tier=one.tier,
            attack=one.stats.attack,
            defense=one.stats.defense,
            health=one.stats.health,
            description=one.description,
        )
        for file in files
        for id_, one in file.species.items()
    }


def _rarities(file: ItemsFile) -> dict[str, game.Rarity]:
    return {id_: game.Rarity(id_, one.name, int(one.colour, 16)) for id_, one in file.rarities.items()}


def _item(id_: str, one: ItemModel) -> game.Item:
    return game.Item(id_, one.name, one.description, one.rarity, one.section, _use(one))


def _use(one: ItemModel) -> uses.Use | None:
    match one.use:
        case RefillModel(resource=resource, amount=amount, overfill=overfill):
            return uses.Refill(resource, amount, overfill)
        case StudyModel(xp=xp):
            return uses.Study(xp)
        case CharmModel(quests=quests, most=most):
            return uses.Charm(quests, most)
        case PermitModel(slots=slots):
            return uses.Permit(slots)
        case SplintersModel(count=count, tiers=tiers):
            return uses.Splinters(count, (tiers[0], tiers[1]))
        case None:
            return None


def _classes(file: ClassesFile) -> dict[str, game.ClassDef]:
    return {
        id_: game.ClassDef(id_, one.name, one.description, one.bonus, one.starter)
        for id_, one in file.classes.items()
    }


def _titles(file: TitlesFile) -> dict[str, game.Title]:
    return {id_: game.Title(id_, one.name, int(one.colour, 16)) for id_, one in file.titles.items()}


def _resource(one: ResourceModel) -> game.ResourceRules:
    return game.ResourceRules(**one.model_dump())


def _experience(pack: Pack) -> game.ExperienceRules:
    file = pack[ExperienceFile]
    return game.ExperienceRules(
        max_level=file.max_level,
        need_factor=file.need_factor,
        need_power=file.need_power,
        skill_points_per_level=file.skill_points_per_level,
        steps=tuple(game.LevelStep(**step.model_dump()) for step in file.steps),
        milestones=_frozen({level: bundle(one, pack) for level, one in file.milestones.items()}),
    )


def _reve(file: ReveFile) -> game.ReveRules:
    return game.ReveRules(
        max_charges=file.charges.max,
        interval_ms=file.charges.interval_ms,
        weights=tuple(file.weights),
        rows=tuple(game.ReveRow(row.levels[0], row.levels[1], tuple(row.tiers)) for row in file.rows),
        bright=game.Pity(file.pity.bright.column, file.pity.bright.after),
        brilliant=game.Pity(file.pity.brilliant.column, file.pity.brilliant.after),
    )


def _daily(pack: Pack) -> game.DailyTable:
    file = pack[DailyFile]
    return game.DailyTable(
        days=tuple(bundle(one, pack) for one in file.days),
        every_day=bundle(file.every_day, pack),
        streak_cycle=file.streak_cycle,
        streak=_frozen({day: bundle(one, pack) for day, one in file.streak.items()}),
    )


def _starter(pack: Pack) -> game.Starter:
    file = pack[StarterFile]
    return game.Starter(
        bundle=bundle(file.bundle, pack),
        energy=file.energy,
        stamina=file.stamina,
        charges=file.charges,
        building_slots=file.building_slots,
        species=tuple(file.species),
        again_after_days=file.again_after_days,
    )
