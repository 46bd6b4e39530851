"""A count of what is under way, and a way to wait until nothing is."""

from types import TracebackType

import anyio
import anyio.lowlevel


class Underway:
    """Counts the blocks that are inside it. Mutable; used within one event loop."""

    def __init__(self) -> None:
        self._count = 0
        self._none = anyio.Event()

    def __enter__(self) -> None:
        self._count += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._count -= 1
        if self._count == 0:
            self._none.set()
            self._none = anyio.Event()

    async def over(self, within_s: float) -> bool:
        """Wait until nothing is under way; False if that takes too long."""
        with anyio.move_on_after(within_s):
            await anyio.lowlevel.checkpoint()  # what has just arrived is a task that has not begun
            if self._count:
                await self._none.wait()
        return self._count == 0
