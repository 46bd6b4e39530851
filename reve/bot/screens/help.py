"""The screens of the help, and of the bot itself."""

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.festivals import notes
from reve.bot.screens.screen import Choice, Fields, Heading, Note, Screen, Select, Text, Tone
from reve.bot.views import BotShown, HelpShown
from reve.bot.words import numbers

TOPICS = (
    "start",
    "esprits",
    "reve",
    "quests",
    "fusion",
    "awakening",
    "team",
    "fights",
    "goals",
    "buildings",
    "economy",
    "others",
    "luck",
)


def topic(shown: HelpShown, context: Context) -> Screen:
    """Show a topic, with a menu of the others."""
    words = context.words
    choices = tuple(
        Choice(name, words(f"choice.help.topic.{name}"), chosen=name == shown.topic) for name in shown.topics
    )
    return Screen(
        (
            Heading(words(f"choice.help.topic.{shown.topic}")),
            Text(words(f"help.{shown.topic}")),
            *notes(context),
            Select(words("help.topics"), Act("help"), choices),
        ),
        Tone.INFO,
    )


def bot(shown: BotShown, context: Context) -> Screen:
    """Show what this bot is, and how it is."""
    words = context.words
    rows = (
        (words("botinfo.release"), escaped(shown.release)),
        (words("botinfo.content"), numbers.whole(shown.content_version)),
        (words("botinfo.species"), numbers.whole(shown.species)),
        (words("botinfo.achievements"), numbers.whole(shown.achievements)),
        (words("botinfo.instances"), numbers.whole(shown.instances)),
        (words("botinfo.uptime"), numbers.span(shown.uptime_s)),
    )
    about, more = Text(words("botinfo.about")), Note(words("botinfo.more"))
    return Screen((Heading(words("botinfo.title")), about, Fields(rows), more), Tone.INFO)
