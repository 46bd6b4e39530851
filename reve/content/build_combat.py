"""From the files of a sound pack to the figures of fights, and the bosses."""

from types import MappingProxyType

from reve.content.anatomy import Pack
from reve.content.combat_models import BossesFile, BossModel, CombatFile
from reve.content.models import ElementsFile
from reve.game import bosses as game


def combat(pack: Pack) -> game.CombatRules:
    """Build the figures of fights of a pack that has no faults."""
    file = pack[CombatFile]
    low, high = file.variance_bp
    return game.CombatRules(
        expires_after_ms=file.expires_after_ms,
        stamina=MappingProxyType(file.stamina.model_dump()),
        overcharge_stamina=file.overcharge_stamina,
        variance_bp=(low, high),
        critical_bp=file.critical.chance_bp,
        critical_most_bp=file.critical.most_bp,
        critical_factor_bp=file.critical.factor_bp,
        strong_bp=file.elements.strong_bp,
        weak_bp=file.elements.weak_bp,
        strong_against=MappingProxyType(file.elements.strong_against),
        phases=tuple(
            game.Phase(one.above_bp, one.power, tuple(one.effects), one.effect_bp) for one in file.phases
        ),
        effects=MappingProxyType(
            {id_: game.EffectFigures(**one.model_dump()) for id_, one in file.effects.items()}
        ),
        passives=MappingProxyType(
            {id_: game.PassiveFigures(**one.model_dump()) for id_, one in file.passives.items()}
        ),
        bosses=MappingProxyType({id_: _boss(pack, id_, one) for id_, one in pack[BossesFile].bosses.items()}),
    )


def _boss(pack: Pack, id_: str, one: BossModel) -> game.Boss:
    stats = one.stats
    return game.Boss(
        id=id_,
        name=one.name,
        description=one.description,
        pool=_pool(pack, one),
        health=stats.health,
        attack=stats.attack,
        defense=stats.defense,
    )


def _pool(pack: Pack, one: BossModel) -> tuple[str, ...]:
    """Return the species of a pool, in the order of the pack's elements whatever the files are called."""
    if one.pool.species is not None:
        return tuple(one.pool.species)
    order = list(pack[ElementsFile].elements)
    return tuple(
        id_
        for file in sorted(pack.species.values(), key=lambda file: order.index(file.element))
        for id_, species in file.species.items()
        if species.tier == one.pool.tier and one.pool.element in (None, file.element)
    )
