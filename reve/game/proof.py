"""Proof of luck: what is promised about a day's dice, and a pull drawn again from its receipt."""

from dataclasses import dataclass
from typing import Final

from actors.identity import ActorId
from reve.game import reve
from reve.game.catalogue import Catalogue
from reve.game.days import date_of, start_of
from reve.game.dice import HmacDice, commitment, day_secret
from reve.game.events import RevePulled

HOUR_MS: Final = 60 * 60 * 1000
REVEALED_AFTER_MS: Final = HOUR_MS
"""A day is over for all who decide, whatever their clocks, this long after its end."""


@dataclass(frozen=True, slots=True)
class DayProof:
    """What binds us to the dice of a player on a date; the secret is None until the day is over."""

    date: str
    commitment: str
    secret: str | None


@dataclass(frozen=True, slots=True)
class PullProof:
    """A pull drawn again: `words` and `results` tell whether they came out the same.

    `results` is None where the tables that were in force are not at hand. `receipt` is what
    the stand-alone script reads; None while the day's secret must stay one.
    """

    seq: int
    day: DayProof
    words: bool
    results: bool | None
    receipt: dict[str, object] | None


def day_proof(secret: bytes, actor: ActorId, day: int, now_ms: int) -> DayProof:
    """Return the commitment of a day, and its secret when the day is over."""
    key = day_secret(secret, actor, date_of(day))
    over = now_ms >= start_of(day + 1) + REVEALED_AFTER_MS
    return DayProof(date_of(day), commitment(key), key.hex() if over else None)


def prove(
    secret: bytes, actor: ActorId, pulled: RevePulled, then: Catalogue | None, *, day: int, now_ms: int
) -> PullProof:
    """Draw a pull of a day again from the dice that its receipt names; `then` is what was in force."""
    receipt, proof = pulled.receipt, day_proof(secret, actor, day, now_ms)
    dice = HmacDice(secret, actor, receipt.seq, start_of(day))
    same, shown = None, None
    if then is not None and then.version == receipt.pack_version:
        same = _drawn_again(pulled, then, dice)
        shown = _for_the_script(pulled, proof, then) if proof.secret else None
    else:
        for _ in receipt.words:
            dice.below(1 << 64)
    words = tuple(f"{word:016x}" for word in dice.words) == receipt.words
    promised = receipt.commitment == proof.commitment and receipt.date == proof.date
    return PullProof(receipt.seq, proof, words and promised, same, shown)


def _drawn_again(pulled: RevePulled, world: Catalogue, dice: HmacDice) -> bool:
    receipt = pulled.receipt
    row = reve.row_for(world.reve, receipt.level)
    pity = reve.Pity(receipt.since_bright, receipt.since_brilliant)
    for result in pulled.results:
        again = reve.draw(world, row, pity, dice)
        if again != result:
            return False
        pity = pity.after(world.reve, again.column)
    return (pity.since_bright, pity.since_brilliant) == (pulled.since_bright, pulled.since_brilliant)


def _for_the_script(pulled: RevePulled, proof: DayProof, world: Catalogue) -> dict[str, object]:
    rules, receipt = world.reve, pulled.receipt
    tiers = reve.row_for(rules, receipt.level).tiers
    drawn = sorted({result.tier for result in pulled.results})
    return {
        "secret": proof.secret,
        "commitment": receipt.commitment,
        "seq": receipt.seq,
        "words": list(receipt.words),
        "weights": list(rules.weights),
        "tiers": list(tiers),
        "bright": [rules.bright.column, rules.bright.after, receipt.since_bright],
        "brilliant": [rules.brilliant.column, rules.brilliant.after, receipt.since_brilliant],
        "species": {str(tier): [list(pool) for pool in world.pools[tier]] for tier in drawn},
        "results": [result.species for result in pulled.results],
    }
