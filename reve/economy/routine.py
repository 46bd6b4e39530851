"""The routine: what a simulated player does in a sitting and in a day, all by ordinary commands."""

from typing import Final

from reve.economy import estate, fusions
from reve.economy.life import DAWN_MS, Life
from reve.economy.outings import Outings
from reve.economy.profile import DAY_MS, Profile
from reve.game import deals, esprit, inventory
from reve.game.catalogue import Catalogue
from reve.game.commands import ClaimDaily, Pull, Start, UseItem
from reve.game.days import day_of
from reve.game.vocabulary.building import Collect
from reve.game.vocabulary.echo import OpenEchoes
from reve.game.vocabulary.shop import Buy
from reve.game.vocabulary.skill import AllocateSkill
from reve.game.vocabulary.team import SetMember

CLASS: Final = "focused"
POTION: Final = "energy_potion"
USED_AT_ONCE: Final = ("fragment_bundle_small", "fragment_bundle_large", "building_slot", "xp_orb")
CHARM: Final = "capture_charm"
SKILL: Final = "energy"
PLACES: Final = ("leader", "support1", "support2")


def live(catalogue: Catalogue, profile: Profile, seed: int, days: int) -> Life:
    """Play a life of so many days."""
    life = Life(catalogue, seed)
    outings = Outings(life, profile)
    for day in range(days):
        outings.wake()
        for number, start_ms in enumerate(profile.starts_ms):
            life.now_ms = DAWN_MS + day * DAY_MS + start_ms
            if number == 0:
                _morning(life)
            _sit(life, profile, outings)
        _evening(life, profile)
    return life


def _morning(life: Life) -> None:
    """Begin to play, or the day."""
    if not life.state.registered:
        life.ask(Start(CLASS))
    life.ask(ClaimDaily())


def _shop(life: Life, profile: Profile) -> None:
    """Buy the potions of the day once they are on offer and affordable."""
    day, bought = day_of(life.now_ms), life.state.shop.get(POTION)
    if not profile.potions or (bought is not None and bought.period == day):
        return
    if any(offer.id == POTION for offer in deals.of_day(life.catalogue, day)):
        life.ask(Buy(POTION, profile.potions))


def _sit(life: Life, profile: Profile, outings: Outings) -> None:
    """Collect, pull, shop, and go on quests until neither energy nor what brings more is left."""
    if life.state.buildings.anchor_ms is not None:
        life.ask(Collect())
    life.ask(Pull(profile.pulls_each))
    _shop(life, profile)
    outings.count_time()
    while True:
        if not life.state.charm_left and inventory.quantity(life.state, CHARM):
            life.ask(UseItem(CHARM))
        outings.go()
        if not _refresh(life):
            return


def _refresh(life: Life) -> bool:
    """Use what brings energy; tell whether there was something."""
    for item in (*USED_AT_ONCE, POTION):
        have = inventory.quantity(life.state, item)
        if have and life.can(UseItem(item, min(have, life.catalogue.caps.use_count))):
            return True
    return False


def _evening(life: Life, profile: Profile) -> None:
    """Open echoes, build, choose the team, and fuse with what is left."""
    _open_echoes(life)
    if life.state.growth.skill_points:
        life.ask(AllocateSkill(SKILL, life.state.growth.skill_points))
    estate.tend(life, profile)
    _lead(life)
    fusions.fuse_all(life)


def _open_echoes(life: Life) -> None:
    rules, level = life.catalogue.growing, life.state.growth.level
    for echo in rules.echoes.echoes.values():
        if echo.gate is not None and level < rules.gates[echo.gate]:
            continue
        element = next(iter(life.catalogue.elements)) if echo.chosen else None
        while have := inventory.quantity(life.state, echo.item):
            if not life.can(OpenEchoes(echo.name, min(have, rules.echoes.most), element=element)):
                break


def _lead(life: Life) -> None:
    """Let the best three esprits be the team, the best one leading."""
    species, rules = life.catalogue.species, life.catalogue.power
    owned = [name for name, stack in life.state.stacks.items() if stack.quantity]
    best = sorted(owned, key=lambda name: -esprit.stats(species[name], 0, rules).power)[: len(PLACES)]
    now = (life.state.leader, *(life.state.supports.get(place) for place in PLACES[1:]))
    for place, name, there in zip(PLACES, best, now, strict=False):
        if name != there:
            life.ask(SetMember(place, name, swap=True))
