"""The laws: what holds of every state, and of every step from one to the next."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from actors.behavior import Decision, Entry
from persistence.codec import DataclassCodec
from reve.game import experience, power, resource, reve
from reve.game.catalogue import Catalogue
from reve.game.fragment import ids
from reve.game.refuses import BEFORE_ALL, REFUSES, label
from reve.game.resource import Regeneration
from reve.game.shown import Refused
from reve.game.state import Gauge, Player
from reve.game.vocabulary.operating import PlayerReset, StarsSet
from reve.game.vocabulary.privacy import PlayerErased

_WORD: Final = 2**63


def declared(action: object, refused: Refused) -> None:
    """Hold a refusal to what its command declares."""
    told = label(refused)
    may = REFUSES.get(type(action), frozenset()) | BEFORE_ALL
    assert told in may, f"{type(action).__name__} does not declare {told}"


def refused_whole(decision: Decision[Any, Any]) -> None:
    """Hold a refusal to leaving nothing behind."""
    assert decision.refused
    assert (decision.events, decision.entries, decision.notes) == ((), (), ())


def comes_back(codec: DataclassCodec[Any, Any, Any], command: Any, decision: Decision[Any, Any]) -> None:
    """Hold all that is stored of a decision to coming back from storage as it was."""
    schema = codec.schema
    assert codec.decode_command(codec.encode_command(command)) == command
    assert codec.decode_reply(schema, codec.encode_reply(decision.reply)) == decision.reply
    assert codec.decode_events(schema, codec.encode_events(decision.events)) == decision.events
    for note in decision.notes:
        assert codec.decode_command(codec.encode_command(note.body)) == note.body


def balanced(entries: tuple[Entry, ...]) -> None:
    """Hold the ledger of a command to its sum: what one account gains another loses."""
    sums: Counter[str] = Counter()
    for entry in entries:
        assert entry.amount
        sums[entry.currency] += entry.amount
    assert not any(sums.values()), sums


def power_follows(old: Player, new: Player, catalogue: Catalogue, sums: power.Sums) -> power.Sums:
    """Hold power that is carried along stack by stack to power that is summed up anew."""
    for name, stack in new.stacks.items():
        before = old.stacks.get(name)
        if before != stack:
            sums = power.revised(sums, catalogue, name, before, stack)
    afresh = power.base(new, catalogue)
    if new.stacks.keys() >= old.stacks.keys():
        assert sums == afresh, "power went another way than the stacks"
    return afresh


def within_bounds(player: Player, catalogue: Catalogue, now_ms: int) -> None:
    """Hold a state to what a player can be."""
    _possessions(player, catalogue)
    _stacks(player, catalogue)
    _team(player)
    _gauges(player, catalogue, now_ms)
    growth, caps = player.growth, catalogue.caps
    assert 1 <= growth.level <= catalogue.experience.max_level
    assert growth.xp >= 0
    if growth.level < catalogue.experience.max_level:
        assert growth.xp < experience.need(catalogue.experience, growth.level)
    assert growth.skill_points >= 0
    assert all(points >= 0 for points in growth.skills.values())
    assert 0 <= player.building_slots <= caps.building_slots
    types = catalogue.holding.buildings.types
    assert all(0 <= site.count <= types[name].most for name, site in player.buildings.sites.items())
    assert sum(site.count for site in player.buildings.sites.values()) <= player.building_slots
    assert 0 <= player.buildings.centi_erythl < 100


def _possessions(player: Player, catalogue: Catalogue) -> None:
    caps = catalogue.caps
    most = {"revies": caps.revies, "erythl": caps.erythl}
    for name, have in player.wallet.balances.items():
        assert 0 <= have <= most[name], f"{name} is {have}"
    for name, count in (*player.items.items(), *player.relics.items()):
        assert 0 < count <= caps.item_stack, f"{count} of {name}"
    assert player.items.keys() <= catalogue.items.keys()
    assert player.relics.keys() <= catalogue.growing.relics.keys()
    for name, count in player.fragments.items():
        assert name in ids(catalogue)
        assert 0 <= count <= caps.fragments, f"{count} of {name}"


def _stacks(player: Player, catalogue: Catalogue) -> None:
    most_stars = len(catalogue.growing.awakening.success_bp)
    for name, stack in player.stacks.items():
        assert 0 <= stack.bound <= stack.quantity <= catalogue.caps.copies, (name, stack)
        assert 0 <= stack.stars <= most_stars, (name, stack)
        assert stack.star_failures >= 0
        assert not stack.star_failures or stack.stars < most_stars, (name, stack)
        slots = catalogue.growing.relic_slots[catalogue.species[name].tier]
        assert len(stack.relics) <= slots, (name, stack)
        assert stack.quantity or not any(stack.relics), f"nobody is left of {name} to wear relics"


def _team(player: Player) -> None:
    team = [name for name in (player.leader, *player.supports.values()) if name is not None]
    assert len(team) == len(set(team)), team
    assert all(player.stacks[name].quantity for name in team), team


def _gauges(player: Player, catalogue: Catalogue, now_ms: int) -> None:
    rules, luck = catalogue.reve, player.luck
    assert 0 <= luck.charges.value <= rules.max_charges
    assert 0 <= luck.since_bright < rules.bright.after
    assert 0 <= luck.since_brilliant < rules.brilliant.after
    for gauge in (player.energy, player.stamina, luck.charges):
        assert gauge.value >= 0
        assert gauge.at_ms <= now_ms
    for name, since in player.pity.echo.items():
        assert 0 <= since < catalogue.growing.echoes.echoes[name].pity, (name, since)
    assert 0 <= player.journey.since_capture < catalogue.adventures.capture.certain_after
    assert player.charm_left >= 0


def only_grows(old: Player, new: Player, decision: Decision[Any, Any]) -> None:
    """Hold what is never taken back to growing, but for a player who is cleared or erased."""
    if any(isinstance(event, PlayerErased | PlayerReset) for event in decision.events):
        return
    assert new.stacks.keys() >= old.stacks.keys(), "a stack is made once and never deleted"
    assert new.claims.granted.keys() >= {key for key in old.claims.granted if not key.startswith("daily:")}
    assert new.wallet.revies_earned >= old.wallet.revies_earned
    assert new.growth.level >= old.growth.level
    assert all(new.counters.get(name, 0) >= count for name, count in old.counters.items())
    assert set(new.person.titles) >= set(old.person.titles)
    assert new.achievement_points >= old.achievement_points
    assert new.journey.areas.keys() >= old.journey.areas.keys()
    assert _points(new) - _points(old) == new.growth.level - old.growth.level
    given = {event.species for event in decision.events if isinstance(event, StarsSet)}
    for name, stack in old.stacks.items():
        assert new.stacks[name].stars in (stack.stars, stack.stars + 1) or name in given


def _points(player: Player) -> int:
    return player.growth.skill_points + sum(player.growth.skills.values())


def looking_changes_nothing(
    player: Player, catalogue: Catalogue, now_ms: int, ms: int, looks: list[int]
) -> None:
    """Hold what returns with time to being the same whether it is read once or many times."""
    bars: dict[str, tuple[Gauge, Regeneration]] = {
        "energy": (player.energy, resource.regeneration(player, catalogue, "energy")),
        "stamina": (player.stamina, resource.regeneration(player, catalogue, "stamina")),
        "charges": (player.luck.charges, reve.recharge(catalogue.reve)),
    }
    for name, (gauge, how) in bars.items():
        seen = resource.settle(gauge, how, now_ms)
        for at_ms in sorted(now_ms + look % (ms + 1) for look in looks):
            seen = resource.settle(seen, how, at_ms)
        once = resource.settle(gauge, how, now_ms + ms)
        assert resource.settle(seen, how, now_ms + ms) == once, f"{name} depends on who looks"


def whole_numbers(value: object) -> None:
    """Hold all numbers that are kept or answered to 64 bits, and to being whole."""
    for one in _parts(value):
        assert one is None or type(one) in (int, str, bool), one
        assert not isinstance(one, int) or -_WORD <= one < _WORD, one


def _parts(value: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(value):
        for name in _names(type(value)):
            yield from _parts(getattr(value, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _parts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _parts(one)
    else:
        yield value


_KNOWN: dict[type, tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple(one.name for one in dataclasses.fields(kind))
    return _KNOWN[kind]
