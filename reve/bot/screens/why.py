"""The screen that explains a number, step by step."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Choice, Heading, Listing, Note, Piece, Screen, Select, Text, Tone
from reve.bot.screens.things import species
from reve.bot.words import numbers
from reve.game.reckoning import Step
from reve.game.vocabulary.why import ExplainedPart, NumberExplained
from reve.game.why import TELLERS

_SHARES = ("times", "over")


def explained(shown: NumberExplained, context: Context) -> Screen:
    """Show how a number comes about, and which boosts are not there yet."""
    return Screen(tuple(_pieces(shown, context)), Tone.INFO)


def _pieces(shown: NumberExplained, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("why.title", what=_what(shown.what, context)))
    if shown.about is not None:
        yield Note(words("why.about", species=species(context, shown.about)))
    for part in shown.parts:
        yield Text(f"**{words.known(f'why.part.{part.name}', escaped(part.name))}** {_total(part)}")
        yield Listing(tuple(_step(step, part, context) for step in part.steps if _counts(step)), "")
    steps = [step for part in shown.parts for step in part.steps]
    there = {step.name for step in steps if _counts(step)}
    missing = dict.fromkeys(step.name for step in steps if step.name not in there)
    if missing:
        names = ", ".join(_name(name, context) for name in missing)
        yield Note(words("why.missing", names=names))
    choices = tuple(Choice(what, _what(what, context), chosen=what == shown.what) for what in TELLERS)
    yield Select(words("why.other"), Act("why.other"), choices)


def _counts(step: Step) -> bool:
    """Whether a step changes anything; a boost that is 0 is one that could be had."""
    return step.by != 0 or step.how == "start"


def _step(step: Step, part: ExplainedPart, context: Context) -> str:
    name = _name(step.name, context)
    if step.how == "start":
        return f"• {name} {_figure(step.by, part.unit)}"
    if step.how in _SHARES:
        by = numbers.basis_points(step.by)
    elif step.how == "plus":
        by = f"{'-' if step.by < 0 else '+'}{_figure(abs(step.by), part.unit)}"
    else:
        by = context.words.known(f"why.bound.{step.how}", step.how)
    return f"• {name} {by} → {_figure(step.after, part.unit)}"


def _total(part: ExplainedPart) -> str:
    return _figure(part.steps[-1].after, part.unit) if part.steps else ""


def _figure(value: int, unit: str) -> str:
    match unit:
        case "ms":
            return numbers.precise(value)
        case "bp":
            return numbers.share(value, 10_000)
        case "hundredths":
            return f"{numbers.whole(value // 100)}.{value % 100:02}"
        case _:
            return numbers.both(value)


def _name(name: str, context: Context) -> str:
    return context.words.known(f"why.step.{name}", escaped(name))


def _what(what: str, context: Context) -> str:
    return context.words.known(f"choice.why.what.{what}", escaped(what))
