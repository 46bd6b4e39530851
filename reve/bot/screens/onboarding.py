"""Screens of the first minutes: the opening scene, and what a new player gets."""

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.operating import no_erythl
from reve.bot.screens.screen import Button, Buttons, Cards, Heading, Listing, Note, Screen, Text, Tone
from reve.bot.screens.things import bundle_lines, card, player_class, species
from reve.bot.words import numbers
from reve.game.replies import SceneShown, Started


def scene(shown: SceneShown, context: Context) -> Screen:
    """Tell how it begins, and offer the classes."""
    classes = [known for name in shown.classes if (known := context.catalogue.classes.get(name))]
    lines = tuple(f"**{escaped(one.name)}** · {escaped(one.description)}" for one in classes)
    buttons = tuple(Button(one.name, Act("start", (one.id,)), "primary") for one in classes)
    return Screen(
        (
            Heading(context.words("start.scene.title")),
            Text(context.words("start.scene.story", name=escaped(context.asker_name))),
            Listing(lines, ""),
            Note(context.words("start.scene.choose")),
            Buttons(buttons),
        ),
        Tone.INFO,
    )


def started(shown: Started, context: Context) -> Screen:
    """Welcome a new player, with the first esprits and the bundle."""
    words = context.words
    leader, others = shown.starters[:1], shown.starters[1:]
    story = words("start.done.story", leader=_names(leader, context), other=_names(others, context))
    known = (one for one in shown.starters if one in context.catalogue.species)
    full = words("start.done.full", energy=numbers.whole(shown.energy), stamina=numbers.whole(shown.stamina))
    charges = words.many("start.done.charges", shown.charges, count=numbers.whole(shown.charges))
    return Screen(
        (
            Heading(words("start.done.title", class_name=player_class(context, shown.class_id))),
            Text(story),
            Cards(tuple(card(context, one, new=True) for one in known)),
            Text(words("start.done.bag")),
            Listing(bundle_lines(context, shown.granted), ""),
            Note(f"{full} {charges}"),
            *no_erythl(shown.no_erythl_before_ms, context),
            Buttons(
                (
                    Button(words("button.pull"), Act("pull", ("1",)), "primary"),
                    Button(words("button.daily"), Act("daily")),
                    Button(words("button.profile"), Act("profile")),
                )
            ),
        ),
        Tone.SUCCESS,
    )


def _names(ids: tuple[str, ...], context: Context) -> str:
    return ", ".join(species(context, one) for one in ids)
