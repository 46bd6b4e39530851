"""Screens of skills and classes."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Heading, Listing, Note, Piece, Screen, Text, Tone
from reve.bot.screens.shared import gauge
from reve.bot.screens.things import item, player_class
from reve.bot.words import numbers
from reve.game.vocabulary.skill import ClassLine, ClassShown, SkillLine, SkillsShown


def skills(seen: SkillsShown, context: Context) -> Screen:
    """Show the skills, or ask whether to take all points back."""
    pieces = _reset(seen, context) if seen.resetting else _skills(seen, context)
    return Screen(tuple(pieces), Tone.WARNING if seen.resetting else Tone.INFO)


def classes(seen: ClassShown, context: Context) -> Screen:
    """Show the class and the others, or ask whether to take another."""
    return Screen(tuple(_classes(seen, context)), Tone.WARNING if seen.change_to else Tone.INFO)


def _skills(seen: SkillsShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("skills.title"))
    if seen.changed == "reset":
        yield Note(words("skills.was_reset"))
    yield Note(words.many("skills.points", seen.points, count=numbers.whole(seen.points)))
    if not seen.points:
        yield Note(words("skills.from"))
    yield Listing(tuple(_line(one, context) for one in seen.lines), "")
    yield gauge(context, words("profile.energy"), seen.energy)
    yield gauge(context, words("profile.stamina"), seen.stamina)
    more = tuple(
        Button(f"+1 {_name(one, context)}", Act("skill", (one.skill, "1")), disabled=seen.points < 1)
        for one in seen.lines
    )
    yield Buttons(more)
    spent = any(one.points for one in seen.lines)
    yield Buttons((Button(words("button.skills_reset"), Act("skills.ask"), disabled=not spent),))


def _reset(seen: SkillsShown, context: Context) -> Iterator[Piece]:
    words = context.words
    returned = sum(one.points for one in seen.lines)
    yield Heading(words("skills.reset.title"))
    yield Text(words.many("skills.reset.returned", returned, count=numbers.whole(returned)))
    yield Note(words("skills.reset.bars"))
    if seen.reset_at_ms is not None:
        yield Note(words("skills.reset.wait", when=numbers.moment(seen.reset_at_ms)))
    cost, have = numbers.whole(seen.reset_cost), numbers.whole(seen.erythl)
    token = item(context, context.catalogue.growing.skills.reset_item)
    yield Note(
        words("skills.reset.price", cost=cost, have=have, token=token, tokens=numbers.whole(seen.tokens))
    )
    barred = seen.reset_at_ms is not None or not returned
    pay = Act("skills.reset", ("pay",), seen.version)
    buttons = [
        Button(
            words("button.skills_pay", cost=cost),
            pay,
            "danger",
            disabled=barred or seen.erythl < seen.reset_cost,
        )
    ]
    if seen.tokens:
        use = Act("skills.reset", ("token",), seen.version)
        buttons.append(Button(words("button.skills_token"), use, "danger", disabled=barred))
    buttons.append(Button(words("button.keep"), Act("skills")))
    yield Buttons(tuple(buttons))


def _line(one: SkillLine, context: Context) -> str:
    gives = numbers.basis_points(one.bp) if one.bp else context.words("skills.bar")
    points = context.words.many("skills.in", one.points, count=numbers.whole(one.points))
    each = context.words("skills.each", gives=gives)
    return f"• **{_name(one, context)}** {points} · {each}"


def _name(one: SkillLine, context: Context) -> str:
    return context.words.known(f"choice.skills.allocate.skill.{one.skill}", escaped(one.skill))


def _classes(seen: ClassShown, context: Context) -> Iterator[Piece]:
    words = context.words
    name = player_class(context, seen.class_id)
    yield Heading(words("class.title", name=name))
    yield Note(words("class.since", when=numbers.day(seen.since_ms)))
    yield Listing(tuple(_class_line(one, context) for one in seen.lines), "")
    cost, have = numbers.whole(seen.cost), numbers.whole(seen.erythl)
    if seen.change_to is None:
        yield Note(words("class.price", cost=cost))
        others = tuple(
            Button(player_class(context, one.class_id), Act("class", (one.class_id,)))
            for one in seen.lines
            if one.class_id != seen.class_id
        )
        yield Buttons(others)
        return
    short = seen.erythl < seen.cost
    other = player_class(context, seen.change_to)
    if short:
        yield Text(words("class.short", name=other, cost=cost, have=have))
    else:
        yield Text(words("class.ask", name=other, cost=cost, have=have))
    act = Act("class.change", (seen.change_to,), seen.version)
    change = Button(words("button.class_change"), act, "danger", disabled=short)
    keep = Button(words("button.class_keep", name=name), Act("class.show"))
    yield Buttons((change, keep))


def _class_line(one: ClassLine, context: Context) -> str:
    what = context.words.known(f"class.bonus.{one.bonus}", escaped(one.bonus))
    return f"• **{player_class(context, one.class_id)}** · {what} {numbers.basis_points(one.bp)}"
