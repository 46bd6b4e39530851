"""What happens, as it happens, for the pages that look on."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import orjson

type Lines = asyncio.Queue[bytes]

END = b""
_BEHIND = 2_000


@dataclass(slots=True)
class Feed:
    """Tell listeners what they may see; one that lags too far behind loses the oldest lines."""

    _listeners: dict[int, tuple[int, Lines]] = field(default_factory=dict)
    _next: int = 0

    def tell(self, event: str, data: object, only_for: int | None = None) -> None:
        """Tell everyone, or one user alone, what happened."""
        line: bytes | None = None
        for user_id, lines in self._listeners.values():
            if only_for in (None, user_id):
                line = line or orjson.dumps({"event": event, "data": data})
                if lines.full():
                    lines.get_nowait()
                lines.put_nowait(line)

    def end(self) -> None:
        """Send every listener the empty line, after which nothing comes."""
        for _, lines in self._listeners.values():
            if lines.full():
                lines.get_nowait()
            lines.put_nowait(END)

    @contextmanager
    def listen(self, user_id: int) -> Iterator[Lines]:
        """Listen with the eyes of one user."""
        lines: Lines = asyncio.Queue(_BEHIND)
        self._next += 1
        key = self._next
        self._listeners[key] = (user_id, lines)
        try:
            yield lines
        finally:
            del self._listeners[key]
