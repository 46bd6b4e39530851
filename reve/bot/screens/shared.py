"""Parts that many screens have in common: gauges, pagers, levels gained."""

from collections.abc import Callable
from typing import Final

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Listing, Note, Piece, Progress, Text
from reve.bot.screens.things import amount, bundle_lines
from reve.bot.words import numbers
from reve.game.shown import GaugeShown, LevelsGained

_NOT_STORED: Final = ("xp", "building_slots")
"""What has a limit other than a store that is full."""


def gauge(context: Context, label: str, shown: GaugeShown) -> Progress:
    """Show a resource, and when it will be full."""
    figures = f"{numbers.whole(shown.value)} / {numbers.whole(shown.maximum)}"
    if shown.full_at_ms is not None:
        figures += f" · {context.words('gauge.full', when=numbers.moment(shown.full_at_ms))}"
    return Progress(label, shown.value, shown.maximum, figures)


def pager(context: Context, page: int, pages: int, act: Callable[[str], Act]) -> tuple[Piece, ...]:
    """Show where in a list one is, with buttons for the page before and after."""
    if pages <= 1:
        return ()
    here = context.words("pager.page", page=numbers.whole(page), pages=numbers.whole(pages))
    before = Button(context.words("pager.before"), act(str(page - 1)), disabled=page <= 1)
    after = Button(context.words("pager.after"), act(str(page + 1)), disabled=page >= pages)
    return (Note(here), Buttons((before, after)))


def levels(context: Context, gained: LevelsGained | None) -> tuple[Piece, ...]:
    """Celebrate levels, with what they gave."""
    if gained is None or gained.to_level <= gained.from_level:
        return ()
    head = context.words("levels.up", level=numbers.whole(gained.to_level))
    points = context.words.many(
        "levels.points", gained.skill_points, count=numbers.whole(gained.skill_points)
    )
    return (Text(f"{head}\n{points}"), Listing(bundle_lines(context, gained.rewards), ""))


def discarded(context: Context, lost: dict[str, int]) -> tuple[Piece, ...]:
    """Tell what of a grant did not fit, and what there is instead."""
    stored = [amount(context, name, n) for name, n in lost.items() if name not in _NOT_STORED]
    notes = [context.words("discarded", what=", ".join(stored))] if stored else []
    if xp := lost.get("xp"):
        notes.append(context.words("discarded.xp", xp=amount(context, "xp", xp)))
    if slots := lost.get("building_slots"):
        instead = amount(context, "revies", slots * context.catalogue.caps.revies_per_spare_slot)
        notes.append(context.words("discarded.building_slots", revies=instead))
    return tuple(Note(note) for note in notes)


def stopped(context: Context, code: str | None, done: int, asked: int) -> tuple[Piece, ...]:
    """Tell why a command went on for `done` of the `asked` times, if it stopped."""
    if code is None:
        return ()
    key = f"stopped.{code}"
    if not context.words.has(key):
        key = "stopped"
    return (Note(context.words(key, done=numbers.whole(done), asked=numbers.whole(asked))),)
