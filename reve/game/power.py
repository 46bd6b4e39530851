"""Power: the army's attack, defense and health, and a total."""

from collections.abc import Mapping

from reve.game import leadership
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.esprit import scaled
from reve.game.reckoning import Reckoning
from reve.game.shown import PowerShown
from reve.game.state import Player, Stack
from reve.game.sums import Sums
from reve.game.wearing import best


def contribution(catalogue: Catalogue, species_id: str, stack: Stack) -> Sums:
    """Return what a stack adds to the army: all copies alike, but for the one with the relics."""
    species = catalogue.species.get(species_id)
    if species is None or not stack.quantity:  # a pack that no longer knows it
        return Sums()
    attack, defense, health = scaled(species, stack.stars, catalogue.power)
    all_alike = Sums(attack * stack.quantity, defense * stack.quantity, health * stack.quantity)
    if not any(stack.relics):
        return all_alike
    return all_alike - Sums(attack, defense, health) + Sums(*best(catalogue, species, stack))


def base(player: Player, catalogue: Catalogue) -> Sums:
    """Sum up all stacks."""
    attack = defense = health = 0
    for name, stack in player.stacks.items():
        one = contribution(catalogue, name, stack)
        attack += one.attack
        defense += one.defense
        health += one.health
    return Sums(attack, defense, health)


def revised(sums: Sums, catalogue: Catalogue, species_id: str, before: Stack | None, after: Stack) -> Sums:
    """Return the sums after one stack has changed; the others need not be looked at."""
    old = contribution(catalogue, species_id, before) if before else Sums()
    return sums - old + contribution(catalogue, species_id, after)


def carried(
    sums: Sums, catalogue: Catalogue, before: Mapping[str, Stack], after: Mapping[str, Stack]
) -> Sums:
    """Return the sums after several stacks have changed; what is still the same object is not looked at."""
    for name, stack in after.items():
        old = before.get(name)
        if old is not stack:
            sums = revised(sums, catalogue, name, old, stack)
    for name in before.keys() - after.keys():
        sums -= contribution(catalogue, name, before[name])
    return sums


def sums(draft: Draft) -> Sums:
    """Return what the army of a draft adds up to, as far as the draft has gone."""
    return (draft.sum_up or base)(draft.state, draft.catalogue)


def army(player: Player, catalogue: Catalogue) -> PowerShown:
    """Sum all copies, then apply skills, then the leader; floor each time."""
    return raised(player, catalogue, base(player, catalogue))


def terms(player: Player, catalogue: Catalogue, sums: Sums) -> dict[str, Reckoning]:
    """Return attack, defense, health and power of an army, step by step: skills, then the leader."""
    skills, rules, gives = player.growth.skills, catalogue.power, leadership.of(player, catalogue)
    attack = Reckoning.start("army", sums.attack).times("skill", rules.skill_bp * skills.get("attack", 0))
    attack = attack.times("leader", gives.get("attack", 0))
    defense = Reckoning.start("army", sums.defense).times("skill", rules.skill_bp * skills.get("defense", 0))
    defense = defense.times("leader", gives.get("defense", 0))
    health = Reckoning.start("army", sums.health).times("leader", gives.get("health", 0))
    total = Reckoning.start("attack", attack.value).plus("defense", defense.value)
    total = total.plus("health", health.value // rules.health_share)
    return {"attack": attack, "defense": defense, "health": health, "total": total}


def raised(player: Player, catalogue: Catalogue, sums: Sums) -> PowerShown:
    """Apply skills, then the leader, to the sums of an army."""
    found = terms(player, catalogue, sums)
    return PowerShown(*(found[name].value for name in ("attack", "defense", "health", "total")))
