"""Screens of echoes: what they held, and which there are."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Cards,
    Choice,
    Entry,
    Heading,
    Listing,
    Note,
    Piece,
    Screen,
    Select,
    Text,
)
from reve.bot.screens.things import card, element, item, species, tier
from reve.bot.words import numbers
from reve.game.vocabulary.echo import EchoesOpened, EchoEsprit, EchoesShown, EchoLine

_CARDS = 5


def opened(made: EchoesOpened, context: Context) -> Screen:
    """Show what came, the best of it as the screen's colour."""
    best = context.catalogue.tiers.get(max((one.tier for one in made.results), default=0))
    return Screen(tuple(_results(made, context)), best.colour if best else 0x2C2D31)


def listing(seen: EchoesShown, context: Context) -> Screen:
    """Show every kind of echo, with a button to open one."""
    words = context.words
    pieces: list[Piece] = [
        Heading(words("echoes.title")),
        Note(words("echoes.keys", count=numbers.whole(seen.keys), level=numbers.whole(seen.level))),
        *(_entry(line, context) for line in seen.lines),
        *(call for line in seen.lines if (call := _call(line, context)) is not None),
        Note(words("echoes.more_odds")),
    ]
    return Screen(tuple(pieces))


def _results(made: EchoesOpened, context: Context) -> Iterator[Piece]:
    words, name = context.words, _name(made.kind, context)
    count = numbers.whole(len(made.results))
    yield Heading(words("echo.opened", count=count, echo=name))
    if made.element is not None:
        yield Note(words("echo.called", element=element(context, made.element)))
    known = sorted(
        (one for one in made.results if one.species in context.catalogue.species),
        key=lambda one: -one.tier,
    )
    yield Cards(
        tuple(card(context, one.species, quantity=one.quantity, new=one.new) for one in known[:_CARDS])
    )
    yield Listing(tuple(_result(one, context) for one in made.results), "")
    yield Note(words.many("echo.best_in", made.best_in, count=numbers.whole(made.best_in)))
    yield Note(words("item.left", count=numbers.whole(made.left), item=name))
    if made.keys_spent:
        key = item(context, "echo_key")
        yield Note(words("echo.keys_left", count=numbers.whole(made.keys_left), item=key))
    yield Buttons(tuple(_again(made, context)))


def _again(made: EchoesOpened, context: Context) -> Iterator[Button]:
    """Offer one more of the same kind, with a key where one fits, and all kinds."""
    words, echo = context.words, context.catalogue.growing.echoes.echoes.get(made.kind)
    element_id = made.element or ""
    if made.left:
        act = Act("echo", (made.kind, "1", "0", element_id))
        yield Button(words("button.echo_again"), act, "primary")
        if echo is not None and echo.keys is not None and made.keys_left >= echo.keys:
            label = words.many("button.echo_key", echo.keys, count=numbers.whole(echo.keys))
            yield Button(label, Act("echo", (made.kind, "1", "1", element_id)))
    yield _all(context)


def _all(context: Context) -> Button:
    return Button(context.words("button.echoes"), Act("echoes"))


def _result(one: EchoEsprit, context: Context) -> str:
    parts = [f"{species(context, one.species)} · {tier(context, one.tier)}"]
    if one.new:
        parts.append(context.words("reve.new"))
    else:
        parts.append(context.words("reve.owned", count=numbers.whole(one.quantity)))
    if one.forced:
        parts.append(context.words("reve.forced"))
    if one.discarded:
        parts.append(context.words("echo.discarded"))
    return " · ".join(parts)


def _entry(line: EchoLine, context: Context) -> Piece:
    words, total = context.words, sum(line.weights)
    odds = " · ".join(
        f"{_numeral(number, context)} {numbers.share(weight, total)}"
        for number, weight in zip(line.tiers, line.weights, strict=False)
    )
    text = f"**{_name(line.kind, context)}** × {numbers.whole(line.quantity)}\n{odds}\n"
    if not line.open:
        return Text(f"{text}-# {words('echoes.locked', level=numbers.whole(line.level))}")
    best = words.many("echo.best_in", line.best_in, count=numbers.whole(line.best_in))
    text += f"-# {best} {_keys(line, context)}"
    if line.calls or not line.quantity:
        return Text(text)
    act = Act("echo", (line.kind, "1", "0", ""))
    return Entry(text, Button(words("button.echo"), act))


def _call(line: EchoLine, context: Context) -> Piece | None:
    """Offer to open one echo that an element is called with."""
    if not (line.calls and line.open and line.quantity):
        return None
    choices = tuple(Choice(one.id, one.name) for one in context.catalogue.elements.values())
    placeholder = context.words("echoes.call_with", echo=_name(line.kind, context))
    return Select(placeholder, Act("echo.call", (line.kind,)), choices)


def _keys(line: EchoLine, context: Context) -> str:
    if line.calls:
        return context.words("echoes.call")
    if line.keys is None:
        return context.words("echoes.no_key")
    return context.words.many("echoes.key", line.keys, count=numbers.whole(line.keys))


def _name(kind: str, context: Context) -> str:
    echo = context.catalogue.growing.echoes.echoes.get(kind)
    return item(context, echo.item if echo else kind)


def _numeral(number: int, context: Context) -> str:
    one = context.catalogue.tiers.get(number)
    return one.numeral if one else str(number)
