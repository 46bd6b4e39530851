"""Screens of buildings: what there is, what it earns, and what was collected."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.festivals import notes
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Heading,
    Note,
    Piece,
    Progress,
    Rule,
    Screen,
    Text,
    Tone,
)
from reve.bot.screens.shared import discarded
from reve.bot.screens.things import amount
from reve.bot.words import numbers
from reve.game.vocabulary.building import BuildingLine, BuildingsShown, Collected, Waiting


def buildings(shown: BuildingsShown, context: Context) -> Screen:
    """Show all buildings, with buttons for what can be done."""
    return Screen(tuple(_pieces(shown, context)), Tone.SUCCESS if shown.changed else Tone.PLAIN)


def collected(shown: Collected, context: Context) -> Screen:
    """Tell what was collected, and when there is more."""
    words = context.words
    return Screen(
        (
            Heading(words("income.title")),
            Text("\n".join(_gains(shown, context))),
            *notes(context, "revies"),
            *discarded(context, {"revies": shown.discarded} if shown.discarded else {}),
            Note(words("income.balance", balance=amount(context, "revies", shown.balance))),
            Note(words("income.next", when=numbers.moment(shown.next_at_ms))),
            Buttons(
                (
                    Button(words("button.buildings"), Act("buildings.open")),
                    Button(words("button.why"), Act("why", ("income",))),
                )
            ),
        ),
        Tone.SUCCESS,
    )


def hundredths(count: int) -> str:
    """Write hundredths of erythl: 3.84."""
    return f"{numbers.whole(count // 100)}.{count % 100:02}"


def _gains(shown: Collected, context: Context) -> Iterator[str]:
    words = context.words
    yield words.many("income.ticks", shown.ticks, count=numbers.whole(shown.ticks))
    yield f"• {amount(context, 'revies', shown.revies)}"
    if shown.upkeep:
        yield f"• {words('income.upkeep', revies=numbers.short(shown.upkeep))}"
    if shown.erythl or shown.centi_left:
        left = words("income.remainder", left=hundredths(shown.centi_left))
        yield f"• {amount(context, 'erythl', shown.erythl)} {left}"
    if shown.unpaid:
        yield words.many("income.unpaid", shown.unpaid, count=numbers.whole(shown.unpaid))


def _pieces(shown: BuildingsShown, context: Context) -> Iterator[Piece]:
    words = context.words
    title = words("buildings.title")
    yield Heading(words.known(f"buildings.done.{shown.changed}", title) if shown.changed else title)
    if shown.settled is not None:
        yield Note("\n".join(_gains(shown.settled, context)))
    if shown.open_from_level is not None:
        yield Text(words("buildings.locked", level=numbers.whole(shown.open_from_level)))
    yield from _income(shown, context)
    yield from notes(context, "revies")
    for line in shown.lines:
        yield Text(_line(line, context))
    used = sum(line.count for line in shown.lines)
    figures = f"{numbers.whole(used)} / {numbers.whole(shown.slots)}"
    yield Progress(words("buildings.slots"), used, shown.slots, figures)
    yield Note(words("income.balance", balance=amount(context, "revies", shown.revies)))
    if shown.collected:
        yield Note(_totals(shown, context))
    yield Rule()
    if shown.next_at_ms is not None:
        button = Button(words("button.collect"), Act("collect"), "success", disabled=not shown.ticks)
        why = Button(words("button.why"), Act("why", ("income",)))
        yield Buttons((button, why, Button(words("button.refresh"), Act("buildings"))))
    yield Buttons(tuple(_works(shown, used, context)))


def _income(shown: BuildingsShown, context: Context) -> Iterator[Piece]:
    words = context.words
    if shown.next_at_ms is None or shown.full_at_ms is None:
        yield Text(words("buildings.none"))
        return
    when = numbers.moment(shown.full_at_ms)
    full = shown.ticks >= shown.most_ticks
    label = words("income.full", when=when) if full else words("income.fills", when=when)
    yield Progress(label, shown.ticks, shown.most_ticks, _waiting(shown.waiting, context))
    if shown.waiting.unpaid:
        yield Note(
            words.many("income.unpaid", shown.waiting.unpaid, count=numbers.whole(shown.waiting.unpaid))
        )


def _waiting(waiting: Waiting, context: Context) -> str:
    parts = [amount(context, "revies", waiting.revies - waiting.upkeep)]
    if waiting.centi_erythl:
        parts.append(context.words("income.erythl", erythl=hundredths(waiting.centi_erythl)))
    return " · ".join(parts)


def _line(line: BuildingLine, context: Context) -> str:
    words, known = context.words, context.catalogue.holding.buildings.types.get(line.id)
    name = f"{known.emoji} **{escaped(known.name)}**" if known else escaped(line.id)
    head = words(
        "buildings.line",
        name=name,
        count=numbers.whole(line.count),
        most=numbers.whole(line.most),
        level=numbers.whole(line.level),
        last=numbers.whole(line.last_level),
    )
    income = _earned(line.pays, line.income, context)
    several = line.count > 1
    parts = [
        words("buildings.earn_together", income=income)
        if several
        else words("buildings.earns", income=income)
    ]
    if line.upkeep:
        parts.append(words("buildings.costs", revies=numbers.short(line.upkeep)))
    if line.upgrade_price is not None:
        parts.append(words("buildings.then", income=_earned(line.pays, line.next_income, context)))
    about = f"\n-# {escaped(known.description)}" if known and not line.count else ""
    return f"{head}\n-# {' · '.join(parts)}{about}"


def _earned(pays: str, income: int, context: Context) -> str:
    if pays == "revies":
        return amount(context, "revies", income)
    return context.words("income.erythl", erythl=hundredths(income))


def _works(shown: BuildingsShown, used: int, context: Context) -> Iterator[Button]:
    words, locked = context.words, shown.open_from_level is not None
    for line in shown.lines:
        known = context.catalogue.holding.buildings.types.get(line.id)
        name = known.name if known else line.id
        if line.build_price is not None:
            label = words("button.build", name=name, price=numbers.short(line.build_price))
            full = used >= shown.slots or line.build_price > shown.revies
            yield Button(label, Act("build", (line.id,), shown.version), disabled=locked or full)
        if line.upgrade_price is not None:
            label = words("button.upgrade", name=name, price=numbers.short(line.upgrade_price))
            short = line.upgrade_price > shown.revies
            act = Act("upgrade", (line.id, "plain"), shown.version)
            yield Button(label, act, disabled=locked or short)
        if line.upgrade_price is not None and shown.boosts:
            act = Act("upgrade", (line.id, "boost"), shown.version)
            yield Button(words("button.boost", name=name), act, disabled=locked)
    if shown.slot_price is not None:
        label = words("button.expand", price=numbers.short(shown.slot_price))
        short = shown.slot_price > shown.revies
        yield Button(label, Act("expand", (), shown.version), disabled=locked or short)


def _totals(shown: BuildingsShown, context: Context) -> str:
    return context.words(
        "buildings.totals",
        collected=numbers.short(shown.collected),
        upkeep=numbers.short(shown.upkeep_paid),
        unpaid=numbers.whole(shown.unpaid_ticks),
    )
