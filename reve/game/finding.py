"""Finding: which of the player's esprits is meant."""

from typing import Final

from reve.game import refusals
from reve.game.catalogue import Catalogue, Species
from reve.game.esprit import quantity
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.text import plain

MOST_CANDIDATES: Final = 5


def owned(player: Player, catalogue: Catalogue) -> list[Species]:
    """Return the species that the player has copies of and the pack knows, by name."""
    known = (catalogue.species.get(name) for name in player.stacks)
    mine = [species for species in known if species and quantity(player, species.id)]
    return sorted(mine, key=lambda species: species.name)


def resolve(player: Player, catalogue: Catalogue, text: str) -> Species | Refused:
    """Find a species that the player owns: by id, by name, or by the only beginning that fits."""
    if (named := catalogue.species.get(text)) is not None and quantity(player, text):
        return named  # as suggestions and buttons write it
    mine, wanted = owned(player, catalogue), text.strip().casefold()
    for species in mine:
        if wanted in (species.id, species.name.casefold()):
            return species
    begins = [species for species in mine if wanted and species.name.casefold().startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    if begins:
        return refusals.ambiguous([species.id for species in begins[:MOST_CANDIDATES]])
    return refusals.not_owned(plain(text))
