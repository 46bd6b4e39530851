"""The screen of a profile."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Heading, Note, Piece, Progress, Rule, Screen
from reve.bot.screens.shared import gauge
from reve.bot.screens.things import element, player_class, species, title
from reve.bot.words import numbers
from reve.game.shown import BalanceShown, ProfileShown


def profile(shown: ProfileShown, context: Context) -> Screen:
    """Show a profile; balances only where the reply has them."""
    return Screen(tuple(_pieces(shown, context)), _colour(shown, context))


def pieces(shown: ProfileShown, context: Context) -> Iterator[Piece]:
    """Lay out a profile without its buttons, for screens that show one among other things."""
    words = context.words
    yield Heading(words("profile.title", name=escaped(shown.username)))
    if shown.title:
        yield Note(title(context, shown.title))
    yield _experience(shown, context)
    yield Fields(tuple(_facts(shown, context)))
    if shown.own is not None:
        yield Rule()
        yield from _balance(shown.own, context)
    yield Note(words("profile.since", when=numbers.day(shown.created_at_ms)))


def _pieces(shown: ProfileShown, context: Context) -> Iterator[Piece]:
    yield from pieces(shown, context)
    if (own := shown.own) is not None:
        words = context.words
        yield Buttons(
            (
                Button(words("button.pull"), Act("pull", ("1",)), "primary", disabled=not own.can_pull),
                Button(words("button.daily"), Act("daily"), disabled=not own.can_claim),
                Button(words("button.inventory"), Act("inventory")),
                Button(words("button.esprits"), Act("esprits", ("", "0", "tier", "1"))),
                Button(words("button.team"), Act("team")),
            )
        )


def _experience(shown: ProfileShown, context: Context) -> Progress:
    label = context.words("profile.level", level=numbers.whole(shown.level))
    if shown.xp_need is None:
        return Progress(label, 1, 1, context.words("profile.last_level"))
    figures = context.words("profile.xp", xp=numbers.short(shown.xp), need=numbers.short(shown.xp_need))
    return Progress(label, shown.xp, shown.xp_need, figures)


def _facts(shown: ProfileShown, context: Context) -> Iterator[tuple[str, str]]:
    words, power = context.words, shown.power
    bonus = numbers.basis_points(shown.class_bonus_bp)
    yield words("profile.class"), f"{player_class(context, shown.class_id)} ({bonus})"
    if shown.leader is not None:
        stars = numbers.stars(shown.leader_stars)
        yield words("profile.leader"), f"{species(context, shown.leader)} {stars}".rstrip()
    if shown.favorite is not None:
        yield words("profile.favorite"), element(context, shown.favorite)
    parts = words(
        "profile.power.parts",
        attack=numbers.short(power.attack),
        defense=numbers.short(power.defense),
        health=numbers.short(power.health),
    )
    yield words("profile.power"), f"{numbers.short(power.total)} ({parts})"
    copies = words.many("profile.copies", shown.copies, count=numbers.short(shown.copies))
    yield words("profile.esprits"), f"{numbers.whole(shown.unique)} ({copies})"
    days = words.many("profile.days", shown.daily_streak, count=numbers.whole(shown.daily_streak))
    yield words("profile.streak"), days


def _balance(own: BalanceShown, context: Context) -> Iterator[Piece]:
    words = context.words
    rows = [
        (words("profile.revies"), numbers.both(own.revies)),
        (words("profile.erythl"), numbers.both(own.erythl)),
    ]
    if own.skill_points:
        rows.append((words("profile.skill_points"), numbers.whole(own.skill_points)))
    yield Fields(tuple(rows))
    yield gauge(context, words("profile.energy"), own.energy)
    yield gauge(context, words("profile.stamina"), own.stamina)


def _colour(shown: ProfileShown, context: Context) -> int:
    leader = context.catalogue.species.get(shown.leader or "")
    element = context.catalogue.elements.get(leader.element) if leader else None
    return element.colour if element else 0x2C2D31
