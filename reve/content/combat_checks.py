"""Checks of fights: the rules know each effect, every element has its place, each boss has a shape."""

from collections.abc import Iterator, Mapping

from reve.content.ability_models import AbilitiesFile
from reve.content.combat_models import BossesFile, BossModel, CombatFile
from reve.content.faults import Fault, Path
from reve.content.models import ElementsFile, SpeciesModel, TiersFile
from reve.game.fight_effects import EFFECTS

_FILE = "combat.yaml"
_BOSSES = "bosses.yaml"


def combat(file: CombatFile, elements: ElementsFile, abilities: AbilitiesFile | None) -> Iterator[Fault]:
    """Check the figures of fights against the elements and the effects that there are."""
    low, high = file.variance_bp
    if low > high:
        yield Fault(_FILE, ("variance_bp",), f"{low} is above {high}", "put the lower bound first")
    yield from _chart(file, elements)
    yield from _phases(file)
    for id_ in sorted(EFFECTS - file.effects.keys()):
        yield Fault(_FILE, ("effects",), f"{id_} has no figures", "add them")
    for id_ in file.effects:
        if id_ not in EFFECTS:
            yield Fault(_FILE, ("effects", id_), f"no rule knows {id_!r}", "correct or remove it")
    for id_ in abilities.effects if abilities else ():
        if id_ not in EFFECTS:
            where = ("effects", id_)
            yield Fault("abilities.yaml", where, f"no rule knows {id_!r}", "correct or remove it")


def _chart(file: CombatFile, elements: ElementsFile) -> Iterator[Fault]:
    chart, known = file.elements.strong_against, elements.elements
    for element in known:
        if element not in chart:
            where = ("elements", "strong_against")
            yield Fault(_FILE, where, f"{element} has no entry", "say what it is strong against")
        if element not in file.passives:
            yield Fault(_FILE, ("passives",), f"{element} has none", "add one")
    for element, other in chart.items():
        place = ("elements", "strong_against", element)
        if element not in known or other not in known:
            wrong = other if element in known else element
            yield Fault(_FILE, place, f"{wrong!r} is no element", "correct it")
        elif chart.get(other) == element or other == element:
            yield Fault(_FILE, place, "both are strong against each other", "let one of them be weak")


def _phases(file: CombatFile) -> Iterator[Fault]:
    above = 10_001
    for index, phase in enumerate(file.phases):
        here: Path = ("phases", index)
        if phase.above_bp >= above:
            yield Fault(_FILE, (*here, "above_bp"), "it is not below the phase before", "order them")
        above = phase.above_bp
        for place, effect in enumerate(phase.effects):
            if effect not in file.effects:
                yield Fault(_FILE, (*here, "effects", place), f"{effect!r} is no effect", "correct it")
    if above != 0:
        yield Fault(_FILE, ("phases",), f"the last one ends at {above}", "let it go down to 0")


def bosses(
    file: BossesFile,
    elements: ElementsFile,
    tiers: TiersFile,
    species: Mapping[str, tuple[str, SpeciesModel]] | None,
) -> Iterator[Fault]:
    """Check that each boss can take a shape, and that no two have a name or a text in common."""
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    for id_, boss in file.bosses.items():
        for said, seen, part in ((boss.name, names, "name"), (boss.description, texts, "description")):
            if (other := seen.setdefault(said.casefold(), id_)) != id_:
                yield Fault(_BOSSES, ("bosses", id_, part), f"it is that of {other}", "write another")
        yield from _pool(("bosses", id_, "pool"), boss, elements, tiers, species)


def _pool(
    place: Path,
    boss: BossModel,
    elements: ElementsFile,
    tiers: TiersFile,
    species: Mapping[str, tuple[str, SpeciesModel]] | None,
) -> Iterator[Fault]:
    pool = boss.pool
    if (pool.species is None) == (pool.tier is None) or (pool.species is not None and pool.element):
        yield Fault(_BOSSES, place, "it is not clear which it takes", "name species, or a tier")
        return
    if pool.species is not None and not pool.species:
        yield Fault(_BOSSES, (*place, "species"), "there are none", "name at least one")
    for index, name in enumerate(pool.species or ()):
        if species is not None and name not in species:
            yield Fault(_BOSSES, (*place, "species", index), f"{name!r} is no esprit", "correct it")
    if pool.element is not None and pool.element not in elements.elements:
        yield Fault(_BOSSES, (*place, "element"), f"{pool.element!r} is no element", "correct it")
    if pool.tier is not None and pool.tier not in tiers.tiers:
        yield Fault(_BOSSES, (*place, "tier"), f"there is no tier {pool.tier}", "correct it")
