"""Screens of quests: what came of some, and which are the best."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.festivals import notes
from reve.bot.screens.places import area_name, progress
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Cards,
    Choice,
    Fields,
    Heading,
    Listing,
    Note,
    Piece,
    Screen,
    Select,
    Text,
    Tone,
)
from reve.bot.screens.shared import discarded, gauge, levels, stopped
from reve.bot.screens.things import amount, card, species, tier
from reve.bot.words import numbers
from reve.game.lands import Quest
from reve.game.quest_views import GOALS
from reve.game.vocabulary.quest import Advice, Captured, QuestsAdvised, QuestsDone

_FULL_BP: Final = 10_000
_ENERGY: Final = "ENERGY"
"""What a quest takes, and so the only thing that can run out."""
FESTIVALS: Final = ("revies", "xp", "capture", "energy")
"""What of a quest a festival can multiply."""


def done(shown: QuestsDone, context: Context) -> Screen:
    """Show what all runs have brought, with the captured esprits as cards."""
    return Screen(tuple(_done(shown, context)), _colour(shown, context))


def advised(shown: QuestsAdvised, context: Context) -> Screen:
    """Show the best quests for a goal, with buttons to go on them or to travel there."""
    words = context.words
    goals = tuple(
        Choice(goal, words(f"choice.quest.advise.for.{goal}"), chosen=goal == shown.goal) for goal in GOALS
    )
    return Screen(
        (
            Heading(words("quest.advise.title", goal=words(f"choice.quest.advise.for.{shown.goal}"))),
            Listing(tuple(_advice(one, context) for one in shown.best), ""),
            Note(words("quest.advise.how")),
            Select(words("quest.advise.other"), Act("quest.advise"), goals),
            Buttons(tuple(_offers(shown, context))),
        ),
        Tone.INFO,
    )


def quest_of(context: Context, area: str, number: int) -> Quest | None:
    """Return a quest of the catalogue, None if it is not there."""
    known = context.catalogue.adventures.areas.get(area)
    return known.quest(number) if known and 0 < number <= len(known.quests) else None


def quest_name(context: Context, area: str, number: int) -> str:
    """Name a quest by number and name."""
    known = quest_of(context, area, number)
    return f"{numbers.whole(number)} · {escaped(known.name)}" if known else numbers.whole(number)


def _done(shown: QuestsDone, context: Context) -> Iterator[Piece]:
    words, runs = context.words, Counter(shown.quests)
    yield Heading(_title(shown, runs, context))
    known = quest_of(context, shown.standing.area, shown.quests[-1])
    if len(shown.quests) == 1 and known is not None:
        yield Text(f"*{escaped(known.description)}*")
    elif len(runs) > 1:
        names = (quest_name(context, shown.standing.area, number) for number in runs)
        yield Listing(tuple(f"• {name}" for name in names), "")
    yield from _captures(shown.captured, context)
    yield Fields(
        (
            (words("quest.revies"), numbers.change(shown.revies)),
            *(((words("quest.xp"), numbers.change(shown.xp)),) if shown.xp else ()),
        )
    )
    yield from (Note(festival.text) for festival in notes(context, *FESTIVALS))
    found = tuple(f"• {amount(context, name, count)}" for name, count in shown.found.items())
    yield Listing(found, words("quest.nothing_found"))
    yield from discarded(context, shown.discarded)
    yield from levels(context, shown.levels)
    yield gauge(context, words("quest.energy", spent=numbers.whole(shown.energy_spent)), shown.energy)
    yield progress(shown.standing, context)
    yield Note(luck(shown.certain_in, shown.charm_left, context))
    why = _ENERGY if shown.stopped == "INSUFFICIENT" else shown.stopped
    yield from stopped(context, why, len(shown.quests), shown.asked)
    yield Buttons(tuple(_again(shown, context)))


def luck(certain_in: int, charm_left: int, context: Context) -> str:
    """Say how far a certain capture is, and how long a charm still helps."""
    text = context.words.many("quest.certain", certain_in, count=numbers.whole(certain_in))
    if not charm_left:
        return text
    return f"{text} {context.words.many('quest.charm', charm_left, count=numbers.whole(charm_left))}"


def _title(shown: QuestsDone, runs: Counter[int], context: Context) -> str:
    words, count = context.words, len(shown.quests)
    if len(runs) > 1:
        return words(
            "quest.done.many", count=numbers.whole(count), area=area_name(context, shown.standing.area)
        )
    name = quest_name(context, shown.standing.area, shown.quests[0])
    return name if count == 1 else words("quest.done.times", name=name, count=numbers.whole(count))


def _captures(captured: tuple[Captured, ...], context: Context) -> Iterator[Piece]:
    known = dict.fromkeys(one.species for one in captured if one.species in context.catalogue.species)
    if not captured:
        return
    fresh = {one.species for one in captured if one.new}
    counts = Counter(one.species for one in captured)
    yield Cards(tuple(card(context, one, quantity=counts[one], new=one in fresh) for one in known)[:5])
    yield Listing(tuple(_captured(one, context) for one in captured), "")


def _captured(one: Captured, context: Context) -> str:
    words, known = context.words, context.catalogue.species.get(one.species)
    parts = [words("quest.captured", species=species(context, one.species))]
    if known is not None:
        parts.append(tier(context, known.tier))
    parts.append(words("reve.new") if one.new else words("reve.owned", count=numbers.whole(one.quantity)))
    if one.pity:
        parts.append(words("quest.pity"))
    return " · ".join(parts)


def _again(shown: QuestsDone, context: Context) -> Iterator[Button]:
    words, area = context.words, shown.standing.area
    following = quest_of(context, area, shown.next)
    if following is not None:
        label = words("button.quest_next", name=following.name)
        emoji = "⚔️" if following.boss else None
        yield Button(label, Act("quest", ("", "1")), "primary", emoji=emoji)
    last = quest_of(context, area, shown.quests[-1])
    if last is not None and last.boss is None:
        times = numbers.whole(context.catalogue.adventures.most_times)
        act = Act("quest", (str(last.number), str(context.catalogue.adventures.most_times)))
        yield Button(words("button.quest_times", quest=numbers.whole(last.number), count=times), act)
    yield Button(words("button.quest_info"), Act("quest.info", (area,)))
    if shown.stopped == "INSUFFICIENT":
        yield Button(words("button.inventory"), Act("inventory"))
    yield Button(words("button.areas"), Act("quest.areas"))


def _advice(one: Advice, context: Context) -> str:
    return context.words(
        "quest.advise.line",
        name=quest_name(context, one.area, one.quest),
        area=area_name(context, one.area),
        energy=numbers.whole(one.energy),
        revies=numbers.short(one.revies),
        xp=numbers.short(one.xp),
        capture=numbers.share(one.capture_bp, _FULL_BP),
    )


def _offers(shown: QuestsAdvised, context: Context) -> Iterator[Button]:
    words = context.words
    for one in shown.best:
        if one.area == shown.current:
            name = quest_name(context, one.area, one.quest)
            act = Act("quest", (str(one.quest), "1"))
            yield Button(words("button.quest_go", name=name), act, "primary")
    for area in dict.fromkeys(one.area for one in shown.best if one.area != shown.current):
        label = words("button.travel", area=area_name(context, area))
        yield Button(label, Act("quest.travel", (area,)))
    yield Button(words("button.areas"), Act("quest.areas"))


def _colour(shown: QuestsDone, context: Context) -> int:
    tiers = [
        known.tier
        for one in shown.captured
        if (known := context.catalogue.species.get(one.species)) is not None
    ]
    best = context.catalogue.tiers.get(max(tiers, default=0))
    return best.colour if best else int(Tone.PLAIN)
