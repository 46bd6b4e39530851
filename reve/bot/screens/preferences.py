"""Screens of titles, the favorite element and settings."""

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Choice, Heading, Note, Screen, Select, Text, Tone
from reve.bot.screens.things import element, title
from reve.bot.words import numbers
from reve.game.vocabulary.preferences import FavoriteShown, SettingsShown, TitlesShown

NONE = "none"


def titles(shown: TitlesShown, context: Context) -> Screen:
    """Show the titles of a player, with a menu to carry another."""
    words = context.words
    carried = words("titles.none") if shown.carried is None else f"**{title(context, shown.carried)}**"
    known = [one for name in shown.owned if (one := context.catalogue.titles.get(name))]
    choices = (
        Choice(NONE, words("titles.none"), chosen=shown.carried is None),
        *(Choice(one.id, one.name, chosen=one.id == shown.carried) for one in known),
    )
    worn = context.catalogue.titles.get(shown.carried or "")
    return Screen(
        (
            Heading(words("titles.title")),
            Text(words("titles.carried", title=carried)),
            Note(words("titles.earn")),
            Select(words("titles.choose"), Act("title"), choices),
        ),
        worn.colour if worn else Tone.PLAIN,
    )


def favorite(shown: FavoriteShown, context: Context) -> Screen:
    """Show the favorite element, with a menu to choose another."""
    words = context.words
    if shown.element is None:
        chosen = words("favorite.none")
    else:
        chosen = words("favorite.is", element=element(context, shown.element))
    if shown.next_at_ms is not None:
        note = words("favorite.next", when=numbers.moment(shown.next_at_ms))
        return Screen((Heading(words("favorite.title")), Text(chosen), Note(note)))
    elements = context.catalogue.elements.values()
    choices = tuple(Choice(one.id, one.name, chosen=one.id == shown.element) for one in elements)
    menu = Select(words("favorite.choose"), Act("favorite"), choices)
    return Screen((Heading(words("favorite.title")), Text(chosen), menu))


def settings(shown: SettingsShown, context: Context) -> Screen:
    """Show the settings, each with its button."""
    words = context.words
    state = words("settings.hidden") if shown.hidden else words("settings.seen")
    label = words("button.show_me") if shown.hidden else words("button.hide_me")
    button = Button(label, Act("settings.hide", ("0" if shown.hidden else "1",)))
    messages = Button(words("button.notices"), Act("notices.open"))
    follow = Note(words("settings.boards"))
    return Screen((Heading(words("settings.title")), Text(state), follow, Buttons((button, messages))))
