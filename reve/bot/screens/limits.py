"""What Discord accepts in one message, and how texts are cut to fit."""

from typing import Final

COMPONENTS: Final = 40  # nested ones included
TEXT: Final = 4_000  # over all texts of a message with components
CONTENT: Final = 2_000
ROWS: Final = 5
BUTTONS_IN_ROW: Final = 5
LABEL: Final = 80
OPTIONS: Final = 25
OPTION_TEXT: Final = 100
PLACEHOLDER: Final = 150
ALT_TEXT: Final = 1_024
SUGGESTIONS: Final = 25

_MORE: Final = "…"


def cut(text: str, longest: int) -> str:
    """Return the text, or its beginning and an ellipsis where it is too long."""
    if len(text) <= longest:
        return text
    return text[: max(0, longest - len(_MORE))].rstrip("\\ \n") + _MORE if longest else ""


def cut_lines(text: str, longest: int) -> str:
    """Cut a text at the end of a line where that keeps something, else within its first line."""
    if len(text) <= longest:
        return text
    end = text.rfind("\n", 0, max(0, longest - len(_MORE)))
    return f"{text[:end]}\n{_MORE}" if end > 0 else cut(text, longest)
