"""Releasing: surplus copies become fragments; the last one always stays."""

from typing import Final

from reve.game import esprit, fragment, gates, refusals
from reve.game.catalogue import Catalogue, Species
from reve.game.draft import Draft
from reve.game.finding import resolve
from reve.game.shown import Refused
from reve.game.vocabulary.esprit import EspritReleased, Release, Released, ReleaseShown

SOURCE: Final = "release"
GATE: Final = "release"


def yields(catalogue: Catalogue, species: Species, count: int) -> tuple[int, int]:
    """Return the awakening fragments and those of the element that so many copies leave."""
    materials = catalogue.growing.materials[species.tier]
    return materials.release_awakening * count, materials.release_element * count


def release(draft: Draft, action: Release) -> Refused | Released | ReleaseShown:
    """Let copies go; above a number only as it was shown before."""
    if no := gates.closed(draft, GATE):
        return no
    species = resolve(draft.state, draft.catalogue, action.name)
    if isinstance(species, Refused):
        return species
    if not 1 <= action.count <= draft.catalogue.caps.copies:
        return refusals.invalid("count", "out_of_range")
    have = esprit.quantity(draft.state, species.id)
    if have <= action.count:  # the last copy is never released
        facts = {"species": species.id, "reason": "one_stays"}
        return refusals.insufficient("copies", action.count + 1, have, **facts)
    asks = action.count > draft.catalogue.growing.release_asks_above
    if (asks or action.version is not None) and action.version != draft.at.seq:
        return _shown(draft, species, action.count)
    return _released(draft, species, action.count)


def _shown(draft: Draft, species: Species, count: int) -> ReleaseShown:
    awakening, element = yields(draft.catalogue, species, count)
    have = esprit.quantity(draft.state, species.id)
    return ReleaseShown(species.id, count, have, awakening, element, draft.at.seq)


def _released(draft: Draft, species: Species, count: int) -> Released:
    awakening, element = yields(draft.catalogue, species, count)
    esprit.consume(draft, species.id, count, SOURCE)
    lost: dict[str, int] = {}
    for name, n in ((fragment.AWAKENING, awakening), (fragment.of_element(species.element), element)):
        if n and (discarded := fragment.gain(draft, name, n, SOURCE)):
            lost[f"fragment:{name}"] = discarded
    draft.emit(EspritReleased(species.id, count, awakening, element))
    left = esprit.quantity(draft.state, species.id)
    return Released(species.id, count, left, awakening, element, lost)
