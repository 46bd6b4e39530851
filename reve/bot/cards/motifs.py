"""What the elements look like beyond a colour: a sigil, and a pattern for the ground.

Patterns are the inside of a seamless SVG tile and paint with `currentColor`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reve.bot.cards.errors import UnknownArt


@dataclass(frozen=True, slots=True)
class Motif:
    """The sigil is an icon; `tile` repeats every `width` x `height`, turned by `turn` degrees."""

    sigil: str
    width: int
    height: int
    turn: int
    tile: str


ATTACK, DEFENSE, HEALTH = "crossed-swords", "checked-shield", "hearts"

EMBLEMS: Mapping[str, str] = {
    "big-wave": "lorc",
    "checked-shield": "lorc",
    "crossed-swords": "lorc",
    "evil-moon": "lorc",
    "hearts": "skoll",
    "oak-leaf": "lorc",
    "small-fire": "lorc",
    "sun": "lorc",
    "tornado": "lorc",
}
"""The icons that cards need whatever their species, with the author of each."""

MOTIFS: Mapping[str, Motif] = {
    "inferno": Motif(
        sigil="small-fire",
        width=64,
        height=72,
        turn=0,
        tile='<path fill="currentColor" d="M16 4c8 10 12 15 9 23-2 6-9 8-13 3 4 0 6-4 4-8-2-5-4-9 0-18z'
        'M48 40c8 10 12 15 9 23-2 6-9 8-13 3 4 0 6-4 4-8-2-5-4-9 0-18z"/>'
        '<circle cx="48" cy="14" r="2" fill="currentColor"/>'
        '<circle cx="12" cy="54" r="2.5" fill="currentColor"/>',
    ),
    "verdant": Motif(
        sigil="oak-leaf",
        width=60,
        height=60,
        turn=24,
        tile='<path fill="currentColor" d="M10 4q16 4 14 26q-18-4-14-26zM40 34q16 4 14 26q-18-4-14-26z"/>'
        '<path stroke="currentColor" stroke-width="1.6" fill="none" d="M24 30q6 8 16 4M54 60q4-14 6-20"/>',
    ),
    "abyssal": Motif(
        sigil="big-wave",
        width=56,
        height=28,
        turn=0,
        tile='<path stroke="currentColor" stroke-width="2.4" fill="none" stroke-linecap="round" '
        'd="M0 20q14-16 28 0t28 0M14 5q7-6 14 0"/>',
    ),
    "tempest": Motif(
        sigil="tornado",
        width=96,
        height=44,
        turn=-18,
        tile='<path stroke="currentColor" stroke-width="2.2" fill="none" stroke-linecap="round" '
        'd="M2 12h52q10 0 10-7t-8-3M30 26h58M6 38h30q9 0 9-6"/>',
    ),
    "umbral": Motif(
        sigil="evil-moon",
        width=76,
        height=76,
        turn=12,
        tile='<path fill="currentColor" d="M14 8a12 12 0 1 0 12 18a10 10 0 0 1-12-18z"/>'
        '<path fill="currentColor" d="M56 44l2 6 6 2-6 2-2 6-2-6-6-2 6-2z"/>'
        '<circle cx="58" cy="14" r="1.8" fill="currentColor"/>'
        '<circle cx="20" cy="58" r="1.8" fill="currentColor"/>',
    ),
    "radiant": Motif(
        sigil="sun",
        width=52,
        height=52,
        turn=45,
        tile='<path fill="currentColor" d="M26 8l3 15 15 3-15 3-3 15-3-15-15-3 15-3z"/>'
        '<g fill="currentColor"><circle r="3"/><circle cx="52" r="3"/><circle cy="52" r="3"/>'
        '<circle cx="52" cy="52" r="3"/></g>',
    ),
}


def motif(element_id: str) -> Motif:
    """The motif of an element."""
    if (found := MOTIFS.get(element_id)) is None:
        raise UnknownArt("motif of element", element_id)
    return found
