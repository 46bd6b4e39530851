"""The screen of a refusal: what does not go, why, and what to do next."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.places import area_name
from reve.bot.screens.profile import pieces as profile_pieces
from reve.bot.screens.screen import Buttons, Listing, Note, Piece, Rule, Screen, Text, Tone
from reve.bot.screens.things import boss, fragment, item, relic, species
from reve.bot.screens.ways_on import unsold, ways_on
from reve.bot.words import numbers
from reve.game.shown import Refused

_VARIANTS = ("what", "reason", "kind", "resource", "thing", "key", "system", "slot")
_WARNINGS = frozenset({"BUSY", "RATE_LIMITED", "RESTARTING", "UNKNOWN", "TOO_LATE", "OUTDATED"})

_NAMED: Final[Mapping[str, Callable[[Context, str], str]]] = {
    "item": item,
    "species": species,
    "fragment": fragment,
    "relic": relic,
    "boss": boss,
    "area": area_name,
}
"""How the content names what a parameter says."""
_WORDED: Final[Mapping[str, str]] = {
    "slot": "slot",
    "target": "slot",
    "feature": "feature",
    "field": "field",
    "system": "system",
    "action": "fight.action",
}
"""Under which keys there are words for what a parameter says."""


def refused(shown: Refused, context: Context) -> Screen:
    """Say no in words for a player."""
    tone = Tone.WARNING if shown.code in _WARNINGS else Tone.ERROR
    return Screen(tuple(_pieces(shown, context)), tone)


def text_key(shown: Refused, context: Context) -> str:
    """Return the key of a refusal's text: of its variant, and the field there, where these have one."""
    for name in _VARIANTS:
        key = f"refusal.{shown.code}.{shown.params.get(name)}"
        if context.words.has(key):
            of_field = f"{key}.{shown.params.get('field')}"
            return of_field if context.words.has(of_field) else key
    key = f"refusal.{shown.code}"
    return key if context.words.has(key) else "refusal"


def _pieces(shown: Refused, context: Context) -> Iterator[Piece]:
    words, key = context.words, text_key(shown, context)
    values = dict(_values(shown, context))
    need = shown.params.get("need")
    said = [words.many(key, need if isinstance(need, int) else 0, **values)]
    yield Text(said[0])
    if shown.names:
        yield Listing(tuple(f"• {species(context, name)}" for name in shown.names), "")
    if words.has(next_key := _next_key(shown, key, context)):
        said.append(words(next_key, **values))
        yield Note(said[-1])
    if "next_at_ms" in shown.params and not any(values["next_at_ms"] in text for text in said):
        yield Note(words("refusal.next_at", when=values["next_at_ms"]))
    if buttons := tuple(ways_on(shown, key, context)):
        yield Buttons(buttons)
    if shown.profile is not None:
        yield Rule()
        yield from profile_pieces(shown.profile, context)


def _next_key(shown: Refused, key: str, context: Context) -> str:
    """Return the key of what to do next, which is another where the shop never has what is lacking."""
    of_unsold = f"{key}.next.unsold"
    return of_unsold if unsold(shown, context) and context.words.has(of_unsold) else f"{key}.next"


def _values(shown: Refused, context: Context) -> Iterator[tuple[str, str]]:
    """Write the parameters for people."""
    yield "code", escaped(shown.code)
    for name, value in shown.params.items():
        match name, value:
            case _, str(id_) if name in _NAMED:
                yield name, _NAMED[name](context, id_)
            case _, str(id_) if name in _WORDED:
                yield name, context.words.known(f"{_WORDED[name]}.{id_}", escaped(id_))
            case "next_at_ms" | "until_ms", int(at_ms):
                yield name, numbers.moment(at_ms)
            case _, int(number):
                yield name, numbers.whole(number)
            case _, text:
                yield name, escaped(str(text))
