"""Guardians: what a victory over the boss of a quest brings, in all."""

from dataclasses import replace

from reve.game import journey, run
from reve.game.bundle import Bundle
from reve.game.draft import Draft
from reve.game.fight import Fight
from reve.game.vocabulary.combat import Spoils


def conquer(draft: Draft, fight: Fight) -> Spoils:
    """Pay what the quest of a won fight promises; nothing where a pack no longer has the quest."""
    area = draft.catalogue.adventures.areas.get(fight.area)
    if area is None or fight.quest > len(area.quests) or area.quest(fight.quest).boss is None:
        return Spoils()
    done = journey.progress(draft.state, area)
    haul = run.conquer(draft, area, area.quest(fight.quest), fight.species)
    after = journey.progress(draft.state, area)
    caught = haul.captured[0] if haul.captured else None
    return Spoils(
        granted=_granted(haul),
        discarded={name: n for name, n in haul.finds.lost.items() if n},
        captured=caught.species if caught else None,
        new=caught.new if caught else False,
        levels=haul.levels,
        rank=done.rank if after.done == len(area.quests) and not done.mastered else None,
    )


def _granted(haul: run.Haul) -> Bundle:
    """Return what was found, as far as it fits, as a bundle."""
    kept = {name: n - haul.finds.lost[name] for name, n in haul.finds.found.items()}
    given = Bundle(revies=haul.revies - haul.finds.lost["revies"], xp=haul.xp)
    for name, n in kept.items():
        kind, _, rest = name.partition(":")
        match kind:
            case "item":
                given += Bundle(items={rest: n})
            case "relic":
                given += Bundle(relics={rest: n})
            case _ if rest.startswith("element:"):
                given += Bundle(element_fragments={rest.removeprefix("element:"): n})
            case _:
                given = replace(given, awakening_fragments=given.awakening_fragments + n)
    return given
