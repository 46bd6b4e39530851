"""What an argument may be, by the name of its field: from the content, from the player, from replies.

Ids are found in the catalogue under the name of the mapping that has them, and in the latest replies
under the name of the field that showed them; so most new commands find their arguments without a line
here. What follows from neither stands in `_OF_PLAYER` and `_SAID`.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from reve.game import collection, erasure, fragment, inventory, operating, quest_views, search, team, why
from reve.game.esprit_views import SORTS
from reve.game.festival import KEYS
from reve.game.state import Player
from reve.game.systems import SYSTEMS
from tests.properties.people import shipped
from tests.properties.step import KEY

type Pool = Sequence[str] | Sequence[int]

DAY_MS: Final = 24 * 60 * 60_000


def _own(player: Player, seq: int) -> list[str]:
    return [name for name, stack in player.stacks.items() if stack.quantity] or ["jelune"]


def _tiers(player: Player, seq: int) -> list[int]:
    return sorted({shipped().species[name].tier for name in _own(player, seq)})


def _alike(player: Player, seq: int) -> list[str]:
    """Esprits of one tier, by turns of each that the player has."""
    tiers = _tiers(player, seq)
    return [name for name in _own(player, seq) if shipped().species[name].tier == tiers[seq % len(tiers)]]


def _wearers(player: Player, seq: int) -> list[str]:
    """Esprits that wear relics, by turns with all."""
    wearing = [name for name, stack in player.stacks.items() if any(stack.relics)]
    return wearing if wearing and seq % 2 else _own(player, seq)


def _given(player: Player, seq: int) -> Pool:
    """What operators give and take: kinds by turns."""
    return (operating.KINDS[seq % len(operating.KINDS)],)


def _things(player: Player, seq: int) -> Pool:
    """What there is of the kind whose turn it is."""
    match _given(player, seq)[0]:
        case "currency":
            return ("revies", "erythl")
        case "esprit":
            return _own(player, seq)
        case "item":
            return tuple(player.items or shipped().items)
        case "xp":
            return ("xp",)
        case _:
            return fragment.ids(shipped())


_OF_PLAYER: Final[Mapping[str, Callable[[Player, int], Pool]]] = {
    **dict.fromkeys(("esprit", "name", "names", "leader"), _own),
    **dict.fromkeys(("first", "second"), _alike),
    **dict.fromkeys(("tier", "tiers"), _tiers),
    "round": lambda player, seq: (player.fight.round,) if player.fight else (1,),
    "fight": lambda player, seq: (player.fight.seed,) if player.fight else (1,),
    "admin.what": _given,
    "relic.esprit": _wearers,
    "id": _things,
    "title": lambda player, seq: player.person.titles or tuple(shipped().titles),
    "item": lambda player, seq: tuple(player.items) or tuple(shipped().items),
    "item.item": lambda player, seq: [name for name, item in shipped().items.items() if item.use],
    "relic": lambda player, seq: tuple(player.relics) or tuple(shipped().growing.relics),
}
"""What the player has of it."""

_SAID: Final[Mapping[str, Pool]] = {
    "section": inventory.SECTIONS,
    "esprits.sort": tuple(SORTS),
    "species.sort": search.SORTS,
    "stat": tuple(search.STATS),
    "view": tuple(collection.VIEWS),
    "what": tuple(why.TELLERS),
    "slot": team.SLOTS,
    "relic.slot": (1, 1, 2),
    "set_id": tuple(shipped().goals.sets),
    "category": sorted({one.category for one in shipped().goals.achievements.values()}),
    "shelf": sorted({one.shelf for one in shipped().shop.offers.values()}),
    "offer": tuple(shipped().shop.offers),
    "echo.kind": tuple(shipped().growing.echoes.echoes),
    "notification.kind": (*shipped().holding.notices.types, "test"),
    "skill": shipped().growing.skills.skills,
    **dict.fromkeys(("class_id", "change_to"), tuple(shipped().classes)),
    "type": tuple(shipped().holding.buildings.types),
    **dict.fromkeys(("text", "query"), ("re", "a", "bla", "Jel", "s")),
    "system": SYSTEMS,
    "word": (erasure.WORD,),
    "typed": (str(KEY),),
    **dict.fromkeys(("count", "points", "times", "page"), (1, 1, 1, 2, 3, 5)),
    "amount": (1, 10, 1_000),
    "stars": (0, 0, 0, 1, 3),
    "fragments": (0, 0, 1, 3, 12),
    "quest": [str(number) for number in range(1, 9)],
    "area": tuple(shipped().adventures.areas),
    "goal": tuple(quest_views.GOALS),
    "action": ("basic", *team.SUPPORTS, "ultimate"),
    "key": KEYS,
    "user": (KEY,),
    "bp": (5_000, 10_000, 15_000, 30_000),
    "reason": ("a reason",),
}
"""What is named nowhere but in the rules."""

_SMALL: Final = (1, 1, 1, 2, 3, 5)
_ODD_NUMBERS: Final = (0, -1, 7, 12, 13, 19, 50, 51, 100, 10**6, 2**53, -(2**53))
_ODD_TEXTS: Final = ("", "nobody", "s", "s", " Jelune ", "ÄÖ€\u202e", "x" * 300, "\0", "\ud800")


class Pools:
    """Knows what may be asked for now."""

    def __init__(self) -> None:
        self._shown: defaultdict[str, deque[Any]] = defaultdict(lambda: deque(maxlen=16))

    def look(self, reply: object) -> None:
        """Remember what a reply has shown, by the names of its fields."""
        for name, value in _values(reply):
            self._shown[name].append(value)

    def good(self, name: str, kind: type, player: Player, seq: int) -> Sequence[Any]:
        """Return values that are likely to be taken for `system.field`."""
        field = name.rpartition(".")[2]
        for found in (
            _SAID.get(name, ()),
            *(_OF_PLAYER[key](player, seq) for key in (name, field) if key in _OF_PLAYER),
            _SAID.get(field, ()),
            tuple(dict.fromkeys(self._shown.get(field, ()))),
            _ids().get(field, ()) or _ids().get(f"{field}s", ()),
        ):
            if fit := _of(kind, found):
                return fit
        return _SMALL if kind is int else self.seen(kind)

    def seen(self, kind: type) -> Sequence[Any]:
        """Return whatever was shown of late, and more that is there."""
        shown = tuple(value for values in self._shown.values() for value in _of(kind, tuple(values)))
        return shown or (_SMALL if kind is int else tuple(shipped().items))

    def odd(self, kind: type) -> Sequence[Any]:
        """Return values that are seldom right."""
        return _ODD_NUMBERS if kind is int else _ODD_TEXTS


def _of(kind: type, values: Sequence[Any]) -> Sequence[Any]:
    return [value for value in values if type(value) is kind]


def _values(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if is_dataclass(value):
        for part in fields(value):
            yield from _values(getattr(value, part.name), part.name)
    elif isinstance(value, tuple | list):
        for one in value[:8]:
            yield from _values(one, name)
    elif type(value) in (int, str):
        yield name, value


@cache
def _ids() -> Mapping[str, Pool]:
    """Return the keys of all mappings of the content, by the name of their field."""
    found: dict[str, list[Any]] = {}
    _gather(shipped(), found)
    return found


def _gather(value: Any, found: dict[str, list[Any]]) -> None:
    for part in fields(value):
        inner = getattr(value, part.name)
        if isinstance(inner, Mapping):
            found.setdefault(part.name, []).extend(inner)
        elif is_dataclass(inner):
            _gather(inner, found)
