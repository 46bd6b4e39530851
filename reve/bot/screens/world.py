"""Screens for operators: what they have settled for the whole game."""

from typing import Final

from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Fields, Heading, Listing, Note, Screen, Text, Tone
from reve.bot.views import PackRefused
from reve.bot.words import numbers
from reve.game.festival import PLAIN_BP
from reve.game.vocabulary.world import BanChanged, MultiplierChanged, PackChanged, SystemChanged

FAULTS_SHOWN: Final = 12


def ban(shown: BanChanged, context: Context) -> Screen:
    """Confirm a ban, or that one was taken back."""
    words = context.words
    title = words("admin.ban.on") if shown.banned else words("admin.ban.off")
    rows = [(words("admin.ban.user"), f"<@{shown.user}> · `{shown.user}`")]
    if shown.banned:
        until = words("admin.ban.for_good") if shown.until_ms is None else numbers.moment(shown.until_ms)
        rows.append((words("admin.ban.until"), until))
    rows.append((words("admin.reason"), escaped(shown.reason)))
    return Screen(
        (Heading(title), Fields(tuple(rows)), Note(words("admin.world.reach"))),
        Tone.WARNING if shown.banned else Tone.SUCCESS,
    )


def system(shown: SystemChanged, context: Context) -> Screen:
    """Confirm a switch, and name all that is off."""
    words = context.words
    name = words.known(f"system.{shown.system}", escaped(shown.system))
    title = words("admin.system.on", system=name) if shown.on else words("admin.system.off", system=name)
    off = ", ".join(words.known(f"system.{one}", escaped(one)) for one in shown.off)
    rows = (
        (words("admin.reason"), escaped(shown.reason)),
        (words("admin.system.all_off"), off or words("admin.system.none_off")),
    )
    return Screen(
        (Heading(title), Fields(rows), Note(words("admin.world.reach"))),
        Tone.SUCCESS if shown.on else Tone.WARNING,
    )


def multiplier(shown: MultiplierChanged, context: Context) -> Screen:
    """Confirm a festival, or that one is over."""
    words = context.words
    what = words.known(f"festival.of.{shown.key}", escaped(shown.key))
    rows = [(words("admin.reason"), escaped(shown.reason))]
    ended = shown.bp == PLAIN_BP
    if not ended:
        rows = [
            (words("admin.multiplier.factor"), numbers.share(shown.bp, PLAIN_BP)),
            (words("admin.multiplier.from"), numbers.moment(shown.from_ms)),
            (words("admin.multiplier.until"), numbers.moment(shown.until_ms)),
            *rows,
        ]
    title = words("admin.multiplier.off", what=what) if ended else words("admin.multiplier.on", what=what)
    return Screen((Heading(title), Fields(tuple(rows)), Note(words("admin.world.reach"))), Tone.SUCCESS)


def pack(shown: PackChanged, context: Context) -> Screen:
    """Confirm that a content pack is in force."""
    words = context.words
    before = numbers.whole(shown.before) if shown.before else words("admin.pack.none")
    rows = ((words("admin.pack.before"), before), (words("admin.reason"), escaped(shown.reason)))
    title = words("admin.pack.in_force", version=numbers.whole(shown.version))
    notes = (Note(words("admin.world.reach")), Note(words("admin.pack.commands")))
    return Screen((Heading(title), Fields(rows), *notes), Tone.SUCCESS)


def pack_refused(shown: PackRefused, context: Context) -> Screen:
    """Tell what is wrong with a content pack: file, place and reason of each fault."""
    words, faults = context.words, shown.faults
    lines = tuple(f"• {escaped(fault)}" for fault in faults[:FAULTS_SHOWN])
    more = len(faults) - len(lines)
    count = words.many("admin.pack.faults", len(faults), count=numbers.whole(len(faults)))
    return Screen(
        (
            Heading(words("admin.pack.refused")),
            Text(count),
            Listing(lines, ""),
            *((Note(words("admin.more", count=numbers.whole(more))),) if more else ()),
            Note(words("admin.pack.unchanged", pack=escaped(shown.pack))),
        ),
        Tone.ERROR,
    )
