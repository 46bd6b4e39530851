"""Screens of releasing: what many copies would leave, and what they left."""

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Heading, Note, Screen, Text, Tone
from reve.bot.screens.shared import discarded
from reve.bot.screens.things import amount, species
from reve.bot.words import numbers
from reve.game.vocabulary.esprit import Released, ReleaseShown


def shown(seen: ReleaseShown, context: Context) -> Screen:
    """Ask before many copies go; the button carries the version it acts on."""
    words = context.words
    what = _leaves(seen, context)
    stays = seen.quantity - seen.count
    count, name = numbers.whole(seen.count), species(context, seen.species)
    go = Act("release", (seen.species, str(seen.count)), seen.version)
    return Screen(
        (
            Heading(words("release.title", count=count, species=name)),
            Text(words("release.leaves", what=what)),
            Note(words.many("release.stays", stays, count=numbers.whole(stays))),
            Note(words("release.forever")),
            Buttons((Button(words("button.release"), go, "danger"),)),
        ),
        Tone.WARNING,
    )


def done(made: Released, context: Context) -> Screen:
    """Show what copies that went have left."""
    words = context.words
    count, name = numbers.whole(made.count), species(context, made.species)
    return Screen(
        (
            Heading(words("release.done", count=count, species=name)),
            Text(words("release.leaves", what=_leaves(made, context))),
            *discarded(context, made.discarded),
            Note(words.many("release.stays", made.quantity, count=numbers.whole(made.quantity))),
            Buttons((Button(words("button.fragments"), Act("fragments")),)),
        ),
        Tone.SUCCESS,
    )


def _leaves(seen: ReleaseShown | Released, context: Context) -> str:
    parts = [amount(context, "fragment:awakening", seen.awakening)]
    known = context.catalogue.species.get(seen.species)
    if seen.element and known is not None:
        parts.append(amount(context, f"fragment:element:{known.element}", seen.element))
    return ", ".join(parts)
