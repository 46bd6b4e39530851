"""What a player can do in a round: the leader's attacks and the supports' skills."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reve.game import fight_effects as effects
from reve.game.catalogue import Catalogue, Species
from reve.game.fight import Fight

BASIC: Final = "basic"
ULTIMATE: Final = "ultimate"
SUPPORTS: Final = ("support1", "support2")
ACTIONS: Final = (BASIC, ULTIMATE, *SUPPORTS)

_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Move:
    """An action with its figures: who does it, power in percent, effects and their chance, price and rest."""

    action: str
    species: Species
    name: str
    power: int
    effects: tuple[str, ...]
    effect_bp: int
    stamina: int
    rest: int


def moves(catalogue: Catalogue, fight: Fight) -> Iterator[Move]:
    """Yield all that the team of a fight can do, whether it rests or not."""
    for action in ACTIONS:
        if (move := of(catalogue, fight, action)) is not None:
            yield move


def of(catalogue: Catalogue, fight: Fight, action: str) -> Move | None:
    """Return an action of a fight's team, None where nobody can do it."""
    name = fight.leader if action in (BASIC, ULTIMATE) else fight.supports.get(action, "")
    species = catalogue.species.get(name)
    if species is None or action not in ACTIONS:  # or a pack that no longer knows it
        return None
    return (
        _support(catalogue, fight, action, species)
        if action in SUPPORTS
        else _own(catalogue, fight, action, species)
    )


def _own(catalogue: Catalogue, fight: Fight, action: str, species: Species) -> Move:
    abilities = catalogue.growing.abilities
    figures = abilities.tiers[species.tier]
    known = abilities.of(species.id, species.element, species.tier)
    ultimate = action == ULTIMATE
    strike = known.ultimate if ultimate else known.basic
    return Move(
        action,
        species,
        strike.name,
        figures.ultimate if ultimate else figures.basic,
        strike.effects,
        _FULL_BP if ultimate else abilities.basic_effect_bp,
        _stamina(catalogue, fight, action),
        figures.cooldown if ultimate else 0,
    )


def _support(catalogue: Catalogue, fight: Fight, action: str, species: Species) -> Move:
    skill = catalogue.growing.abilities.supports[species.element]
    price = _stamina(catalogue, fight, "support")
    return Move(action, species, skill.name, skill.power, skill.effects, _FULL_BP, price, skill.rounds)


def _stamina(catalogue: Catalogue, fight: Fight, kind: str) -> int:
    rules = catalogue.combat
    charged = fight.own.working(effects.OVERCHARGE) is not None
    return rules.stamina[kind] * (rules.overcharge_stamina if charged else 1)
