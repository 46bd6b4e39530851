"""Lists in pages, counted from 1."""

from collections.abc import Sequence
from typing import Final

PAGE_SIZE: Final = 10


def cut[T](lines: Sequence[T], page: int, size: int = PAGE_SIZE) -> tuple[int, int, tuple[T, ...]]:
    """Return (page, pages, its lines); a page that does not exist becomes the nearest that does."""
    pages = max(1, -(-len(lines) // size))
    page = min(max(1, page), pages)
    return page, pages, tuple(lines[(page - 1) * size : page * size])
