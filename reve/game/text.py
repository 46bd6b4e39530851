"""What people type, made safe to keep and to answer with."""

from typing import Final

LONGEST: Final = 100


def plain(text: str, longest: int = LONGEST) -> str:
    """Cut a text, and drop what no database or message takes: NUL and lone surrogates."""
    return text[:longest].replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
