"""The screen of the daily reward."""

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.festivals import notes
from reve.bot.screens.screen import Button, Buttons, Heading, Listing, Note, Progress, Screen, Text, Tone
from reve.bot.screens.shared import discarded, levels
from reve.bot.screens.things import bundle_lines
from reve.bot.words import numbers
from reve.game.replies import DailyClaimed


def claimed(shown: DailyClaimed, context: Context) -> Screen:
    """Show what the day gave, and how the streak stands."""
    words = context.words
    streak = words.many("daily.streak", shown.streak, count=numbers.whole(shown.streak))
    figures = words("daily.cycle", day=numbers.whole(shown.cycle_day), days=numbers.whole(shown.cycle_days))
    bonus = (Text(words("daily.bonus")),) if shown.bonus else ()
    return Screen(
        (
            Heading(words("daily.title")),
            Progress(streak, shown.cycle_day, shown.cycle_days, figures),
            *bonus,
            Listing(bundle_lines(context, shown.granted), words("daily.nothing")),
            *levels(context, shown.levels),
            *discarded(context, shown.discarded),
            *notes(context),
            Note(words("daily.next", when=numbers.moment(shown.next_at_ms))),
            Buttons((Button(words("button.inventory"), Act("inventory")),)),
        ),
        Tone.LEVEL_UP if shown.levels else Tone.SUCCESS,
    )
