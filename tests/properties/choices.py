"""Which commands are tried: values that may well be right, by field, and now and then any others."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, get_args, get_type_hints

from reve.game import collection, erasure, esprit_views, fight_moves, operating
from reve.game.commands import NAMES, PlayerCommand, ShowEsprit, ShowEsprits, Start
from reve.game.finding import owned
from reve.game.fragment import ids
from reve.game.quest_views import GOALS
from reve.game.search import SORTS, STATS
from reve.game.stewardship import OF_OPERATORS
from reve.game.systems import system_of
from reve.game.team import SLOTS, SUPPORTS
from reve.game.vocabulary import (
    awakening,
    building,
    combat,
    echo,
    esprit,
    goals,
    notice,
    preferences,
    privacy,
    quest,
    relic,
    search,
    shop,
    skill,
    team,
    why,
)
from reve.game.vocabulary import fusion as fusion_words
from reve.game.vocabulary import operating as operator_words
from reve.game.why import TELLERS
from tests.properties import words
from tests.properties.fate import Fate
from tests.properties.life import KEY, OPERATOR, OTHER, Life

type Pool = Callable[[Life], Sequence[Any]]

ODD_INTS = (0, -1, 7, 99, 100, 10**6, 2**63 - 1, -(2**63))
ODD_WORDS = ("", " ", "a", "s", "nobody", "7", "*_`@everyone", "é" * 40, "\u202e")
COUNTS = (1, 1, 1, 2, 3, 5, 10)
_ODD = 10
_MORE = 3
KINDS = tuple(kind for kind, name in NAMES.items() for _ in range(1 if system_of(name) is None else _MORE))
"""All kinds of actions; those that change something come more often than views."""


def command(fate: Fate, life: Life) -> PlayerCommand:
    """Choose a command that a player, a visitor or an operator may send now."""
    kinds = (Start,) if not life.state.registered and not fate.once_in(5) else KINDS
    kind = fate.pick(kinds)
    name = fate.pick(("Ada", "Ada", "Ada", "Ada Lovelace", "\u202eada"))
    return PlayerCommand(action(fate, life, kind), name, "en", _author(fate, kind))


def action(fate: Fate, life: Life, kind: type[Any]) -> Any:
    """Choose an action of a kind; its fields fit each other where they should, unless all is odd."""
    values = {one: _value(fate, life, kind, one, hint) for one, hint in _hints(kind).items()}
    fitting = FITTING.get(kind)
    if fitting is not None and not fate.once_in(_ODD):
        options = fitting(life)
        values |= fate.pick(options) if options else {}
    return kind(**values)


def _author(fate: Fate, kind: type[Any]) -> int | None:
    if kind in OF_OPERATORS:
        return None if fate.once_in(_ODD) else OPERATOR
    return OTHER if system_of(NAMES[kind]) is None and fate.once_in(_ODD) else None


def _value(fate: Fate, life: Life, kind: type[Any], name: str, hint: Any) -> Any:
    odd = fate.once_in(_ODD)
    pool = FIELDS.get((kind, name)) or FIELDS.get(name)
    if pool is not None and not odd and (options := pool(life)):
        return fate.pick(options)
    return fate.pick(_of_type(life, kind, name, hint, odd=odd))


def _of_type(life: Life, kind: type[Any], name: str, hint: Any, *, odd: bool) -> Sequence[Any]:
    """Return values of a field's type: what the content or the rule calls so, or anything that is odd."""
    parts = get_args(hint)
    if hint is bool:
        return (False, True)
    if hint is int:
        return ODD_INTS if odd else COUNTS
    if hint is str:
        return (*ODD_WORDS, *words.of_rules()) if odd else _words(life, kind, name)
    some = _of_type(life, kind, name, parts[0], odd=odd)
    if type(None) in parts:
        return (None, *some)
    return ((), tuple(some[:1]), tuple(some[:2]), tuple(some[:6]))


def _words(life: Life, kind: type[Any], name: str) -> Sequence[str]:
    """Return the ids in the mapping of the content that is named like a field, else the rule's words."""
    named, bare = words.of_content(life.catalogue), name.removesuffix("_id")
    for one in (name, f"{bare}s", f"{bare}es"):
        if one in named:
            return named[one]
    return words.of_rule(kind) or words.of_rules()


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in dataclasses.fields(kind)}


def _species(life: Life) -> list[str]:
    mine = owned(life.state, life.catalogue)
    return [one.id for one in mine] + [one.name for one in mine[:3]] + [one.name[:2] for one in mine[:3]]


def _version(life: Life) -> Sequence[int]:
    return (life.seq + 1, life.seq + 1, life.seq + 1, life.seq)


def _maybe_version(life: Life) -> Sequence[int | None]:
    return (None, life.seq + 1, life.seq)


def _fight(part: str) -> Pool:
    return lambda life: (None, None, *([getattr(life.state.fight, part)] if life.state.fight else ()))


def _pairs(life: Life) -> list[dict[str, str]]:
    """Return pairs of the same tier that the player owns two of."""
    mine = [one for one in owned(life.state, life.catalogue) if life.state.stacks[one.id].quantity > 1]
    by_tier = {one.tier: one for one in mine}
    return [{"first": one.id, "second": by_tier[one.tier].id} for one in mine]


def _worn(life: Life) -> list[dict[str, Any]]:
    return [
        {"esprit": name, "slot": slot}
        for name, stack in life.state.stacks.items()
        for slot, worn in enumerate(stack.relics, 1)
        if worn
    ]


def _things(life: Life) -> list[dict[str, str]]:
    """Return what operators can give, by its kind."""
    catalogue = life.catalogue
    named = {
        "currency": ("revies", "erythl"),
        "esprit": (*list(life.state.stacks)[:5], *list(catalogue.species)[:3]),
        "item": tuple(catalogue.items),
        "xp": ("xp",),
        "fragments": ids(catalogue),
    }
    return [{"what": what, "id": one} for what in operating.KINDS for one in named.get(what, ())[:6]]


def _sleepers(life: Life) -> list[dict[str, Any]]:
    mine = owned(life.state, life.catalogue)
    return [{"esprit": one.id, "version": life.seq + 1} for one in mine]


def _echoes(life: Life) -> list[dict[str, Any]]:
    """Return kinds of echoes with an element where they call one, and with keys where they take some."""
    kinds = life.catalogue.growing.echoes.echoes.items()
    calling = next(iter(life.catalogue.elements))
    return [{"kind": name, "element": calling if one.chosen else None} for name, one in kinds] + [
        {"kind": name, "use_key": True, "element": None} for name, one in kinds if one.keys
    ]


FIELDS: Mapping[str | tuple[type[Any], str], Pool] = {
    "esprit": _species,
    "first": _species,
    "second": _species,
    (esprit.Release, "name"): _species,
    (esprit.Showcase, "name"): lambda life: (None, *_species(life)),
    (ShowEsprit, "name"): lambda life: (None, *_species(life)),
    (combat.Strike, "action"): lambda life: fight_moves.ACTIONS,
    (ShowEsprits, "sort"): lambda life: tuple(esprit_views.SORTS),
    (goals.ShowCollection, "view"): lambda life: tuple(collection.VIEWS),
    (why.ExplainNumber, "what"): lambda life: tuple(TELLERS),
    (search.SearchSpecies, "sort"): lambda life: SORTS,
    (search.LeadSpecies, "stat"): lambda life: tuple(STATS),
    (quest.AdviseQuests, "goal"): lambda life: tuple(GOALS),
    "names": lambda life: [("jelune", "blazeblob"), tuple(_species(life)[:3]), ("jelune", "b")],
    "text": lambda life: ["", "a", *(name[:2] for name in _species(life)[:4])],
    (search.SearchSpecies, "query"): lambda life: ["a", "el", "jelune", "o"],
    "count": lambda life: COUNTS,
    "points": lambda life: COUNTS,
    "page": lambda life: (1, 1, 2, 3),
    "tier": lambda life: tuple(range(1, 18)),
    "tiers": lambda life: ((), (1,), (3, 1), (2, 9)),
    "version": _version,
    (fusion_words.Fuse, "version"): _maybe_version,
    (fusion_words.Fuse, "fragments"): lambda life: (0, 0, 1, 2, 5),
    (fusion_words.PreviewFusion, "fragments"): lambda life: (0, 0, 1, 5),
    "item": lambda life: [*life.state.items, *list(life.catalogue.items)[:2]],
    "relic": lambda life: [*life.state.relics, *list(life.catalogue.growing.relics)[:2]],
    (relic.EquipRelic, "slot"): lambda life: (1, 1, 2, 3, 4),
    (relic.UnequipRelic, "slot"): lambda life: (1, 1, 2, 3, 4),
    "offer": lambda life: tuple(life.catalogue.shop.offers),
    (shop.Buy, "price"): lambda life: (None, None, None, 1, 500),
    "set_id": lambda life: (None, *life.catalogue.goals.sets),
    "title": lambda life: (None, "", *life.state.person.titles),
    (echo.OpenEchoes, "kind"): lambda life: tuple(life.catalogue.growing.echoes.echoes),
    "skill": lambda life: life.catalogue.growing.skills.skills,
    "area": lambda life: [*life.state.journey.areas, *list(life.catalogue.adventures.areas)[:3]],
    (quest.ShowQuests, "area"): lambda life: (None, *life.catalogue.adventures.areas),
    (quest.Go, "quest"): lambda life: (None, None, None, *"1248"),
    (quest.Go, "times"): lambda life: (1, 1, 1, 1, 2, 5),
    (team.SetMember, "slot"): lambda life: SLOTS,
    (team.ClearMember, "slot"): lambda life: SUPPORTS,
    (combat.Strike, "round"): _fight("round"),
    (combat.Strike, "fight"): _fight("seed"),
    (combat.Flee, "round"): _fight("round"),
    (combat.Flee, "fight"): _fight("seed"),
    (building.Build, "type"): lambda life: tuple(life.catalogue.holding.buildings.types),
    (building.Upgrade, "type"): lambda life: tuple(life.catalogue.holding.buildings.types),
    (building.Build, "version"): _maybe_version,
    (building.Upgrade, "version"): _maybe_version,
    (building.Expand, "version"): _maybe_version,
    (notice.SetNotice, "kind"): lambda life: (None, *life.catalogue.holding.notices.types),
    (notice.NoticeDue, "kind"): lambda life: tuple(life.catalogue.holding.notices.types),
    (notice.SetQuiet, "start"): lambda life: (None, 0, 60, 1439, -1),
    (notice.SetQuiet, "end"): lambda life: (None, 0, 60, 1439),
    (notice.SetQuiet, "offset"): lambda life: (None, *life.catalogue.holding.notices.offsets[:3]),
    "reason": lambda life: ("a gift", "a mistake"),
    "amount": lambda life: (1, 1, 10, 100, 5_000),
    (operator_words.Give, "stars"): lambda life: (0, 0, 0, 1, 5),
    (privacy.EraseMe, "word"): lambda life: ("no", "DELET", "", "yes", erasure.WORD),
    "typed": lambda life: ("8", "", "no", str(KEY)),
    (preferences.FavorElement, "element"): lambda life: (None, *life.catalogue.elements),
    (skill.ShowClass, "change_to"): lambda life: (None, *life.catalogue.classes),
    "class_id": lambda life: tuple(life.catalogue.classes),
}
"""What may well be right: by the field of a command, or by the name of a field anywhere."""

FITTING: Mapping[type[Any], Callable[[Life], Sequence[dict[str, Any]]]] = {
    fusion_words.Fuse: _pairs,
    fusion_words.PreviewFusion: _pairs,
    relic.UnequipRelic: _worn,
    operator_words.Give: _things,
    operator_words.Take: _things,
    awakening.Awaken: _sleepers,
    echo.OpenEchoes: _echoes,
}
"""Fields that fit each other, for commands in which one says little without the other."""
