"""Screens of verifiable luck: what is promised for a day, and a pull drawn again."""

import json
from collections.abc import Iterator, Mapping

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Choice, Heading, Listing, Note, Piece, Screen, Select, Text, Tone
from reve.bot.screens.things import species
from reve.bot.views import LuckShown, PullListed, PullVerified
from reve.bot.words import numbers
from reve.game.proof import DayProof


def luck(shown: LuckShown, context: Context) -> Screen:
    """Show what is promised for the days around today, with a menu of pulls to draw again."""
    words = context.words
    choices = tuple(_choice(one, context) for one in shown.pulls)
    return Screen(
        (
            Heading(words("verify.title")),
            Text(words("verify.how")),
            *(Text(_day(one, context)) for one in shown.days),
            Note(words("verify.script")),
            Select(words("verify.choose"), Act("verify.pull"), choices),
        ),
        Tone.INFO,
    )


def pull(shown: PullVerified, context: Context) -> Screen:
    """Show whether a pull comes out the same when it is drawn again."""
    sound = shown.proof.words and shown.proof.results is not False
    return Screen(tuple(_pieces(shown, context)), Tone.SUCCESS if sound else Tone.ERROR)


def _pieces(shown: PullVerified, context: Context) -> Iterator[Piece]:
    words, proof = context.words, shown.proof
    yield Heading(words("verify.pull.title", seq=numbers.whole(proof.seq)))
    yield Note(numbers.moment(shown.at_ms))
    yield Listing(tuple(f"• {species(context, name)}" for name in shown.results), "")
    yield Text(words("verify.words.same") if proof.words else words("verify.words.other"))
    if proof.results is None:
        yield Text(words("verify.results.pack"))
    else:
        yield Text(words("verify.results.same") if proof.results else words("verify.results.other"))
    yield Text(_day(proof.day, context))
    yield Note(words("verify.drawn", words=" ".join(shown.words)))
    if proof.receipt is not None:
        yield Text(f"```json\n{_json(proof.receipt)}\n```")
        yield Note(words("verify.script"))


def _json(receipt: Mapping[str, object]) -> str:
    return json.dumps(receipt, separators=(",", ":"), default=str)


def _day(one: DayProof, context: Context) -> str:
    promised = context.words("verify.day", date=one.date, commitment=one.commitment)
    if one.secret is None:
        return f"{promised}\n-# {context.words('verify.secret.later')}"
    return f"{promised}\n{context.words('verify.secret', secret=one.secret)}"


def _choice(one: PullListed, context: Context) -> Choice:
    known = (context.catalogue.species.get(name) for name in one.species)
    names = ", ".join(found.name for found in known if found)
    return Choice(str(one.seq), context.words("verify.pull.title", seq=numbers.whole(one.seq)), names)
