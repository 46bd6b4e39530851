"""How a pack wants replies to look: colours of moods, and marks of esprits without an emoji of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reve.content.loading import load_pack
from reve.content.models import DisplayFile


@dataclass(frozen=True, slots=True)
class Display:
    """Colours (0xRRGGBB) by mood, and marks by tier."""

    statuses: Mapping[str, int]
    marks: Mapping[int, str]


def load_display(path: Path | None = None) -> Display:
    """Read the looks of a pack, the shipped one by default."""
    file = load_pack(path)[DisplayFile]
    return Display(
        statuses={mood: int(colour, 16) for mood, colour in file.statuses.model_dump().items()},
        marks={tier: one.emoji for one in file.marks for tier in range(one.tiers[0], one.tiers[1] + 1)},
    )
