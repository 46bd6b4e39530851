"""Spoils: what quests and bosses leave behind besides their pay."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from reve.game import esprit, fragment, inventory, relic
from reve.game.dice import weighted
from reve.game.draft import Draft
from reve.game.journey import progress
from reve.game.lands import Area, Quest
from reve.game.paying import capture_chance
from reve.game.vocabulary.quest import Captured, CaptureSucceeded

_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found by prefixed id, and what of it did not fit. Counts grow within one decision."""

    found: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, n: int, lost: int) -> None:
        """Count so many more of a thing."""
        self.found[name] += n
        self.lost[name] += lost


def capture(draft: Draft, area: Area, quest: Quest, boss: str | None = None) -> Captured | None:
    """Roll for an esprit, or for the boss itself, and let it come along."""
    chance = capture_chance(draft, area, boss=boss is not None)
    roll = draft.dice.below(_FULL_BP)
    if roll >= chance.terms.value:
        return None
    species = boss or _wild(draft, area)
    new = species not in draft.state.stacks
    esprit.gain(draft, species, 1, "capture")
    draft.emit(CaptureSucceeded(species, area.id, quest.number, chance.terms.value, roll, chance.pity))
    return Captured(species, new, esprit.quantity(draft.state, species), chance.pity)


def _wild(draft: Draft, area: Area) -> str:
    """Draw tier, element and species of what lives in an area."""
    rules, dice = draft.catalogue.adventures.capture, draft.dice
    tier = area.tiers[weighted(dice, rules.tier_weights)]
    elements, element = tuple(draft.catalogue.elements), area.affinity
    if dice.below(_FULL_BP) >= rules.affinity_bp:
        element = elements[dice.below(len(elements))]
    kin = draft.catalogue.kin[element, tier]
    return kin[dice.below(len(kin))]


def drops(draft: Draft, quest: Quest, finds: Finds) -> None:
    """Roll for each item by itself; count what was found and what did not fit."""
    for one in draft.catalogue.adventures.drops:
        if draft.dice.below(_FULL_BP) < (one.boss_bp if quest.boss else one.bp):
            finds.add(f"item:{one.item}", 1, inventory.gain(draft, one.item, 1, _reason(quest)))


def trophies(draft: Draft, area: Area, quest: Quest, boss: str, finds: Finds) -> bool:
    """Give what only bosses leave: fragments, and maybe a relic; tell whether there was one."""
    rules, band = draft.catalogue.adventures, draft.catalogue.adventures.bands[area.number]
    species, reason = draft.catalogue.species[boss], _reason(quest)
    for name, n in (
        (fragment.AWAKENING, rules.guardians[quest.number].awakening * band.awakening_times),
        (fragment.of_element(species.element), rules.element_fragments + area.number),
    ):
        finds.add(f"fragment:{name}", n, fragment.gain(draft, name, n, reason))
    if draft.dice.below(_FULL_BP) >= _relic_bp(draft, area, quest):
        return False
    rarity = list(band.rarities)[weighted(draft.dice, list(band.rarities.values()))]
    pool = [one.id for one in draft.catalogue.growing.relics.values() if one.rarity == rarity]
    drawn = pool[draft.dice.below(len(pool))]
    finds.add(f"relic:{drawn}", 1, relic.gain(draft, drawn, 1, reason))
    return True


def _relic_bp(draft: Draft, area: Area, quest: Quest) -> int:
    """Return how likely a relic is; it is certain when it was missing for long, or for a first crown."""
    rules, player = draft.catalogue.adventures, draft.state
    guardian = rules.guardians[quest.number]
    first = guardian.first_relic and not progress(player, area).crowned
    due = player.journey.since_relic + 1 >= rules.relic_after
    return _FULL_BP if first or due else guardian.relic_bp


def _reason(quest: Quest) -> str:
    return f"drop:{quest.number}"
