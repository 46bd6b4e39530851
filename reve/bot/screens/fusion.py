"""Screens of fusion: what one would be, and what came of some."""

from collections import Counter
from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.festivals import notes
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Cards,
    Fields,
    Heading,
    Listing,
    Note,
    Piece,
    Screen,
    Text,
)
from reve.bot.screens.shared import stopped
from reve.bot.screens.things import card, element, fragment, item, species, tier
from reve.bot.words import numbers
from reve.game.vocabulary.fusion import Fused, FusionAttempt, FusionChance, FusionShown

FAILED = 0xFF6B6B
_FULL_BP = 10_000


def shown(seen: FusionShown, context: Context) -> Screen:
    """Show chance, cost and results, with a button that carries the version it acts on."""
    return Screen(tuple(_preview(seen, context)), _colour(seen.tier + 1, context))


def done(made: Fused, context: Context) -> Screen:
    """Show what came of all tries, the best of it as a card."""
    lucky = any(one.success for one in made.attempts)
    return Screen(tuple(_results(made, context)), _colour(made.tier + 1, context) if lucky else FAILED)


def _preview(seen: FusionShown, context: Context) -> Iterator[Piece]:
    words = context.words
    first, second = species(context, seen.first), species(context, seen.second)
    yield Heading(words("fusion.title", first=first, second=second))
    yield Fields(tuple(_chance(seen.chance, context)))
    yield Fields(tuple(_cost(seen, context)))
    yield Text(words("fusion.results"))
    yield Listing(tuple(_outcome(one, seen.tier + 1, context) for one in seen.elements), "")
    yield from notes(context, "fusion")
    if seen.chance.total_bp < _FULL_BP:
        yield Note(words("fusion.on_failure"))
    if seen.most_attempts:
        count = numbers.whole(seen.most_attempts)
        yield Note(words.many("fusion.copies", seen.most_attempts, count=count))
    else:
        yield Note(words("fusion.no_copies"))
    if seen.last:
        names = ", ".join(species(context, one) for one in seen.last)
        yield Text(words.many("fusion.takes_last", len(seen.last), species=names))
    yield Buttons(tuple(_offers(seen, context)))


def _chance(chance: FusionChance, context: Context) -> Iterator[tuple[str, str]]:
    words = context.words
    yield words("fusion.chance.base"), numbers.share(chance.base_bp, _FULL_BP)
    if chance.cross_bp != _FULL_BP:
        yield words("fusion.chance.cross"), f"× {numbers.share(chance.cross_bp, _FULL_BP)}"
    if chance.leader_bp:
        yield words("fusion.chance.leader"), f"× {numbers.share(_FULL_BP + chance.leader_bp, _FULL_BP)}"
    if chance.pity_bp:
        yield words("fusion.chance.pity"), numbers.basis_points(chance.pity_bp)
    if chance.festival_bp != _FULL_BP:
        yield words("fusion.chance.festival"), f"× {numbers.share(chance.festival_bp, _FULL_BP)}"
    if chance.capped_bp:
        yield words("fusion.chance.cap"), numbers.share(chance.capped_bp, _FULL_BP)
    if chance.boost_bp:
        yield words("fusion.chance.boost"), numbers.basis_points(chance.boost_bp)
    if chance.catalyst:
        yield words("fusion.chance.catalyst"), words("fusion.certain")
    yield words("fusion.chance"), numbers.share(chance.total_bp, _FULL_BP)


def _cost(seen: FusionShown, context: Context) -> Iterator[tuple[str, str]]:
    """Yield what all tries of the button take, beside what there is of it."""
    words = context.words
    cost = numbers.short(seen.cost)
    if seen.count > 1:
        count, total = numbers.whole(seen.count), numbers.short(seen.count * seen.cost)
        cost = words("fusion.cost.all", count=count, each=cost, total=total)
    yield words("fusion.cost"), words("fusion.cost.have", cost=cost, have=numbers.short(seen.revies))
    if seen.steps:
        have = words(
            "fusion.fragments.have",
            need=numbers.whole(seen.fragments_needed * seen.count),
            have=numbers.whole(seen.fragments),
            fragment=fragment(context, f"tier:{seen.tier}"),
        )
        yield words("fusion.fragments"), have
    if seen.chance.catalyst:
        need, owned = numbers.whole(seen.count), numbers.whole(seen.catalysts)
        yield _catalyst(context), words("fusion.catalysts.have", need=need, have=owned)


def _catalyst(context: Context) -> str:
    return item(context, context.catalogue.growing.fusion.catalyst)


def _outcome(element_id: str, number: int, context: Context) -> str:
    names = (species(context, one) for one in context.catalogue.kin.get((element_id, number), ()))
    return f"• {element(context, element_id)} · {', '.join(names)}"


def _offers(seen: FusionShown, context: Context) -> Iterator[Button]:
    short = seen.most_attempts < 1 or seen.revies < seen.cost or seen.fragments < seen.fragments_needed
    pair, sure = (seen.first, seen.second, str(seen.steps)), min(seen.count, max(1, seen.catalysts))
    plain = Act("fuse", (*pair, "0", str(seen.count)), seen.version)
    certain = Act("fuse", (*pair, "1", str(sure)), seen.version)
    label = context.words.many("button.fuse", seen.count, count=numbers.whole(seen.count))
    label_sure = context.words.many("button.fuse_catalyst", sure, count=numbers.whole(sure))
    if seen.chance.catalyst:
        yield Button(label_sure, certain, "primary", disabled=short or seen.catalysts < 1)
        return
    yield Button(label, plain, "primary", disabled=short)
    if seen.catalysts and seen.chance.total_bp < _FULL_BP:
        yield Button(label_sure, certain, disabled=short)


def _results(made: Fused, context: Context) -> Iterator[Piece]:
    words = context.words
    won = [one for one in made.attempts if one.success]
    lost = [one for one in made.attempts if not one.success]
    yield Heading(_title(made, won, context))
    known = dict.fromkeys(one.result for one in won if one.result in context.catalogue.species)
    counts, fresh = Counter(one.result for one in won), {one.result for one in won if one.new}
    yield Cards(tuple(card(context, one, quantity=counts[one], new=one in fresh) for one in known)[:5])
    yield Listing(tuple(_gained(name, n, name in fresh, context) for name, n in counts.items()), "")
    if lost:
        yield Text(_lost(made, lost, context))
    if len(made.attempts) == 1:
        yield from _roll(made.attempts[0], context)
    yield Note(words("fusion.spent", spent=_spent(made, context)))
    both = dict(zip((made.first, made.second), made.left, strict=False))
    left = ", ".join(f"{numbers.whole(n)} × {species(context, name)}" for name, n in both.items())
    yield Note(words("fusion.left", left=left))
    if made.failures:
        yield Note(words.many("fusion.failures", made.failures, count=numbers.whole(made.failures)))
    yield from stopped(context, made.stopped, len(made.attempts), made.asked)
    yield Buttons(tuple(_again(made, context)))


def _title(made: Fused, won: list[FusionAttempt], context: Context) -> str:
    words = context.words
    if len(made.attempts) != 1:
        return words(
            "fusion.many", successes=numbers.whole(len(won)), attempts=numbers.whole(len(made.attempts))
        )
    if won:
        return words("fusion.success", result=species(context, won[0].result))
    return words("fusion.failure")


def _gained(name: str, count: int, new: bool, context: Context) -> str:
    parts = [context.words("fusion.gained", count=numbers.whole(count), species=species(context, name))]
    known = context.catalogue.species.get(name)
    if known is not None:
        parts.append(tier(context, known.tier))
    if new:
        parts.append(context.words("fusion.new"))
    return " · ".join(parts)


def _lost(made: Fused, lost: list[FusionAttempt], context: Context) -> str:
    last = context.catalogue.growing.last_fragment_tier
    text = context.words.many(
        "fusion.lost",
        len(lost),
        count=numbers.whole(len(lost)),
        fragments=numbers.change(sum(one.fragments for one in lost)),
        fragment=fragment(context, f"tier:{min(made.tier, last)}"),
    )
    if len(made.attempts) > 1:
        return text
    return f"{text}\n{context.words('fusion.survivor', species=species(context, lost[0].result))}"


def _roll(one: FusionAttempt, context: Context) -> Iterator[Piece]:
    figures = {"roll": numbers.whole(one.roll), "chance": numbers.share(one.chance_bp, _FULL_BP)}
    needed = numbers.whole(one.chance_bp)
    yield Note(context.words("fusion.roll", needed=needed, **figures))


def _spent(made: Fused, context: Context) -> str:
    parts = [f"{numbers.short(made.revies_spent)} {context.words('thing.revies')}"]
    if made.fragments_spent:
        name = fragment(context, f"tier:{made.tier}")
        parts.append(f"{numbers.whole(made.fragments_spent)} {name}")
    if made.catalyst:
        parts.append(f"{numbers.whole(len(made.attempts))} × {_catalyst(context)}")
    return ", ".join(parts)


def _again(made: Fused, context: Context) -> Iterator[Button]:
    words, pair = context.words, (made.first, made.second, str(made.steps))
    if made.stopped is None and made.again:
        act = Act("fuse", (*pair, "1" if made.catalyst else "0"), made.version)
        yield Button(words("button.fuse_again"), act, "primary")
    if all(made.left):
        yield Button(words("button.fuse_preview"), Act("fuse.preview", pair))
    yield Button(words("button.esprits"), Act("esprits", ("", "0", "tier", "1")))


def _colour(number: int, context: Context) -> int:
    one = context.catalogue.tiers.get(number)
    return one.colour if one else 0x2C2D31
