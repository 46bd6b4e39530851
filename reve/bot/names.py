"""Names that people chose: made harmless before they enter a command, and before they are shown."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 32
_NAMELESS: Final = "Unknown Reverie"
_MARKDOWN: Final = re.compile(r"([\\`*_~|>#\[\]()<:@-])")
# Control, formatting (which turns writing direction around), surrogate and private-use characters
# and line separators. Of the formatting ones the joiner stays, because emoji are made with it.
_UNWANTED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINER: Final = "\u200d"


def clean_name(raw: str) -> str:
    """Return a name without characters that break texts, at most 32 characters long."""
    kept = (char for char in raw[: LONGEST * 8] if char.isspace() or _wanted(char))
    name = " ".join("".join(kept).split())
    return name[:LONGEST].strip() or _NAMELESS


def escaped(text: str) -> str:
    """Return a text with Discord's markdown, mentions and links taken literally."""
    return _MARKDOWN.sub(r"\\\1", text)


def literal(text: str) -> str:
    """Return a text to be shown letter by letter, such as an id."""
    return f"`{text.replace('`', '')}`"


def _wanted(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char) not in _UNWANTED
