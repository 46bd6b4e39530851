"""Screens of awakening: what a star takes, what came of a try, and who could awaken."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
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
)
from reve.bot.screens.shared import pager
from reve.bot.screens.things import amount, card, fragment, item, species
from reve.bot.words import numbers
from reve.game.vocabulary.awakening import Awakened, AwakeningLine, AwakeningShown, AwakeningsShown

AWAKENED = 0xFFD700
FAILED = 0xFF6B6B
_FULL_BP = 10_000
_FRAGMENT = "awakening"


def shown(seen: AwakeningShown, context: Context) -> Screen:
    """Show what a star takes and gives, with buttons that carry the version they act on."""
    return Screen(tuple(_preview(seen, context)), AWAKENED)


def done(made: Awakened, context: Context) -> Screen:
    """Show what came of a try."""
    return Screen(tuple(_result(made, context)), AWAKENED if made.success else FAILED)


def listing(seen: AwakeningsShown, context: Context) -> Screen:
    """Show who could awaken, with a menu that opens one."""
    words = context.words
    choices = tuple(
        Choice(line.species, known.name, f"{numbers.stars(line.stars)} → {numbers.stars(line.stars + 1)}")
        for line in seen.lines
        if (known := context.catalogue.species.get(line.species)) is not None
    )
    return Screen(
        (
            Heading(words("awakenings.title")),
            Note(words.many("awakenings.total", seen.total, count=numbers.whole(seen.total))),
            Listing(tuple(_line(line, context) for line in seen.lines), words("awakenings.empty")),
            Select(words("awakenings.open"), Act("awaken.show"), choices),
            *pager(context, seen.page, seen.pages, lambda page: Act("awakenings", (page,))),
        ),
        AWAKENED,
    )


def _preview(seen: AwakeningShown, context: Context) -> Iterator[Piece]:
    words, due = context.words, seen.cost
    stars = f"{numbers.stars(seen.stars)} → {numbers.stars(seen.stars + 1)}".removeprefix(" → ")
    yield Heading(words("awakening.title", species=species(context, seen.species), stars=stars))
    yield Fields(
        (
            (words("awakening.chance"), numbers.share(due.chance_bp, _FULL_BP)),
            (words("awakening.copies"), _of(context, due.copies, max(0, seen.quantity - 1))),
            (words("awakening.fragments"), _of(context, due.fragments, seen.fragments)),
            (words("profile.revies"), _of(context, due.revies, seen.revies)),
            (words("esprit.power"), f"{numbers.short(seen.power)} → {numbers.short(seen.power_after)}"),
            (words("awakening.gain"), numbers.change(seen.gain)),
        )
    )
    if seen.failures:
        yield Note(words.many("awakening.failures", seen.failures, count=numbers.whole(seen.failures)))
    yield Note(words("awakening.last_copy"))
    if seen.stone and not seen.stone_helps:
        yield Text(words("awakening.stone_saves_nothing"))
    if due.chance_bp < _FULL_BP:
        yield Note(words("awakening.on_failure", copies=numbers.whole(due.copies_on_failure)))
    yield Buttons(tuple(_offers(seen, context)))


def _offers(seen: AwakeningShown, context: Context) -> Iterator[Button]:
    words, due = context.words, seen.cost
    short = seen.fragments < due.fragments or seen.revies < due.revies
    lacking = short or seen.quantity <= due.copies
    # A stone that saves nothing is refused; without it, a star takes just what is shown.
    useless = seen.stone and not seen.stone_helps
    chosen = Act("awaken", (seen.species, "1" if seen.stone and seen.stone_helps else "0"), seen.version)
    label = words("button.awaken_plain") if useless else words("button.awaken")
    yield Button(label, chosen, "primary", disabled=lacking)
    if seen.stones and seen.stone_helps and not seen.stone:
        saving = Act("awaken", (seen.species, "1"), seen.version)
        # A stone saves a copy at least, so that one more than is lacking may be lacking.
        yield Button(words("button.awaken_stone"), saving, disabled=short or seen.quantity < due.copies)
    yield Button(words("button.awakenings"), Act("awakenings", ("1",)))


def _result(made: Awakened, context: Context) -> Iterator[Piece]:
    words, name = context.words, species(context, made.species)
    if made.success:
        yield Heading(words("awakening.success", species=name, stars=numbers.stars(made.star)))
        if made.species in context.catalogue.species:
            yield Cards((card(context, made.species, stars=made.star, quantity=made.quantity),))
        powers = f"{numbers.short(made.power_before)} → {numbers.short(made.power)}"
        yield Text(words("awakening.stronger", powers=powers))
    else:
        yield Heading(words("awakening.failure", species=name))
        yield Text(
            words(
                "awakening.consolation",
                count=numbers.whole(made.fragments_gained),
                fragment=fragment(context, made.fragment),
            )
        )
        yield Note(words.many("awakening.failures", made.failures, count=numbers.whole(made.failures)))
    chance, needed = numbers.share(made.chance_bp, _FULL_BP), numbers.whole(made.chance_bp)
    yield Note(words("fusion.roll", roll=numbers.whole(made.roll), chance=chance, needed=needed))
    yield Note(words("fusion.spent", spent=_spent(made, context)))
    left = f"{numbers.whole(made.quantity)} × {name}"
    yield Note(words("fusion.left", left=left))
    yield Buttons(tuple(_onward(made, context)))


def _onward(made: Awakened, context: Context) -> Iterator[Button]:
    stars = made.star if made.success else made.star - 1
    if stars < len(context.catalogue.growing.awakening.success_bp):
        following = Act("awaken.preview", (made.species,))
        yield Button(context.words("button.awaken_next"), following, "primary")
    yield Button(context.words("button.awakenings"), Act("awakenings", ("1",)))


def _spent(made: Awakened, context: Context) -> str:
    parts = [
        f"{numbers.whole(made.copies)} × {species(context, made.species)}",
        amount(context, f"fragment:{_FRAGMENT}", made.fragments),
        amount(context, "revies", made.revies),
    ]
    if made.stone:
        parts.append(item(context, context.catalogue.growing.awakening.stone))
    return ", ".join(parts)


def _line(line: AwakeningLine, context: Context) -> str:
    chance = numbers.share(line.cost.chance_bp, _FULL_BP)
    text = context.words.many(
        "awakenings.line", line.cost.copies, copies=numbers.whole(line.cost.copies), chance=chance
    )
    gain = context.words("awakenings.gain", gain=numbers.change(line.gain))
    name = f"{species(context, line.species)} {numbers.stars(line.stars)}".rstrip()
    return f"{name} × {numbers.whole(line.quantity)} · {text} · {gain}"


def _of(context: Context, need: int, have: int) -> str:
    return context.words("awakening.of", need=numbers.short(need), have=numbers.short(have))
