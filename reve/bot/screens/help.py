"""The screen of the help."""

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Choice, Heading, Screen, Select, Text, Tone
from reve.bot.views import HelpShown

TOPICS = ("start", "esprits", "reve", "economy")


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
            Select(words("help.topics"), Act("help"), choices),
        ),
        Tone.INFO,
    )
